#include "ui/bench/synthetic_fleet.h"

#include "ui/bench/synthetic_state.h"

#include <algorithm>
#include <condition_variable>
#include <utility>

namespace roundsman {

SyntheticFleet::SyntheticFleet(SyntheticFleetSettings settings) : m_state(std::make_shared<State>(settings)) {
    m_state->populate();
    m_state->show();
    if (!settings.runs) {
        return;
    }
    m_thread = std::jthread([state = m_state](const std::stop_token& stop) {
        std::condition_variable_any tick;
        const Millis interval{static_cast<std::int64_t>(1000 / state->settings.framesPerSecond)};
        auto due = std::chrono::steady_clock::now();
        std::unique_lock lock(state->mutex);
        while (!stop.stop_requested()) {
            due += interval;
            tick.wait_until(lock, stop, due, [] { return false; });
            state->advance(interval);
            state->notify();
        }
    });
}

SyntheticFleet::~SyntheticFleet() = default;

void SyntheticFleet::step(Millis time) {
    const std::scoped_lock lock(m_state->mutex);
    m_state->advance(time);
    m_state->notify();
}

void SyntheticFleet::edit(RiderNo rider, const std::function<void(RiderDot&)>& change) {
    const std::scoped_lock lock(m_state->mutex);
    change(m_state->riders[rider.value()]);
}

void SyntheticFleet::dressStatus(std::function<void(NodeStatus&)> dress) {
    const std::scoped_lock lock(m_state->mutex);
    m_state->dressStatus = std::move(dress);
}

void SyntheticFleet::setAlerts(std::vector<AlertRow> alerts) {
    const std::scoped_lock lock(m_state->mutex);
    m_state->alerts = std::make_shared<const std::vector<AlertRow>>(std::move(alerts));
}

void SyntheticFleet::editMerchants(const std::function<void(MerchantView&)>& change) {
    const std::scoped_lock lock(m_state->mutex);
    auto merchants = *m_state->merchants;
    std::ranges::for_each(merchants, change);
    m_state->merchants = std::make_shared<const std::vector<MerchantView>>(std::move(merchants));
}

std::uint64_t SyntheticFleet::updates() const {
    const std::scoped_lock lock(m_state->mutex);
    return m_state->updates;
}

namespace {

class Watch : public Subscription {
public:
    explicit Watch(std::function<void()> stop) : m_stop(std::move(stop)) {}
    ~Watch() override { m_stop(); }

private:
    std::function<void()> m_stop;
};

} // namespace

std::unique_ptr<Subscription> SyntheticFleet::watchFrames(std::function<void()> changed) {
    const std::scoped_lock lock(m_state->mutex);
    const int id = m_state->nextWatcher++;
    m_state->watchers[id] = std::move(changed);
    return std::make_unique<Watch>([state = m_state, id] {
        const std::scoped_lock stopping(state->mutex);
        state->watchers.erase(id);
    });
}

Picture SyntheticFleet::picture() const {
    const std::scoped_lock lock(m_state->mutex);
    return {{m_state->frame}};
}

NodeStatus SyntheticFleet::status() const {
    const std::scoped_lock lock(m_state->mutex);
    NodeStatus status;
    status.version = "0.1.0";
    status.now = m_state->now;
    status.ready = true;
    status.logKind = "local";
    status.topic = "fleet-events";
    LaneStatus lane;
    lane.nextOffset = m_state->frame->nextOffset;
    lane.logEnd = lane.nextOffset;
    lane.updatesPerSecond = m_state->settings.updatesPerSecond;
    lane.caughtUp = true;
    status.updatesPerSecond = lane.updatesPerSecond;
    status.framesPerSecond = m_state->settings.framesPerSecond;
    status.verdicts = m_state->frame->verdicts;
    status.lanes.push_back(lane);
    if (m_state->dressStatus) {
        m_state->dressStatus(status);
    }
    return status;
}

void SyntheticFleet::recentFixes(PartitionNo partition, RiderNo rider, Answer<std::vector<FixSeen>> answer) {
    trail(partition, rider, m_state->now - std::chrono::minutes(1), m_state->now, std::move(answer));
}

void SyntheticFleet::trail(PartitionNo, RiderNo rider, EventTime, EventTime, Answer<std::vector<FixSeen>> answer) {
    std::vector<FixSeen> fixes;
    {
        const std::scoped_lock lock(m_state->mutex);
        const RiderDot& dot = m_state->riders[rider.value()];
        for (int n = 24; n >= 0; --n) {
            FixSeen fix;
            fix.deviceTime = dot.fixTime - std::chrono::seconds(5 * n);
            fix.receiveTime = fix.deviceTime + Millis{120};
            fix.logTime = fix.receiveTime + Millis{8};
            const double bend = n * 1.5;
            fix.position = moved(dot.position, -dot.speedMps * 5.0 * n, dot.headingDegrees + bend);
            fix.document.offset = Offset{m_state->frame->nextOffset.value() - n};
            if (n == 7) {
                fix.verdict = Verdict::duplicate;
                fix.reason = Reason::sameSequence;
            }
            fixes.push_back(fix);
        }
    }
    answer(std::move(fixes));
}

void SyntheticFleet::record(PartitionNo, Offset offset, Answer<std::string> answer) {
    answer("{\"offset\":" + std::to_string(offset.value()) + "}");
}

void SyntheticFleet::hold(bool on) {
    std::vector<std::function<void()>> free;
    {
        const std::scoped_lock lock(m_state->mutex);
        m_state->held = on;
        if (!on) {
            free.swap(m_state->waiting);
        }
    }
    for (const auto& answer : free) {
        answer();
    }
}

void SyntheticFleet::setRecords(std::int64_t records) {
    const std::scoped_lock lock(m_state->mutex);
    m_state->records = records;
}

void SyntheticFleet::answerWhenFree(std::function<void()> answer) {
    {
        const std::scoped_lock lock(m_state->mutex);
        if (m_state->held) {
            m_state->waiting.push_back(std::move(answer));
            return;
        }
    }
    answer();
}

void SyntheticFleet::records(RecordsWanted wanted, Answer<RecordPage> answer) {
    RecordPage page;
    const std::int64_t kept = m_state->records;
    const std::int64_t end = wanted.before && !wanted.from ? std::min(kept, wanted.before->value()) : kept;
    const auto back = static_cast<std::int64_t>(wanted.contains.empty() ? wanted.limit : wanted.lookAtMost);
    page.high = Offset{kept};
    page.from = wanted.from.value_or(Offset{std::max<std::int64_t>(0, end - back)});
    page.next = page.from;
    for (std::int64_t n = page.from.value(); n < end && page.records.size() < wanted.limit; ++n) {
        SeenRecord record{.partition = wanted.partition,
                          .offset = Offset{n},
                          .logTime = m_state->now - std::chrono::seconds(kept - n),
                          .key = "r-" + std::to_string(1000 + n),
                          .value = R"({"driverId":"r-)" + std::to_string(1000 + n) +
                                   R"(","latitude":0.05,"longitude":-29.95,"speed":5.5})",
                          .headers = {}};
        if (n % 10 == 0) { // some carry more than one document
            record.value += "\n" + record.value;
            record.value.insert(record.value.size() - 1, R"(,"seq":2)");
        }
        ++page.lookedAt;
        page.next = Offset{n + 1};
        if (wanted.contains.empty() || record.value.contains(wanted.contains)) {
            page.records.push_back(std::move(record));
        }
    }
    answerWhenFree([page = std::move(page), answer = std::move(answer)] { answer(page); });
}

void SyntheticFleet::query(Query query, Answer<Table> answer) {
    std::function<Table(const Query&)> table;
    {
        const std::scoped_lock lock(m_state->mutex);
        table = m_state->tables[query.kind];
    }
    answerWhenFree([answered = table ? table(query) : Table{}, answer = std::move(answer)] { answer(answered); });
}

void SyntheticFleet::pictureAt(EventTime time, Answer<Picture> answer) {
    Picture past = picture();
    auto frame = std::make_shared<Frame>(*past.lanes.front());
    frame->laneTime = time;
    past.lanes = {frame};
    answer(std::move(past));
}

void SyntheticFleet::setLogLines(std::vector<std::string> lines) {
    const std::scoped_lock lock(m_state->mutex);
    m_state->logLines = std::move(lines);
}

std::vector<std::string> SyntheticFleet::logLines() const {
    const std::scoped_lock lock(m_state->mutex);
    if (!m_state->logLines.empty()) {
        return m_state->logLines;
    }
    return {R"({"time":"2026-11-21T09:00:00.000Z","level":"info","part":"node","message":"the node runs"})",
            R"({"time":"2026-11-21T09:00:07.000Z","level":"warning","part":"log","message":"the log answers slowly"})"};
}

void SyntheticFleet::setAnswer(QueryKind kind, Table table) {
    const std::scoped_lock lock(m_state->mutex);
    m_state->tables[kind] = [table = std::move(table)](const Query&) {
        return table;
    };
}

void SyntheticFleet::setAnswer(QueryKind kind, std::function<Table(const Query&)> answer) {
    const std::scoped_lock lock(m_state->mutex);
    m_state->tables[kind] = std::move(answer);
}

void SyntheticFleet::editOrder(OrderNo order, const std::function<void(OrderView&)>& change) {
    const std::scoped_lock lock(m_state->mutex);
    change(m_state->open[order.value()]);
    m_state->ordersChanged = true;
}

std::vector<std::string> SyntheticFleet::commands() const {
    const std::scoped_lock lock(m_state->mutex);
    return m_state->commands;
}

/// Obeyed with the next frame, as a lane would.
void SyntheticFleet::submit(std::string commandJson, Answer<DocumentRef> answer) {
    DocumentRef document;
    {
        const std::scoped_lock lock(m_state->mutex);
        document = m_state->obey(commandJson);
    }
    answer(document);
}

} // namespace roundsman
