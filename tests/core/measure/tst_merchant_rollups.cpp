#include "tests/support/kitchen.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

using namespace roundsman;
using namespace roundsman::tests;
using namespace std::chrono_literals;

namespace {

const MarketNo city{0};
constexpr EventTime midnight = eventTimeFromMillis(1'767'571'200'000); // 2026-01-05T00:00:00Z
const GeoPoint door = GeoPoint::fromDegrees(12.97, 77.59);

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
