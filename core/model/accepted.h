#pragma once

#include "core/model/event.h"
#include "core/model/fence.h"
#include "core/model/fix.h"
#include "core/model/ids.h"
#include "core/model/rider_state.h"

namespace roundsman {

// What admit and state hand on to measure. A stage sees documents one at a time, in log order, after state took them.

/// A fix that was taken: on time (it moved the dot) or late (it only goes where its own time says).
struct AcceptedFix {
    const FixRow& row;       ///< what goes to trails: rider, market, times, position, status worked out, late, jumped
    const RiderState& rider; ///< after the fix; a late one changes nothing
    OrderNo order = noOrder; ///< the order the rider carries or fetches
    CellId cell;             ///< of this fix, at LaneSettings::cellResolution

    // Before the fix: all of it meaningless when `first`. For a late fix it is the rider's present state.
    bool first = false; ///< the rider's first fix in this lane
    RiderStatus statusBefore = RiderStatus::unknown;
    CellId cellBefore;
    GeoPoint positionBefore;
    EventTime deviceTimeBefore;
};

/// An event that was taken, with the numbers of what it names (noOrder … where it names none).
struct AcceptedEvent {
    const Event& event;
    EventTime time; ///< the event's own, or log time
    EventTime logTime;
    DocumentRef document;
    MarketNo market = noMarket;
    OrderNo order = noOrder;
    MerchantNo merchant = noMerchant;
    RiderNo rider = noRider;
    std::uint32_t customer = UINT32_MAX; ///< dense number of the customer

    const OrderRow* orderAfter = nullptr; ///< the order as it stands now
    OrderTimes orderTimesBefore;          ///< its times before this event
    RiderNo riderBefore = noRider;        ///< who was assigned before
    bool commandAccepted = true;          ///< false: a command that was answered with a refusal and changed nothing

    /// What it did to its order: its own step, or the one that an obeyed command is.
    [[nodiscard]] std::optional<OrderStep> step() const {
        return event.kind == EventKind::order                        ? std::optional{event.step}
               : event.kind == EventKind::command && commandAccepted ? stepOf(event.command)
                                                                     : std::nullopt;
    }
};

/// A fence, zone or border as a document defined it, or its end (then only the id counts).
struct AcceptedFence {
    const Fence& fence;
    bool removed = false;
    EventTime logTime;
    DocumentRef document;
};

/// Lane time went from one record to the next; what lies between has passed, whatever the clocks on the wall say.
struct TimeStep {
    EventTime from; ///< `never` at the lane's first record
    EventTime to;
    DocumentRef document; ///< the first document of the record that moved it
};

} // namespace roundsman
