#pragma once

#include "core/history/trail_group.h"
#include "core/model/fix.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace roundsman {

struct TrailLimits {
    FoldLimits fold;
    std::uint32_t tailRowsMax = 128;            ///< of one group, before its open trails are written anew
    std::uint64_t fixesAVisit = 60;             ///< a group is visited when its riders have so many in the mean
    std::uint32_t longestTrail = 240;           ///< or one of them has so many
    std::uint64_t foldedFixesACommit = 131'072; ///< visits of one commit end there, so that none takes long
};

/// What one commit writes of one partition's trails: to the main file the tail and the open trails, to the day files
/// the blocks and key frames.
struct TrailBatch {
    struct TailRow {
        std::uint32_t group = 0;
        ByteTail data;
    };
    struct KeyFrame {
        std::int64_t hour = 0; ///< since the epoch
        std::vector<std::uint8_t> data;
    };
    struct Visit {
        std::uint32_t group = 0;
        std::vector<std::uint8_t> openRow;
    };
    std::vector<TailRow> tails;
    std::vector<Visit> visits; ///< their groups' tail rows, those of this batch too, are obsolete
    std::vector<KeyFrame> keyFrames;
    FoldedBlocks folded;

    void clear();
};

/// All trails of one partition: takes fixes in log order, and says at each commit what must be written. No files.
class PartitionTrails {
public:
    PartitionTrails(std::uint32_t partition, const TrailLimits& limits) : m_partition(partition), m_limits(limits) {}

    void append(std::span<const FixRow> fixes);
    /// Time passes without fixes too: then open trails of past hours are folded.
    void setLaneTime(EventTime time);
    /// What the batch that ends now has to write. `everything`: visits all groups, as before a long pause.
    void seal(TrailBatch& out, bool everything = false);

    // Recovery, in this order: places that are taken, all open rows, then all tail rows by batch.
    void restorePlaces(std::int64_t day, std::uint32_t hour, std::uint32_t end) { m_places.take(day, hour, end); }
    bool restoreOpenRow(std::uint32_t group, ByteSpan row);
    bool restoreTail(std::uint32_t group, ByteSpan row);
    void restored(EventTime laneTime);

    [[nodiscard]] std::uint64_t openFixes() const;

private:
    void append(const FixRow& fix);
    [[nodiscard]] const TrailGroup* groupOf(const FixRow& fix) const;
    TrailGroup& group(std::uint32_t number);
    void newHour(std::int64_t hour);
    [[nodiscard]] bool due(const TrailGroup& group) const;
    void visit(TrailGroup& group, TrailBatch& out);

    std::uint32_t m_partition;
    TrailLimits m_limits;
    std::vector<std::unique_ptr<TrailGroup>> m_groups;
    TrailPlaces m_places;
    std::vector<TrailBatch::KeyFrame> m_keyFrames;
    // Key frames follow the fixes alone: when a commit was made, and which ticks it saw, must not move them.
    std::int64_t m_hour = INT64_MIN; ///< of the newest fix, by log time
    std::int64_t m_laneHour = INT64_MIN;
    std::size_t m_nextVisit = 0; ///< round robin, so that no group waits for ever
};

/// Key frames: rider and last fix, by rider.
struct KeyFrameEntry {
    std::uint32_t rider = 0;
    TrailPoint point;
};
bool decodeKeyFrame(ByteSpan data, std::vector<KeyFrameEntry>& out);

} // namespace roundsman
