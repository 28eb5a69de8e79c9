#pragma once

#include "core/bridge/bridge.h"
#include "core/node/history_worker.h"
#include "core/node/lane_worker.h"
#include "core/node/outbox/outbox_worker.h"
#include "core/node/outbox/position_feed.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace roundsman {

/// A bridge as a node gets it.
struct BridgePart {
    BridgeSettings settings;
    BridgeLimits limits{};
    Bridge::OpenGroup openGroup;
};

/// What leaves a node: destinations of the outbox's rows, and the topic of positions.
struct OutboxParts {
    std::filesystem::path folder; ///< history's; empty: none is kept, and nothing leaves
    std::vector<OutboxPart> destinations{};
    std::function<std::unique_ptr<KafkaTopics>()> positions; ///< empty: they do not leave
    Millis positionsEvery{1'000};
};

struct StreamParts {
    std::vector<BridgePart> bridges{};
    OutboxParts outbox{};
};

/// Other people's topics in, ours out: the threads beside the lanes that talk to the rest of the world. None of them
/// holds up a lane, and trouble of theirs is a status and another try.
class Streams {
public:
    struct Surroundings {
        LogWriter& log;
        const MarketMap& markets;
        const HistoryWorker& history;
        Metrics& metrics;
        const LogLines& lines;
        const Clock& clock;
        AuditLog& audit;
    };

    Streams(const StreamParts& parts, std::span<const std::unique_ptr<LaneWorker>> lanes, const Surroundings& around);

    void start(const Worker::Failed& failed);
    void requestStop(); ///< returns at once
    void join();
    [[nodiscard]] std::vector<DestinationStatus> outboxStatus() const;

private:
    void addOutbox(const OutboxParts& parts, std::span<const std::unique_ptr<LaneWorker>> lanes,
                   const Surroundings& around);

    std::vector<std::unique_ptr<Bridge>> m_bridges; ///< they write to the log like everybody
    std::vector<std::unique_ptr<OutboxWorker>> m_outbox;
    std::unique_ptr<PositionFeed> m_positions; ///< null: positions do not leave
};

} // namespace roundsman
