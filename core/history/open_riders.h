#pragma once

#include "core/history/trail_bytes.h"
#include "core/history/trail_point.h"
#include "core/history/trail_stream.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace roundsman {

/// Riders are kept in groups of this many neighbours: what visits and open rows are cut by.
inline constexpr std::uint32_t ridersAGroup = 1024;
/// Groups that are visited together and share a tail row: a row of some tens of kilobytes fills its pages.
inline constexpr std::uint32_t groupsABundle = 4;

inline constexpr std::uint32_t allRiders = UINT32_MAX;

/// Where each rider of a group is: what his next fix is coded against. Kept alike by those who write tails and those
/// who read them back. Riders' fixes that came hours late stand on the shelf, a trail of their own.
class OpenRiders {
public:
    /// What the next fix is coded against: the open trail's newest; in an empty one what the rider was last seen at.
    [[nodiscard]] const TrailPoint& before(std::uint32_t rider, bool shelf) const {
        if (shelf) {
            const auto found = m_shelf.find(rider);
            return found == m_shelf.end() ? none : found->second.newest;
        }
        return rider < m_riders.size() ? m_riders[rider].newest : none;
    }
    /// The fix stands in the open trail from now on.
    void took(std::uint32_t rider, bool shelf, const TrailPoint& fix);
    /// As an open row has it, before the row's fixes.
    void setLastSeen(std::uint32_t rider, const TrailPoint& fix);
    /// All open trails are empty from now on; everybody is where he was last seen.
    void close();

    [[nodiscard]] std::uint32_t end() const { return static_cast<std::uint32_t>(m_riders.size()); }
    [[nodiscard]] std::uint32_t fixesOf(std::uint32_t rider) const { return m_fixes[rider]; }
    [[nodiscard]] bool seen(std::uint32_t rider) const { return m_seen[rider] != 0; }
    /// The rider's last fix that was not late, or else his newest: what key frames show. REQUIRES: seen(rider)
    [[nodiscard]] const TrailPoint& lastSeen(std::uint32_t rider) const;
    /// Riders come in any order, so each is a miss in every cache unless it is asked for early.
    void prefetch(std::uint32_t rider) const {
        if (rider < m_riders.size()) {
            __builtin_prefetch(&m_riders[rider], 1);
        }
    }

    [[nodiscard]] std::uint64_t openFixes() const { return m_openFixes; }
    [[nodiscard]] std::uint32_t openTrails() const { return m_openTrails; }
    [[nodiscard]] std::uint32_t longest() const { return m_longest; }
    [[nodiscard]] std::int64_t oldestLogMillis() const { return m_oldestLogMillis; }
    [[nodiscard]] std::size_t shelved() const { return m_shelf.size(); }

private:
    static const TrailPoint none;
    struct alignas(64) Rider { ///< a line of the cache each
        TrailPoint newest;
    };
    struct Shelved {
        TrailPoint newest;
        std::uint32_t fixes = 0;
    };
    void grow(std::uint32_t rider);
    void count(std::uint32_t fixes, const TrailPoint& fix);

    std::vector<Rider> m_riders;
    std::vector<std::uint32_t> m_fixes;
    std::vector<std::uint8_t> m_seen;
    std::map<std::uint32_t, TrailPoint> m_lastInTime; ///< of riders whose newest fix is late
    std::map<std::uint32_t, Shelved> m_shelf;
    std::uint64_t m_openFixes = 0;
    std::int64_t m_oldestLogMillis = INT64_MAX;
    std::uint32_t m_openTrails = 0;
    std::uint32_t m_longest = 0;
};

inline void OpenRiders::count(std::uint32_t fixes, const TrailPoint& fix) {
    ++m_openFixes;
    m_openTrails += fixes == 1 ? 1 : 0;
    m_longest = std::max(m_longest, fixes);
    m_oldestLogMillis = std::min(m_oldestLogMillis, fix.logMillis());
}

inline void OpenRiders::took(std::uint32_t rider, bool shelf, const TrailPoint& fix) {
    if (shelf) [[unlikely]] {
        Shelved& trail = m_shelf[rider];
        trail.newest = fix;
        count(++trail.fixes, fix);
        return;
    }
    if (rider >= m_riders.size()) [[unlikely]] {
        grow(rider);
    }
    TrailPoint& newest = m_riders[rider].newest;
    if (newest.late() != fix.late()) [[unlikely]] {
        if (fix.late() && m_seen[rider] != 0) {
            m_lastInTime[rider] = newest;
        } else {
            m_lastInTime.erase(rider);
        }
    }
    newest = fix;
    m_seen[rider] = m_seen[rider] != 0 || !fix.late() ? 1 : 0;
    count(++m_fixes[rider], fix);
}

/// Reads the rows of one group in their order: the open row, then tail rows. `visit(riderInGroup, shelf, fix)` is
/// called for each fix; `only`: for one rider alone. Rows are of hostile bytes: false when they are not whole.
class OpenRowReader {
public:
    explicit OpenRowReader(std::uint32_t only = allRiders) : m_only(only) {}
    /// For tails that go on from where riders are.
    explicit OpenRowReader(OpenRiders riders) : m_riders(std::move(riders)) {}

    template <typename Visit>
    bool openRow(ByteSpan row, Visit visit);
    /// The entries of one group in a tail row.
    template <typename Visit>
    bool tail(ByteSpan entries, Visit visit);
    /// The same of a row that schema 4 or before wrote.
    template <typename Visit>
    bool oldTail(ByteSpan entries, Visit visit);

    [[nodiscard]] const OpenRiders& riders() const { return m_riders; }

private:
    [[nodiscard]] bool wants(std::uint64_t rider) const { return m_only == allRiders || m_only == rider; }
    template <typename Visit>
    bool trail(VarintReader& in, std::uint32_t rider, bool shelf, TrailPoint& chain, Visit& visit);

    std::uint32_t m_only = allRiders;
    OpenRiders m_riders;
};

/// A row's content behind its version and checksum; the version is 0 when the row is damaged.
struct UnsealedRow {
    std::uint8_t version = 0;
    ByteSpan content;
};
UnsealedRow unseal(ByteSpan row);
inline constexpr std::size_t rowHead = 1 + sizeof(std::uint32_t);
inline constexpr std::uint8_t openRowVersion = 1; ///< and that of a tail row of schema 4
inline constexpr std::uint8_t tailRowVersion = 2;
/// Writes version and checksum into the row's head.
void seal(std::span<std::uint8_t> row, std::uint8_t version);

/// The groups of a tail row: `visit(groupInBundle, entries)`; false stops and is handed on.
template <typename Visit>
bool eachTailPart(ByteSpan content, Visit visit) {
    VarintReader in(content);
    while (!in.atEnd()) {
        const std::uint32_t group = in.byte();
        const ByteSpan entries = in.bytes(in.get());
        if (!in.ok() || group >= groupsABundle || !visit(group, entries)) {
            return false;
        }
    }
    return true;
}

template <typename Visit>
bool OpenRowReader::trail(VarintReader& in, std::uint32_t rider, bool shelf, TrailPoint& chain, Visit& visit) {
    const bool seen = in.byte() != 0;
    if (seen && !readStreamEntry(in, chain)) {
        return false;
    }
    const std::uint64_t fixes = in.get();
    const ByteSpan stream = in.bytes(in.get());
    if (!in.ok() || !wants(rider)) {
        return in.ok();
    }
    if (seen && !shelf) {
        m_riders.setLastSeen(rider, chain);
    }
    VarintReader entries(stream);
    TrailPoint fix;
    for (std::uint64_t i = 0; i < fixes; ++i) {
        if (!readStreamEntry(entries, fix)) {
            return false;
        }
        visit(rider, shelf, fix);
        m_riders.took(rider, shelf, fix);
    }
    return entries.atEnd();
}

template <typename Visit>
bool OpenRowReader::openRow(ByteSpan row, Visit visit) {
    const UnsealedRow unsealed = unseal(row);
    if (unsealed.version != openRowVersion) {
        return false;
    }
    VarintReader in(unsealed.content);
    for (const bool shelf : {false, true}) {
        TrailPoint chain;
        std::uint64_t next = 0;
        const std::uint64_t trails = in.get();
        for (std::uint64_t i = 0; i < trails; ++i) {
            const std::uint64_t gap = in.get();
            if (!in.ok() || gap >= ridersAGroup || next + gap >= ridersAGroup ||
                !trail(in, static_cast<std::uint32_t>(next + gap), shelf, chain, visit)) {
                return false;
            }
            next += gap + 1;
        }
    }
    return in.ok() && in.atEnd();
}

template <typename Visit>
bool OpenRowReader::tail(ByteSpan entries, Visit visit) {
    VarintReader in(entries);
    TailContext context;
    TrailPoint fix;
    while (!in.atEnd()) {
        const std::uint64_t who = in.get();
        const auto rider = static_cast<std::uint32_t>(who >> 1U) % ridersAGroup;
        const bool shelf = (who & 1U) != 0;
        if (!wants(rider)) {
            if (!skipTailEntry(in, context)) {
                return false;
            }
            continue;
        }
        if (!readTailEntry(in, m_riders.before(rider, shelf), context, fix)) {
            return false;
        }
        visit(rider, shelf, fix);
        m_riders.took(rider, shelf, fix);
    }
    return true;
}

template <typename Visit>
bool OpenRowReader::oldTail(ByteSpan entries, Visit visit) {
    VarintReader in(entries);
    while (!in.atEnd()) {
        const std::uint64_t who = in.get();
        const auto rider = static_cast<std::uint32_t>(who >> 1U) % ridersAGroup;
        const bool shelf = (who & 1U) != 0;
        if (!wants(rider)) {
            skipStreamEntry(in);
            if (!in.ok()) {
                return false;
            }
            continue;
        }
        const bool empty = !shelf && (rider >= m_riders.end() || m_riders.fixesOf(rider) == 0);
        TrailPoint fix = empty ? TrailPoint{} : m_riders.before(rider, shelf);
        if (!readStreamEntry(in, fix)) {
            return false;
        }
        visit(rider, shelf, fix);
        m_riders.took(rider, shelf, fix);
    }
    return true;
}

} // namespace roundsman
