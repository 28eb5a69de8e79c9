#include "core/measure/alert_book.h"
#include "tests/support/fake_fleet.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace roundsman;
using namespace std::chrono_literals;

namespace {

const MarketNo city{0};
constexpr EventTime noon = eventTimeFromMillis(1'767'614'400'000);
const GeoPoint place = GeoPoint::fromDegrees(12.97, 77.59);

struct Desk {
    AlertBook book;
    tests::FakeFleet fleet;
    std::vector<AlertRow> rows;
    EventTime now = noon;
    std::int64_t offset = 100;

    Desk() { book.configure({}); }

    OrderRow& order(std::uint32_t number, Millis promise) {
        OrderRow& row = fleet.orders[OrderNo{number}];
        row.order = OrderNo{number};
        row.id = "o-" + std::to_string(number);
        row.market = city;
        row.promisedAt = now + promise;
        row.times.set(OrderStep::placed, now);
        row.firstDocument = row.lastDocument = {Offset{offset++}};
        return row;
    }
    void minutes(int count, std::span<const SurgeRow> surge = {}) {
        for (; count > 0; --count) {
            now += 1min;
            book.minute(now, {Offset{offset++}}, surge, fleet, rows);
        }
    }
    void hear(std::uint32_t rider, GeoPoint at, Millis received = 0s) {
        fleet.riders[rider].logTime = now;
        fleet.riders[rider].position = at;
        FixRow row{};
        row.rider = RiderNo{rider};
        row.market = city;
        row.logTime = now;
        row.receiveTime = now - received;
        row.document = {Offset{offset++}};
        book.apply({row, fleet.riders[rider], noOrder, CellId{}, false, RiderStatus::unknown, CellId{}, GeoPoint{},
                    EventTime{}});
    }
    void acknowledge(const std::string& id, std::string_view actor) {
        Event event;
        event.kind = EventKind::command;
        event.command = CommandKind::acknowledgeAlert;
        event.subject = id;
        event.actor = actor;
        book.apply({event, now, now, {Offset{offset++}}, city, noOrder, noMerchant, noRider, 0, nullptr, {}}, rows);
    }
    [[nodiscard]] const AlertRow* last(AlertKind kind) const {
        const auto at = std::find_if(rows.rbegin(), rows.rend(), [&](const AlertRow& row) { return row.kind == kind; });
        return at == rows.rend() ? nullptr : &*at;
    }
    [[nodiscard]] std::size_t count(AlertKind kind) const {
        return static_cast<std::size_t>(std::ranges::count(rows, kind, &AlertRow::kind));
    }
};

SurgeRow surging(double multiplier) {
    SurgeRow row;
    row.market = city;
    row.cell = cellOf(place, 8);
    row.steps.active = multiplier > 1;
    row.steps.multiplier = multiplier;
    row.first = {Offset{5}};
    row.last = {Offset{9}};
    return row;
}

} // namespace

TEST_CASE("an order past its promise is late once, gets worse once, and is over when it is delivered") {
    Desk desk;
    desk.order(7, 20min).times.set(OrderStep::pickedUp, desk.now);
    desk.minutes(20);
    CHECK(desk.rows.empty());
    desk.minutes(10);
    REQUIRE(desk.count(AlertKind::lateOrder) == 1);
    const AlertRow raised = *desk.last(AlertKind::lateOrder);
    CHECK(raised.id == "late_order:o-7:" + std::to_string((noon + 21min).time_since_epoch() / 1min));
    CHECK(raised.severity == Severity::warning);
    CHECK(raised.subject == "o-7");
    CHECK(raised.first.offset == Offset{100});
    desk.minutes(10);
    CHECK(desk.count(AlertKind::lateOrder) == 2);
    CHECK(desk.last(AlertKind::lateOrder)->severity == Severity::critical);
    CHECK(desk.last(AlertKind::lateOrder)->id == raised.id);
    CHECK(desk.book.open()->size() == 1);
    desk.fleet.orders[OrderNo{7}].times.set(OrderStep::delivered, desk.now);
    desk.minutes(1);
    CHECK(desk.last(AlertKind::lateOrder)->endedAt == desk.now);
    CHECK(desk.book.open()->empty());
}

TEST_CASE("an order is at risk by what is expected of it, or else when nobody fetched it shortly before the promise") {
    Desk desk;
    desk.order(1, 30min);
    desk.order(2, 30min);
    desk.book.setDelivery(
        [&](OrderNo order) { return order == OrderNo{2} ? std::optional{noon + 37min} : std::nullopt; });
    desk.minutes(1);
    REQUIRE(desk.rows.size() == 1);
    CHECK(desk.rows[0].message == "order o-2 is expected 7 min after its promise");
    desk.minutes(19);
    CHECK(desk.count(AlertKind::orderAtRisk) == 2);
    desk.fleet.orders[OrderNo{1}].times.set(OrderStep::pickedUp, desk.now);
    desk.minutes(1);
    CHECK(desk.last(AlertKind::orderAtRisk)->subject == "o-1");
    CHECK(desk.last(AlertKind::orderAtRisk)->endedAt == desk.now);
}

TEST_CASE("a silent rider is lost while time goes on, and nobody is while it stands still") {
    Desk desk;
    desk.fleet.addRider(city, place, RiderStatus::idle, noon);
    desk.fleet.addRider(city, place, RiderStatus::toCustomer, noon);
    desk.fleet.addRider(city, place, RiderStatus::offline, noon);
    desk.fleet.riders[1].order = OrderNo{1};
    desk.minutes(5);
    CHECK(desk.rows.empty()); // five minutes are not over five minutes; without minutes nothing is looked at
    desk.minutes(1);
    REQUIRE(desk.count(AlertKind::lostRider) == 2);
    CHECK(desk.rows[0].subject == "r0");
    CHECK(desk.rows[0].severity == Severity::info);
    CHECK(desk.rows[1].severity == Severity::critical);
    desk.hear(1, place);
    desk.minutes(1);
    CHECK(desk.last(AlertKind::lostRider)->subject == "r1");
    CHECK(desk.last(AlertKind::lostRider)->endedAt == desk.now);
}

TEST_CASE("a rider who is heard and does not move is stuck; who moves is not") {
    Desk desk;
    for (int n = 0; n < 2; ++n) {
        desk.fleet.addRider(city, place, RiderStatus::toCustomer, noon);
        desk.fleet.riders.back().order = OrderNo{5};
    }
    for (int minute = 0; minute < 12; ++minute) {
        desk.hear(0, place);
        desk.hear(1, GeoPoint::fromDegrees(12.97 + 0.001 * minute, 77.59));
        desk.minutes(1);
    }
    REQUIRE(desk.count(AlertKind::stuckRider) == 1);
    CHECK(desk.last(AlertKind::stuckRider)->subject == "r0");
    CHECK(desk.last(AlertKind::stuckRider)->first.offset < desk.last(AlertKind::stuckRider)->last.offset);
}

TEST_CASE("a merchant with three orders well past their promised ready time is slow") {
    Desk desk;
    desk.fleet.merchants.resize(1);
    desk.fleet.merchants[0].id = "m-1";
    for (std::uint32_t n = 0; n < 3; ++n) {
        OrderRow& row = desk.order(n, 3h);
        row.merchant = MerchantNo{0};
        row.promisedReadyAt = noon + std::chrono::minutes(n);
    }
    desk.minutes(6);
    CHECK(desk.rows.empty());
    desk.minutes(1);
    CHECK(desk.last(AlertKind::slowMerchant)->subject == "m-1");
    desk.fleet.orders[OrderNo{1}].times.set(OrderStep::ready, desk.now);
    desk.minutes(1);
    CHECK(desk.last(AlertKind::slowMerchant)->endedAt == desk.now);
}

TEST_CASE("surge of a market begins and ends once") {
    Desk desk;
    const std::vector<SurgeRow> on{surging(1.4)};
    const std::vector<SurgeRow> off{surging(1)};
    desk.minutes(3, on);
    desk.minutes(3, off);
    CHECK(desk.count(AlertKind::surgeStarted) == 2); // raised, ended
    REQUIRE(desk.count(AlertKind::surgeEnded) == 2);
    CHECK(desk.last(AlertKind::surgeStarted)->subject == "south");
    CHECK(desk.book.open()->empty());
}

TEST_CASE("after an end the same cause rests for the cool-down, then it is raised under a new id") {
    Desk desk;
    const std::vector<SurgeRow> on{surging(1.4)};
    desk.minutes(1, on);
    const std::string first = desk.last(AlertKind::surgeStarted)->id;
    desk.minutes(1);
    desk.minutes(14, on);
    CHECK(desk.last(AlertKind::surgeStarted)->id == first);
    desk.minutes(1, on);
    CHECK(desk.last(AlertKind::surgeStarted)->id != first);
}

TEST_CASE("a fence's alert stands from enter to exit") {
    Desk desk;
    desk.fleet.addRider(city, place, RiderStatus::idle, noon);
    FenceEventRow row;
    row.fence = "depot";
    row.market = city;
    row.rider = RiderNo{0};
    row.logTime = desk.now;
    desk.book.apply(row, false, desk.fleet, desk.rows);
    CHECK(desk.rows.empty());
    desk.book.apply(row, true, desk.fleet, desk.rows);
    CHECK(desk.rows[0].subject == "depot/r0");
    desk.hear(0, place);
    desk.minutes(2);
    CHECK(desk.book.open()->size() == 1);
    row.change = FenceChange::exit;
    desk.book.apply(row, true, desk.fleet, desk.rows);
    CHECK(desk.book.open()->empty());
}

TEST_CASE("bursts of quarantine and late arrival of fixes are seen minute by minute") {
    Desk desk;
    desk.fleet.addRider(city, place, RiderStatus::idle, noon);
    for (int n = 0; n < 100; ++n) {
        desk.book.quarantined({Offset{desk.offset++}});
    }
    desk.hear(0, place, 61s);
    desk.minutes(1);
    CHECK(desk.last(AlertKind::quarantineBurst)->first.offset == Offset{100});
    CHECK(desk.last(AlertKind::quarantineBurst)->last.offset == Offset{199});
    CHECK(desk.last(AlertKind::lag)->subject == "south");
    desk.hear(0, place);
    desk.minutes(1);
    CHECK(desk.book.open()->empty());
}

TEST_CASE("the first acknowledgement counts, also when the alert is over") {
    Desk desk;
    desk.order(7, 0min);
    desk.minutes(1);
    const std::string id = desk.last(AlertKind::lateOrder)->id;
    desk.acknowledge(id, "asha");
    desk.acknowledge(id, "ben");
    CHECK(desk.last(AlertKind::lateOrder)->acknowledgedBy == "asha");
    desk.order(8, 0min);
    desk.minutes(1);
    const std::string second = desk.last(AlertKind::lateOrder)->id;
    desk.fleet.orders.clear();
    desk.minutes(1);
    desk.acknowledge(second, "ben");
    CHECK(desk.rows.back().id == second);
    CHECK(desk.rows.back().acknowledgedBy == "ben");
    CHECK(desk.rows.back().endedAt != EventTime{});
    desk.acknowledge("no such alert", "ben");
    CHECK(desk.rows.back().id == second);
}

TEST_CASE("a book that went through bytes goes on as if nothing had happened") {
    Desk whole;
    Desk second;
    for (Desk* desk : {&whole, &second}) {
        desk->fleet.addRider(city, place, RiderStatus::toCustomer, noon);
        desk->fleet.riders[0].order = OrderNo{1};
        desk->order(1, 3min);
        desk->hear(0, place);
        desk->minutes(5, std::vector<SurgeRow>{surging(1.2)});
    }
    ByteWriter bytes;
    second.book.save(bytes);
    AlertBook restored;
    restored.configure({});
    ByteReader reader(bytes.bytes());
    REQUIRE(restored.load(reader));
    CHECK(reader.atEnd());
    second.book = std::move(restored);
    for (Desk* desk : {&whole, &second}) {
        desk->minutes(20);
        desk->hear(0, place);
        desk->minutes(5, std::vector<SurgeRow>{surging(1.2)});
    }
    CHECK(whole.rows == second.rows);
    CHECK(*whole.book.open() == *second.book.open());
}
