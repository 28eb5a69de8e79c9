#include "core/history/partition_trails.h"

#include "core/base/check.h"
#include "core/base/crc32c.h"
#include "core/history/trail_stream.h"

#include <algorithm>
#include <utility>

namespace roundsman {
namespace {

constexpr std::uint8_t frameVersion = 1;
constexpr std::size_t frameHead = 1 + sizeof(std::uint32_t);

void putEntry(std::vector<std::uint8_t>& out, std::uint32_t gap, TrailPoint& chain, const TrailPoint& point) {
    std::uint8_t bytes[varintBytesMax + streamEntryBytesMax];
    out.insert(out.end(), bytes, putStreamEntry(putVarint(bytes, gap), chain, point));
}

} // namespace

void TrailBatch::clear() {
    tails.clear();
    tailBytes.clear();
    visited.clear();
    openRows.clear();
    keyFrames.clear();
    folded.clear();
}

TrailGroup& PartitionTrails::group(std::uint32_t number) {
    while (m_groups.size() <= number) {
        m_groups.push_back(std::make_unique<TrailGroup>(m_partition, static_cast<std::uint32_t>(m_groups.size())));
        m_tailRows.resize((m_groups.size() + groupsABundle - 1) / groupsABundle);
    }
    return *m_groups[number];
}

const TrailGroup* PartitionTrails::groupOf(const FixRow& fix) const {
    const std::size_t number = fix.rider.value() / ridersAGroup;
    return number < m_groups.size() ? m_groups[number].get() : nullptr;
}

void PartitionTrails::append(std::span<const FixRow> fixes) {
    constexpr std::size_t ahead = 12;
    for (std::size_t i = 0; i < fixes.size(); ++i) {
        if (i + ahead < fixes.size()) {
            const FixRow& later = fixes[i + ahead];
            if (const TrailGroup* riders = groupOf(later)) {
                riders->prefetch(later.rider.value() % ridersAGroup);
            }
        }
        append(fixes[i]);
    }
}

void PartitionTrails::append(const FixRow& fix) {
    const std::uint32_t rider = fix.rider.value();
    check(rider < TrailKey::riderEnd, "riders are numbered densely");
    const TrailPoint point = toTrailPoint(fix);
    if (const std::int64_t hour = hourOf(point.logMillis()); hour > m_hour) {
        newHour(hour);
    }
    group(rider / ridersAGroup).append(rider % ridersAGroup, point);
}

void PartitionTrails::newHour(std::int64_t hour) {
    const bool began = m_hour != INT64_MIN;
    m_hour = hour;
    if (!began) {
        return;
    }
    std::vector<std::uint8_t> frame;
    frame.reserve(m_groups.size() * ridersAGroup * 24);
    frame.resize(frameHead);
    TrailPoint chain;
    std::uint32_t next = 0;
    for (const auto& riders : m_groups) {
        riders->eachLast([&](std::uint32_t rider, const TrailPoint& last) {
            putEntry(frame, rider - next, chain, last);
            next = rider + 1;
        });
    }
    frame[0] = frameVersion;
    const std::uint32_t sum = crc32c(std::as_bytes(ByteSpan(frame).subspan(frameHead)));
    std::memcpy(frame.data() + 1, &sum, sizeof sum);
    m_keyFrames.push_back({.hour = hour, .data = std::move(frame)});
}

bool decodeKeyFrame(ByteSpan data, std::vector<KeyFrameEntry>& out) {
    std::uint32_t sum = 0;
    if (data.size() < frameHead || data[0] != frameVersion) {
        return false;
    }
    std::memcpy(&sum, data.data() + 1, sizeof sum);
    if (crc32c(std::as_bytes(data.subspan(frameHead))) != sum) {
        return false;
    }
    VarintReader in(data.subspan(frameHead));
    KeyFrameEntry entry;
    std::uint64_t next = 0;
    while (!in.atEnd()) {
        entry.rider = static_cast<std::uint32_t>(next + in.get());
        next = entry.rider + 1ULL;
        if (!readStreamEntry(in, entry.point)) {
            return false;
        }
        out.push_back(entry);
    }
    return true;
}

void PartitionTrails::setLaneTime(EventTime time) {
    m_laneHour = std::max(m_laneHour, hourOf(millisOf(time)));
}

std::span<const std::unique_ptr<TrailGroup>> PartitionTrails::groupsOf(std::uint32_t bundle) const {
    const std::size_t first = std::size_t{bundle} * groupsABundle;
    return std::span(m_groups).subspan(first, std::min<std::size_t>(groupsABundle, m_groups.size() - first));
}

PartitionTrails::BundleState PartitionTrails::stateOf(std::uint32_t bundle) const {
    BundleState state;
    for (const auto& group : groupsOf(bundle)) {
        const OpenRiders& riders = group->riders();
        state.openFixes += riders.openFixes();
        state.openTrails += riders.openTrails();
        state.longest = std::max(state.longest, riders.longest());
        if (riders.openFixes() > 0) {
            state.oldestHour = std::min(state.oldestHour, hourOf(riders.oldestLogMillis()));
        }
    }
    return state;
}

bool PartitionTrails::due(std::uint32_t bundle, const BundleState& state) const {
    return state.openFixes > 0 &&
           (m_tailRows[bundle] >= m_limits.tailRowsMax || state.longest >= m_limits.longestTrail ||
            state.openFixes >= m_limits.fixesAVisit * state.openTrails ||
            state.oldestHour < std::max(m_hour, m_laneHour));
}

void PartitionTrails::visit(std::uint32_t bundle, TrailBatch& out) {
    for (const auto& group : groupsOf(bundle)) {
        static_cast<void>(group->sealTail()); // what the batch brought is in the open row or in blocks
        out.openRows.push_back(
            {.group = group->number(),
             .row = group->fold(std::max(m_hour, m_laneHour), m_limits.fold, m_places, m_scratch, out.folded)});
    }
    out.visited.push_back(bundle);
    m_tailRows[bundle] = 0;
}

void PartitionTrails::sealTails(std::uint32_t bundle, TrailBatch& out) {
    TrailBatch::TailRow row{.bundle = bundle, .fromMillis = INT64_MAX, .begin = out.tailBytes.size()};
    for (const auto& group : groupsOf(bundle)) {
        const TrailGroup::Tail tail = group->sealTail();
        if (tail.entries.empty()) {
            continue;
        }
        std::uint8_t* at = out.tailBytes.room(rowHead + 1 + varintBytesMax + tail.entries.size());
        at += out.tailBytes.size() == row.begin ? rowHead : 0;
        *at++ = static_cast<std::uint8_t>(group->number() % groupsABundle);
        at = putVarint(at, tail.entries.size());
        std::memcpy(at, tail.entries.data(), tail.entries.size());
        out.tailBytes.end(at + tail.entries.size());
        row.fromMillis = std::min(row.fromMillis, tail.fromMillis);
    }
    row.end = out.tailBytes.size();
    if (row.end > row.begin) {
        roundsman::seal({out.tailBytes.data() + row.begin, row.end - row.begin}, tailRowVersion);
        out.tails.push_back(row);
        ++m_tailRows[bundle];
    }
}

void PartitionTrails::seal(TrailBatch& out, bool everything) {
    out.clear();
    out.keyFrames.swap(m_keyFrames);
    std::uint64_t handled = 0;
    const auto bundles = static_cast<std::uint32_t>(m_tailRows.size());
    for (std::uint32_t i = 0; i < bundles; ++i, ++m_nextVisit) {
        const auto bundle = static_cast<std::uint32_t>(m_nextVisit % bundles);
        const BundleState state = stateOf(bundle);
        if (everything ? m_tailRows[bundle] == 0 && state.openFixes == 0 : !due(bundle, state)) {
            continue;
        }
        if (!everything && handled >= m_limits.foldedFixesACommit) {
            break;
        }
        handled += state.openFixes;
        visit(bundle, out);
    }
    for (std::uint32_t bundle = 0; bundle < bundles; ++bundle) {
        sealTails(bundle, out);
    }
}

bool PartitionTrails::restoreOpenRow(std::uint32_t number, ByteSpan row) {
    return group(number).restoreOpenRow(row);
}

bool PartitionTrails::restoreTail(const TailKey& key, ByteSpan row) {
    const UnsealedRow unsealed = unseal(row);
    const std::uint32_t first = key.bundle * groupsABundle;
    static_cast<void>(group(first + key.part));
    ++m_tailRows[key.bundle];
    if (unsealed.version == openRowVersion) { // schema 4 wrote a row for each group
        return group(first + key.part).restoreTail(unsealed.content, true);
    }
    return unsealed.version == tailRowVersion &&
           eachTailPart(unsealed.content, [&](std::uint32_t inBundle, ByteSpan entries) {
               return group(first + inBundle).restoreTail(entries, false);
           });
}

void PartitionTrails::restored(EventTime laneTime) {
    setLaneTime(laneTime);
    for (const auto& riders : m_groups) {
        riders->restored();
    }
    // Should only late fixes have come in the newest hour, its key frame is made once more, and is the same.
    for (const auto& riders : m_groups) {
        riders->eachLast(
            [&](std::uint32_t, const TrailPoint& last) { m_hour = std::max(m_hour, hourOf(last.logMillis())); });
    }
}

std::uint64_t PartitionTrails::openFixes() const {
    std::uint64_t fixes = 0;
    for (const auto& riders : m_groups) {
        fixes += riders->riders().openFixes();
    }
    return fixes;
}

} // namespace roundsman
