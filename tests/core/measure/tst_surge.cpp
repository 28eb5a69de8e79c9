#include "core/measure/surge_meter.h"
#include "core/measure/surge_rule.h"
#include "tests/support/fake_fleet.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace roundsman;
using namespace std::chrono_literals;

namespace {

const MarketNo south{0};
const GeoPoint centre = GeoPoint::fromDegrees(12.97, 77.59);
constexpr EventTime noon = eventTimeFromMillis(1'700'000'040'000 / 60'000 * 60'000);

/// One market with its meter and clock; minutes are one document each.
struct City {
    SurgeMeter meter;
    tests::FakeFleet fleet;
    EventTime now = noon;
    std::int64_t offset = 0;

    City() { meter.configure(fleet.laneSettings); }

    void customer(std::uint32_t number, GeoPoint place = centre) {
        Event event;
        event.kind = EventKind::demandSearched;
        event.position.point = place;
        event.position.given = true;
        AcceptedEvent seen{event,  now,     now, {Offset{offset++}}, south, noOrder, noMerchant, noRider,
                           number, nullptr, {}};
        meter.apply(seen);
    }
    void order(std::uint32_t number, GeoPoint place = centre) {
        OrderRow& row = fleet.orders[OrderNo{number}];
        row.order = OrderNo{number};
        row.market = south;
        row.pickup = place;
        row.hasPickup = true;
        row.times.set(OrderStep::placed, now);
    }
    void hearRiders() {
        for (RiderState& rider : fleet.riders) {
            rider.logTime = now;
        }
    }
    std::vector<SurgeRow> nextMinute() {
        now += 1min;
        std::vector<SurgeRow> rows;
        meter.minute(now, {Offset{offset++}}, fleet, rows);
        return rows;
    }
    SurgeRow nextMinuteAt(GeoPoint place) {
        for (const SurgeRow& row : nextMinute()) {
            if (row.cell == cellOf(place, 8)) {
                return row;
            }
        }
        return {};
    }
};

SurgeInputs around(double demand, double supply) {
    SurgeInputs in;
    in.demandAround = demand;
    in.supplyAround = supply;
    in.heard = in.known = 10;
    return in;
}

/// Minutes with the same demand and supply, each going on from the one before.
std::vector<SurgeSteps> minutes(std::vector<std::pair<double, double>> demandAndSupply) {
    std::vector<SurgeSteps> all;
    SurgeInputs state;
    for (const auto& [demand, supply] : demandAndSupply) {
        SurgeInputs in = around(demand, supply);
        in.previousEma = state.previousEma;
        in.previousValue = state.previousValue;
        in.wasActive = state.wasActive;
        in.minutesBelow = state.minutesBelow;
        const SurgeSteps steps = surgeSteps(in, {});
        state.previousEma = steps.ema;
        state.previousValue = steps.value;
        state.wasActive = steps.active;
        state.minutesBelow = steps.minutesBelow;
        all.push_back(steps);
    }
    return all;
}

} // namespace

TEST_CASE("one minute by hand: ten orders and one idle rider") {
    // (10 + 2) / (1 + 2) = 4 -> curve 2.0 -> 1 + 0.3 * (2 - 1) = 1.3 -> at most 1.2 -> on
    const SurgeSteps steps = surgeSteps(around(10, 1), {});
    CHECK(steps.ratio == 4);
    CHECK(steps.target == 2);
    CHECK(steps.ema == doctest::Approx(1.3));
    CHECK(steps.value == 1.2);
    CHECK(steps.multiplier == 1.2);
    CHECK(steps.shown == doctest::Approx(1.2));
    CHECK(steps.active);
    CHECK(steps.reason == SurgeReason::curve);
}

TEST_CASE("the curve is straight between its points and flat outside") {
    const auto curve = SurgeSettings{}.curve;
    CHECK(curveAt(0.2, curve) == 1);
    CHECK(curveAt(1.25, curve) == doctest::Approx(1.1));
    CHECK(curveAt(2.5, curve) == doctest::Approx(1.55));
    CHECK(curveAt(99, curve) == 2);
    CHECK(curveAt(3, {}) == 1);
}

TEST_CASE("the change is limited to 0.2 a minute both ways, and the cap holds") {
    std::vector<std::pair<double, double>> busy(30, {1000, 0});
    busy.insert(busy.end(), 30, {4, 1000});
    const auto steps = minutes(busy);
    double previous = 1;
    for (const SurgeSteps& step : steps) {
        CHECK(std::abs(step.value - previous) <= 0.2 + 1e-12);
        CHECK(step.multiplier <= 2);
        previous = step.value;
    }
    CHECK(steps[4].value == doctest::Approx(1.83193)); // the average has been slower than the limit since minute 4
    CHECK(steps[29].shown == 2);
    CHECK(steps[59].multiplier == 1);
}

TEST_CASE("surge goes off only after three minutes below 1.1, and stays at the line until then") {
    std::vector<std::pair<double, double>> course(3, {10, 1});
    course.insert(course.end(), 20, {4, 20});
    const auto steps = minutes(course);
    std::size_t below = 0;
    while (steps[below].value >= 1.1) {
        ++below;
    }
    CHECK(below > 2);
    CHECK(steps[below].multiplier == 1.1);
    CHECK(steps[below + 1].multiplier == 1.1);
    CHECK(steps[below + 1].active);
    CHECK(steps[below + 2].multiplier == 1);
    CHECK_FALSE(steps[below + 2].active);
}

TEST_CASE("below 1.1 it does not even begin") {
    const SurgeSteps steps = surgeSteps(around(4, 2.2), {}); // ratio 1.43: target 1.17, average 1.05
    CHECK(steps.value > 1);
    CHECK(steps.multiplier == 1);
}

TEST_CASE("under four demand the aim is 1.0 and the reason says so") {
    const SurgeSteps steps = surgeSteps(around(3.99, 0), {});
    CHECK(steps.target == 1);
    CHECK(steps.multiplier == 1);
    CHECK(steps.reason == SurgeReason::thinDemand);
    CHECK(surgeSteps(around(4, 0), {}).reason == SurgeReason::curve);
}

TEST_CASE("without fresh input an old surge decays to 1.0 and says why") {
    SurgeInputs in = around(50, 0);
    in.marketHeard = false;
    in.previousEma = in.previousValue = 2;
    in.wasActive = true;
    int count = 0;
    SurgeSteps steps;
    do {
        steps = surgeSteps(in, {});
        CHECK(steps.reason == SurgeReason::noFreshInput);
        CHECK(steps.value <= in.previousValue);
        in.previousEma = steps.ema;
        in.previousValue = steps.value;
        in.wasActive = steps.active;
        in.minutesBelow = steps.minutesBelow;
    } while (++count < 100 && (steps.active || steps.value != 1));
    CHECK(count < 30);
    CHECK(steps.multiplier == 1);
}

TEST_CASE("riders who all fell silent are no scarcity") {
    SurgeInputs in = around(50, 0);
    in.heard = 0;
    CHECK(surgeSteps(in, {}).reason == SurgeReason::ridersSilent);
    in.known = 0;
    CHECK(surgeSteps(in, {}).reason == SurgeReason::curve);
}

TEST_CASE("whatever went before, more demand never lowers a value and more supply never raises it") {
    std::mt19937_64 random(5);
    std::uniform_real_distribution<double> share(0, 1);
    for (int round = 0; round < 20'000; ++round) {
        SurgeInputs in = around(share(random) * 30, share(random) * 20);
        in.previousEma = 1 + share(random);
        in.previousValue = 1 + share(random);
        in.wasActive = share(random) < 0.5;
        in.minutesBelow = static_cast<std::uint8_t>(random() % 3);
        in.marketHeard = share(random) < 0.9;
        const double base = surgeSteps(in, {}).multiplier;
        SurgeInputs busier = in;
        busier.demandAround += share(random) * 10;
        CHECK(surgeSteps(busier, {}).multiplier >= base);
        SurgeInputs easier = in;
        easier.supplyAround += share(random) * 10;
        CHECK(surgeSteps(easier, {}).multiplier <= base);
    }
}

TEST_CASE("the meter counts distinct customers, open unassigned orders and idle riders heard in the last 90 s") {
    City city;
    for (int again = 0; again < 3; ++again) {
        city.customer(1);
        city.customer(2);
    }
    city.order(1);
    city.order(2);
    city.order(3);
    city.fleet.orders[OrderNo{2}].rider = RiderNo{0};                    // assigned: somebody serves it
    city.fleet.orders[OrderNo{3}].times.set(OrderStep::cancelled, noon); // closed
    city.fleet.addRider(south, centre, RiderStatus::idle, noon);
    city.fleet.addRider(south, centre, RiderStatus::toCustomer, noon);
    city.fleet.addRider(south, centre, RiderStatus::idle, noon - 31s); // 91 s old at the minute
    const SurgeRow row = city.nextMinuteAt(centre);
    CHECK(row.inputs.customers == 2);
    CHECK(row.inputs.openOrders == 1);
    CHECK(row.inputs.supply == 1);
    CHECK(row.inputs.heard == 2);
    CHECK(row.inputs.known == 3);
    CHECK(row.inputs.demandAround == 3);
    CHECK(row.inputs.insideShare == 1);
    CHECK(row.steps == surgeSteps(row.inputs, {}));
}

TEST_CASE("a customer counts for five minutes and not longer") {
    City city;
    city.customer(1);
    for (int minute = 1; minute <= 5; ++minute) {
        CHECK(city.nextMinuteAt(centre).inputs.customers == 1);
    }
    CHECK(city.nextMinuteAt(centre).inputs.customers == 0);
}

TEST_CASE("a neighbour's demand counts half, the next ring's a quarter") {
    City city;
    const CellId home = cellOf(centre, 8);
    city.customer(1, cellCentre(cellRing(home, 1)[0]));
    city.customer(2, cellCentre(cellRing(home, 2)[0]));
    for (std::uint32_t n = 0; n < 4; ++n) {
        city.customer(10 + n);
    }
    CHECK(city.nextMinuteAt(centre).inputs.demandAround == 4.75);
}

TEST_CASE("at the market's border the neighbours that are left are scaled up, and beyond it nothing counts") {
    City city;
    const CellId home = cellOf(centre, 8);
    const CellId beyond = cellRing(home, 1)[0];
    std::vector<CellId> border{home};
    for (std::size_t i = 1; i < 6; ++i) {
        border.push_back(cellRing(home, 1)[i]);
    }
    city.meter.setBorder(south, [border](CellId cell) { return std::ranges::count(border, cell) > 0; });
    for (std::uint32_t n = 0; n < 7; ++n) {
        city.customer(n);
        city.customer(100 + n, cellCentre(beyond));
    }
    const auto rows = city.nextMinute();
    for (const SurgeRow& row : rows) {
        CHECK(row.cell != beyond);
    }
    const auto at = std::ranges::find(rows, home, &SurgeRow::cell);
    REQUIRE(at != rows.end());
    CHECK(at->inputs.insideShare == doctest::Approx(3.5 / 7)); // 1 + 5 * 0.5 of 1 + 6 * 0.5 + 12 * 0.25
    CHECK(at->inputs.demandAround == doctest::Approx(14));
}

TEST_CASE("with nothing heard for over two minutes the rows say so, and in the end there are none") {
    City city;
    for (std::uint32_t n = 0; n < 40; ++n) {
        city.order(n);
        city.customer(n);
    }
    CHECK(city.nextMinuteAt(centre).steps.active);
    city.nextMinute();
    CHECK(city.nextMinuteAt(centre).steps.reason == SurgeReason::noFreshInput);
    city.fleet.orders.clear();
    std::size_t minutesLeft = 0;
    while (!city.nextMinute().empty()) {
        REQUIRE(++minutesLeft < 60);
    }
}

TEST_CASE("a row names the documents of its window") {
    City city;
    city.offset = 100;
    for (int minute = 0; minute < 10; ++minute) {
        city.customer(1);
        city.nextMinute(); // the minute's first document is the one that ended the minute before
    }
    city.customer(1); // offset 120
    const SurgeRow row = city.nextMinuteAt(centre);
    CHECK(row.last.offset.value() == 121);
    CHECK(row.first.offset.value() == 111);
}

TEST_CASE("a meter that went through bytes goes on as if nothing had happened, and its bytes are the same") {
    City city;
    City restored;
    for (std::uint32_t n = 0; n < 12; ++n) {
        city.customer(n, GeoPoint::fromDegrees(12.97 + 0.002 * n, 77.59));
    }
    city.nextMinute();
    city.customer(50);
    ByteWriter bytes;
    city.meter.save(bytes);
    ByteReader reader(bytes.bytes());
    REQUIRE(restored.meter.load(reader));
    CHECK(reader.atEnd());
    ByteWriter again;
    restored.meter.save(again);
    CHECK(again.bytes() == bytes.bytes());
    restored.now = city.now;
    restored.offset = city.offset;
    for (int minute = 0; minute < 12; ++minute) {
        CHECK(restored.nextMinute() == city.nextMinute());
    }
    ByteReader cut(bytes.bytes().substr(0, bytes.bytes().size() / 2));
    CHECK_FALSE(restored.meter.load(cut));
}

TEST_CASE("why it is so can be told from the row alone, and a row of other settings is noticed") {
    City city;
    for (std::uint32_t n = 0; n < 10; ++n) {
        city.customer(n);
    }
    const SurgeRow row = city.nextMinuteAt(centre);
    const std::string why = explainSurge(row, {});
    CHECK(why.find("10 customers looking") != std::string::npos);
    CHECK(why.find("another version") == std::string::npos);
    SurgeSettings other;
    other.cap = 1.05;
    CHECK(explainSurge(row, other).find("another version") != std::string::npos);
}

TEST_CASE("people's limits by hand: a cap below the line, a freeze while held on, both at once") {
    SurgeInputs in = around(10, 1); // target 2
    in.previousEma = 1.6;
    in.previousValue = 1.6;
    in.wasActive = true;
    in.capLimit = 1.0; // average 1.72; capped at 1.0, which is below the line: off in three minutes, and 1.0 till then
    SurgeSteps steps = surgeSteps(in, {});
    CHECK(steps.ema == doctest::Approx(1.72));
    CHECK(steps.value == 1);
    CHECK(steps.multiplier == 1);
    CHECK(steps.active);
    in.capLimit = 5; // above the settings' own cap it changes nothing
    CHECK(surgeSteps(in, {}).value == doctest::Approx(1.72));
    in.capLimit = 0;
    in.frozen = true;
    CHECK(surgeSteps(in, {}).multiplier == 1.6);
    in.capLimit = 1.4;
    CHECK(surgeSteps(in, {}).multiplier == 1.4);
    in.capLimit = 1;
    CHECK(surgeSteps(in, {}).multiplier == 1);
    CHECK_FALSE(surgeSteps(in, {}).active);

    SurgeInputs held = around(4, 20);
    held.previousEma = held.previousValue = 1.05;
    held.wasActive = true;
    held.minutesBelow = 2; // the next minute would end it
    held.frozen = true;
    steps = surgeSteps(held, {});
    CHECK(steps.multiplier == 1.1);
    CHECK(steps.minutesBelow == 2);
    held.wasActive = false; // and what is off does not begin
    held.previousValue = 1.8;
    CHECK(surgeSteps(held, {}).multiplier == 1);
}
