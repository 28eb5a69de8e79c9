#include "core/history/trail_group.h"

#include "core/base/check.h"
#include "core/history/trail_block.h"
#include "core/history/trail_stream.h"

#include <algorithm>
#include <array>
#include <utility>

namespace roundsman {
namespace {

/// Appends what `put` writes into a buffer of `Most` bytes.
template <std::size_t Most, typename Put>
void appendCoded(std::vector<std::uint8_t>& out, Put put) {
    std::array<std::uint8_t, Most> bytes; // NOLINT: written before it is read
    const auto size = static_cast<std::size_t>(put(bytes.data()) - bytes.data());
    const std::size_t at = out.size();
    out.resize(at + size);
    std::memcpy(out.data() + at, bytes.data(), size);
}

/// One trail of an open row: the way back is OpenRowReader.
void putTrail(std::vector<std::uint8_t>& row, std::uint32_t gap, const TrailPoint* lastSeen, TrailPoint& chain,
              std::span<const TrailPoint> fixes) {
    appendVarint(row, gap);
    row.push_back(lastSeen != nullptr ? 1 : 0);
    if (lastSeen != nullptr) {
        appendCoded<streamEntryBytesMax>(row, [&](std::uint8_t* at) { return putStreamEntry(at, chain, *lastSeen); });
    }
    std::vector<std::uint8_t> stream;
    TrailPoint last;
    for (const TrailPoint& fix : fixes) {
        appendCoded<streamEntryBytesMax>(stream, [&](std::uint8_t* at) { return putStreamEntry(at, last, fix); });
    }
    appendVarint(row, fixes.size());
    appendVarint(row, stream.size());
    row.insert(row.end(), stream.begin(), stream.end());
}

} // namespace

void TrailGroup::append(std::uint32_t riderInGroup, const TrailPoint& fix) {
    appendTo(riderInGroup, belongsOnLateShelf(fix), fix);
}

inline void TrailGroup::appendTo(std::uint32_t riderInGroup, bool shelf, const TrailPoint& fix) {
    std::uint8_t* at =
        putVarint(m_tail.room(varintBytesMax + streamEntryBytesMax), riderInGroup << 1U | (shelf ? 1U : 0U));
    at = putTailEntry(at, m_riders.before(riderInGroup, shelf), m_context, fix);
    m_tail.end(at);
    m_riders.took(riderInGroup, shelf, fix);
    m_tailFrom = fix.late() ? m_tailFrom : std::min(m_tailFrom, fix.deviceMillis);
}

TrailGroup::Tail TrailGroup::sealTail() {
    if (m_tail.empty()) {
        return {};
    }
    m_tails.emplace_back().append(m_tail.bytes()); // as long as it is: it stays until the next fold
    m_tail.clear();
    m_context = {};
    return {.entries = m_tails.back().bytes(), .fromMillis = std::exchange(m_tailFrom, INT64_MAX)};
}

OpenRowReader& TrailGroup::recovery() {
    if (!m_recovery) {
        m_recovery = std::make_unique<OpenRowReader>();
    }
    return *m_recovery;
}

bool TrailGroup::restoreOpenRow(ByteSpan row) {
    struct Open {
        std::uint32_t rider;
        bool shelf;
        TrailPoint point;
    };
    std::vector<Open> open;
    const bool whole = recovery().openRow(
        row, [&](std::uint32_t rider, bool shelf, const TrailPoint& point) { open.push_back({rider, shelf, point}); });
    m_riders = recovery().riders();
    m_riders.close();
    m_atFold = m_riders;
    for (const Open& fix : open) {
        appendTo(fix.rider, fix.shelf, fix.point);
    }
    return whole;
}

bool TrailGroup::restoreTail(ByteSpan entries, bool old) {
    const auto take = [this](std::uint32_t rider, bool shelf, const TrailPoint& fix) {
        appendTo(rider, shelf, fix);
    };
    return old ? recovery().oldTail(entries, take) : recovery().tail(entries, take);
}

void TrailGroup::restored() {
    m_recovery.reset();
    static_cast<void>(sealTail()); // it is in the file already
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

/// Sorts the fixes of all tails by rider: counted already, so each is put where it belongs at once.
void TrailGroup::sortOut(FoldScratch& scratch) {
    scratch.begins.assign(m_riders.end() + 1, 0);
    for (std::uint32_t rider = 0; rider < m_riders.end(); ++rider) {
        scratch.begins[rider + 1] = scratch.begins[rider] + m_riders.fixesOf(rider);
    }
    scratch.sorted.resize(std::max<std::size_t>(scratch.sorted.size(), scratch.begins.back()));
    scratch.shelved.clear();
    std::vector<std::uint32_t> at(scratch.begins.begin(), scratch.begins.end() - 1);
    OpenRowReader reader(std::move(m_atFold));
    for (const ByteTail& tail : m_tails) {
        const bool whole = reader.tail(tail.bytes(), [&](std::uint32_t rider, bool shelf, const TrailPoint& fix) {
            if (shelf) {
                scratch.shelved[rider].push_back(fix);
            } else {
                scratch.sorted[at[rider]++] = fix;
            }
        });
        check(whole, "an open trail reads back as it was written");
    }
    m_tails.clear();
}

TrailGroup::OpenRow TrailGroup::fold(std::int64_t hourNow, const FoldLimits& limits, TrailPlaces& places,
                                     FoldScratch& scratch, FoldedBlocks& out) {
    check(m_tail.empty(), "a group is folded between two batches");
    Folding folding{.hourNow = hourNow,
                    .limits = limits,
                    .places = places,
                    .out = out,
                    .firstVisit = out.visits.size(),
                    .rows = {},
                    .chain = {}};
    sortOut(scratch);
    m_riders.close();
    m_atFold = m_riders;
    OpenRow row;
    row.data.resize(rowHead);
    for (std::uint32_t rider = 0; rider < m_atFold.end(); ++rider) {
        const std::uint32_t begin = scratch.begins[rider];
        foldTrail(rider, false, std::span(scratch.sorted).subspan(begin, scratch.begins[rider + 1] - begin), folding);
    }
    closeSection(folding, row.data);
    for (const auto& [rider, fixes] : scratch.shelved) {
        foldTrail(rider, true, fixes, folding);
    }
    closeSection(folding, row.data);
    for (std::size_t i = folding.firstVisit; i < out.visits.size(); ++i) {
        const FoldedVisit& visit = out.visits[i];
        places.take(visit.day, visit.hour, visit.place + visit.parts);
    }
    row.fromMillis = sealTail().fromMillis;
    ByteTail().swap(m_tail); // all that stayed open is many times what a batch brings
    seal(row.data, openRowVersion);
    return row;
}

void TrailGroup::closeSection(Folding& folding, std::vector<std::uint8_t>& row) {
    appendVarint(row, folding.trails);
    row.insert(row.end(), folding.rows.begin(), folding.rows.end());
    folding.rows.clear();
    folding.trails = 0;
    folding.next = 0;
    folding.chain = {};
}

/// Runs of one hour each: all but a short last one of the present hour become blocks.
void TrailGroup::foldTrail(std::uint32_t riderInGroup, bool shelf, std::span<const TrailPoint> fixes,
                           Folding& folding) {
    const std::uint32_t full = folding.limits.fixesFull;
    if (fixes.size() < full && (fixes.empty() || hourOf(fixes.front().logMillis()) >= folding.hourNow)) {
        keepOpen(riderInGroup, shelf, fixes, folding);
        return;
    }
    std::size_t begin = 0;
    while (begin < fixes.size()) {
        const std::int64_t hour = hourOf(fixes[begin].logMillis());
        std::size_t end = begin + 1;
        while (end < fixes.size() && hourOf(fixes[end].logMillis()) == hour) {
            ++end;
        }
        if (end == fixes.size() && hour >= folding.hourNow && end - begin < full) {
            break;
        }
        emit(riderInGroup, shelf, fixes.subspan(begin, end - begin), folding);
        begin = end;
    }
    keepOpen(riderInGroup, shelf, fixes.subspan(begin), folding);
}

void TrailGroup::keepOpen(std::uint32_t riderInGroup, bool shelf, std::span<const TrailPoint> fixes, Folding& folding) {
    const bool seen = !shelf && m_atFold.seen(riderInGroup);
    if (!seen && fixes.empty()) {
        return;
    }
    putTrail(folding.rows, riderInGroup - folding.next, seen ? &m_atFold.lastSeen(riderInGroup) : nullptr,
             folding.chain, fixes);
    ++folding.trails;
    folding.next = riderInGroup + 1;
    for (const TrailPoint& fix : fixes) {
        appendTo(riderInGroup, shelf, fix);
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

} // namespace roundsman
