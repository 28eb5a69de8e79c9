#include "core/state/fleet.h"

#include <algorithm>

namespace roundsman {
namespace {

/// How far an order has come with its rider: what he does follows from it.
int legOf(const OrderTimes& times) {
    if (times.has(OrderStep::pickedUp)) {
        return times.has(OrderStep::arrivedAtCustomer) ? 3 : 2;
    }
    return times.has(OrderStep::arrivedAtMerchant) ? 1 : 0;
}

constexpr std::array<RiderStatus, 4> statusOfLeg{RiderStatus::toMerchant, RiderStatus::atMerchant,
                                                 RiderStatus::toCustomer, RiderStatus::atCustomer};

/// What a line of the timeline says beside its step.
std::string detailOf(const Event& event, OrderStep step) {
    switch (step) {
    case OrderStep::cancelled:
    case OrderStep::rejected: {
        std::string text(event.by);
        if (!event.reason.empty()) {
            text += text.empty() ? "" : ": ";
            text += event.reason;
        }
        return text;
    }
    case OrderStep::promiseChanged:
        return event.promisedAt ? toRfc3339(*event.promisedAt) : std::string();
    case OrderStep::accepted:
        return event.readyAt ? toRfc3339(*event.readyAt) : std::string();
    default:
        return std::string(event.reason);
    }
}

} // namespace

void Fleet::takeOrder(const Event& event, OrderStep step, const DocumentPlace& at, AcceptedEvent& taken,
                      LaneOutput& out) {
    bool added = false;
    OrderRow& order = m_orders.findOrAdd(event.orderId, added);
    if (added) {
        order.market = at.market;
        order.firstDocument = at.document;
    }
    taken.orderTimesBefore = order.times;
    taken.riderBefore = order.rider;
    const bool wasClosed = order.times.closed();
    fillOrder(order, event, at, out);
    const RiderNo rider =
        step == OrderStep::assigned && !event.riderId.empty() ? riderOf(event.riderId, at, out) : order.rider;
    applyStep(order, event, step, at, rider);
    order.version += 1;
    order.lastDocument = at.document;

    taken.order = order.order;
    taken.merchant = order.merchant;
    taken.rider = rider;
    taken.orderAfter = &order;
    if (!order.customerId.empty()) {
        taken.customer = customerOf(order.customerId);
    }
    out.orderEvents.push_back({.order = order.order,
                               .step = step,
                               .time = at.time,
                               .logTime = at.logTime,
                               .document = at.document,
                               .rider = rider,
                               .detail = detailOf(event, step),
                               .actor = std::string(event.kind == EventKind::command ? event.actor : "")});
    out.orders.push_back(order);
    if (!wasClosed && order.times.closed()) {
        if (order.merchant != noMerchant) {
            m_merchants[order.merchant.value()].openOrders -= 1;
            ++m_merchantChanges;
        }
        m_orders.close(order.order, m_laneTime);
    }
    if (order.rider != noRider) {
        workOutRider(order.rider);
    }
    ++m_orderChanges;
}

bool Fleet::isOfAnotherMerchant(const Event& event) const {
    const OrderRow* const order = event.merchantId.empty() ? nullptr : m_orders.get(m_orders.find(event.orderId));
    return order != nullptr && order->merchant != noMerchant &&
           m_merchants[order->merchant.value()].id != event.merchantId;
}

bool Fleet::isOfAnotherMarket(const Event& event) const {
    const OrderRow* const order = event.market.empty() ? nullptr : m_orders.get(m_orders.find(event.orderId));
    return order != nullptr && order->market != noMarket && marketName(order->market) != event.market;
}

/// What the document says of the order itself, whatever its step: a log may begin in the middle of an order.
void Fleet::fillOrder(OrderRow& order, const Event& event, const DocumentPlace& at, LaneOutput& out) {
    if (!event.merchantId.empty() && order.merchant == noMerchant) { // whose it is once said stands
        order.merchant = merchantOf(event.merchantId, at, out);
        if (!order.times.closed()) {
            m_merchants[order.merchant.value()].openOrders += 1;
            ++m_merchantChanges;
        }
    }
    const auto keep = [](std::string& text, std::string_view given) {
        if (!given.empty()) {
            text = given;
        }
    };
    keep(order.customerId, event.customerId);
    keep(order.currency, event.currency);
    keep(order.channel, event.channel);
    if (event.pickup.given) {
        order.pickup = event.pickup.point;
        order.hasPickup = true;
    }
    if (event.dropoff.given) {
        order.dropoff = event.dropoff.point;
        order.hasDropoff = true;
    }
    if (event.items) {
        order.items = static_cast<std::int32_t>(std::min<std::int64_t>(*event.items, INT32_MAX));
    }
    if (event.amountMinor) {
        order.amountMinor = *event.amountMinor;
    }
    if (!event.dropoffAddress.empty() && !order.customerId.empty()) {
        tellPerson(PersonKind::customer, order.customerId, event, event.dropoffAddress, at, out);
    }
}

void Fleet::applyStep(OrderRow& order, const Event& event, OrderStep step, const DocumentPlace& at, RiderNo rider) {
    // Documents out of order fill the timeline and change nothing that a later one has settled.
    const EventTime lastAssignment =
        std::max(order.times.of(OrderStep::assigned), order.times.of(OrderStep::unassigned));
    const bool newest = at.time >= order.times.of(order.last);
    order.times.set(step, at.time);
    if (step == OrderStep::assigned && at.time >= lastAssignment) {
        moveOrder(order, rider);
    } else if (step == OrderStep::unassigned && at.time >= lastAssignment) {
        moveOrder(order, noRider);
    }
    if (event.promisedAt && (step == OrderStep::promiseChanged || order.promisedAt == never)) {
        order.promisedAt = *event.promisedAt;
        if (order.firstPromisedAt == never) {
            order.firstPromisedAt = *event.promisedAt;
        }
    }
    if (event.readyAt &&
        (step == OrderStep::accepted || step == OrderStep::promiseChanged || order.promisedReadyAt == never)) {
        order.promisedReadyAt = *event.readyAt;
    }
    if (step == OrderStep::cancelled || step == OrderStep::rejected) {
        order.cancelledBy = step == OrderStep::rejected && event.by.empty() ? "merchant" : event.by;
        order.closeReason = event.reason;
    }
    if (newest && step != OrderStep::promiseChanged) {
        order.last = step;
    }
}

/// Gives an order to a rider, or to none, in the lists of who carries what.
void Fleet::moveOrder(OrderRow& order, RiderNo to) {
    const RiderNo from = order.rider;
    order.rider = to;
    if (from != noRider && from != to) {
        workOutRider(from);
    }
    if (to != noRider && !order.times.closed()) {
        auto& carried = m_carried[to];
        if (std::ranges::find(carried, order.order) == carried.end()) {
            carried.push_back(order.order);
        }
    }
}

/// What a rider carries, and what he does when his fixes do not say: the order that has come farthest decides.
void Fleet::workOutRider(RiderNo rider) {
    RiderState& state = m_riders[rider];
    state.order = noOrder;
    int leg = -1;
    if (const auto carried = m_carried.find(rider); carried != m_carried.end()) {
        std::erase_if(carried->second, [&](OrderNo number) {
            const OrderRow* order = m_orders.get(number);
            return order == nullptr || order->times.closed() || order->rider != rider;
        });
        for (const OrderNo number : carried->second) {
            if (const int its = legOf(m_orders.get(number)->times); its > leg) {
                leg = its;
                state.order = number;
            }
        }
        if (carried->second.empty()) {
            m_carried.erase(carried);
        }
    }
    const RiderStatus free = state.isOff() ? RiderStatus::offline : RiderStatus::idle;
    state.impliedStatus = leg < 0 ? free : statusOfLeg[static_cast<std::size_t>(leg)];
}

} // namespace roundsman
