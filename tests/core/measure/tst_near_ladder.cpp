#include "core/measure/near_ladder.h"
#include "tests/support/fake_fleet.h"

#include <doctest/doctest.h>

#include <random>
#include <set>

using namespace roundsman;
using namespace std::chrono_literals;

namespace {

const MarketNo city{0};
constexpr EventTime noon = eventTimeFromMillis(1'767'614'400'000);
const GeoPoint shop = GeoPoint::fromDegrees(12.97, 77.59);
const GeoPoint home = GeoPoint::fromDegrees(12.99, 77.59);

GeoPoint north(GeoPoint from, double metres) {
    return GeoPoint::fromDegrees(from.latitude() + metres / 111'195.08, from.longitude());
}

struct Ride {
    NearLadder ladder;
    tests::FakeFleet fleet;
    std::vector<LadderRow> rows;
    EventTime now = noon;

    Ride() {
        ladder.configure({});
        fleet.riders.resize(2);
        OrderRow& row = order();
        row.order = OrderNo{1};
        row.merchant = MerchantNo{3};
        row.market = city;
        row.pickup = shop;
        row.dropoff = home;
        row.hasPickup = row.hasDropoff = true;
        row.times.set(OrderStep::placed, noon);
    }
    OrderRow& order() { return fleet.orders[OrderNo{1}]; }
    void tell(OrderStep step, RiderNo rider = RiderNo{0}) {
        order().rider = rider;
        order().times.set(step, now);
        const Event event;
        ladder.apply(AcceptedEvent{event, now, now, {}, city, OrderNo{1}, MerchantNo{3}, rider, 0, &order(), {}});
    }
    void fix(GeoPoint at, Millis age = 0s, std::uint32_t rider = 0) {
        now += 5s;
        fleet.now = now;
        FixRow row{};
        row.rider = RiderNo{rider};
        row.position = at;
        row.deviceTime = now - age;
        row.logTime = now;
        ladder.apply({row, fleet.riders[rider], OrderNo{1}, CellId{}, false, RiderStatus::unknown, CellId{}, GeoPoint{},
                      EventTime{}},
                     fleet, rows);
    }
    [[nodiscard]] std::string rungs() const {
        std::string text;
        for (const LadderRow& row : rows) {
            text += (row.leg == LadderLeg::toMerchant ? "m:" : "c:") + std::string(toText(row.rung)) + " ";
        }
        return text;
    }
};

} // namespace

TEST_CASE("both legs of an order, rung by rung") {
    Ride ride;
    ride.fix(north(shop, 10)); // nobody's rider yet
    ride.tell(OrderStep::assigned);
    for (const double metres : {900.0, 480.0, 300.0, 90.0, 20.0, 10.0, 12.0}) {
        ride.fix(north(shop, metres));
    }
    CHECK(ride.ladder.ridersNear(MerchantNo{3}) == 1);
    ride.tell(OrderStep::pickedUp);
    CHECK(ride.ladder.ridersNear(MerchantNo{3}) == 0);
    for (const double metres : {60.0, 150.0, 300.0, 500.0, 1500.0, 1900.0, 2200.0, 2223.0, 2224.0}) {
        ride.fix(north(shop, metres));
    }
    ride.tell(OrderStep::delivered);
    for (const double metres : {2400.0, 2500.0, 2600.0, 2700.0}) {
        ride.fix(north(shop, metres));
    }
    CHECK(ride.rungs() == "m:near m:approaching m:arrived m:left c:near c:approaching c:arrived c:left ");
}

TEST_CASE("one fix at the door is no arrival, and coming back tells nobody again") {
    Ride ride;
    ride.tell(OrderStep::assigned);
    for (const double metres : {400.0, 20.0, 200.0, 900.0, 20.0, 900.0, 400.0}) {
        ride.fix(north(shop, metres));
    }
    CHECK(ride.rungs() == "m:near m:approaching ");
}

TEST_CASE("a rider who appears at the door climbs all rungs at once, in order") {
    Ride ride;
    ride.tell(OrderStep::assigned);
    ride.fix(shop);
    ride.fix(shop);
    CHECK(ride.rungs() == "m:near m:approaching m:arrived ");
}

TEST_CASE("five minutes to go are near as well") {
    Ride ride;
    ride.ladder.setEta([](OrderNo, LadderLeg) { return std::optional{Millis{299'000}}; });
    ride.tell(OrderStep::assigned);
    ride.fix(north(shop, 1800));
    CHECK(ride.rungs() == "m:near ");
}

TEST_CASE("a fix older than a quarter of an hour moves the ladder and tells nobody") {
    Ride ride;
    ride.tell(OrderStep::assigned);
    ride.fix(north(shop, 300), 16min);
    CHECK(ride.rows.empty());
    ride.fix(north(shop, 300));
    CHECK(ride.rows.empty());
    CHECK(ride.ladder.rung(OrderNo{1}, LadderLeg::toMerchant) == LadderRung::near);
}

TEST_CASE("another rider of the same order begins no second ladder") {
    Ride ride;
    ride.tell(OrderStep::assigned);
    ride.fix(north(shop, 300));
    ride.tell(OrderStep::unassigned, noRider);
    ride.fix(north(shop, 80));
    ride.tell(OrderStep::assigned, RiderNo{1});
    ride.fix(north(shop, 300), 0s, 1);
    ride.fix(north(shop, 90), 0s, 1);
    CHECK(ride.rungs() == "m:near m:approaching ");
    CHECK(ride.rows.back().rider == RiderNo{1});
}

TEST_CASE("whatever the way, each rung comes once, forward only, and bytes in between change nothing") {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        std::mt19937_64 random(seed);
        Ride whole;
        Ride second;
        for (int step = 0; step < 200; ++step) {
            const GeoPoint at = north(shop, static_cast<double>(random() % 2400));
            const bool near = random() % 3 == 0;
            const auto event = random() % 40;
            for (Ride* ride : {&whole, &second}) {
                if (step == 0 || event == 0) {
                    ride->tell(OrderStep::assigned);
                } else if (event == 1) {
                    ride->tell(OrderStep::pickedUp);
                }
                ride->fix(near ? (step < 100 ? shop : home) : at);
            }
            if (step % 50 == 49) {
                ByteWriter bytes;
                second.ladder.save(bytes);
                NearLadder restored;
                restored.configure({});
                ByteReader reader(bytes.bytes());
                REQUIRE(restored.load(reader));
                second.ladder = std::move(restored);
            }
        }
        CHECK(whole.rows == second.rows);
        std::set<std::pair<LadderLeg, LadderRung>> seen;
        LadderRung last[2] = {LadderRung::none, LadderRung::none};
        for (const LadderRow& row : whole.rows) {
            CHECK(seen.emplace(row.leg, row.rung).second);
            CHECK(row.rung > last[static_cast<std::size_t>(row.leg)]);
            last[static_cast<std::size_t>(row.leg)] = row.rung;
        }
    }
}
