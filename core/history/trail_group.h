#pragma once

#include "core/history/open_riders.h"
#include "core/history/trail_bytes.h"
#include "core/history/trail_key.h"
#include "core/history/trail_point.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace roundsman {

/// A block ready for its day's file.
struct FoldedBlock {
    std::int64_t day = 0;
    std::int64_t key = 0;
    std::size_t begin = 0; ///< in FoldedBlocks::bytes
    std::size_t end = 0;
    std::uint32_t fixes = 0;
};
/// What a visit put into one hour of a day's file: blocks at `parts` places from `place` on, and who has one.
struct FoldedVisit {
    std::int64_t day = 0;
    std::uint32_t hour = 0; ///< of the day, or TrailKey::lateShelf
    std::uint32_t group = 0;
    std::uint32_t place = 0;
    std::uint32_t parts = 0;
    std::int64_t fromMillis = INT64_MAX; ///< device times of its fixes
    std::int64_t toMillis = INT64_MIN;
    std::array<std::uint8_t, ridersAGroup / 8> riders{}; ///< a bit each

    void add(std::uint32_t riderInGroup, std::span<const TrailPoint> fixes);
};
struct FoldedBlocks {
    std::vector<FoldedBlock> blocks;
    std::vector<std::uint8_t> bytes;
    std::vector<FoldedVisit> visits;

    void clear() {
        blocks.clear();
        bytes.clear();
        visits.clear();
    }
};

/// Hands out places in the hours of a partition's files, each once.
class TrailPlaces {
public:
    [[nodiscard]] std::uint32_t next(std::int64_t day, std::uint32_t hour) const;
    void take(std::int64_t day, std::uint32_t hour, std::uint32_t end);

private:
    std::map<std::pair<std::int64_t, std::uint32_t>, std::uint32_t> m_next;
};

struct FoldLimits {
    std::uint32_t fixesFull = 48;    ///< so many make a block
    std::uint32_t fixesABlock = 120; ///< more are cut in equal parts
};

/// Fixes by rider, while a group is folded: shared by all groups, for it is large.
struct FoldScratch {
    std::vector<std::uint32_t> begins; ///< in `sorted`, of each rider and of the end
    std::vector<TrailPoint> sorted;
    std::map<std::uint32_t, std::vector<TrailPoint>> shelved;
};

/// The open trails of one group of riders: their fixes in the order they came in, coded as tail rows have them. A fix
/// is written once, at the end of few bytes that are warm; whose it was is sorted out when the group is folded.
class TrailGroup {
public:
    TrailGroup(std::uint32_t partition, std::uint32_t group) : m_partition(partition), m_group(group) {}

    void append(std::uint32_t riderInGroup, const TrailPoint& fix);
    void prefetch(std::uint32_t riderInGroup) const { m_riders.prefetch(riderInGroup); }

    struct Tail {
        ByteSpan entries;                    ///< good until the group is folded
        std::int64_t fromMillis = INT64_MAX; ///< the least device time of a fix that is not late
    };
    /// What came since the last call: the group's part of the batch's tail row. Empty when no fix came.
    Tail sealTail();

    // Recovery: the open row, then its part of the tail rows (`old`: of schema 4), then restored().
    bool restoreOpenRow(ByteSpan row);
    bool restoreTail(ByteSpan entries, bool old);
    void restored();

    /// The open row that a fold leaves.
    struct OpenRow {
        std::vector<std::uint8_t> data;
        std::int64_t fromMillis = INT64_MAX;
    };
    /// Folds what is full, and what is of an hour before `hourNow`, into blocks; the rest stays open, and stands in the
    /// row. All tail rows of the group up to now are obsolete. REQUIRES: the tail is sealed
    OpenRow fold(std::int64_t hourNow, const FoldLimits& limits, TrailPlaces& places, FoldScratch& scratch,
                 FoldedBlocks& out);

    /// The last fix of each rider that has one.
    template <typename Visit>
    void eachLast(Visit visit) const {
        for (std::uint32_t i = 0; i < m_riders.end(); ++i) {
            if (m_riders.seen(i)) {
                visit(m_group * ridersAGroup + i, m_riders.lastSeen(i));
            }
        }
    }

    [[nodiscard]] const OpenRiders& riders() const { return m_riders; }
    [[nodiscard]] std::uint32_t number() const { return m_group; }

private:
    /// One call of fold: where its blocks go, and what stays.
    struct Folding {
        std::int64_t hourNow;
        const FoldLimits& limits;
        TrailPlaces& places;
        FoldedBlocks& out;
        std::size_t firstVisit; ///< of this call, in out.visits
        // The section of the open row that is being written: riders in time, then those of the shelf.
        std::vector<std::uint8_t> rows;
        std::uint32_t trails = 0;
        std::uint32_t next = 0; ///< the rider after the last
        TrailPoint chain;
    };
    void sortOut(FoldScratch& scratch);
    void foldTrail(std::uint32_t riderInGroup, bool shelf, std::span<const TrailPoint> fixes, Folding& folding);
    void keepOpen(std::uint32_t riderInGroup, bool shelf, std::span<const TrailPoint> fixes, Folding& folding);
    void emit(std::uint32_t riderInGroup, bool shelf, std::span<const TrailPoint> fixes, Folding& folding) const;
    FoldedVisit& visitOf(std::int64_t day, std::uint32_t hour, Folding& folding) const;
    static void closeSection(Folding& folding, std::vector<std::uint8_t>& row);
    void appendTo(std::uint32_t riderInGroup, bool shelf, const TrailPoint& fix);
    OpenRowReader& recovery();

    std::uint32_t m_partition;
    std::uint32_t m_group;
    OpenRiders m_riders;
    ByteTail m_tail;
    TailContext m_context;
    std::int64_t m_tailFrom = INT64_MAX;
    // What is to be folded: all tails since the last fold, and where riders were at their beginning.
    std::vector<ByteTail> m_tails;
    OpenRiders m_atFold;
    std::unique_ptr<OpenRowReader> m_recovery; ///< until restored()
};

} // namespace roundsman
