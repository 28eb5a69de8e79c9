#include "core/gateway/document_intake.h"

#include "core/base/json_text.h"
#include "core/decode/privileged_act.h"

#include <algorithm>

namespace roundsman {
namespace {

Act actOf(CommandKind command) {
    switch (command) {
    case CommandKind::noteOrder:
        return Act::note;
    case CommandKind::assign:
    case CommandKind::unassign:
    case CommandKind::changePromise:
    case CommandKind::claimOrder:
    case CommandKind::releaseOrder:
    case CommandKind::acknowledgeAlert:
    case CommandKind::erasePerson:
    case CommandKind::limitSurge:
    case CommandKind::liftSurge:
        return Act::dispatch;
    default:
        return Act::command;
    }
}

/// What a merchant may have a say in; people, shifts, demand and who rides for whom are not his, whatever merchant a
/// document names.
bool isMerchants(const Event& event) {
    switch (event.kind) {
    case EventKind::order:
        return event.step != OrderStep::assigned && event.step != OrderStep::unassigned;
    case EventKind::merchantUpserted:
    case EventKind::merchantOpened:
    case EventKind::merchantPaused:
    case EventKind::merchantClosed:
        return true;
    case EventKind::command:
        return actOf(event.command) == Act::command;
    default:
        return false;
    }
}

Act actOf(const Event& event) {
    switch (event.kind) {
    case EventKind::command:
        return actOf(event.command);
    case EventKind::retry:
        return Act::retryQuarantine;
    case EventKind::settingsChanged:
    case EventKind::fenceChanged:
    case EventKind::fenceRemoved:
    case EventKind::modelActivated:
        return Act::administer;
    default:
        return Act::sendEvent;
    }
}

ItemRefusal refusalOf(const Refusal& why) {
    ItemRefusal refusal{.reason = toText(why.reason), .field = {}, .detail = std::string(why.hint)};
    if (why.reason == Reason::missingField || why.reason == Reason::invalidField) {
        refusal.field = why.hint;
        refusal.detail = why.reason == Reason::missingField ? "this field is needed" : "no value for this field";
    } else if (why.reason == Reason::noPosition) {
        refusal.field = "latitude";
    } else if (why.reason == Reason::unknownType) {
        refusal.field = "type";
        refusal.detail = "unknown type: " + std::string(why.hint);
    }
    constexpr std::size_t detailMax = 200; // what was sent is not sent back whole
    if (refusal.detail.size() > detailMax) {
        std::size_t end = detailMax;
        while (end > 0 && (static_cast<unsigned char>(refusal.detail[end]) & 0xC0U) == 0x80) {
            --end; // between characters
        }
        refusal.detail = refusal.detail.substr(0, end) + "…";
    }
    return refusal;
}

ItemRefusal forbidden(std::string_view reason, std::string_view field, std::string_view detail) {
    return {.reason = reason, .field = std::string(field), .detail = std::string(detail), .forbidden = true};
}

/// No market is closed to him.
bool isOfEverywhere(const Identity& who) {
    return who.role == Role::admin || (who.role != Role::merchant && namesMarket(who, {}));
}

bool isOfElsewhere(const OrderOwner& order, const Identity& who) {
    return !order.market.empty() && !isOfEverywhere(who) && !who.markets.empty() && !namesMarket(who, order.market);
}

} // namespace

std::expected<TakenDocument, ItemRefusal> DocumentIntake::take(std::string_view document, const Sender& sender,
                                                               const SenderDefaults& defaults) {
    Fix fix;
    Refusal why;
    DecodedAs what = m_decoder.decode(document, fix, m_event, why);
    if (what == DecodedAs::refused && why.reason == Reason::missingField && why.hint == "driverId" &&
        !defaults.rider.empty()) {
        copy(document); // the token says who it is
        stamp("driverId", defaults.rider);
        m_withRider = m_bytes;
        document = m_withRider;
        what = m_decoder.decode(document, fix, m_event, why);
    }
    switch (what) {
    case DecodedAs::fix:
        return takeFix(document, fix, sender.who, defaults);
    case DecodedAs::event:
        return takeNoted(document, sender, defaults);
    case DecodedAs::refused:
        break;
    }
    return std::unexpected(refusalOf(why));
}

DocumentIntake::Result DocumentIntake::takeFix(std::string_view document, const Fix& fix, const Identity& who,
                                               const SenderDefaults& defaults) {
    const std::string_view market = fix.market.empty() ? defaults.market : fix.market;
    if (!allows(who, Act::sendFix, {.market = market, .merchant = {}, .order = {}, .rider = fix.rider})) {
        const bool other = who.role == Role::rider && fix.rider != who.subject;
        return std::unexpected(other ? forbidden("not_your_rider", "driverId", "this credential is another rider's")
                               : who.role == Role::service
                                   ? forbidden("not_your_market", "market", "this credential is not for this market")
                                   : forbidden("not_yours_to_send", "", "this role sends no positions"));
    }
    if (who.role == Role::rider && !who.markets.empty() && !market.empty() && !namesMarket(who, market)) {
        return std::unexpected(forbidden("not_your_market", "market", "this credential is not for this market"));
    }
    copy(document);
    TakenDocument taken{.isFix = true, .sequence = fix.sequence};
    if (fix.market.empty() && !market.empty()) {
        stamp("market", market);
    }
    if (!fix.sequence && defaults.sequence != 0) {
        stamp("session", defaults.session);
        m_bytes.insert(m_bytes.size() - 1, ",\"seq\":" + std::to_string(defaults.sequence));
        taken.sequence = defaults.sequence;
        taken.stampedSequence = true;
    }
    return place(taken, market);
}

std::optional<ItemRefusal> DocumentIntake::whyNot(const Event& event, std::string_view market,
                                                  const Identity& who) const {
    if (event.kind == EventKind::tick) {
        return forbidden("not_yours_to_send", "type", "the clock's ticks come from the node alone");
    }
    if (who.role == Role::merchant && !isMerchants(event)) {
        return forbidden("not_yours_to_send", "type",
                         "a merchant sends its orders, its own state and a kitchen's commands");
    }
    // A document that calls an order his own while the open order is another's would be a way into somebody else's; of
    // one that is not open the lane knows whose it was.
    const bool asks = !event.orderId.empty() && !isOfEverywhere(who);
    const OrderOwner owner = asks ? m_owners.ownerOf(event.orderId) : OrderOwner{};
    const std::string_view merchant = owner.merchant.empty() ? event.merchantId : std::string_view(owner.merchant);
    const Subject what{.market = market, .merchant = merchant, .order = event.orderId, .rider = event.riderId};
    if (!allows(who, actOf(event), what)) {
        return who.role == Role::merchant ? forbidden("not_your_merchant", "merchantId", "this is another merchant's")
               : isPrivileged(event.kind)
                   ? forbidden("not_yours_to_send", "type", "this credential may not do this")
                   : forbidden("not_your_market", "market", "this credential sends no events of this market");
    }
    if (who.role == Role::merchant && !who.markets.empty() && !namesMarket(who, market)) {
        return forbidden("not_your_market", "market", "this credential is not for this market");
    }
    if (isOfElsewhere(owner, who)) {
        return forbidden("not_your_market", "orderId", "the order is of a market that this credential is not for");
    }
    return std::nullopt;
}

/// An event, and its line in the audit log if it is privileged.
DocumentIntake::Result DocumentIntake::takeNoted(std::string_view document, const Sender& sender,
                                                 const SenderDefaults& defaults) {
    const auto act = privilegedActOf(m_event);
    Result taken = takeEvent(document, sender, defaults);
    if (act) {
        m_audit.write({.door = sender.door,
                       .from = sender.address,
                       .role = toText(sender.who.role),
                       .who = sender.who.subject,
                       .credential = sender.who.credential,
                       .act = act->type,
                       .thing = act->thing,
                       .id = taken ? taken->id : std::string_view(act->id),
                       .refusal = taken ? std::string_view() : taken.error().reason});
    }
    return taken;
}

DocumentIntake::Result DocumentIntake::takeEvent(std::string_view document, const Sender& sender,
                                                 const SenderDefaults& defaults) {
    const Identity& who = sender.who;
    const std::string market(m_event.market.empty() ? defaults.market : m_event.market);
    if (auto refused = whyNot(m_event, market, who)) {
        return std::unexpected(std::move(*refused));
    }
    if (sender.positionsOnly) {
        return std::unexpected(ItemRefusal{.reason = "not_a_position",
                                           .field = "type",
                                           .detail = "this path takes positions; events go to POST /v1/events"});
    }
    if (market.empty()) {
        return std::unexpected(ItemRefusal{
            .reason = toText(Reason::missingField), .field = "market", .detail = "an event says whose lane takes it"});
    }
    if (m_event.kind == EventKind::retry) {
        if (auto refused = whyNotBack(m_event, market, who)) {
            return std::unexpected(std::move(*refused));
        }
    }
    TakenDocument taken;
    copy(document);
    if (m_event.market.empty()) {
        stamp("market", market);
    }
    if (m_event.id.empty() && !defaults.eventId.empty()) {
        stamp("id", defaults.eventId);
    }
    if (isPrivileged(m_event.kind)) {
        const std::string actor = nameOf(who);
        stamp("actor", actor);
        Fix fix;
        Refusal why;
        if (m_decoder.decode(m_bytes, fix, m_event, why) != DecodedAs::event || m_event.actor != actor) {
            return std::unexpected(ItemRefusal{.reason = toText(Reason::invalidField),
                                               .field = "actor",
                                               .detail = "the node says who asks, not the document"});
        }
    }
    taken.type = m_event.type;
    taken.id = m_event.id.empty() ? defaults.eventId : m_event.id;
    return place(taken, market);
}

/// A retry is no way around what its sender may not send: it brings back what stands in the quarantine, of a market
/// that is his, and anything else only if he might have sent it himself. Commands it brings to nobody.
std::optional<ItemRefusal> DocumentIntake::whyNotBack(const Event& retry, std::string_view market,
                                                      const Identity& who) {
    constexpr std::string_view field = "data.document";
    Fix fix;
    Event within;
    Refusal why;
    const DecodedAs what = m_retryDecoder.decode(retry.retried, fix, within, why);
    const bool isEvent = what == DecodedAs::event;
    if (isEvent && isPrivileged(within.kind)) {
        return forbidden("not_yours_to_send", field, "a retry brings no command back; who may give it gives it again");
    }
    const std::string_view named = isEvent ? within.market : what == DecodedAs::fix ? fix.market : market;
    const bool goesElsewhere = named.empty() ? !isOfEverywhere(who) : named != market;
    if (goesElsewhere || (isEvent && isOfElsewhere(m_owners.ownerOf(within.orderId), who))) {
        return forbidden("not_your_market", field, "a retry brings back what is of the market that it names");
    }
    if ((isEvent && !whyNot(within, market, who)) || m_quarantine.holds(retry.retryOf, retry.retried)) {
        return std::nullopt;
    }
    return forbidden("not_in_quarantine", field, "this node's quarantine does not hold it at data.retryOf");
}

DocumentIntake::Result DocumentIntake::place(TakenDocument taken, std::string_view market) {
    if (!m_partitionSeen || m_marketSeen != market) {
        m_partitionSeen = m_log.partitionOf(market);
        m_marketSeen = market;
    }
    if (!m_partitionSeen) {
        return std::unexpected(ItemRefusal{.reason = logAway, .field = {}, .detail = "the log is away"});
    }
    if (m_bytes.size() > documentBytesMax) { // with what was stamped
        return std::unexpected(ItemRefusal{.reason = toText(Reason::tooLarge),
                                           .field = {},
                                           .detail = "a document has at most 64 KiB, with what the node adds to it"});
    }
    m_market = market;
    taken.partition = *m_partitionSeen;
    taken.market = m_market;
    taken.bytes = m_bytes;
    return taken;
}

/// A line is a document; outside of strings a line's end means nothing, and inside there is none.
void DocumentIntake::copy(std::string_view document) {
    m_bytes = document.substr(0, document.rfind('}') + 1);
    if (m_bytes.contains('\n') || m_bytes.contains('\r')) {
        std::ranges::replace(m_bytes, '\n', ' ');
        std::ranges::replace(m_bytes, '\r', ' ');
    }
}

void DocumentIntake::stamp(std::string_view name, std::string_view text) {
    m_bytes.pop_back();
    m_bytes += ",\"";
    m_bytes += name;
    m_bytes += "\":";
    appendJsonString(m_bytes, text);
    m_bytes += '}';
}

} // namespace roundsman
