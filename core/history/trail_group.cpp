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

void seal(std::span<std::uint8_t> row) {
    row[0] = rowVersion;
    const std::uint32_t sum = crc32c(std::as_bytes(row.subspan(rowHead)));
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

std::uint8_t* OpenTrail::append(const TrailPoint& fix, std::uint8_t* tail) {
    if (m_newest.late() != fix.late() && !m_newest.late()) {
        m_lastInTime = m_newest;
    }
    if (m_fixes == 0) {
        m_newest = {};
    }
    const std::uint8_t* const end = putStreamEntry(tail, m_newest, fix);
    m_stream.append({tail, end});
    took(fix);
    return tail + (end - tail);
}

void OpenTrail::append(const TrailPoint& fix) {
    std::array<std::uint8_t, streamEntryBytesMax> bytes; // NOLINT: written before it is read
    append(fix, bytes.data());
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
    m_stream.append(entry);
    m_newest = fix;
    took(fix);
    return true;
}

bool OpenTrail::points(std::vector<TrailPoint>& out) const {
    VarintReader in(m_stream.bytes());
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
    if (m_tail.empty()) {
        m_tail.end(m_tail.room(rowHead) + rowHead);
    }
    std::uint8_t* const at =
        putVarint(m_tail.room(varintBytesMax + streamEntryBytesMax), riderInGroup << 1U | (shelf ? 1U : 0U));
    m_tail.end(trail.append(fix, at));
    count(trail);
}

ByteTail TrailGroup::sealTail() {
    if (m_tail.empty()) {
        return {};
    }
    seal({m_tail.data(), m_tail.size()});
    ++m_tailRows;
    m_tailBytes += m_tail.size();
    ByteTail row;
    row.reserve(m_tail.size() + varintBytesMax + streamEntryBytesMax); // the next batch will be about as long
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
    const ByteSpan from = entries.rest();
    skipStreamEntry(entries);
    out.bytes = from.first(from.size() - entries.rest().size());
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

std::uint32_t TrailPlaces::next(std::int64_t day, std::uint32_t hour) const {
    const auto found = m_next.find({day, hour});
    return found == m_next.end() ? 0 : found->second;
}

void TrailPlaces::take(std::int64_t day, std::uint32_t hour, std::uint32_t end) {
    check(end < TrailKey::placeEnd, "an hour has room for its blocks");
    std::uint32_t& next = m_next[{day, hour}];
    next = std::max(next, end);
}

void FoldedVisit::add(std::uint32_t riderInGroup, std::span<const TrailPoint> fixes) {
    riders[riderInGroup / 8] = static_cast<std::uint8_t>(riders[riderInGroup / 8] | 1U << riderInGroup % 8);
    for (const TrailPoint& fix : fixes) {
        fromMillis = std::min(fromMillis, fix.deviceMillis);
        toMillis = std::max(toMillis, fix.deviceMillis);
    }
}

void TrailGroup::fold(std::int64_t hourNow, const FoldLimits& limits, TrailPlaces& places, FoldedBlocks& out) {
    Folding folding{
        .hourNow = hourNow, .limits = limits, .places = places, .out = out, .firstVisit = out.visits.size()};
    for (std::uint32_t rider = 0; rider < m_riders.size(); ++rider) {
        foldTrail(rider, false, m_riders[rider], folding);
    }
    for (auto& [rider, trail] : m_shelf) {
        foldTrail(rider, true, trail, folding);
    }
    for (std::size_t i = folding.firstVisit; i < out.visits.size(); ++i) {
        const FoldedVisit& visit = out.visits[i];
        places.take(visit.day, visit.hour, visit.place + visit.parts);
    }
    std::erase_if(m_shelf, [](const auto& entry) { return entry.second.fixes() == 0; });
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

void TrailGroup::foldTrail(std::uint32_t riderInGroup, bool shelf, OpenTrail& trail, Folding& folding) {
    const std::uint32_t full = folding.limits.fixesFull;
    if (trail.fixes() == 0 || (trail.fixes() < full && trail.firstHour() >= folding.hourNow)) {
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
        if (end == m_scratch.size() && hour >= folding.hourNow && run.size() < full) {
            for (const TrailPoint& fix : run) {
                trail.append(fix);
            }
        } else {
            emit(riderInGroup, shelf, run, folding);
        }
        begin = end;
    }
}

FoldedVisit& TrailGroup::visitOf(std::int64_t day, std::uint32_t hour, Folding& folding) const {
    auto& visits = folding.out.visits;
    for (std::size_t i = folding.firstVisit; i < visits.size(); ++i) {
        if (visits[i].day == day && visits[i].hour == hour) {
            return visits[i];
        }
    }
    return visits.emplace_back(
        FoldedVisit{.day = day, .hour = hour, .group = m_group, .place = folding.places.next(day, hour)});
}

void TrailGroup::emit(std::uint32_t riderInGroup, bool shelf, std::span<const TrailPoint> fixes,
                      Folding& folding) const {
    const std::int64_t hour = hourOf(fixes.front().logMillis());
    const std::int64_t day = dayOfHour(hour);
    const std::size_t parts = (fixes.size() + folding.limits.fixesABlock - 1) / folding.limits.fixesABlock;
    FoldedVisit& visit = visitOf(day, shelf ? TrailKey::lateShelf : hourOfDay(hour), folding);
    FoldedBlocks& out = folding.out;
    TrailKey key{.partition = m_partition,
                 .hour = visit.hour,
                 .place = visit.place,
                 .rider = m_group * ridersAGroup + riderInGroup};
    // The shelf is one for the day: a rider's runs of several hours stand one behind the other.
    for (auto last = out.blocks.rbegin(); last != out.blocks.rend(); ++last) {
        const TrailKey before = TrailKey::from(last->key);
        if (before.rider != key.rider) {
            break;
        }
        key.place = last->day == day && before.hour == key.hour ? std::max(key.place, before.place + 1) : key.place;
    }
    for (std::size_t part = 0; part < parts; ++part, ++key.place) {
        const std::size_t begin = part * fixes.size() / parts;
        const std::size_t end = (part + 1) * fixes.size() / parts;
        const std::size_t at = out.bytes.size();
        encodeTrailBlock(fixes.subspan(begin, end - begin), slotHour(day, key), out.bytes);
        out.blocks.push_back({.day = day,
                              .key = key.value(),
                              .begin = at,
                              .end = out.bytes.size(),
                              .fixes = static_cast<std::uint32_t>(end - begin)});
    }
    visit.add(riderInGroup, fixes);
    visit.parts = std::max(visit.parts, key.place - visit.place);
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
