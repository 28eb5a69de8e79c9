#pragma once

#include "core/base/audit_log.h"
#include "core/base/bounded_queue.h"
#include "core/base/notifier.h"
#include "core/model/market_map.h"
#include "core/node/history_worker.h"
#include "core/node/lane_worker.h"
#include "core/node/log_watch.h"
#include "core/node/node_limits.h"
#include "core/node/source.h"
#include "core/node/stages.h"
#include "core/node/streams.h"

#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace roundsman {

/// One run of a node's stages, from open to stop:
///   log -> Source -> queue a lane -> LaneWorker -> one queue -> HistoryWorker
///                                             \-> frames
/// Opened, started and stopped by one thread (Node's), once; what asks and watches may come from any.
class Pipeline {
public:
    struct Surroundings {
        Metrics& metrics;
        const LogLines& lines;
        const Clock& clock;
        AuditLog& audit;
        Notifier& framesChanged;
    };

    /// Opens log and history and finds out where each lane goes on. An error is a sentence for people.
    static std::expected<std::unique_ptr<Pipeline>, std::string> open(const NodeParts& parts, const NodeLimits& limits,
                                                                      const Surroundings& around);
    ~Pipeline(); ///< stops

    /// `failed` may be called by any stage's thread, several times; it must return at once.
    void start(const Worker::Failed& failed);
    /// Source, queue, lanes, queue, history, commit, log: each ends when what is before it has ended. When that takes
    /// longer than drainMax, the queues are abandoned; nothing is lost, for it is not committed.
    void stop();

    [[nodiscard]] EventLog& log() { return *m_log; }
    [[nodiscard]] LogWriter& writer() { return *m_writer; }
    [[nodiscard]] const MarketMap& markets() const { return *m_markets; }
    [[nodiscard]] LaneWorker* lane(PartitionNo partition);
    [[nodiscard]] const std::vector<std::unique_ptr<LaneWorker>>& lanes() const { return m_lanes; }
    [[nodiscard]] std::vector<LaneStatus> laneStatus() const;
    [[nodiscard]] std::string logTrouble() const;
    [[nodiscard]] std::string historyTrouble() const { return m_historyWorker->trouble(); }
    [[nodiscard]] HistoryStatus historyStatus() const { return m_historyWorker->status(); }
    [[nodiscard]] std::vector<DestinationStatus> outboxStatus() const;
    [[nodiscard]] const std::filesystem::path& historyFolder() const { return m_historyFolder; } ///< empty: none
    [[nodiscard]] const std::filesystem::path& logFolder() const { return m_logFolder; }         ///< empty: elsewhere
    /// Every lane has rebuilt its state.
    [[nodiscard]] bool recovered() const;

private:
    Pipeline(const NodeLimits& limits, const Surroundings& around);

    std::expected<void, std::string> openLog(const NodeParts& parts);
    std::expected<void, std::string> openLanes(const NodeParts& parts);
    std::expected<void, std::string> tellLastRecord(PartitionNo partition, OffsetRange kept);
    void wire();
    void drain();
    void abandon();

    const NodeLimits m_limits;
    Surroundings m_around;
    std::unique_ptr<HistorySink> m_history;
    std::filesystem::path m_historyFolder;
    std::filesystem::path m_logFolder;
    std::unique_ptr<EventLog> m_log;
    std::unique_ptr<LogWriter> m_writer;
    std::optional<MarketMap> m_markets;
    BoundedQueue<HistoryItem> m_outputs; // waits: nothing that was derived is lost
    OutputPool m_pool;
    std::unique_ptr<HistoryWorker> m_historyWorker;
    std::vector<std::unique_ptr<LaneWorker>> m_lanes;
    std::unique_ptr<Source> m_source;
    std::unique_ptr<LogWatch> m_watch;
    std::unique_ptr<Streams> m_streams; ///< null: the node has none
    bool m_stopped = false;
};

} // namespace roundsman
