#include "core/measure/merchant_rollups.h"
#include "core/model/calendar.h"
#include "tests/support/fake_fleet.h"
#include "tests/support/gz_csv.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

using namespace roundsman;
using namespace std::chrono_literals;

namespace {

const MarketNo city{0};
constexpr EventTime midnight = eventTimeFromMillis(1'767'571'200'000); // 2026-01-05T00:00:00Z
const GeoPoint door = GeoPoint::fromDegrees(12.97, 77.59);

/// Orders by hand: sets the row, hands on the event, turns the minutes.
struct Kitchen {
    MerchantRollups rollups;
    test::FakeFleet fleet;
    std::vector<MerchantRollupRow> rows;
    std::vector<CompletenessRow> complete;
    EventTime laneTime{};
    std::int64_t offset = 0;

    Kitchen() { rollups.configure({}); }

    void passTo(EventTime time) {
        if (laneTime != EventTime{}) {
            for (EventTime m = std::chrono::floor<std::chrono::minutes>(laneTime) + 1min; m <= time; m += 1min) {
                rollups.minute(m, fleet, rows, complete);
            }
        }
        laneTime = std::max(laneTime, time);
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

Millis clock(const std::string& text) {
    return Millis{
        (std::stoll(text.substr(0, 2)) * 3600 + std::stoll(text.substr(3, 2)) * 60 + std::stoll(text.substr(6, 2))) *
        1000};
}

/// The tables keep four decimals; which way an exact half went is their own affair.
bool sameInFourDecimals(double value, const std::string& written) {
    return std::abs(value - std::stod(written)) <= 0.00005 + 1e-9;
}

double meanMinutes(const SpanFigures& span) {
    return static_cast<double>(span.sumMillis) / static_cast<double>(span.count) / 60'000;
}

struct Step {
    EventTime time;
    std::uint32_t order;
    OrderStep what;
};

void run(Kitchen& kitchen, std::vector<Step> steps) {
    std::ranges::stable_sort(steps, {}, &Step::time);
    for (const Step& step : steps) {
        kitchen.passTo(step.time);
        kitchen.step(step.order, step.what, step.time);
    }
    kitchen.passTo(kitchen.laneTime + 3min);
}

} // namespace

TEST_CASE("every figure of one order's life, all in the minute it was placed") {
    Kitchen kitchen;
    kitchen.passTo(midnight);
    kitchen.fleet.addRider(city, door, RiderStatus::toMerchant, midnight);
    OrderRow& row = kitchen.order(1);
    row.merchant = MerchantNo{7};
    row.amountMinor = 45'900;
    row.items = 3;
    row.channel = "app";
    row.currency = "INR";
    row.firstPromisedAt = midnight + 40min;
    const auto at = [&](Millis after) {
        kitchen.passTo(midnight + after);
        return midnight + after;
    };
    kitchen.step(1, OrderStep::placed, at(10s));
    row.promisedReadyAt = midnight + 15min;
    kitchen.step(1, OrderStep::accepted, at(70s));
    row.rider = RiderNo{0};
    kitchen.step(1, OrderStep::assigned, at(2min));
    kitchen.fix(0, 1, GeoPoint::fromDegrees(12.9703, 77.59), at(9min)); // 33 m: not yet at the door
    kitchen.fix(0, 1, door, at(10min));
    kitchen.step(1, OrderStep::arrivedAtMerchant, at(11min));
    kitchen.step(1, OrderStep::ready, at(26min));
    kitchen.step(1, OrderStep::pickedUp, at(28min));
    kitchen.step(1, OrderStep::delivered, at(42min));
    kitchen.passTo(midnight + 45min);
    REQUIRE(kitchen.kept().size() == 1);
    const MerchantRollupRow kept = kitchen.kept()[0];
    CHECK(kept.start == midnight);
    CHECK(kept.merchant == MerchantNo{7});
    CHECK(kept.channel == "app");
    CHECK(kept.revision == 0);
    const MerchantFigures& f = kept.figures;
    CHECK(f.of(MerchantCount::placed) == 1);
    CHECK(f.of(MerchantCount::items) == 3);
    CHECK(f.of(MerchantCount::deliveredMinor) == 45'900);
    CHECK(f.of(MerchantSpan::acceptance).sumMillis == 60'000);
    CHECK(f.of(MerchantSpan::preparation).sumMillis == (26 * 60 - 70) * 1000);
    CHECK(f.of(MerchantSpan::placedToReady).sumMillis == (26 * 60 - 10) * 1000);
    CHECK(f.of(MerchantCount::readyPromised) == 1);
    CHECK(f.of(MerchantCount::readyDelayed) == 1); // eleven minutes
    CHECK(f.of(MerchantSpan::riderWait).sumMillis == 17 * 60'000);
    CHECK(f.of(MerchantSpan::avoidableWait).sumMillis == 13 * 60'000); // from the promise on, he was there before
    CHECK(f.of(MerchantSpan::pickupDelay).sumMillis == 2 * 60'000);
    CHECK(f.of(MerchantSpan::delivery).sumMillis == (42 * 60 - 10) * 1000);
    CHECK(f.of(MerchantCount::onTime) == 0);
    CHECK(f.of(MerchantSpan::lateness).sumMillis == 2 * 60'000);
    CHECK(f.of(MerchantCount::waitsVoid) == 0);
}

TEST_CASE("a pick-up marked far from the merchant voids the avoidable wait") {
    Kitchen kitchen;
    kitchen.passTo(midnight);
    kitchen.fleet.addRider(city, door, RiderStatus::toMerchant, midnight);
    OrderRow& row = kitchen.order(1);
    row.promisedReadyAt = midnight + 1min;
    row.rider = RiderNo{0};
    kitchen.step(1, OrderStep::placed, midnight);
    kitchen.fix(0, 1, door, midnight + 2min);
    kitchen.fix(0, 1, GeoPoint::fromDegrees(12.9715, 77.59), midnight + 9min); // 167 m
    kitchen.step(1, OrderStep::pickedUp, midnight + 9min);
    kitchen.passTo(midnight + 12min);
    CHECK(kitchen.total().of(MerchantCount::waitsVoid) == 1);
    CHECK(kitchen.total().of(MerchantSpan::avoidableWait).count == 0);
}

TEST_CASE("cancelled by whom, rejected, and the money lost by it once") {
    Kitchen kitchen;
    kitchen.passTo(midnight);
    const std::vector<std::string> by{"customer", "merchant", "rider", "ops", "customer"};
    for (std::uint32_t n = 0; n < by.size(); ++n) {
        kitchen.order(n).amountMinor = 100;
        kitchen.step(n, OrderStep::placed, midnight);
        kitchen.order(n).cancelledBy = by[n];
        kitchen.step(n, OrderStep::cancelled, midnight + 1s);
        kitchen.step(n, OrderStep::cancelled, midnight + 2s); // said twice
    }
    kitchen.order(9).amountMinor = 50;
    kitchen.step(9, OrderStep::placed, midnight);
    kitchen.step(9, OrderStep::rejected, midnight + 3s);
    kitchen.passTo(midnight + 3min);
    const MerchantFigures sum = kitchen.total();
    CHECK(sum.of(MerchantCount::cancelledByCustomer) == 2);
    CHECK(sum.of(MerchantCount::cancelledByMerchant) == 1);
    CHECK(sum.of(MerchantCount::cancelledByRider) == 1);
    CHECK(sum.of(MerchantCount::cancelledByOther) == 1);
    CHECK(sum.of(MerchantCount::rejected) == 1);
    CHECK(sum.of(MerchantCount::placedMinor) == 550);
    CHECK(sum.of(MerchantCount::lostMinor) == 550);
}

TEST_CASE("a minute is complete when its last order closed; what comes after is a part with a revision") {
    Kitchen kitchen;
    kitchen.passTo(midnight);
    kitchen.step(1, OrderStep::placed, midnight + 5s);
    kitchen.passTo(midnight + 30min);
    CHECK(kitchen.complete.back().completeThrough == midnight);
    kitchen.step(1, OrderStep::delivered, midnight + 30min);
    kitchen.passTo(midnight + 32min);
    CHECK(kitchen.complete.back().completeThrough == midnight + 31min);
    CHECK(kitchen.kept().back().revision == 0);
    kitchen.step(1, OrderStep::accepted, midnight + 20s); // a word that took half an hour
    kitchen.passTo(midnight + 33min);
    CHECK(kitchen.kept().size() == 2);
    CHECK(kitchen.kept().back().revision == 1);
    CHECK(kitchen.total().of(MerchantCount::accepted) == 1);
    CHECK(kitchen.total().of(MerchantCount::placed) == 1);
}

TEST_CASE("paused minutes are lost in the minutes they were, closed ones are not") {
    Kitchen kitchen;
    kitchen.fleet.merchants.resize(1);
    kitchen.fleet.merchants[0].market = city;
    kitchen.passTo(midnight);
    kitchen.intake(0, EventKind::merchantPaused, midnight + 30s);
    kitchen.passTo(midnight + 150s);
    kitchen.intake(0, EventKind::merchantOpened, midnight + 150s);
    kitchen.intake(0, EventKind::merchantClosed, midnight + 200s);
    kitchen.passTo(midnight + 20min);
    CHECK(kitchen.total().of(MerchantCount::lostMillis) == 120'000);
    CHECK(kitchen.kept().size() == 3);
}

TEST_CASE("a stage that went through bytes goes on as if nothing had happened") {
    std::mt19937_64 random(9);
    Kitchen whole;
    Kitchen second;
    for (std::uint32_t n = 0; n < 300; ++n) {
        const EventTime now = midnight + std::chrono::seconds(n * 11);
        const auto number = static_cast<std::uint32_t>(random() % 40);
        const auto what = static_cast<OrderStep>(random() % 12);
        for (Kitchen* kitchen : {&whole, &second}) {
            kitchen->passTo(now);
            kitchen->step(number, what, now);
        }
        if (n == 170) {
            ByteWriter bytes;
            second.rollups.save(bytes);
            MerchantRollups restored;
            restored.configure({});
            ByteReader reader(bytes.bytes());
            REQUIRE(restored.load(reader));
            CHECK(reader.atEnd());
            ByteWriter again;
            restored.save(again);
            CHECK(again.bytes() == bytes.bytes());
            second.rollups = std::move(restored);
        }
    }
    whole.passTo(whole.laneTime + 2h);
    second.passTo(second.laneTime + 2h);
    CHECK(whole.rows == second.rows);
    CHECK(whole.complete == second.complete);
}

TEST_CASE("recorded delivery days: orders and preparation of every restaurant are those of the published tables") {
    const std::string folder = std::string(ROUNDSMAN_DATA_DIR) + "/delivery/";
    std::map<std::string, std::vector<std::vector<std::string>>> expected;
    for (const auto& row : test::readTable(folder + "expected_merchant_metrics_mdrplib.csv")) {
        expected[row[0]].push_back(row);
    }
    for (const auto& [instance, restaurants] : expected) {
        Kitchen kitchen;
        std::vector<Step> steps;
        std::map<std::string, std::uint32_t> merchants;
        for (const auto& row : test::readTable(folder + instance + "/orders.txt", '\t')) {
            const auto number = static_cast<std::uint32_t>(steps.size() / 2);
            kitchen.order(number).merchant =
                MerchantNo{merchants.try_emplace(row[4], static_cast<std::uint32_t>(merchants.size())).first->second};
            steps.push_back({midnight + std::chrono::minutes(std::stoi(row[3])), number, OrderStep::placed});
            steps.push_back({midnight + std::chrono::minutes(std::stoi(row[5])), number, OrderStep::ready});
        }
        run(kitchen, steps);
        std::map<MerchantNo, MerchantFigures> sums;
        std::map<MerchantNo, std::pair<EventTime, EventTime>> range;
        for (const MerchantRollupRow& row : kitchen.kept()) {
            sums[row.merchant].merge(row.figures);
            range.try_emplace(row.merchant, row.start, row.start).first->second.second = row.start;
        }
        std::size_t wrong = 0;
        for (const auto& row : restaurants) {
            const MerchantNo merchant{merchants.at(row[1])};
            const MerchantFigures& figures = sums[merchant];
            const SpanFigures& preparation = figures.of(MerchantSpan::preparation);
            wrong += figures.of(MerchantCount::placed) != std::stoll(row[2]) ||
                     !sameInFourDecimals(meanMinutes(preparation), row[3]) ||
                     preparation.minMillis != std::stoll(row[4]) * 60'000 ||
                     preparation.maxMillis != std::stoll(row[5]) * 60'000 ||
                     range[merchant].first != midnight + std::chrono::minutes(std::stoi(row[6])) ||
                     range[merchant].second != midnight + std::chrono::minutes(std::stoi(row[7]));
        }
        CAPTURE(instance);
        CHECK(wrong == 0);
        const std::string statistics = test::readWhole(folder + instance + "/instance_characteristics.txt");
        CHECK(statistics.find("number of orders: " + std::to_string(kitchen.total().of(MerchantCount::placed)) +
                              "\n") != std::string::npos);
    }
}

TEST_CASE("recorded city days by local hour, with clocks that wrap past midnight") {
    const std::string folder = std::string(ROUNDSMAN_DATA_DIR) + "/delivery/";
    const Calendar local = Calendar::of("America/Bogota", 0h).value();
    const EventTime day = local.bucketStart(midnight + 12h, Granularity::day);
    std::map<std::string, std::map<std::int64_t, std::vector<std::string>>> expected;
    for (const auto& row : test::readTable(folder + "expected_hourly_metrics_mdrp-sim.csv")) {
        expected[row[0]][std::stoll(row[1])] = row;
    }
    for (const auto& [instance, hours] : expected) {
        Kitchen kitchen;
        std::vector<Step> steps;
        std::map<std::string, std::uint32_t> places;
        for (const auto& row : test::readTable(folder + "mdrp-sim/" + instance + "_orders.csv.gz")) {
            const auto number = static_cast<std::uint32_t>(steps.size() / 2);
            kitchen.order(number).merchant = MerchantNo{
                places.try_emplace(row[1] + "," + row[2], static_cast<std::uint32_t>(places.size())).first->second};
            const Millis placed = clock(row[5]);
            const Millis ready = clock(row[7]);
            steps.push_back({day + placed, number, OrderStep::placed});
            steps.push_back({day + ready + (ready < placed ? 24h : 0h), number, OrderStep::ready});
        }
        run(kitchen, steps);
        std::map<std::int64_t, MerchantFigures> sums;
        std::map<std::int64_t, std::set<MerchantNo>> merchants;
        for (const MerchantRollupRow& row : kitchen.kept()) {
            CHECK(local.bucketStart(row.start, Granularity::day) == day);
            sums[local.hourOfDay(row.start)].merge(row.figures);
            merchants[local.hourOfDay(row.start)].insert(row.merchant);
        }
        CAPTURE(instance);
        CHECK(sums.size() == hours.size());
        for (const auto& [hour, row] : hours) {
            CHECK(sums[hour].of(MerchantCount::placed) == std::stoll(row[2]));
            CHECK(merchants[hour].size() == std::stoull(row[3]));
            CHECK(sameInFourDecimals(meanMinutes(sums[hour].of(MerchantSpan::placedToReady)), row[4]));
        }
    }
}
