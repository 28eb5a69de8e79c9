#pragma once

#include "core/history/trail_group.h"
#include "core/history/trail_key.h"
#include "core/model/fix.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace roundsman {

struct TrailLimits {
    FoldLimits fold;
    std::uint32_t tailRowsMax = 128;            ///< of one bundle of groups, before its open trails are written anew
    std::uint64_t fixesAVisit = 60;             ///< a bundle is visited when its riders have so many in the mean
    std::uint32_t longestTrail = 240;           ///< or one of them has so many
    std::uint64_t foldedFixesACommit = 131'072; ///< visits of one commit end there, so that none takes long
};

/// What one commit writes of one partition's trails: to the main file the tail and the open trails, to the day files
/// the blocks and key frames.
struct TrailBatch {
    struct TailRow {
        std::uint32_t bundle = 0;
        std::int64_t fromMillis = 0; ///< the least device time of a fix that is not late
        std::size_t begin = 0;       ///< in tailBytes
        std::size_t end = 0;
    };
    struct KeyFrame {
        std::int64_t hour = 0; ///< since the epoch
        std::vector<std::uint8_t> data;
    };
    struct OpenRow {
        std::uint32_t group = 0;
        TrailGroup::OpenRow row;
    };
    std::vector<TailRow> tails;
    ByteTail tailBytes;
    std::vector<std::uint32_t> visited; ///< bundles: their tail rows, those of this batch too, are obsolete
    std::vector<OpenRow> openRows;      ///< of their groups
    std::vector<KeyFrame> keyFrames;
    FoldedBlocks folded;

    [[nodiscard]] ByteSpan bytesOf(const TailRow& row) const {
        return tailBytes.bytes().subspan(row.begin, row.end - row.begin);
    }
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
    bool restoreTail(const TailKey& key, ByteSpan row);
    void restored(EventTime laneTime);

    [[nodiscard]] std::uint64_t openFixes() const;

private:
    void append(const FixRow& fix);
    [[nodiscard]] const TrailGroup* groupOf(const FixRow& fix) const;
    TrailGroup& group(std::uint32_t number);
    void newHour(std::int64_t hour);
    [[nodiscard]] std::span<const std::unique_ptr<TrailGroup>> groupsOf(std::uint32_t bundle) const;
    struct BundleState {
        std::uint64_t openFixes = 0;
        std::uint64_t openTrails = 0;
        std::uint32_t longest = 0;
        std::int64_t oldestHour = INT64_MAX;
    };
    [[nodiscard]] BundleState stateOf(std::uint32_t bundle) const;
    [[nodiscard]] bool due(std::uint32_t bundle, const BundleState& state) const;
    void visit(std::uint32_t bundle, TrailBatch& out);
    void sealTails(std::uint32_t bundle, TrailBatch& out);

    std::uint32_t m_partition;
    TrailLimits m_limits;
    std::vector<std::unique_ptr<TrailGroup>> m_groups;
    TrailPlaces m_places;
    std::vector<TrailBatch::KeyFrame> m_keyFrames;
    // Key frames follow the fixes alone: when a commit was made, and which ticks it saw, must not move them.
    std::int64_t m_hour = INT64_MIN; ///< of the newest fix, by log time
    std::int64_t m_laneHour = INT64_MIN;
    std::vector<std::uint32_t> m_tailRows; ///< of each bundle
    FoldScratch m_scratch;
    std::size_t m_nextVisit = 0; ///< round robin, so that no bundle waits for ever
};

/// Key frames: rider and last fix, by rider.
struct KeyFrameEntry {
    std::uint32_t rider = 0;
    TrailPoint point;
};
bool decodeKeyFrame(ByteSpan data, std::vector<KeyFrameEntry>& out);

} // namespace roundsman
