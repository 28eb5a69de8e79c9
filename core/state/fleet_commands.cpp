#include "core/state/fleet.h"

namespace roundsman {
namespace {

constexpr std::string_view done{};
constexpr std::int64_t delayMinutesMax = 180;

bool isClaimedByAnother(const OrderRow& order, const Event& event) {
    return !order.claimedBy.empty() && order.claimedBy != event.actor;
}

struct AttendAnswer {
    std::string_view refusal;
    DeskAct act = DeskAct::none; ///< with no refusal: it is so already
};

AttendAnswer attend(const Event& event, const OrderRow& order) {
    if (event.expectedVersion && *event.expectedVersion != order.version) {
        return {"conflicting_version"};
    }
    if (event.command == CommandKind::noteOrder) { // a closed order can be noted, too: that is what support does
        return event.text.empty()                 ? AttendAnswer{"missing_text"}
               : event.text.size() > noteBytesMax ? AttendAnswer{"text_too_long"}
                                                  : AttendAnswer{{}, DeskAct::noted};
    }
    if (order.times.closed()) {
        return {"order_is_closed"};
    }
    const bool another = isClaimedByAnother(order, event);
    if (event.command == CommandKind::releaseOrder) {
        return order.claimedBy.empty() ? AttendAnswer{"not_claimed"}
               : another               ? AttendAnswer{"claimed_by_another"}
                                       : AttendAnswer{{}, DeskAct::released};
    }
    if (event.actor.empty()) {
        return {"missing_actor"};
    }
    if (another && event.takeFrom != order.claimedBy) {
        return {"claimed_by_another"};
    }
    return {{}, order.claimedBy == event.actor ? DeskAct::none : DeskAct::claimed};
}

/// Why a kitchen's word on this order cannot be taken; empty: it can.
std::string_view kitchenRefusal(const Event& event, const OrderRow& order) {
    if (order.times.has(OrderStep::pickedUp)) {
        return "already_picked_up";
    }
    if (order.times.has(OrderStep::ready)) {
        return "already_ready";
    }
    if (event.command == CommandKind::markReady) {
        return done;
    }
    if (!event.minutes || *event.minutes < 1 || *event.minutes > delayMinutesMax) {
        return "minutes_are_1_to_180";
    }
    return order.promisedAt == never && order.promisedReadyAt == never ? "nothing_was_promised" : done;
}

/// What was promised of the order, so much later: as an event that says so.
Event delayed(const Event& event, const OrderRow& order) {
    Event later = event;
    later.promisedAt.reset();
    later.readyAt.reset();
    const Millis by{*event.minutes * 60'000};
    if (order.promisedAt != never) {
        later.promisedAt = order.promisedAt + by;
    }
    if (order.promisedReadyAt != never) {
        later.readyAt = order.promisedReadyAt + by;
    }
    return later;
}

} // namespace

/// A command takes effect here, in the log's order, or is refused with a reason; either way it is answered.
void Fleet::takeCommand(const Event& event, const DocumentPlace& at, std::string_view objection, AcceptedEvent& taken,
                        LaneOutput& out) {
    Refusal refusal;
    switch (event.command) {
    case CommandKind::assign:
    case CommandKind::unassign:
    case CommandKind::cancelOrder:
    case CommandKind::changePromise:
    case CommandKind::markReady:
    case CommandKind::delayOrder:
        refusal = commandOrder(event, at, taken, out);
        break;
    case CommandKind::claimOrder:
    case CommandKind::releaseOrder:
    case CommandKind::noteOrder:
        refusal = attendOrder(event, at, taken, out);
        break;
    case CommandKind::openMerchant:
    case CommandKind::pauseMerchant:
    case CommandKind::closeMerchant:
        refusal = commandMerchant(event, at, taken, out);
        break;
    case CommandKind::erasePerson:
        refusal = erasePerson(event, at, out);
        break;
    case CommandKind::acknowledgeAlert:
        refusal = {event.subject.empty() ? "missing_subject" : done};
        break;
    case CommandKind::limitSurge:
    case CommandKind::liftSurge:
        refusal = {objection};
        break;
    }
    taken.commandAccepted = refusal.reason.empty();
    out.answers.push_back({.commandId = std::string(event.id),
                           .actor = std::string(event.actor),
                           .type = std::string(event.type),
                           .subject = std::string(event.subject),
                           .accepted = taken.commandAccepted,
                           .reason = std::string(refusal.reason),
                           .document = at.document,
                           .logTime = at.logTime});
}

/// Who takes care of an order, and what people write down about it. Another's claim is taken over by who names him, so
/// that nobody takes it from a third by accident.
Fleet::Refusal Fleet::attendOrder(const Event& event, const DocumentPlace& at, AcceptedEvent& taken, LaneOutput& out) {
    OrderRow* const order = m_orders.get(m_orders.find(event.orderId));
    if (order == nullptr) {
        return {"unknown_order"};
    }
    if (isOfAnotherMarket(event)) {
        return {"another_markets_order"};
    }
    if (isOfAnotherMerchant(event)) {
        return {"another_merchants_order"};
    }
    taken.order = order->order;
    taken.merchant = order->merchant;
    taken.rider = order->rider;
    taken.riderBefore = order->rider;
    taken.orderTimesBefore = order->times;
    taken.orderAfter = order;
    const AttendAnswer answer = attend(event, *order);
    if (!answer.refusal.empty() || answer.act == DeskAct::none) {
        return {answer.refusal};
    }
    out.orderEvents.push_back({.order = order->order,
                               .step = order->last,
                               .time = at.time,
                               .logTime = at.logTime,
                               .document = at.document,
                               .rider = order->rider,
                               .detail = answer.act == DeskAct::noted ? std::string(event.text) : order->claimedBy,
                               .act = answer.act,
                               .actor = std::string(event.actor)});
    if (answer.act == DeskAct::noted) {
        ++order->notes;
        order->lastNote = event.text;
    } else {
        order->claimedBy = answer.act == DeskAct::claimed ? event.actor : std::string_view{};
        order->claimedAt = answer.act == DeskAct::claimed ? at.time : never;
    }
    order->version += 1;
    order->lastDocument = at.document;
    out.orders.push_back(*order);
    ++m_orderChanges;
    return {done};
}

Fleet::Refusal Fleet::commandOrder(const Event& event, const DocumentPlace& at, AcceptedEvent& taken, LaneOutput& out) {
    const OrderRow* const order = m_orders.get(m_orders.find(event.orderId));
    if (order == nullptr) {
        return {"unknown_order"};
    }
    if (isOfAnotherMarket(event)) {
        return {"another_markets_order"};
    }
    if (isOfAnotherMerchant(event)) {
        return {"another_merchants_order"};
    }
    taken.order = order->order;
    taken.merchant = order->merchant;
    taken.rider = order->rider;
    taken.riderBefore = order->rider;
    taken.orderTimesBefore = order->times;
    taken.orderAfter = order;
    if (event.expectedVersion && *event.expectedVersion != order->version) {
        return {"conflicting_version"};
    }
    if (order->times.closed()) {
        return {"order_is_closed"};
    }
    const bool dispatches = event.command == CommandKind::assign || event.command == CommandKind::unassign;
    if (dispatches && isClaimedByAnother(*order, event)) {
        return {"claimed_by_another"};
    }
    if (event.command == CommandKind::assign) {
        if (event.riderId.empty()) {
            return {"missing_rider"};
        }
        // Who names no version has not seen the other's rider: then the first in the log wins.
        if (order->rider != noRider && !event.expectedVersion) {
            return {"already_assigned"};
        }
    }
    if (event.command == CommandKind::unassign && order->rider == noRider) {
        return {"not_assigned"};
    }
    if (event.command == CommandKind::changePromise && !event.promisedAt) {
        return {"missing_promise"};
    }
    const bool kitchens = event.command == CommandKind::markReady || event.command == CommandKind::delayOrder;
    if (const std::string_view why = kitchens ? kitchenRefusal(event, *order) : done; !why.empty()) {
        return {why};
    }
    const bool later = event.command == CommandKind::delayOrder;
    takeOrder(later ? delayed(event, *order) : event, stepOf(event.command).value(), at, taken, out);
    return {done};
}

Fleet::Refusal Fleet::commandMerchant(const Event& event, const DocumentPlace& at, AcceptedEvent& taken,
                                      LaneOutput& out) {
    const auto known = m_merchantsById.find(event.merchantId);
    if (known == m_merchantsById.end()) {
        return {"unknown_merchant"};
    }
    if (isMerchantOfAnotherMarket(event)) {
        return {"another_markets_merchant"};
    }
    taken.merchant = MerchantNo{known->second};
    MerchantRow& row = m_merchants[known->second];
    if (event.expectedVersion && *event.expectedVersion != row.version) {
        return {"conflicting_version"};
    }
    row.intake = event.command == CommandKind::openMerchant    ? Intake::open
                 : event.command == CommandKind::pauseMerchant ? Intake::paused
                                                               : Intake::closed;
    row.version += 1;
    row.lastDocument = at.document;
    out.merchants.push_back(row);
    ++m_merchantChanges;
    return {done};
}

/// "customer/c-3": the person's fields go, here and, by an empty row, in history.
Fleet::Refusal Fleet::erasePerson(const Event& event, const DocumentPlace& at, LaneOutput& out) {
    const std::size_t slash = event.subject.find('/');
    const std::string_view kindText = event.subject.substr(0, slash);
    const std::string_view id = slash == std::string_view::npos ? std::string_view{} : event.subject.substr(slash + 1);
    if (id.empty() || (kindText != "rider" && kindText != "customer" && kindText != "merchant")) {
        return {"subject_is_kind_slash_id"};
    }
    PersonRow gone;
    gone.kind = kindText == "rider"      ? PersonKind::rider
                : kindText == "customer" ? PersonKind::customer
                                         : PersonKind::merchant;
    gone.id = id;
    gone.lastDocument = at.document;
    m_people.erase({gone.kind, gone.id});
    out.people.push_back(std::move(gone));
    return {done};
}

} // namespace roundsman
