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
    visits.clear();
    keyFrames.clear();
    folded.clear();
}

TrailGroup& PartitionTrails::group(std::uint32_t number) {
    while (m_groups.size() <= number) {
        m_groups.push_back(std::make_unique<TrailGroup>(m_partition, static_cast<std::uint32_t>(m_groups.size())));
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
            const FixRow& soon = fixes[i + ahead / 2];
            if (const TrailGroup* riders = groupOf(soon)) {
                riders->prefetchEnd(soon.rider.value() % ridersAGroup);
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

bool PartitionTrails::due(const TrailGroup& group) const {
    return group.openFixes() > 0 &&
           (group.tailRows() >= m_limits.tailRowsMax || group.longest() >= m_limits.longestTrail ||
            group.openFixes() >= m_limits.fixesAVisit * group.openRiders() ||
            group.oldestHour() < std::max(m_hour, m_laneHour));
}

void PartitionTrails::visit(TrailGroup& group, TrailBatch& out) {
    group.fold(std::max(m_hour, m_laneHour), m_limits.fold, m_places, out.folded);
    out.visits.push_back({.group = group.number(), .openRow = group.openRow()});
}

void PartitionTrails::seal(TrailBatch& out, bool everything) {
    out.clear();
    out.keyFrames.swap(m_keyFrames);
    std::uint64_t handled = 0;
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        TrailGroup& riders = *m_groups[m_nextVisit % m_groups.size()];
        const bool wanted = everything ? riders.tailRows() > 0 || riders.openFixes() > 0 : due(riders);
        if (!wanted) {
            ++m_nextVisit;
            continue;
        }
        if (!everything && handled >= m_limits.foldedFixesACommit) {
            break;
        }
        handled += riders.openFixes();
        static_cast<void>(riders.sealTail()); // what the batch brought is in the open row or in blocks
        visit(riders, out);
        ++m_nextVisit;
    }
    for (const auto& riders : m_groups) {
        if (auto tail = riders->sealTail(); !tail.empty()) {
            out.tails.push_back({.group = riders->number(), .data = std::move(tail)});
        }
    }
}

bool PartitionTrails::restoreOpenRow(std::uint32_t number, ByteSpan row) {
    return group(number).restoreOpenRow(row);
}

bool PartitionTrails::restoreTail(std::uint32_t number, ByteSpan row) {
    return group(number).restoreTail(row);
}

void PartitionTrails::restored(EventTime laneTime) {
    setLaneTime(laneTime);
    // Should only late fixes have come in the newest hour, its key frame is made once more, and is the same.
    for (const auto& riders : m_groups) {
        riders->eachLast(
            [&](std::uint32_t, const TrailPoint& last) { m_hour = std::max(m_hour, hourOf(last.logMillis())); });
    }
}

std::uint64_t PartitionTrails::openFixes() const {
    std::uint64_t fixes = 0;
    for (const auto& riders : m_groups) {
        fixes += riders->openFixes();
    }
    return fixes;
}

} // namespace roundsman
