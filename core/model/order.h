#pragma once

#include "core/base/time.h"
#include "core/model/geo.h"
#include "core/model/ids.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace roundsman {

/// What can happen to an order, in the order the documents are listed in DESIGN section 4.
enum class OrderStep : std::uint8_t {
    placed,
    accepted,
    rejected,
    preparing,
    ready,
    assigned,
    unassigned,
    arrivedAtMerchant,
    pickedUp,
    arrivedAtCustomer,
    delivered,
    cancelled,
    promiseChanged,
};
inline constexpr std::size_t orderStepCount = 13;

/// "placed", "arrived_at_merchant" …: the event type without "order."
std::string_view toText(OrderStep step);
std::optional<OrderStep> orderStepFrom(std::string_view text);

/// What people at a desk do with an order that is no step of it: who takes care of it, and what is written down.
enum class DeskAct : std::uint8_t { none, claimed, released, noted };
inline constexpr std::size_t deskActCount = 4;
std::string_view toText(DeskAct act); ///< "claimed" …; nothing for none

inline constexpr std::size_t noteBytesMax = 2000;

inline constexpr EventTime never{};

/// When each step last happened, by the event's own time; `never` where it has not.
struct OrderTimes {
    std::array<EventTime, orderStepCount> at{};

    [[nodiscard]] EventTime of(OrderStep step) const { return at[static_cast<std::size_t>(step)]; }
    [[nodiscard]] bool has(OrderStep step) const { return of(step) != never; }
    void set(OrderStep step, EventTime time) { at[static_cast<std::size_t>(step)] = time; }
    [[nodiscard]] bool closed() const {
        return has(OrderStep::delivered) || has(OrderStep::cancelled) || has(OrderStep::rejected);
    }
    bool operator==(const OrderTimes&) const = default;
};

/// An order as it stands after a document: the row that history keeps and replaces.
struct OrderRow {
    OrderNo order;
    std::string id;
    MarketNo market;
    MerchantNo merchant = noMerchant;
    RiderNo rider = noRider; ///< assigned now
    std::string customerId;  ///< personal fields stand in the people table behind it
    GeoPoint pickup;
    GeoPoint dropoff;
    bool hasPickup = false;
    bool hasDropoff = false;
    std::int32_t items = 0;
    std::int64_t amountMinor = 0;
    std::string currency;
    std::string channel;
    EventTime firstPromisedAt = never;
    EventTime promisedAt = never;
    EventTime promisedReadyAt = never; ///< the merchant's word at acceptance
    OrderTimes times;
    OrderStep last = OrderStep::placed;
    std::string cancelledBy;
    std::string closeReason;
    std::uint32_t version = 0; ///< counts accepted documents of this order; commands name the one they saw
    DocumentRef firstDocument;
    DocumentRef lastDocument;
    std::string claimedBy; ///< the dispatcher who takes care of it; empty: nobody said so
    EventTime claimedAt = never;
    std::uint32_t notes = 0;
    std::string lastNote; ///< the others stand in the timeline
};

/// One line of an order's timeline.
struct OrderEventRow {
    OrderNo order;
    OrderStep step = OrderStep::placed;
    EventTime time;
    EventTime logTime;
    DocumentRef document;
    RiderNo rider = noRider;
    std::string detail;          ///< reason, by whom, or the new promise; a note's text
    DeskAct act = DeskAct::none; ///< when not none, `step` says nothing
    std::string actor;           ///< who asked for it, when a command did
};

} // namespace roundsman
