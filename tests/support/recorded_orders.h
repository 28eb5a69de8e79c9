#pragma once

#include "core/base/time.h"
#include "tests/support/recorded.h"

#include <string>
#include <string_view>
#include <vector>

namespace roundsman::tests {

/// A document and its own time.
struct TimedDocument {
    EventTime time;
    std::string text;
};
using Documents = std::vector<TimedDocument>;

// Recorded trips and orders, as the documents that a dispatcher would have sent of them: placed with both ends known,
// picked up, delivered. In the order of their times.

/// Columns of sf_cab_trips_*: of the trips that the data's description calls clean.
Documents cabTrips(const Csv& trips, std::string_view market);
/// Columns of porto_trips_*_trips: with eight points or more, and over 300 m.
Documents taxiTrips(const Csv& trips, std::string_view market);
/// Columns of cornershop_orders_* and cornershop_storebranch. The table has no time of ordering: the promised time,
/// which is known then, stands for it.
Documents groceryOrders(const Csv& orders, const Csv& branches, std::string_view market);

/// `settings.changed` for a market's zone, at the time of the first document.
TimedDocument zoneOf(std::string_view market, std::string_view timeZone, EventTime time);

} // namespace roundsman::tests
