#include "core/measure/area_rollups.h"

#include <algorithm>
#include <numeric>

namespace roundsman {
namespace {

constexpr Millis minuteLength{60'000};

EventTime minuteOf(EventTime time) {
    return std::chrono::floor<std::chrono::minutes>(time);
}

bool isBusy(RiderStatus status) {
    return status >= RiderStatus::toMerchant && status <= RiderStatus::atCustomer;
}

/// 1: idle -> busy, -1: busy -> idle, 0: neither.
int transitionOf(RiderStatus before, RiderStatus now) {
    if (before == RiderStatus::idle && isBusy(now)) {
        return 1;
    }
    return isBusy(before) && now == RiderStatus::idle ? -1 : 0;
}

void addTransition(AreaFigures& figures, int transition) {
    if (transition != 0) {
        figures.add(transition > 0 ? AreaCount::idleToBusy : AreaCount::busyToIdle);
    }
}

} // namespace

void AreaRollups::configure(const LaneSettings& settings) {
    m_settings = settings;
}

AreaRollups::Slot& AreaRollups::slotOf(RiderNo rider) {
    if (rider.value() >= m_slots.size()) {
        m_slots.resize(rider.value() + std::size_t{1});
    }
    return m_slots[rider.value()];
}

AreaRollups::Bucket& AreaRollups::bucketOf(const Key& key, std::uint32_t& index) {
    const auto [at, fresh] = m_bucketOf.try_emplace(key, noBucket);
    if (fresh) {
        if (m_free.empty()) {
            m_free.push_back(static_cast<std::uint32_t>(m_buckets.size()));
            m_buckets.emplace_back();
        }
        at->second = m_free.back();
        m_free.pop_back();
        Bucket& bucket = m_buckets[at->second];
        bucket.key = key;
        bucket.live = true;
        bucket.late = key.start + minuteLength <= m_completeThrough;
        const auto market = std::ranges::lower_bound(m_markets, key.market);
        if (market == m_markets.end() || *market != key.market) {
            m_markets.insert(market, key.market);
        }
    }
    index = at->second;
    return m_buckets[index];
}

AreaRollups::Bucket& AreaRollups::touch(const Key& key, DocumentRef document) {
    std::uint32_t index = 0;
    Bucket& bucket = bucketOf(key, index);
    if (!bucket.begun) {
        bucket.first = document;
        bucket.begun = true;
    }
    bucket.last = document;
    bucket.changed = true;
    return bucket;
}

void AreaRollups::apply(const AcceptedFix& fix) {
    if (fix.row.market == noMarket) {
        return;
    }
    const EventTime start = minuteOf(fix.row.deviceTime);
    Slot& slot = slotOf(fix.row.rider);
    const int transition = fix.row.late ? 0 : transitionOf(slot.status, fix.row.status);
    countFix(fix, start, slot);
    addTransition(m_buckets[slot.bucket].figures, transition);
    if (!fix.row.late) {
        slot.status = fix.row.status;
    }
    if (!m_zones.empty()) {
        countZones(fix, start, transition);
    }
}

/// The rider's mark is set once for as long as he stays in the bucket; going away and coming back may set it again,
/// which settling the set takes out.
void AreaRollups::countFix(const AcceptedFix& fix, EventTime start, Slot& slot) {
    const bool idle = fix.row.status == RiderStatus::idle;
    const bool same =
        slot.bucket != noBucket && slot.start == start && slot.cell == fix.cell && slot.market == fix.row.market;
    if (!same) {
        const Key key{fix.row.market, fix.cell, noZone, start};
        touch(key, fix.row.document);
        slot.start = start;
        slot.cell = fix.cell;
        slot.market = fix.row.market;
        slot.bucket = m_bucketOf.find(key)->second;
    }
    Bucket& bucket = m_buckets[slot.bucket];
    if (!same || (idle && !slot.markedIdle)) {
        bucket.figures.riders.add(fix.row.rider, idle);
        slot.markedIdle = idle;
    }
    bucket.figures.add(AreaCount::fixes);
    bucket.last = fix.row.document;
    bucket.changed = true;
}

void AreaRollups::countZones(const AcceptedFix& fix, EventTime start, int transition) {
    m_zones.forEach(fix.row.market, fix.row.position, fix.cell, [&](std::uint32_t zone) {
        AreaFigures& figures = touch({fix.row.market, CellId{}, zone, start}, fix.row.document).figures;
        figures.add(AreaCount::fixes);
        addTransition(figures, transition);
        figures.riders.add(fix.row.rider, fix.row.status == RiderStatus::idle);
    });
}

void AreaRollups::countPoint(MarketNo market, GeoPoint point, EventTime time, AreaCount what, DocumentRef document) {
    const CellId cell = cellOf(point, m_settings.cellResolution);
    const EventTime start = minuteOf(time);
    touch({market, cell, noZone, start}, document).figures.add(what);
    if (!m_zones.empty()) {
        m_zones.forEach(market, point, cell, [&](std::uint32_t zone) {
            touch({market, CellId{}, zone, start}, document).figures.add(what);
        });
    }
}

void AreaRollups::apply(const AcceptedEvent& seen) {
    if (seen.market == noMarket) {
        return;
    }
    const EventKind kind = seen.event.kind;
    const MaybePoint& place = seen.event.position;
    if (kind >= EventKind::demandOpened && kind <= EventKind::demandCheckedFare && place.given && !place.outside) {
        countPoint(seen.market, place.point, seen.time, AreaCount::demandEvents, seen.document);
    }
    const bool firstPlaced = kind == EventKind::order && seen.event.step == OrderStep::placed &&
                             !seen.orderTimesBefore.has(OrderStep::placed);
    if (firstPlaced && seen.orderAfter != nullptr && seen.orderAfter->hasPickup) {
        countPoint(seen.market, seen.orderAfter->pickup, seen.time, AreaCount::ordersPlaced, seen.document);
    }
}

void AreaRollups::emit(Bucket& bucket, EventTime minute, std::vector<AreaRollupRow>& out) {
    bucket.figures.riders.settle();
    AreaRollupRow row;
    row.market = bucket.key.market;
    row.cell = bucket.key.cell;
    if (bucket.key.zone != noZone) {
        row.zone = m_zones.id(bucket.key.zone);
    }
    row.start = bucket.key.start;
    row.part = bucket.late ? millisOf(minute) / minuteLength.count() : 0;
    row.revision = bucket.late ? 1 : 0;
    row.figures = bucket.figures;
    row.first = bucket.first;
    row.last = bucket.last;
    out.push_back(std::move(row));
    bucket.changed = false;
}

void AreaRollups::release(std::uint32_t index) {
    Bucket& bucket = m_buckets[index];
    m_bucketOf.erase(bucket.key);
    bucket.live = bucket.begun = bucket.changed = bucket.late = false;
    bucket.figures.clear();
    bucket.first = bucket.last = {};
    bucket.key = {};
    m_free.push_back(index);
}

void AreaRollups::minute(EventTime minute, std::vector<AreaRollupRow>& out, std::vector<CompletenessRow>& complete) {
    m_order.resize(m_buckets.size());
    std::iota(m_order.begin(), m_order.end(), 0U);
    std::erase_if(m_order, [&](std::uint32_t i) { return !m_buckets[i].live; });
    std::ranges::sort(m_order, {}, [&](std::uint32_t i) { return m_buckets[i].key; });
    // Never back, though more lateness be allowed from now on: what was called complete was let go.
    m_completeThrough = std::max(m_completeThrough, minuteOf(minute - m_settings.rollups.lateness));
    for (const std::uint32_t i : m_order) {
        if (m_buckets[i].changed) {
            emit(m_buckets[i], minute, out);
        }
        if (m_buckets[i].key.start + minuteLength <= m_completeThrough) {
            release(i);
        }
    }
    for (Slot& slot : m_slots) { // buckets that were let go may be another's by the next fix
        slot.bucket = slot.bucket != noBucket && m_buckets[slot.bucket].live ? slot.bucket : noBucket;
    }
    for (const MarketNo market : m_markets) {
        complete.push_back({market, RollupKind::areas, m_completeThrough});
    }
}

} // namespace roundsman
