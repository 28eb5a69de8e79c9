#pragma once

#include "core/api/console_api.h"
#include "core/base/log_lines.h"
#include "core/base/metrics.h"
#include "core/base/worker.h"
#include "core/log/event_log.h"
#include "core/node/lane_worker.h"
#include "core/node/node_limits.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

namespace roundsman {

/// Looks at the log's ends and the lanes' progress a few times a second: lags, rates, queue depths; and ticks (law 2):
/// when a lane has caught up and its partition was silent for a second, a clock.tick is appended, so that lost riders
/// and late orders are noticed.
class LogWatch {
public:
    LogWatch(EventLog& log, LogWriter& writer, const std::vector<LaneWorker*>& lanes,
             BoundedQueue<HistoryItem>& history, const NodeLimits& limits, Metrics& metrics, const LogLines& lines,
             const Clock& clock);

    void start(Worker::Failed failed);
    void requestStop() { m_worker.requestStop(); }
    void join() { m_worker.join(); }

    [[nodiscard]] std::vector<LaneStatus> lanes() const;
    /// Empty: the log's ends are known, and what is appended is taken.
    [[nodiscard]] std::string trouble() const;

private:
    using Steady = std::chrono::steady_clock;

    struct Gauges {
        Gauge& lagSeconds;
        Gauge& lagRecords;
        Gauge& rate;
        Gauge& queueDepth;
    };
    struct Watched {
        LaneWorker* lane;
        Gauges gauges;
        LaneStatus status{};
        std::uint64_t documents = 0; ///< at the last rate
        std::uint64_t frames = 0;
        Offset endSeen{-1};
        bool wasCaughtUp = false;                  ///< since the start
        Steady::time_point newsAt = Steady::now(); ///< when the log's end last moved, or a tick was sent
    };

    void run(const std::stop_token& stop);
    void look();
    void lookAt(Watched& watched);
    void lookAtAppends();
    void takeRates(double seconds);
    void tickIfSilent(Watched& watched);
    void appendTick(PartitionNo partition);

    EventLog& m_log;
    LogWriter& m_writer;
    BoundedQueue<HistoryItem>& m_history;
    const NodeLimits m_limits;
    const LogLines& m_lines;
    const Clock& m_clock;
    Counter& m_ticks;
    Counter& m_ticksFailed;
    Gauge& m_historyDepth;
    Steady::time_point m_ratesAt = Steady::now();
    LogStatistics m_appends; // at the last look

    mutable std::mutex m_mutex;
    std::condition_variable_any m_rested;
    std::vector<Watched> m_watched; // status: guarded; the rest: the watch's thread alone
    std::string m_trouble;
    std::string m_appendTrouble;

    Worker m_worker; // last
};

} // namespace roundsman
