#pragma once

#include "core/measure/merchant_rollups.h"
#include "tests/support/fake_fleet.h"
#include "tests/support/minutes.h"

#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace roundsman::tests {

/// Orders by hand: sets the row, hands on the event, turns the minutes.
struct Kitchen : Minutes<MerchantRollupRow> {
    MarketNo city{0};
    GeoPoint door = GeoPoint::fromDegrees(12.97, 77.59);
    MerchantRollups rollups;
    FakeFleet fleet;

    Kitchen() { rollups.configure({}); }

    void passTo(EventTime time) {
        pass(time, [this](EventTime minute) { rollups.minute(minute, fleet, rows, complete); });
    }
    OrderRow& order(std::uint32_t number) {
        OrderRow& row = fleet.orders[OrderNo{number}];
        row.order = OrderNo{number};
        row.market = city;
        row.pickup = door;
        row.hasPickup = true;
        return row;
    }
    void step(std::uint32_t number, OrderStep what, EventTime time) {
        OrderRow& row = order(number);
        AcceptedEvent seen{Event{},   time, laneTime, {Offset{offset++}}, city,     row.order, row.merchant,
                           row.rider, 0,    &row,     row.times,          row.rider};
        Event event;
        event.kind = EventKind::order;
        event.step = what;
        row.times.set(what, time);
        row.last = what;
        hand(event, seen);
    }
    void intake(std::uint32_t merchant, EventKind kind, EventTime time) {
        Event event;
        event.kind = kind;
        hand(event,
             {event, time, laneTime, {Offset{offset++}}, city, noOrder, MerchantNo{merchant}, noRider, 0, nullptr, {}});
    }
    void hand(const Event& event, const AcceptedEvent& seen) {
        rollups.apply({event, seen.time, seen.logTime, seen.document, seen.market, seen.order, seen.merchant,
                       seen.rider, seen.customer, seen.orderAfter, seen.orderTimesBefore, seen.riderBefore},
                      fleet);
    }
    void fix(std::uint32_t rider, std::uint32_t forOrder, GeoPoint place, EventTime time) {
        FixRow row{};
        row.rider = RiderNo{rider};
        row.market = city;
        row.position = place;
        row.deviceTime = time;
        fleet.riders[rider].position = place;
        rollups.apply({row, fleet.riders[rider], OrderNo{forOrder}, CellId{}, false, RiderStatus::unknown, CellId{},
                       GeoPoint{}, EventTime{}},
                      fleet);
    }
    /// The last row of each key, as history keeps them.
    [[nodiscard]] std::vector<MerchantRollupRow> kept() const {
        std::map<std::tuple<MerchantNo, std::string, std::string, EventTime, std::int64_t>, MerchantRollupRow> last;
        for (const MerchantRollupRow& row : rows) {
            last[{row.merchant, row.channel, row.currency, row.start, row.part}] = row;
        }
        std::vector<MerchantRollupRow> out;
        for (auto& [key, row] : last) {
            out.push_back(std::move(row));
        }
        return out;
    }
    [[nodiscard]] MerchantFigures total() const {
        MerchantFigures sum;
        for (const MerchantRollupRow& row : kept()) {
            sum.merge(row.figures);
        }
        return sum;
    }
};

} // namespace roundsman::tests
