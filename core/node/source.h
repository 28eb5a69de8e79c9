#pragma once

#include "core/base/log_lines.h"
#include "core/base/metrics.h"
#include "core/base/worker.h"
#include "core/log/event_log.h"
#include "core/node/lane_worker.h"
#include "core/node/node_limits.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace roundsman {

/// The source thread: reads the log and fills the lanes' queues. A full queue pauses its partition, and polling goes on
/// for the others. Trouble with the log is a status and another try, with back-off; it never ends the node.
class Source {
public:
    Source(EventLog& log, std::vector<LaneWorker*> lanes, const NodeLimits& limits, Metrics& metrics,
           const LogLines& lines);
    ~Source();

    void start(Worker::Failed failed);
    void requestStop(); ///< returns at once; join() when it has to be over
    void join() { m_worker.join(); }

    /// Empty: the log answers.
    [[nodiscard]] std::string trouble() const;

private:
    struct Feed {
        LaneWorker* lane;
        Offset next;                      ///< where reading goes on
        std::optional<RecordRun> waiting; ///< read, but its lane's queue is full: the partition is paused
    };

    void run(const std::stop_token& stop);
    void pump(LogReader& reader, const std::stop_token& stop);
    bool offerWaiting(LogReader& reader);
    void deliver(LogReader& reader, RecordBatchPtr batch);
    void offer(LogReader& reader, Feed& feed, RecordRun run);
    void afterTrouble(const LogError& error, const std::stop_token& stop);
    void skipWhatIsGone();
    void skipWhatIsDamaged(const LogReader& reader, const LogError& error);
    void setTrouble(const std::string& sentence);
    Feed* feedOf(PartitionNo partition);
    void rest(Millis wait, const std::stop_token& stop);
    void setReader(LogReader* reader);

    EventLog& m_log;
    const NodeLimits m_limits;
    const LogLines& m_lines;
    Counter& m_pauses;
    Counter& m_troubles;
    std::vector<Feed> m_feeds; // the source thread alone
    Millis m_backOff;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_rested;
    std::string m_trouble;
    LogReader* m_reader = nullptr; ///< to be woken when stop is asked

    Worker m_worker; // last
};

} // namespace roundsman
