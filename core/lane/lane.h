#pragma once

#include "core/model/fix.h"
#include "core/model/frame.h"
#include "core/model/ids.h"
#include "core/model/lane_output.h"
#include "core/model/record.h"
#include "core/model/settings.h"

#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

/// One partition of `fleet-events`, processed in order: decode -> admit -> state -> measure. A pure function of the
/// documents it was handed, whatever the batch sizes (law 1). Used by one thread; no locks, files or clocks inside.
class Lane {
public:
    Lane(PartitionNo partition, LaneSettings settings);
    Lane(Lane&&) noexcept;
    Lane& operator=(Lane&&) noexcept;
    ~Lane();

    /// Takes whole records, in offset order, and appends what they caused to `out`; the caller clears `out` when
    /// history took it. Records before nextOffset() were taken already and are skipped. `out` is never read.
    void apply(std::span<const RecordView> records, LaneOutput& out);

    [[nodiscard]] PartitionNo partition() const;
    /// The offset to read next; 0 or whatever comes first before the first record.
    [[nodiscard]] Offset nextOffset() const;
    [[nodiscard]] EventTime laneTime() const;
    [[nodiscard]] const VerdictCounts& verdicts() const; ///< since the lane's beginning
    [[nodiscard]] const LaneSettings& settings() const;

    /// A picture of now. `outside` is what the owner knows and the lane cannot: the log is away, or the lane is behind.
    /// Frames are taken from a pool: when nobody holds an older one any more, its memory is used again.
    [[nodiscard]] FramePtr frame(StaleCause outside = StaleCause::none, EventTime now = {});

    /// The fixes of one rider that the lane still holds, newest first, whatever their verdict. For people to look at:
    /// not part of the state, empty after recovery.
    [[nodiscard]] std::vector<FixSeen> recentFixes(RiderNo rider) const;

    /// The whole state as bytes: versioned, checksummed, the same for the same state.
    [[nodiscard]] std::string snapshot() const;
    /// Bytes of another version, or that are damaged, are refused with a sentence that says so.
    static std::expected<Lane, std::string> fromSnapshot(std::string_view bytes);

    /// A checksum of the logical state, in key order.
    [[nodiscard]] std::uint64_t digest() const;

    /// What the state takes, for the budget of 256 bytes a rider and 1 KB an open order.
    struct Memory {
        std::size_t riders = 0;
        std::size_t riderBytes = 0;
        std::size_t openOrders = 0;
        std::size_t openOrderBytes = 0;
    };
    [[nodiscard]] Memory memory() const;

    /// Nanoseconds by stage, measured only while a clock is set (benchmarks).
    struct StageCosts {
        std::uint64_t decode = 0;
        std::uint64_t admit = 0;
        std::uint64_t state = 0;
        std::uint64_t measure = 0; ///< all of what follows
        std::uint64_t surge = 0;
        std::uint64_t eta = 0;
        std::uint64_t fences = 0; ///< the near ladder among them
        std::uint64_t rollups = 0;
        std::uint64_t alerts = 0;
    };
    using StageClock = std::uint64_t (*)();
    void measureStages(StageClock clock);
    [[nodiscard]] StageCosts stageCosts() const;

private:
    class Stages;
    explicit Lane(std::unique_ptr<Stages> stages);
    std::unique_ptr<Stages> m_stages;
};

} // namespace roundsman
