#include "core/bridge/bridge.h"

#include "core/model/source_header.h"
#include "core/model/verdict.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace roundsman {
namespace {

constexpr Millis quietPoll{100};
constexpr Millis heldPoll{50};
constexpr std::size_t topicIdShown = 8; ///< letters of a topic's id that tell it from another of its name

/// Old offsets mean nothing in a topic that was made anew: it is another source. librdkafka writes ids in base64, whose
/// '/' would end the name in the stamp's header.
std::string stampOf(const GroupSource& source) {
    std::string id = source.topicId.substr(0, topicIdShown);
    std::ranges::replace(id, '/', '_');
    return id.empty() ? source.topic : source.topic + "@" + id;
}

MetricLabels labelsOf(const GroupSource& source) {
    return {{"topic", source.topic}, {"partition", std::to_string(source.partition.value())}};
}

std::string_view toText(Coordinates coordinates) {
    return coordinates == Coordinates::webMercatorMetres ? "web-mercator" : "degrees";
}

} // namespace

Bridge::Numbers::Numbers(Metrics& metrics, const std::string& group)
    : records(
          metrics.counter("roundsman_bridge_records_total", "Records read from foreign topics.", {{"group", group}})),
      documents(metrics.counter("roundsman_bridge_documents_total", "Documents passed on, repeats included.",
                                {{"group", group}})),
      empty(metrics.counter("roundsman_bridge_empty_records_total",
                            "Foreign records with nothing in them (deletions): nothing is passed on.",
                            {{"group", group}})),
      cut(metrics.counter("roundsman_bridge_cut_documents_total",
                          "Documents too long for the log, of which the beginning went on.", {{"group", group}})),
      moves(metrics.counter("roundsman_bridge_rider_moves_total", "Riders who changed markets.", {{"group", group}})),
      refused(metrics.counter("roundsman_bridge_refused_documents_total",
                              "Documents of foreign topics that lanes put into quarantine, repeats included.",
                              {{"group", group}, {"reason", std::string(toText(Reason::notYoursToSend))}})),
      sent(metrics.counter("roundsman_bridge_appends_total", "Records of ours that the log acknowledged.",
                           {{"group", group}})),
      repeated(metrics.counter("roundsman_bridge_appends_failed_total",
                               "Records of ours that the log did not acknowledge: they are sent again.",
                               {{"group", group}})),
      commits(metrics.counter("roundsman_bridge_commits_total", "Positions committed to foreign groups.",
                              {{"group", group}})),
      rebalances(metrics.counter("roundsman_bridge_rebalances_total", "Times that partitions were given or taken.",
                                 {{"group", group}})),
      gaps(metrics.counter("roundsman_bridge_gap_offsets_total",
                           "Offsets without a record: markers, compaction, retention.", {{"group", group}})),
      waitingBytes(metrics.gauge("roundsman_bridge_waiting_bytes", "Read and not yet acknowledged by the log.",
                                 {{"group", group}})),
      up(metrics.gauge("roundsman_bridge_up", "1 while both sides answer.", {{"group", group}})) {}

Bridge::Bridge(const BridgeSettings& settings, const BridgeLimits& limits, OpenGroup openGroup,
               const Surroundings& around)
    : m_settings(settings),
      m_limits(limits),
      m_openGroup(std::move(openGroup)),
      m_around(around),
      m_numbers(around.metrics, settings.group),
      m_routes(settings, around.markets, around.audit, limits.ridersMax),
      m_coalescer(around.markets.partitions(), limits),
      m_backOff(limits.retryFirst) {}

Bridge::~Bridge() {
    requestStop();
    join();
}

void Bridge::start(Worker::Failed failed) {
    m_worker = Worker(
        "bridge", [this](const std::stop_token& stop) { run(stop); },
        [failed = std::move(failed)](const std::string& sentence) { failed("bridge: " + sentence); });
}

void Bridge::requestStop() {
    m_worker.requestStop();
    const std::lock_guard lock(m_answers->mutex);
    if (m_answers->reader != nullptr) {
        m_answers->reader->wake();
    }
    m_answers->came.notify_all();
}

void Bridge::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        // Numbers are a reader's own: what still waits of an earlier one is finished first.
        finish(m_limits.leaveWithin);
        startAnew();
        auto reader = m_openGroup([this](std::span<const std::uint32_t> sources) { return leave(sources); });
        if (!reader) {
            setTrouble(m_readTrouble, reader.error().sentence);
            rest(m_backOff, stop);
            backOff();
            continue;
        }
        setReader(reader->get());
        pump(**reader, stop);
        setReader(nullptr);
        m_stopping = stop.stop_requested();
        (*reader)->close(m_stopping ? m_limits.stopWithin : m_limits.leaveWithin);
        takeNumbers(**reader);
    }
    finish(m_limits.stopWithin);
    m_numbers.up.set(0);
}

/// What is not acknowledged by now is read again; answers that still come belong to the run before.
void Bridge::startAnew() {
    ++m_run;
    m_coalescer = Coalescer(m_around.markets.partitions(), m_limits);
    m_counted = {};
    m_rebalances = 0;
    m_names.clear();
    m_watches.clear();
}

/// Reads, sends and commits until stop, or until this reader is of no more use.
void Bridge::pump(GroupReader& reader, const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        takeAnswers();
        sendDue();
        if (!readSome(reader, stop)) {
            return;
        }
        sendDue();
        if (Steady::now() >= m_commitAt) {
            m_commitAt = Steady::now() + m_limits.commitEvery;
            commit(reader);
            takeNumbers(reader);
        }
    }
}

/// False: the reader is to be opened anew.
bool Bridge::readSome(GroupReader& reader, const std::stop_token& stop) {
    const auto now = Steady::now();
    if (m_coalescer.full()) {
        m_fullSince = m_fullSince == Steady::time_point{} ? now : m_fullSince;
        if (now - m_fullSince < m_limits.holdAfter) {
            waitForAnswers(heldPoll);
            return true;
        }
        reader.hold(true); // a log that is away for long: the membership is kept by polling on
    } else if (m_fullSince != Steady::time_point{}) {
        m_fullSince = {};
        reader.hold(false);
    }
    const Millis wait = m_fullSince != Steady::time_point{} ? heldPoll
                        : m_coalescer.empty()               ? quietPoll
                                                            : m_limits.coalesceFor;
    const auto batch = reader.poll(wait);
    if (!batch) {
        noteReading(batch.error());
        if (batch.error().trouble == LogTrouble::unknownTopic) {
            return true;
        }
        rest(std::min(m_backOff, quietPoll), stop); // never for long: answers come meanwhile
        backOff();
        return batch.error().trouble == LogTrouble::unreachable;
    }
    setTrouble(m_readTrouble, {});
    if (!(*batch)->records().empty()) {
        take(reader, **batch);
    }
    return true;
}

void Bridge::take(GroupReader& reader, const GroupBatch& batch) {
    const auto now = Steady::now();
    const EventTime received = m_around.clock.now();
    for (const auto& [source, record] : batch.records()) {
        SourceWatch& seen = watch(reader, source);
        if (seen.next >= 0 && record.offset.value() > seen.next) {
            m_numbers.gaps.add(static_cast<std::uint64_t>(record.offset.value() - seen.next));
        }
        seen.next = record.offset.value() + 1;
        seen.newest = record.logTime;
        const auto documents = m_routes.route(record, m_names[source].topic, received);
        m_coalescer.take(source, record, documents, m_routes.marketOf(record), received, now);
    }
}

/// A topic that is not there yet is no trouble: it is joined when it comes to be.
void Bridge::noteReading(const LogError& error) {
    if (error.trouble != LogTrouble::unknownTopic) {
        setTrouble(m_readTrouble, error.sentence);
    } else if (m_told.insert(error.sentence).second) {
        m_around.lines.info("bridge", error.sentence, {{"group", m_settings.group}});
    }
}

/// They go on as they are: a lane that sees where they come from keeps them in quarantine, where people find them.
void Bridge::noteRefused(std::uint64_t documents) {
    m_numbers.refused.add(documents);
    const std::string sentence =
        "commands, settings or the like in these foreign topics are not obeyed but quarantined; "
        "bridge.privileged = true would take them";
    if (documents > 0 && m_told.insert(sentence).second) {
        m_around.lines.warning("bridge", sentence, {{"group", m_settings.group}});
    }
}

void Bridge::backOff() {
    m_backOff = std::min(m_backOff * 2, m_limits.retryMax);
}

Bridge::SourceWatch& Bridge::watch(GroupReader& reader, std::uint32_t source) {
    while (m_watches.size() <= source) {
        const GroupSource& is = reader.source(static_cast<std::uint32_t>(m_watches.size()));
        m_names.push_back({stampOf(is), is.partition.value()});
        m_watches.push_back(
            {.lagRecords = &m_around.metrics.gauge("roundsman_bridge_lag_records",
                                                   "Foreign records that our log has not acknowledged.", labelsOf(is)),
             .lagSeconds =
                 &m_around.metrics.gauge("roundsman_bridge_lag_seconds",
                                         "Age of the oldest foreign record taken last, while more wait.", labelsOf(is)),
             .next = is.committed.value()});
    }
    return m_watches[source];
}

void Bridge::sendDue() {
    const auto now = Steady::now();
    if (now < m_retryAt) {
        return;
    }
    for (std::int32_t partition = 0; partition < m_coalescer.partitions(); ++partition) {
        if (const Bundle* bundle = m_coalescer.due(partition, now)) {
            send(partition, *bundle);
        }
    }
}

void Bridge::send(std::int32_t partition, const Bundle& bundle) {
    const std::string received = std::to_string(millisOf(bundle.received()));
    const std::string sources = bundle.header(m_names);
    std::vector<HeaderView> headers{{header::receiveTime, received}, {header::source, sources}};
    if (!bundle.market().empty()) {
        headers.push_back({header::market, bundle.market()});
    }
    if (m_settings.coordinates != Coordinates::degrees) {
        headers.push_back({header::coordinates, toText(m_settings.coordinates)});
    }
    if (m_settings.privileged) {
        headers.push_back({header::privileged, header::privilegedTaken});
    }
    for (const std::string& trace : bundle.traces()) {
        headers.push_back({header::traceparent, trace});
    }
    m_coalescer.sent(partition);
    const auto taken = m_around.log.append(
        {.partition = PartitionNo{partition}, .key = {}, .value = bundle.value(), .headers = headers},
        [answers = m_answers, run = m_run, partition](const Appended& appended) {
            const std::lock_guard lock(answers->mutex);
            answers->all.push_back({run, partition, appended ? std::nullopt : std::optional(appended.error())});
            answers->came.notify_all();
            if (answers->reader != nullptr) {
                answers->reader->wake();
            }
        });
    if (!taken) {
        afterAnswer({m_run, partition, taken.error()});
    }
}

void Bridge::takeAnswers() {
    std::vector<Answer> all;
    {
        const std::lock_guard lock(m_answers->mutex);
        all.swap(m_answers->all);
    }
    for (const Answer& answer : all) {
        afterAnswer(answer);
    }
}

void Bridge::afterAnswer(const Answer& answer) {
    if (answer.run != m_run) {
        return;
    }
    if (!answer.error) {
        m_coalescer.acknowledged(answer.partition);
        m_numbers.sent.add();
        m_backOff = m_limits.retryFirst;
        setTrouble(m_sendTrouble, {});
        return;
    }
    m_numbers.repeated.add();
    if (answer.error->trouble == LogTrouble::tooLarge && m_coalescer.split(answer.partition)) {
        return;
    }
    m_coalescer.failed(answer.partition);
    setTrouble(m_sendTrouble, answer.error->sentence);
    m_retryAt = Steady::now() + m_backOff;
    backOff();
}

std::vector<GroupPosition> Bridge::positions(std::span<const std::uint32_t> sources) {
    std::vector<GroupPosition> positions;
    for (const std::uint32_t source : sources) {
        const std::int64_t done = m_coalescer.doneTo(source);
        if (done >= 0 && source < m_watches.size() && done != m_watches[source].committed) {
            m_watches[source].committed = done;
            positions.push_back({source, Offset{done}});
        }
    }
    return positions;
}

void Bridge::commit(GroupReader& reader) {
    const auto done = positions(reader.assigned());
    reader.commit(done);
    m_numbers.commits.add(done.size());
}

/// Others will go on with these partitions: what was read is brought to its end, and what is not acknowledged by then
/// they read again.
std::vector<GroupPosition> Bridge::leave(std::span<const std::uint32_t> sources) {
    finish(m_stopping ? m_limits.stopWithin : m_limits.leaveWithin);
    m_routes.forgetRiders();
    for (const std::uint32_t source : sources) {
        if (source < m_watches.size()) {
            m_watches[source].lagRecords->set(0);
            m_watches[source].lagSeconds->set(0);
            m_watches[source].next = -1; // given back, it goes on where the group was
        }
    }
    auto done = positions(sources);
    for (const GroupPosition& each : done) {
        m_watches[each.source].committed = -1;
    }
    m_numbers.commits.add(done.size());
    return done;
}

void Bridge::finish(Millis within) {
    const auto until = Steady::now() + within;
    m_coalescer.hurry();
    while (true) {
        takeAnswers();
        sendDue();
        const auto left = std::chrono::duration_cast<Millis>(until - Steady::now());
        if (m_coalescer.empty() || left <= Millis{0}) {
            return;
        }
        waitForAnswers(std::min(left, heldPoll));
    }
}

void Bridge::waitForAnswers(Millis wait) {
    std::unique_lock lock(m_answers->mutex);
    m_answers->came.wait_for(lock, wait, [this] { return !m_answers->all.empty(); });
}

void Bridge::takeNumbers(GroupReader& reader) {
    const auto counted = m_coalescer.counts();
    const auto routed = m_routes.counts();
    m_numbers.records.add(counted.records - m_counted.records);
    m_numbers.documents.add(counted.documents - m_counted.documents);
    m_numbers.cut.add(counted.cutDocuments - m_counted.cutDocuments);
    m_numbers.empty.add(routed.emptyRecords - m_routed.emptyRecords);
    m_numbers.moves.add(routed.moves - m_routed.moves);
    noteRefused(routed.privileged - m_routed.privileged);
    m_numbers.rebalances.add(static_cast<std::uint64_t>(reader.rebalances() - m_rebalances));
    m_counted = counted;
    m_routed = routed;
    m_rebalances = reader.rebalances();
    m_numbers.waitingBytes.set(static_cast<double>(m_coalescer.waitingBytes()));
    m_numbers.up.set(trouble().empty() ? 1 : 0);
    for (const std::uint32_t source : reader.assigned()) {
        SourceWatch& seen = watch(reader, source);
        const std::int64_t end = reader.end(source).value();
        const std::int64_t done = m_coalescer.doneTo(source);
        if (end < 0) {
            seen.lagRecords->set(std::numeric_limits<double>::quiet_NaN()); // nobody knows yet
            continue;
        }
        const std::int64_t from = std::max<std::int64_t>({done, reader.source(source).committed.value(), 0});
        const std::int64_t lag = std::max<std::int64_t>(end - from, 0);
        const auto age = std::chrono::duration<double>(m_around.clock.now() - seen.newest).count();
        seen.lagRecords->set(static_cast<double>(lag));
        seen.lagSeconds->set(lag == 0 || seen.newest == EventTime{} ? 0 : std::max(age, 0.0));
    }
}

std::string Bridge::trouble() const {
    const std::lock_guard lock(m_mutex);
    return m_readTrouble.empty() ? m_sendTrouble : m_readTrouble;
}

void Bridge::setTrouble(std::string& which, const std::string& sentence) {
    {
        const std::lock_guard lock(m_mutex);
        if (sentence == which) {
            return;
        }
        which = sentence;
    }
    if (sentence.empty()) {
        m_around.lines.info("bridge", "the bridge goes on", {{"group", m_settings.group}});
    } else {
        m_around.lines.warning("bridge", sentence, {{"group", m_settings.group}});
    }
}

void Bridge::setReader(GroupReader* reader) {
    const std::lock_guard lock(m_answers->mutex);
    m_answers->reader = reader;
}

void Bridge::rest(Millis wait, const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    m_rested.wait_for(lock, stop, wait, [] { return false; });
}

} // namespace roundsman
