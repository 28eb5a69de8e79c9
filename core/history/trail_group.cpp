#include "core/history/trail_group.h"

#include "core/base/check.h"
#include "core/base/crc32c.h"
#include "core/history/trail_block.h"
#include "core/history/trail_stream.h"

#include <algorithm>
#include <array>

namespace roundsman {
namespace {

// Rows begin with a version and the CRC-32C of what follows.
constexpr std::uint8_t rowVersion = 1;
constexpr std::size_t rowHead = 1 + sizeof(std::uint32_t);

void seal(std::vector<std::uint8_t>& row) {
    row[0] = rowVersion;
    const std::uint32_t sum = crc32c(std::as_bytes(ByteSpan(row).subspan(rowHead)));
    std::memcpy(row.data() + 1, &sum, sizeof sum);
}

bool unseal(ByteSpan row, ByteSpan& content) {
    if (row.size() < rowHead || row[0] != rowVersion) {
        return false;
    }
    content = row.subspan(rowHead);
    std::uint32_t sum = 0;
    std::memcpy(&sum, row.data() + 1, sizeof sum);
    return crc32c(std::as_bytes(content)) == sum;
}

/// Appends what `put` writes into a buffer of `Most` bytes.
template <std::size_t Most, typename Put>
void appendCoded(std::vector<std::uint8_t>& out, Put put) {
    std::array<std::uint8_t, Most> bytes; // NOLINT: written before it is read
    const auto size = static_cast<std::size_t>(put(bytes.data()) - bytes.data());
    const std::size_t at = out.size();
    out.resize(at + size);
    std::memcpy(out.data() + at, bytes.data(), size);
}

void putTrail(std::vector<std::uint8_t>& row, std::uint32_t gap, const OpenTrail& trail, TrailPoint& chain) {
    appendVarint(row, gap);
    appendVarint(row, zigzag(trail.placeHour));
    appendVarint(row, trail.nextPlace);
    row.push_back(trail.seen() ? 1 : 0);
    if (trail.seen()) {
        appendCoded<streamEntryBytesMax>(row,
                                         [&](std::uint8_t* at) { return putStreamEntry(at, chain, trail.lastSeen()); });
    }
    appendVarint(row, trail.fixes());
    appendVarint(row, trail.stream().size());
    row.insert(row.end(), trail.stream().begin(), trail.stream().end());
}

} // namespace

ByteSpan OpenTrail::append(const TrailPoint& fix) {
    if (m_newest.late() != fix.late() && !m_newest.late()) {
        m_lastInTime = m_newest;
    }
    if (m_fixes == 0) {
        m_newest = {};
    }
    const std::size_t before = m_stream.size();
    appendCoded<streamEntryBytesMax>(m_stream, [&](std::uint8_t* at) { return putStreamEntry(at, m_newest, fix); });
    took(fix);
    return ByteSpan(m_stream).subspan(before);
}

void OpenTrail::took(const TrailPoint& fix) {
    if (m_fixes++ == 0) {
        m_firstHour = hourOf(fix.logMillis());
    }
    m_seen = m_seen || !fix.late();
}

void OpenTrail::setLastSeen(const TrailPoint& point) {
    m_seen = true;
    (m_newest.late() ? m_lastInTime : m_newest) = point;
}

bool OpenTrail::restore(ByteSpan entry) {
    VarintReader in(entry);
    TrailPoint fix = newest();
    if (!readStreamEntry(in, fix) || !in.atEnd()) {
        return false;
    }
    if (m_newest.late() != fix.late() && !m_newest.late()) {
        m_lastInTime = m_newest;
    }
    m_stream.insert(m_stream.end(), entry.begin(), entry.end());
    m_newest = fix;
    took(fix);
    return true;
}

bool OpenTrail::points(std::vector<TrailPoint>& out) const {
    VarintReader in(m_stream);
    TrailPoint fix;
    for (std::uint32_t i = 0; i < m_fixes; ++i) {
        if (!readStreamEntry(in, fix)) {
            return false;
        }
        out.push_back(fix);
    }
    return in.atEnd();
}

void OpenTrail::clearStream() {
    m_stream.clear();
    m_fixes = 0;
}

OpenTrail& TrailGroup::trailOf(std::uint32_t riderInGroup, bool shelf) {
    if (shelf) {
        return m_shelf[riderInGroup];
    }
    if (riderInGroup >= m_riders.size()) {
        m_riders.resize(riderInGroup + 1);
    }
    return m_riders[riderInGroup];
}

void TrailGroup::count(const OpenTrail& trail) {
    ++m_openFixes;
    m_openRiders += trail.fixes() == 1 ? 1 : 0;
    m_longest = std::max(m_longest, trail.fixes());
    m_oldestHour = std::min(m_oldestHour, trail.firstHour());
}

void TrailGroup::append(std::uint32_t riderInGroup, const TrailPoint& fix) {
    check(riderInGroup < ridersAGroup, "a rider is of his group");
    const bool shelf = belongsOnLateShelf(fix);
    OpenTrail& trail = trailOf(riderInGroup, shelf);
    const ByteSpan entry = trail.append(fix);
    count(trail);
    if (m_tail.empty()) {
        m_tail.resize(rowHead);
    }
    appendCoded<varintBytesMax + 1 + streamEntryBytesMax>(m_tail, [&](std::uint8_t* at) {
        at = putVarint(at, riderInGroup << 1U | (shelf ? 1U : 0U));
        *at++ = static_cast<std::uint8_t>(entry.size());
        std::memcpy(at, entry.data(), entry.size());
        return at + entry.size();
    });
}

std::vector<std::uint8_t> TrailGroup::sealTail() {
    if (m_tail.empty()) {
        return {};
    }
    seal(m_tail);
    ++m_tailRows;
    m_tailBytes += m_tail.size();
    std::vector<std::uint8_t> row;
    row.reserve(m_tail.size()); // the next batch will be about as long
    row.swap(m_tail);
    return row;
}

bool openTailRow(ByteSpan row, VarintReader& entries) {
    ByteSpan content;
    if (!unseal(row, content)) {
        return false;
    }
    entries = VarintReader(content);
    return true;
}

bool nextTailEntry(VarintReader& entries, TailEntry& out) {
    const std::uint64_t who = entries.get();
    out.riderInGroup = static_cast<std::uint32_t>(who >> 1U) % ridersAGroup;
    out.shelf = (who & 1U) != 0;
    out.bytes = entries.bytes(entries.byte());
    return entries.ok();
}

bool TrailGroup::restoreTail(ByteSpan row) {
    VarintReader entries({});
    if (!openTailRow(row, entries)) {
        return false;
    }
    while (!entries.atEnd()) {
        TailEntry entry;
        if (!nextTailEntry(entries, entry)) {
            return false;
        }
        if (!wants(entry.riderInGroup)) {
            continue;
        }
        OpenTrail& trail = trailOf(entry.riderInGroup, entry.shelf);
        if (!trail.restore(entry.bytes)) {
            return false;
        }
        count(trail);
    }
    ++m_tailRows;
    m_tailBytes += row.size();
    return true;
}

void TrailGroup::fold(std::int64_t hourNow, const FoldLimits& limits, FoldedBlocks& out) {
    for (std::uint32_t rider = 0; rider < m_riders.size(); ++rider) {
        foldTrail(rider, false, m_riders[rider], hourNow, limits, out);
    }
    for (auto& [rider, trail] : m_shelf) {
        foldTrail(rider, true, trail, hourNow, limits, out);
    }
    std::erase_if(m_shelf, [&](const auto& entry) {
        return entry.second.fixes() == 0 && dayOfHour(entry.second.placeHour) < dayOfHour(hourNow);
    });
    m_tailRows = 0;
    m_tailBytes = 0;
    recount();
}

void TrailGroup::recount() {
    m_openFixes = 0;
    m_openRiders = 0;
    m_longest = 0;
    m_oldestHour = INT64_MAX;
    const auto add = [&](const OpenTrail& trail) {
        if (trail.fixes() > 0) {
            m_openFixes += trail.fixes();
            ++m_openRiders;
            m_longest = std::max(m_longest, trail.fixes());
            m_oldestHour = std::min(m_oldestHour, trail.firstHour());
        }
    };
    std::ranges::for_each(m_riders, add);
    for (const auto& [rider, trail] : m_shelf) {
        add(trail);
    }
}

void TrailGroup::foldTrail(std::uint32_t riderInGroup, bool shelf, OpenTrail& trail, std::int64_t hourNow,
                           const FoldLimits& limits, FoldedBlocks& out) {
    if (trail.fixes() == 0 || (trail.fixes() < limits.fixesFull && trail.firstHour() >= hourNow)) {
        return;
    }
    m_scratch.clear();
    check(trail.points(m_scratch), "an open trail reads back as it was written");
    trail.clearStream();
    // Runs of one hour each: all but a short last one of the present hour become blocks.
    for (std::size_t begin = 0; begin < m_scratch.size();) {
        const std::int64_t hour = hourOf(m_scratch[begin].logMillis());
        std::size_t end = begin + 1;
        while (end < m_scratch.size() && hourOf(m_scratch[end].logMillis()) == hour) {
            ++end;
        }
        const std::span run(m_scratch.data() + begin, end - begin);
        if (end == m_scratch.size() && hour >= hourNow && run.size() < limits.fixesFull) {
            for (const TrailPoint& fix : run) {
                trail.append(fix);
            }
        } else {
            emit(riderInGroup, shelf, trail, run, limits, out);
        }
        begin = end;
    }
}

void TrailGroup::emit(std::uint32_t riderInGroup, bool shelf, OpenTrail& trail, std::span<const TrailPoint> fixes,
                      const FoldLimits& limits, FoldedBlocks& out) const {
    const std::int64_t hour = hourOf(fixes.front().logMillis());
    const std::size_t parts = (fixes.size() + limits.fixesABlock - 1) / limits.fixesABlock;
    // The shelf is one for the day: its places count on over the hours.
    const std::int64_t placeHour = shelf ? dayOfHour(hour) * hoursADay : hour;
    if (trail.placeHour != placeHour) {
        trail.placeHour = placeHour;
        trail.nextPlace = 0;
    }
    for (std::size_t part = 0; part < parts; ++part) {
        const std::size_t begin = part * fixes.size() / parts;
        const std::size_t end = (part + 1) * fixes.size() / parts;
        const auto second = static_cast<std::uint32_t>((fixes[begin].logMillis() - hour * millisAnHour) / 1000);
        const std::uint32_t place = std::max(trail.nextPlace, shelf ? 0 : second * TrailKey::placesASecond);
        check(place < TrailKey::placeEnd, "an hour has room for a rider's blocks");
        trail.nextPlace = place + 1;
        const TrailKey key{.partition = m_partition,
                           .hour = shelf ? TrailKey::lateShelf : hourOfDay(hour),
                           .rider = m_group * ridersAGroup + riderInGroup,
                           .place = place};
        const std::int64_t day = dayOfHour(hour);
        const std::size_t at = out.bytes.size();
        encodeTrailBlock(fixes.subspan(begin, end - begin), slotHour(day, key), out.bytes);
        out.blocks.push_back({.day = day, .key = key.value(), .begin = at, .end = out.bytes.size()});
    }
    out.fixes += fixes.size();
}

std::vector<std::uint8_t> TrailGroup::openRow() const {
    std::vector<std::uint8_t> row;
    row.reserve(4096);
    row.resize(rowHead);
    TrailPoint chain;
    std::uint32_t next = 0;
    const auto touched = [](const OpenTrail& trail) {
        return trail.seen() || trail.fixes() > 0;
    };
    appendVarint(row, static_cast<std::uint64_t>(std::ranges::count_if(m_riders, touched)));
    for (std::uint32_t rider = 0; rider < m_riders.size(); ++rider) {
        if (touched(m_riders[rider])) {
            putTrail(row, rider - next, m_riders[rider], chain);
            next = rider + 1;
        }
    }
    appendVarint(row, m_shelf.size());
    next = 0;
    chain = {};
    for (const auto& [rider, trail] : m_shelf) {
        putTrail(row, rider - next, trail, chain);
        next = rider + 1;
    }
    seal(row);
    return row;
}

} // namespace roundsman
