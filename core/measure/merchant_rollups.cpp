#include "core/measure/merchant_rollups.h"

#include <algorithm>

namespace roundsman {
namespace {

constexpr Millis minuteLength{60'000};
constexpr Millis pauseCatchUpMax{24LL * 3600 * 1000}; // a pause that nobody ended while the log slept counts no longer

EventTime minuteOf(EventTime time) {
    return std::chrono::floor<std::chrono::minutes>(time);
}

/// Figures that an order gives, each once.
enum class Given : std::uint8_t { placed, accepted, rejected, cancelled, lost, ready, pickedUp, delivered };

std::uint32_t bitOf(Given what) {
    return 1U << static_cast<unsigned>(what);
}

bool isGiven(std::uint32_t given, Given what) {
    return (given & bitOf(what)) != 0;
}

bool takeOnce(std::uint32_t& given, Given what) {
    const bool fresh = !isGiven(given, what);
    given |= bitOf(what);
    return fresh;
}

MerchantCount cancelledBy(std::string_view who) {
    if (who == "customer") {
        return MerchantCount::cancelledByCustomer;
    }
    if (who == "merchant" || who == "restaurant") {
        return MerchantCount::cancelledByMerchant;
    }
    return who == "rider" || who == "driver" ? MerchantCount::cancelledByRider : MerchantCount::cancelledByOther;
}

} // namespace

void MerchantRollups::configure(const LaneSettings& settings) {
    m_settings = settings;
}

MerchantRollups::Bucket& MerchantRollups::bucketOf(const Key& key, DocumentRef document) {
    const auto [at, fresh] = m_buckets.try_emplace(key);
    Bucket& bucket = at->second;
    if (fresh) {
        const auto complete = m_complete.try_emplace(key.market, EventTime{}).first->second;
        bucket.part = key.start + minuteLength <= complete ? millisOf(m_lastMinute) / minuteLength.count() + 1 : 0;
        bucket.first = document;
    }
    bucket.last = document;
    bucket.changed = true;
    return bucket;
}

void MerchantRollups::apply(const AcceptedFix& fix, const FleetView& fleet) {
    if (fix.order == noOrder || fix.row.late) {
        return;
    }
    Memory* memory = m_orders.find(fix.order);
    if (memory == nullptr || memory->atDoor != EventTime{} || isGiven(memory->given, Given::pickedUp)) {
        return;
    }
    const OrderRow* order = fleet.order(fix.order);
    const bool fetching = order != nullptr && order->hasPickup && !order->times.has(OrderStep::pickedUp);
    if (fetching && distanceMetres(order->pickup, fix.row.position) <= m_settings.rollups.atDoorMetres) {
        memory->atDoor = fix.row.deviceTime;
    }
}

void MerchantRollups::apply(const AcceptedEvent& seen, const FleetView& fleet) {
    m_lastDocument = seen.document;
    const EventKind kind = seen.event.kind;
    const bool command = kind == EventKind::command && seen.commandAccepted;
    const CommandKind asked = seen.event.command;
    if (seen.merchant != noMerchant) {
        if (kind == EventKind::merchantPaused || (command && asked == CommandKind::pauseMerchant)) {
            setPaused(seen, true);
        } else if (kind == EventKind::merchantOpened || kind == EventKind::merchantClosed ||
                   (command && (asked == CommandKind::openMerchant || asked == CommandKind::closeMerchant))) {
            countPause(seen.merchant, seen.time, fleet);
            setPaused(seen, false);
        }
    }
    if (seen.orderAfter != nullptr && seen.orderAfter->times.has(OrderStep::placed)) {
        Memory& memory = m_orders[seen.orderAfter->order];
        if (seen.riderBefore != seen.orderAfter->rider && !seen.orderAfter->times.has(OrderStep::pickedUp)) {
            memory.atDoor = {}; // another rider's wait begins with him
        }
        give(seen, *seen.orderAfter, memory, fleet);
    }
}

void MerchantRollups::give(const AcceptedEvent& seen, const OrderRow& order, Memory& memory, const FleetView& fleet) {
    const OrderTimes& times = order.times;
    const EventTime placed = times.of(OrderStep::placed);
    const std::uint32_t before = memory.given;
    MerchantFigures figures;
    if (takeOnce(memory.given, Given::placed)) {
        figures.add(MerchantCount::placed);
        figures.add(MerchantCount::items, order.items);
        figures.add(MerchantCount::placedMinor, order.amountMinor);
    }
    if (times.has(OrderStep::accepted) && takeOnce(memory.given, Given::accepted)) {
        figures.add(MerchantCount::accepted);
        figures.add(MerchantSpan::acceptance, times.of(OrderStep::accepted) - placed);
    }
    if (times.has(OrderStep::ready) && takeOnce(memory.given, Given::ready)) {
        giveReady(order, figures);
    }
    if (times.has(OrderStep::pickedUp) && takeOnce(memory.given, Given::pickedUp)) {
        givePickUp(order, memory, figures, fleet);
    }
    giveEnd(order, memory, figures);
    if (memory.given != before) {
        Bucket& bucket =
            bucketOf({order.market, order.merchant, order.channel, order.currency, minuteOf(placed)}, seen.document);
        bucket.figures.merge(figures);
    }
}

void MerchantRollups::giveReady(const OrderRow& order, MerchantFigures& figures) const {
    const EventTime placed = order.times.of(OrderStep::placed);
    const EventTime ready = order.times.of(OrderStep::ready);
    const bool accepted = order.times.has(OrderStep::accepted);
    figures.add(MerchantSpan::preparation, ready - (accepted ? order.times.of(OrderStep::accepted) : placed));
    figures.add(MerchantSpan::placedToReady, ready - placed);
    if (order.promisedReadyAt != never) {
        figures.add(MerchantCount::readyPromised);
        const bool delayed = ready - order.promisedReadyAt >= m_settings.rollups.readyDelayedBy;
        figures.add(MerchantCount::readyDelayed, delayed ? 1 : 0);
    }
}

void MerchantRollups::givePickUp(const OrderRow& order, Memory& memory, MerchantFigures& figures,
                                 const FleetView& fleet) const {
    const EventTime pickedUp = order.times.of(OrderStep::pickedUp);
    if (order.times.has(OrderStep::arrivedAtMerchant)) {
        figures.add(MerchantSpan::riderWait, pickedUp - order.times.of(OrderStep::arrivedAtMerchant));
    }
    if (order.times.has(OrderStep::ready)) {
        figures.add(MerchantSpan::pickupDelay, std::max(Millis{0}, pickedUp - order.times.of(OrderStep::ready)));
    }
    if (memory.atDoor == EventTime{} || order.promisedReadyAt == never || order.rider == noRider) {
        return; // without a fix at the door or a promise nobody can say which wait was avoidable
    }
    const RiderState& rider = fleet.rider(order.rider);
    if (distanceMetres(rider.position, order.pickup) > m_settings.rollups.pickupMarkMaxMetres) {
        figures.add(MerchantCount::waitsVoid);
        return;
    }
    const EventTime from = std::max(memory.atDoor, order.promisedReadyAt);
    figures.add(MerchantSpan::avoidableWait, std::max(Millis{0}, pickedUp - from));
}

void MerchantRollups::giveEnd(const OrderRow& order, Memory& memory, MerchantFigures& figures) {
    const OrderTimes& times = order.times;
    if (times.has(OrderStep::rejected) && takeOnce(memory.given, Given::rejected)) {
        figures.add(MerchantCount::rejected);
    }
    if (times.has(OrderStep::cancelled) && takeOnce(memory.given, Given::cancelled)) {
        figures.add(cancelledBy(order.cancelledBy));
    }
    if ((times.has(OrderStep::rejected) || times.has(OrderStep::cancelled)) && takeOnce(memory.given, Given::lost)) {
        figures.add(MerchantCount::lostMinor, order.amountMinor);
    }
    if (!times.has(OrderStep::delivered) || !takeOnce(memory.given, Given::delivered)) {
        return;
    }
    const EventTime delivered = times.of(OrderStep::delivered);
    figures.add(MerchantCount::delivered);
    figures.add(MerchantCount::deliveredMinor, order.amountMinor);
    figures.add(MerchantSpan::delivery, delivered - times.of(OrderStep::placed));
    if (order.firstPromisedAt != never) {
        figures.add(MerchantCount::deliveredPromised);
        if (delivered <= order.firstPromisedAt) {
            figures.add(MerchantCount::onTime);
        } else {
            figures.add(MerchantSpan::lateness, delivered - order.firstPromisedAt);
        }
    }
}

void MerchantRollups::setPaused(const AcceptedEvent& seen, bool paused) {
    if (paused) {
        m_pausedSince.try_emplace(seen.merchant, seen.time);
    } else {
        m_pausedSince.erase(seen.merchant);
    }
}

void MerchantRollups::countPause(MerchantNo merchant, EventTime until, const FleetView& fleet) {
    const auto pause = m_pausedSince.find(merchant);
    if (pause == m_pausedSince.end()) {
        return;
    }
    EventTime since = std::max(pause->second, until - pauseCatchUpMax);
    while (since < until) {
        const EventTime end = std::min(minuteOf(since) + minuteLength, until);
        Bucket& bucket = bucketOf({fleet.merchant(merchant).market, merchant, "", "", minuteOf(since)}, m_lastDocument);
        bucket.figures.add(MerchantCount::lostMillis, (end - since).count());
        since = end;
    }
    pause->second = std::max(pause->second, until);
}

/// A minute is complete when it is over and none of its orders is open: only then its shares and means stand.
void MerchantRollups::findComplete(EventTime minute, const FleetView& fleet) {
    std::map<MarketNo, EventTime> holds;
    fleet.forEachOpenOrder([&](const OrderRow& order) {
        const EventTime placed = order.times.of(OrderStep::placed);
        if (order.market != noMarket && placed != never && minute - placed <= m_settings.rollups.openOrderHolds) {
            EventTime& hold = holds.try_emplace(order.market, minuteOf(placed)).first->second;
            hold = std::min(hold, minuteOf(placed));
        }
    });
    const EventTime over = minuteOf(minute - m_settings.rollups.lateness);
    for (auto& [market, complete] : m_complete) {
        const auto hold = holds.find(market);
        complete = std::max(complete, hold == holds.end() ? over : std::min(over, hold->second));
    }
}

void MerchantRollups::minute(EventTime minute, const FleetView& fleet, std::vector<MerchantRollupRow>& out,
                             std::vector<CompletenessRow>& complete) {
    for (const auto& [merchant, since] : m_pausedSince) {
        countPause(merchant, minute, fleet);
    }
    findComplete(minute, fleet);
    for (auto at = m_buckets.begin(); at != m_buckets.end();) {
        auto& [key, bucket] = *at;
        if (bucket.changed) {
            out.push_back({key.market, key.merchant, key.channel, key.currency, key.start, bucket.part,
                           bucket.part > 0 ? 1U : 0U, bucket.figures, bucket.first, bucket.last});
            bucket.changed = false;
        }
        at = key.start + minuteLength <= m_complete[key.market] ? m_buckets.erase(at) : std::next(at);
    }
    for (const auto& [market, through] : m_complete) {
        complete.push_back({market, RollupKind::merchants, through});
    }
    m_orders.eraseIf([&](OrderNo order, const Memory&) { return fleet.order(order) == nullptr; });
    m_lastMinute = minute;
}

} // namespace roundsman
