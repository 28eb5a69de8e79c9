#pragma once

#include "core/history/trail_bytes.h"
#include "core/history/trail_key.h"
#include "core/history/trail_point.h"

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace roundsman {

/// Riders are kept in groups of this many neighbours: what tail rows, visits and open trails are cut by.
inline constexpr std::uint32_t ridersAGroup = 1024;

/// The open end of one rider's trail. Members stand in the order of their use: an append touches two cache lines.
class OpenTrail {
public:
    /// Appends one fix; writes its bytes, as they also stand in the tail row, at `tail`, where tailRoom bytes are free,
    /// and gives the place after them.
    std::uint8_t* append(const TrailPoint& fix, std::uint8_t* tail);
    void append(const TrailPoint& fix);
    /// Takes an entry of a tail row back in.
    bool restore(ByteSpan entry);
    /// Decodes the stream.
    bool points(std::vector<TrailPoint>& out) const;
    void clearStream();

    [[nodiscard]] std::uint32_t fixes() const { return m_fixes; }
    [[nodiscard]] std::int64_t firstHour() const { return m_firstHour; }
    [[nodiscard]] ByteSpan stream() const { return m_stream.bytes(); }
    /// What the next fix is coded against: the stream's last, late or not; nothing at its beginning.
    [[nodiscard]] TrailPoint newest() const { return m_fixes == 0 ? TrailPoint{} : m_newest; }

    /// The rider's last fix that was not late: what key frames show.
    [[nodiscard]] bool seen() const { return m_seen; }
    [[nodiscard]] const TrailPoint& lastSeen() const { return m_newest.late() ? m_lastInTime : m_newest; }
    void setLastSeen(const TrailPoint& point);
    void prefetchEnd() const { __builtin_prefetch(m_stream.data() + m_stream.size(), 1); }

private:
    void took(const TrailPoint& fix);

    TrailPoint m_newest;          ///< the last fix that was appended
    ByteTail m_stream;            ///< fixes coded against each other, the first against nothing
    std::int64_t m_firstHour = 0; ///< of the stream's first fix, by log time
    std::uint32_t m_fixes = 0;    ///< in the stream
    bool m_seen = false;
    TrailPoint m_lastInTime; ///< while the newest is late
};

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

/// The open trails of one group of riders, and the tail bytes of the batch that is being filled.
class TrailGroup {
public:
    TrailGroup(std::uint32_t partition, std::uint32_t group) : m_partition(partition), m_group(group) {}

    static constexpr std::uint32_t allRiders = UINT32_MAX;
    /// For readers: restores one rider alone.
    void restoreOnly(std::uint32_t riderInGroup) { m_only = riderInGroup; }
    /// The fixes that are open, rider by rider.
    template <typename Visit>
    bool eachOpen(std::vector<TrailPoint>& points, Visit visit) const {
        const auto show = [&](std::uint32_t riderInGroup, const OpenTrail& trail) {
            points.clear();
            if (!trail.points(points)) {
                return false;
            }
            if (!points.empty()) {
                visit(m_group * ridersAGroup + riderInGroup, std::span<const TrailPoint>(points));
            }
            return true;
        };
        bool whole = true;
        for (std::uint32_t i = 0; i < m_riders.size(); ++i) {
            whole = show(i, m_riders[i]) && whole;
        }
        for (const auto& [rider, trail] : m_shelf) {
            whole = show(rider, trail) && whole;
        }
        return whole;
    }

    void append(std::uint32_t riderInGroup, const TrailPoint& fix);
    /// Riders come in any order, so each is a miss in every cache unless it is asked for early; then its stream's end.
    void prefetch(std::uint32_t riderInGroup) const {
        if (riderInGroup < m_riders.size()) {
            const auto* const line = reinterpret_cast<const char*>(&m_riders[riderInGroup]);
            __builtin_prefetch(line, 1);
            __builtin_prefetch(line + 64, 1);
        }
    }
    void prefetchEnd(std::uint32_t riderInGroup) const {
        if (riderInGroup < m_riders.size()) {
            m_riders[riderInGroup].prefetchEnd();
        }
    }

    /// The tail row of the batch: empty when no fix came. Sealed once, then the next batch begins.
    ByteTail sealTail();
    bool restoreTail(ByteSpan row);

    /// Folds what is full, and what is of an hour before `hourNow`, into blocks; the rest stays open. The open trails
    /// are then `openRow()`, and all tail rows of the group up to now are obsolete.
    void fold(std::int64_t hourNow, const FoldLimits& limits, TrailPlaces& places, FoldedBlocks& out);
    [[nodiscard]] std::vector<std::uint8_t> openRow() const;
    bool restoreOpenRow(ByteSpan row);

    /// The last fix of each rider that has one.
    template <typename Visit>
    void eachLast(Visit visit) const {
        for (std::uint32_t i = 0; i < m_riders.size(); ++i) {
            if (m_riders[i].seen()) {
                visit(m_group * ridersAGroup + i, m_riders[i].lastSeen());
            }
        }
    }

    // What decides when the group is visited.
    [[nodiscard]] std::uint64_t openFixes() const { return m_openFixes; }
    [[nodiscard]] std::uint32_t openRiders() const { return m_openRiders; }
    [[nodiscard]] std::uint32_t longest() const { return m_longest; }
    [[nodiscard]] std::int64_t oldestHour() const { return m_oldestHour; }
    [[nodiscard]] std::uint32_t tailRows() const { return m_tailRows; }
    [[nodiscard]] std::uint64_t tailBytes() const { return m_tailBytes; }
    [[nodiscard]] std::uint32_t number() const { return m_group; }

private:
    OpenTrail& trailOf(std::uint32_t riderInGroup, bool shelf);
    void count(const OpenTrail& trail);
    void recount();
    /// One call of fold: where its blocks go.
    struct Folding {
        std::int64_t hourNow;
        const FoldLimits& limits;
        TrailPlaces& places;
        FoldedBlocks& out;
        std::size_t firstVisit; ///< of this call, in out.visits
    };
    void foldTrail(std::uint32_t riderInGroup, bool shelf, OpenTrail& trail, Folding& folding);
    void emit(std::uint32_t riderInGroup, bool shelf, std::span<const TrailPoint> fixes, Folding& folding) const;
    FoldedVisit& visitOf(std::int64_t day, std::uint32_t hour, Folding& folding) const;

    [[nodiscard]] bool wants(std::uint32_t rider) const { return m_only == allRiders || m_only == rider; }
    bool takeTrail(VarintReader& in, std::uint32_t& next, bool shelf, TrailPoint& chain);

    std::uint32_t m_partition;
    std::uint32_t m_group;
    std::uint32_t m_only = allRiders;
    std::vector<OpenTrail> m_riders;
    std::map<std::uint32_t, OpenTrail> m_shelf; ///< fixes that came hours late: rare
    ByteTail m_tail;
    std::vector<TrailPoint> m_scratch;
    std::uint64_t m_openFixes = 0;
    std::uint64_t m_tailBytes = 0;
    std::int64_t m_oldestHour = INT64_MAX;
    std::uint32_t m_openRiders = 0;
    std::uint32_t m_longest = 0;
    std::uint32_t m_tailRows = 0;
};

/// What one entry of a tail row is about; for readers that want one rider.
struct TailEntry {
    std::uint32_t riderInGroup = 0;
    bool shelf = false;
    ByteSpan bytes;
};
/// Checks a row's checksum and gives its entries in order. False: damaged.
bool openTailRow(ByteSpan row, VarintReader& entries);
bool nextTailEntry(VarintReader& entries, TailEntry& out);

} // namespace roundsman
