#include "core/node/log_watch.h"

#include "core/node/partition_labels.h"

#include <algorithm>
#include <utility>

namespace roundsman {
namespace {

constexpr std::chrono::milliseconds ratesEvery{1000};

} // namespace

LogWatch::LogWatch(EventLog& log, LogWriter& writer, const std::vector<LaneWorker*>& lanes,
                   BoundedQueue<HistoryItem>& history, const NodeLimits& limits, Metrics& metrics,
                   const LogLines& lines, const Clock& clock)
    : m_log(log),
      m_writer(writer),
      m_history(history),
      m_limits(limits),
      m_lines(lines),
      m_clock(clock),
      m_ticks(metrics.counter("roundsman_ticks_total", "clock.tick documents appended to silent partitions.")),
      m_ticksFailed(metrics.counter("roundsman_ticks_failed_total", "Ticks that the log did not take.")),
      m_historyDepth(metrics.gauge("roundsman_queue_depth", "Items that wait in a queue.", {{"queue", "history"}})) {
    m_appends = m_log.statistics(); // a log outlives its node's stages: what failed before is no news
    for (LaneWorker* lane : lanes) {
        const MetricLabels labels = labelsOf(lane->partition());
        m_watched.push_back(
            {.lane = lane,
             .gauges = {.lagSeconds = metrics.gauge("roundsman_lag_seconds",
                                                    "Wall clock minus lane time; 0 when caught up.", labels),
                        .lagRecords = metrics.gauge("roundsman_lag_records", "Records not yet applied.", labels),
                        .rate = metrics.gauge("roundsman_updates_per_second", "Documents applied a second.", labels),
                        .queueDepth = metrics.gauge("roundsman_queue_depth", "Items that wait in a queue.",
                                                    {{"queue", lane->queue().name()}})}});
        m_watched.back().status.partition = lane->partition();
        m_watched.back().status.nextOffset = lane->firstOffset();
        m_watched.back().status.logEnd = lane->firstOffset();
    }
}

void LogWatch::start(Worker::Failed failed) {
    m_worker = Worker(
        "log-watch", [this](const std::stop_token& stop) { run(stop); },
        [failed = std::move(failed)](const std::string& sentence) { failed("log watch: " + sentence); });
}

std::vector<LaneStatus> LogWatch::lanes() const {
    const std::lock_guard lock(m_mutex);
    std::vector<LaneStatus> statuses;
    statuses.reserve(m_watched.size());
    for (const Watched& watched : m_watched) {
        statuses.push_back(watched.status);
    }
    return statuses;
}

std::string LogWatch::trouble() const {
    const std::lock_guard lock(m_mutex);
    return m_trouble.empty() ? m_appendTrouble : m_trouble;
}

void LogWatch::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        look();
        std::unique_lock lock(m_mutex);
        m_rested.wait_for(lock, stop, m_limits.watchEvery, [] { return false; });
    }
}

void LogWatch::look() {
    for (Watched& watched : m_watched) {
        lookAt(watched);
    }
    lookAtAppends();
    const auto now = Steady::now();
    if (now - m_ratesAt >= ratesEvery) {
        takeRates(std::chrono::duration<double>(now - m_ratesAt).count());
        m_ratesAt = now;
    }
    m_historyDepth.set(static_cast<double>(m_history.counts().depth));
}

void LogWatch::lookAt(Watched& watched) {
    const auto kept = m_log.offsets(watched.lane->partition());
    const LaneProgress& progress = watched.lane->progress();
    const Offset next{progress.nextOffset.load(std::memory_order_relaxed)};
    const VerdictCounts verdicts = watched.lane->verdicts();
    const EventTime laneTime = eventTimeFromMillis(progress.laneTime.load(std::memory_order_relaxed));
    {
        const std::lock_guard lock(m_mutex);
        m_trouble = kept ? std::string{} : kept.error().sentence;
        LaneStatus& status = watched.status;
        status.nextOffset = next;
        status.verdicts = verdicts;
        status.laneTime = laneTime;
        status.queued = watched.lane->queue().counts().depth;
        status.queuedMax = watched.lane->queue().capacity();
        status.trouble = m_trouble;
        status.logEnd = kept ? std::max(kept->high, next) : status.logEnd;
        status.caughtUp = kept && next >= kept->high;
        // A lane that has taken nothing yet has no time to measure from.
        const bool timed = millisOf(laneTime) > 0;
        status.lag = status.caughtUp || !timed ? Millis{0} : std::max(m_clock.now() - laneTime, Millis{0});
    }
    const LaneStatus& status = watched.status; // written by this thread alone
    watched.gauges.lagSeconds.set(std::chrono::duration<double>(status.lag).count());
    watched.gauges.lagRecords.set(static_cast<double>(status.logEnd.value() - next.value()));
    watched.gauges.queueDepth.set(static_cast<double>(watched.lane->queue().counts().depth));
    watched.wasCaughtUp = watched.wasCaughtUp || status.caughtUp;
    const StaleCause outside = !kept                                  ? StaleCause::log
                               : status.lag >= m_limits.laneLateAfter ? StaleCause::lane
                                                                      : StaleCause::none;
    // A lane that still comes up from a past shows that past as it was; one that had arrived shows what is old by now.
    watched.lane->setOutside(outside, outside != StaleCause::none && watched.wasCaughtUp ? m_clock.now() : EventTime{});
    if (kept) {
        if (kept->high != watched.endSeen) {
            watched.endSeen = kept->high;
            watched.newsAt = Steady::now();
        }
        tickIfSilent(watched);
    }
}

/// Whoever appends is told by the log itself; that nobody's records are taken any more (the disk is full, say) concerns
/// the whole node.
void LogWatch::lookAtAppends() {
    const LogStatistics now = m_log.statistics();
    const LogStatistics before = std::exchange(m_appends, now);
    std::string trouble;
    {
        const std::lock_guard lock(m_mutex);
        trouble = m_appendTrouble;
        if (now.appendsFailed > before.appendsFailed) {
            m_appendTrouble = now.lastError.empty() ? "the log does not take what is appended" : now.lastError;
        } else if (now.recordsAppended > before.recordsAppended) {
            m_appendTrouble.clear();
        }
        if (trouble == m_appendTrouble) {
            return;
        }
        trouble = m_appendTrouble;
    }
    trouble.empty() ? m_lines.info("log", "the log takes records again") : m_lines.error("log", trouble);
}

void LogWatch::takeRates(double seconds) {
    for (Watched& watched : m_watched) {
        const std::uint64_t documents = watched.lane->progress().documents.load(std::memory_order_relaxed);
        const std::uint64_t frames = watched.lane->progress().frames.load(std::memory_order_relaxed);
        const double rate = static_cast<double>(documents - std::exchange(watched.documents, documents)) / seconds;
        const double frameRate = static_cast<double>(frames - std::exchange(watched.frames, frames)) / seconds;
        watched.gauges.rate.set(rate);
        const std::lock_guard lock(m_mutex);
        watched.status.updatesPerSecond = rate;
        watched.status.framesPerSecond = frameRate;
    }
}

/// Before its first record a partition has no riders and no orders: nothing can be late, and no tick is needed.
void LogWatch::tickIfSilent(Watched& watched) {
    const bool everSpoke = watched.endSeen > Offset{0};
    const auto now = Steady::now();
    if (everSpoke && watched.status.caughtUp && now - watched.newsAt >= m_limits.tickAfter) {
        watched.newsAt = now; // whatever comes of it: one try a second
        appendTick(watched.lane->partition());
    }
}

void LogWatch::appendTick(PartitionNo partition) {
    const EventTime now = m_clock.now();
    const std::string number = std::to_string(partition.value());
    const std::string tick = R"({"id":"tick-)" + number + "-" + std::to_string(millisOf(now)) +
                             R"(","type":"clock.tick","time":")" + toRfc3339(now) + R"(","source":"node"})";
    // The counters belong to the metrics, which outlive the log and its threads.
    const auto counted = m_writer.append(
        {.partition = partition, .key = {}, .value = tick, .headers = {}},
        [&ticks = m_ticks, &failed = m_ticksFailed](const Appended& appended) { (appended ? ticks : failed).add(); });
    if (!counted) {
        m_ticksFailed.add();
    }
}

} // namespace roundsman
