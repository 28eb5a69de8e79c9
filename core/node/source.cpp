#include "core/node/source.h"

#include <algorithm>
#include <utility>

namespace roundsman {
namespace {

constexpr Millis fullQueueLook{5}; ///< how soon a full queue is tried again

} // namespace

Source::Source(EventLog& log, std::vector<LaneWorker*> lanes, const NodeLimits& limits, Metrics& metrics,
               const LogLines& lines)
    : m_log(log),
      m_limits(limits),
      m_lines(lines),
      m_pauses(metrics.counter("roundsman_partition_pauses_total", "Times that a full queue paused its partition.")),
      m_troubles(metrics.counter("roundsman_log_troubles_total", "Times that the log could not be read.")),
      m_backOff(limits.retryFirst) {
    for (LaneWorker* lane : lanes) {
        m_feeds.push_back({.lane = lane, .next = lane->firstOffset(), .waiting = std::nullopt});
    }
}

Source::~Source() {
    requestStop();
}

void Source::start(Worker::Failed failed) {
    const auto work = [this](const std::stop_token& stop) {
        run(stop);
    };
    m_worker = Worker("source", work,
                      [failed = std::move(failed)](const std::string& sentence) { failed("source: " + sentence); });
}

void Source::requestStop() {
    m_worker.requestStop();
    const std::lock_guard lock(m_mutex);
    if (m_reader != nullptr) {
        m_reader->wake();
    }
}

std::string Source::trouble() const {
    const std::lock_guard lock(m_mutex);
    return m_trouble;
}

void Source::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        std::vector<ReadFrom> from;
        for (const Feed& feed : m_feeds) {
            from.push_back({feed.lane->partition(), feed.next});
        }
        auto reader = m_log.read(from);
        if (!reader) {
            afterTrouble(reader.error(), stop);
            continue;
        }
        setReader(reader->get());
        pump(**reader, stop);
        setReader(nullptr);
    }
}

/// Reads until stop, or until this reader is of no more use.
void Source::pump(LogReader& reader, const std::stop_token& stop) {
    for (const Feed& feed : m_feeds) {
        if (feed.waiting) {
            reader.pause(feed.lane->partition());
        }
    }
    while (!stop.stop_requested()) {
        const bool someWait = offerWaiting(reader);
        auto batch = reader.poll(someWait ? fullQueueLook : m_limits.pollWait);
        if (!batch) {
            if (batch.error().trouble == LogTrouble::damaged) {
                skipWhatIsDamaged(reader, batch.error());
            }
            afterTrouble(batch.error(), stop);
            return;
        }
        m_backOff = m_limits.retryFirst;
        setTrouble({});
        deliver(reader, std::move(*batch));
    }
}

bool Source::offerWaiting(LogReader& reader) {
    bool someWait = false;
    for (Feed& feed : m_feeds) {
        if (!feed.waiting) {
            continue;
        }
        if (feed.lane->queue().tryPush(*feed.waiting)) {
            feed.waiting.reset();
            reader.resume(feed.lane->partition());
        } else {
            someWait = true;
        }
    }
    return someWait;
}

void Source::deliver(LogReader& reader, RecordBatchPtr batch) {
    const std::shared_ptr<const RecordBatch> shared = std::move(batch);
    const auto records = shared->records();
    if (records.empty()) {
        return;
    }
    const auto elsewhere = [&](const RecordView& record) {
        return record.partition != records.front().partition;
    };
    if (std::ranges::none_of(records, elsewhere)) {
        offer(reader, *feedOf(records.front().partition), {.batch = shared, .picked = {}});
        return;
    }
    std::vector<RecordRun> runs(m_feeds.size());
    for (const RecordView& record : records) {
        runs[static_cast<std::size_t>(feedOf(record.partition) - m_feeds.data())].picked.push_back(record);
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (!runs[i].picked.empty()) {
            runs[i].batch = shared;
            offer(reader, m_feeds[i], std::move(runs[i]));
        }
    }
}

void Source::offer(LogReader& reader, Feed& feed, RecordRun run) {
    feed.next = Offset{run.records().back().offset.value() + 1};
    check(!feed.waiting, "a paused partition delivers nothing");
    if (!feed.lane->queue().tryPush(run)) {
        feed.waiting = std::move(run);
        reader.pause(feed.lane->partition());
        m_pauses.add();
    }
}

void Source::afterTrouble(const LogError& error, const std::stop_token& stop) {
    if (error.trouble == LogTrouble::closed && stop.stop_requested()) {
        return;
    }
    m_troubles.add();
    setTrouble(error.sentence.empty() ? "the log cannot be read" : error.sentence);
    if (error.trouble == LogTrouble::outOfRange) {
        skipWhatIsGone();
    }
    rest(m_backOff, stop);
    m_backOff = std::min(m_backOff * 2, m_limits.retryMax);
}

/// Retention took records that were not read yet. They are gone; the lane counts them as gaps, and people are told.
void Source::skipWhatIsGone() {
    for (Feed& feed : m_feeds) {
        const auto kept = m_log.offsets(feed.lane->partition());
        if (kept && feed.next < kept->low) {
            m_lines.error("log", "records were removed before they were read; going on with the oldest that is kept",
                          {{"partition", feed.lane->partition().value()},
                           {"from", feed.next.value()},
                           {"to", kept->low.value()}});
            feed.next = kept->low;
        }
    }
}

/// The reader has stepped over what cannot be read; trying again would meet it for ever.
void Source::skipWhatIsDamaged(const LogReader& reader, const LogError& error) {
    m_lines.error("log", error.sentence, {{"lostRecords", error.lostRecords}});
    for (Feed& feed : m_feeds) {
        if (!feed.waiting) {
            feed.next = std::max(feed.next, reader.position(feed.lane->partition()));
        }
    }
}

void Source::setTrouble(const std::string& sentence) {
    const std::lock_guard lock(m_mutex);
    if (sentence == m_trouble) {
        return;
    }
    if (sentence.empty()) {
        m_lines.info("log", "the log answers again");
    } else {
        m_lines.warning("log", sentence);
    }
    m_trouble = sentence;
}

Source::Feed* Source::feedOf(PartitionNo partition) {
    const auto found = std::ranges::find_if(m_feeds, [&](const Feed& f) { return f.lane->partition() == partition; });
    check(found != m_feeds.end(), "the log delivers only what was asked for");
    return &*found;
}

void Source::rest(Millis wait, const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    m_rested.wait_for(lock, stop, wait, [] { return false; });
}

void Source::setReader(LogReader* reader) {
    const std::lock_guard lock(m_mutex);
    m_reader = reader;
}

} // namespace roundsman
