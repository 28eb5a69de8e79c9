#pragma once

#include "core/base/time.h"
#include "core/log/event_log.h"
#include "core/model/fix.h"
#include "core/model/frame.h"
#include "core/model/ids.h"
#include "core/model/lane_output.h"
#include "core/model/record.h"
#include "core/model/settings.h"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace roundsman {

// What a node runs, as it sees it. The real ones are core/lane and core/history; tests put others here, to throw, to
// stand still and to count.

/// One lane. Used by its own thread alone.
class LaneStage {
public:
    virtual ~LaneStage() = default;
    virtual void apply(std::span<const RecordView> records, LaneOutput& out) = 0;
    [[nodiscard]] virtual Offset nextOffset() const = 0;
    [[nodiscard]] virtual EventTime laneTime() const = 0;
    [[nodiscard]] virtual const VerdictCounts& verdicts() const = 0; ///< since the lane's beginning
    [[nodiscard]] virtual FramePtr frame(StaleCause outside, EventTime now) = 0;
    [[nodiscard]] virtual std::vector<FixSeen> recentFixes(RiderNo rider) const = 0;
    [[nodiscard]] virtual std::string snapshot() const = 0;
};

/// Where a lane goes on after a start: everything before `committed` is in history. The lane is rebuilt from the
/// snapshot, or from the log's beginning without one, and writes nothing until it is there (law 3).
struct LanePosition {
    Offset committed{0};
    std::string snapshot; ///< empty: none
};

/// Where derived rows go. Used by the history thread alone, except cancel().
class HistorySink {
public:
    virtual ~HistorySink() = default;

    /// The record that history took last, if it knows one: asked before position(), which compares it with what
    /// the log has there now, as it was told.
    [[nodiscard]] virtual std::optional<Offset> lastRecord(PartitionNo) const { return std::nullopt; }
    virtual void tellRecord(PartitionNo, const RecordMark&) {}
    /// Asked once for each partition before anything is written; an error is a sentence for people, and tried again.
    virtual std::expected<LanePosition, std::string> position(PartitionNo partition, const LogIdentity& log,
                                                              OffsetRange kept) = 0;
    /// Takes an output into the transaction that is open. After an error the same output is offered again.
    virtual std::expected<void, std::string> write(const LaneOutput& output) = 0;
    /// The lane's state as it is at the end of the outputs written so far.
    virtual std::expected<void, std::string> snapshot(PartitionNo partition, Offset nextOffset,
                                                      const std::string& bytes) = 0;
    /// Makes durable what was written. After an error it is called again.
    virtual std::expected<void, std::string> commit() = 0;
    /// Waits until the snapshots given so far can be committed: they are written beside the outputs.
    virtual void settle() {}

    [[nodiscard]] virtual bool keepsSnapshots() const { return false; }
    /// Any thread: the node stops and cannot wait any longer; whatever waits inside gives up with an error.
    virtual void cancel() {}
};

/// Keeps nothing and begins with what the log still has.
class DiscardingHistory final : public HistorySink {
public:
    std::expected<LanePosition, std::string> position(PartitionNo, const LogIdentity&, OffsetRange kept) override {
        return LanePosition{.committed = kept.low, .snapshot = {}};
    }
    std::expected<void, std::string> write(const LaneOutput&) override { return {}; }
    std::expected<void, std::string> snapshot(PartitionNo, Offset, const std::string&) override { return {}; }
    std::expected<void, std::string> commit() override { return {}; }
};

struct StreamParts; // core/node/streams.h

/// How a node gets its stages, each time it starts to run.
struct NodeParts {
    std::string logKind; ///< "local", "kafka"
    std::string topic{};
    std::function<std::expected<std::unique_ptr<EventLog>, LogError>()> openLog;
    std::function<std::expected<std::unique_ptr<HistorySink>, std::string>()> openHistory;
    std::filesystem::path historyFolder{}; ///< where questions about the past are answered from; empty: nowhere
    std::filesystem::path logFolder{};     ///< of an embedded log: how large it is, is told; empty: elsewhere
    /// A lane from its snapshot, or from nothing when that is empty or cannot be used.
    std::function<std::unique_ptr<LaneStage>(PartitionNo, const std::string& snapshot)> makeLane;
    std::vector<PartitionNo> partitions;                      ///< which of them this node takes; empty: all
    std::map<std::string, std::int32_t, std::less<>> markets; ///< where named markets are; others by their hash
    std::shared_ptr<const StreamParts> streams;               ///< null: no bridge, and nothing leaves
};

/// The lane of core/lane.
std::unique_ptr<LaneStage> makeRealLane(PartitionNo partition, const LaneSettings& settings,
                                        const std::string& snapshot);

} // namespace roundsman
