#pragma once

#include "core/base/time.h"
#include "core/model/geo.h"
#include "core/model/ids.h"
#include "core/model/order.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace roundsman {

/// Every type of DESIGN section 4, one enumerator each, so that nobody compares type texts after decoding.
enum class EventKind : std::uint8_t {
    order, ///< order.*: see Event::step
    demandOpened,
    demandSearched,
    demandCheckedFare,
    merchantUpserted,
    merchantOpened,
    merchantPaused,
    merchantClosed,
    riderUpserted,
    riderConnected,
    riderDisconnected,
    riderJoined,
    riderLeft,
    customerUpserted,
    shiftStarted,
    shiftEnded,
    command, ///< command.*: see Event::command
    settingsChanged,
    fenceChanged,
    fenceRemoved,
    modelActivated,
    retry,
    tick,
};
inline constexpr std::size_t eventKindCount = static_cast<std::size_t>(EventKind::tick) + 1;
/// It changes what others see, or how the lane works: only who showed who he is may send it, and ticks nobody but the
/// node.
constexpr bool isPrivileged(EventKind kind) {
    switch (kind) {
    case EventKind::command:
    case EventKind::settingsChanged:
    case EventKind::fenceChanged:
    case EventKind::fenceRemoved:
    case EventKind::modelActivated:
    case EventKind::retry:
    case EventKind::tick:
        return true;
    default:
        return false;
    }
}

/// What people may ask for; the first in the log wins.
enum class CommandKind : std::uint8_t {
    assign,           ///< orderId, riderId
    unassign,         ///< orderId
    cancelOrder,      ///< orderId, reason
    changePromise,    ///< orderId, promisedAt
    markReady,        ///< orderId: the kitchen is done with it
    delayOrder,       ///< orderId, minutes: it is ready, and there, so much later than was said
    claimOrder,       ///< orderId, takeFrom (who has it, when it is taken over)
    releaseOrder,     ///< orderId
    noteOrder,        ///< orderId, text
    openMerchant,     ///< merchantId
    pauseMerchant,    ///< merchantId
    closeMerchant,    ///< merchantId
    acknowledgeAlert, ///< subject: the alert's id
    erasePerson,      ///< subject: "rider/ID", "customer/ID" or "merchant/ID"
    limitSurge,       ///< subject: see surgeTarget; cap and/or freeze, reason, until
    liftSurge,        ///< subject: likewise
};
inline constexpr std::size_t commandKindCount = static_cast<std::size_t>(CommandKind::liftSurge) + 1;
/// The step of an order that an obeyed command is; nothing: it is none.
std::optional<OrderStep> stepOf(CommandKind kind);
/// It names an order, which its subject is when nothing else says which.
constexpr bool isAboutOrder(CommandKind kind) {
    return kind <= CommandKind::noteOrder;
}
std::string_view toText(CommandKind kind); ///< "assign", "cancel_order" …: the type without "command."
std::optional<CommandKind> commandKindFrom(std::string_view text);

/// A place a document named, or none.
struct MaybePoint {
    GeoPoint point;
    bool given = false;
    bool outside = false; ///< a latitude and a longitude, but of no place on earth
    double x = 0, y = 0;  ///< longitude and latitude as written, for markets whose numbers are metres
};

/// An event document, decoded. Texts are views into the record's bytes, or into the decoder's memory where they were
/// escaped: valid until the next document is decoded.
struct Event {
    EventKind kind = EventKind::tick;
    OrderStep step = OrderStep::placed;
    CommandKind command = CommandKind::assign;
    std::string_view type;
    std::string_view id;
    std::optional<EventTime> time; ///< missing: log time
    std::string_view source;
    std::string_view market;
    std::string_view subject;
    std::string_view actor; ///< who asked, stamped by the node

    // From `data`; which of them are there depends on the type.
    std::string_view orderId;
    std::string_view merchantId;
    std::string_view customerId;
    std::string_view riderId;
    std::string_view session;
    std::string_view connection; ///< which of a rider's connections began, ended, or moved to a market
    std::string_view name;
    std::string_view phone;
    std::string_view address;
    std::string_view timeZone;
    std::string_view currency;
    std::string_view channel;
    std::string_view vehicle;
    std::string_view by;
    std::string_view reason;
    MaybePoint position;
    MaybePoint pickup;
    MaybePoint dropoff;
    std::string_view dropoffAddress;
    std::optional<std::int64_t> items;
    std::optional<std::int64_t> amountMinor;
    std::optional<EventTime> promisedAt;
    std::optional<EventTime> readyAt;
    std::optional<std::int64_t> minutes;
    std::string_view text;     ///< of a note
    std::string_view takeFrom; ///< who has the order that is claimed
    std::optional<double> cap;
    bool freeze = false;
    std::optional<EventTime> until;
    std::optional<std::uint64_t> expectedVersion;
    std::optional<std::uint64_t> version;
    std::string_view bytes;            ///< a model's, in base64url; a large model comes in parts
    std::optional<std::uint64_t> part; ///< from 0 on
    std::optional<std::uint64_t> parts;
    std::string_view retried; ///< retry: the bytes again
    DocumentRef retryOf;
    std::optional<PartitionNo> retriedOn; ///< where that lies, when it is said
    std::string_view data;                ///< the bytes of `data`, for settings, fences, models and whoever needs more
    std::string_view document;            ///< the bytes of the whole document
};

} // namespace roundsman
