#pragma once

#include "core/api/console_api.h"
#include "core/base/bounded_queue.h"
#include "core/base/log_lines.h"
#include "core/base/metrics.h"
#include "core/base/worker.h"
#include "core/node/lane_worker.h"
#include "core/node/node_limits.h"
#include "core/node/stages.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>

namespace roundsman {

/// The history thread: takes outputs, commits after so many documents or so much time, never "when idle". A history
/// that cannot write is tried again with back-off; meanwhile its queue fills and the source pauses. Ends when the queue
/// is closed and empty, with a last commit.
class HistoryWorker {
public:
    struct Surroundings {
        Metrics& metrics;
        const LogLines& lines;
        const Clock& clock;
    };

    HistoryWorker(BoundedQueue<HistoryItem>& queue, OutputPool& pool, HistorySink& sink, const NodeLimits& limits,
                  const Surroundings& around);
    ~HistoryWorker();

    void start(Worker::Failed failed);
    void join() { m_worker.join(); }
    /// Any thread: gives up what is not committed. The log still has it.
    void giveUp();

    /// Everything of the partition before it is durable; negative: nothing of this run yet.
    [[nodiscard]] Offset committed(PartitionNo partition) const;
    /// Empty: history takes what it is given.
    [[nodiscard]] std::string trouble() const;
    /// Any thread: how commits go.
    [[nodiscard]] HistoryStatus status() const;

private:
    using Steady = std::chrono::steady_clock;

    void run();
    void write(HistoryItem& item);
    bool writeRows(const LaneOutput& output);
    void commit();
    template <typename Step>
    bool untilDone(Step step);
    void setTrouble(const std::string& sentence);

    BoundedQueue<HistoryItem>& m_queue;
    OutputPool& m_pool;
    HistorySink& m_sink;
    const NodeLimits m_limits;
    const LogLines& m_lines;
    const Clock& m_clock;
    Counter& m_commits;
    Counter& m_rowsTaken;
    Histogram& m_commitSeconds;

    std::uint64_t m_uncommitted = 0; // the history thread alone
    Steady::time_point m_firstUncommitted{};
    std::map<PartitionNo, Offset> m_written; // likewise; ends of what is not committed
    bool m_lastSnapshots = false;            // likewise; lanes that ended left their state

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::string m_trouble;
    HistoryStatus m_status; ///< guarded
    bool m_givenUp = false;
    std::map<PartitionNo, Offset> m_committed;

    Worker m_worker; // last
};

} // namespace roundsman
