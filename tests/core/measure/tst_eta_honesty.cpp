#include "core/measure/eta/honesty.h"
#include "core/measure/eta/leg_table.h"
#include "core/measure/eta/promise_watch.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace roundsman;

namespace {

LegQuery ride(double metres, std::uint64_t vehicle = 0) {
    LegQuery query;
    query.market = 1;
    query.hasPlaces = true;
    query.from = GeoPoint::fromDegrees(12.97, 77.59);
    query.to = GeoPoint::fromDegrees(12.97 + metres / 111'195, 77.59);
    query.vehicle = vehicle;
    return query;
}

EventTime hour(int n) {
    return EventTime{std::chrono::hours{n}};
}

} // namespace

TEST_CASE(
    "whoever predicts, half come to lie under p50 and nine of ten under p90, and stay there when the world turns") {
    Honesty honesty;
    std::mt19937_64 random(3);
    const LegEstimate always{600, 700, EtaLevel::market}; // too short, and far too sure
    for (const double middle : {900.0, 400.0}) {
        std::lognormal_distribution<double> takes(std::log(middle), 0.4);
        int under50 = 0;
        int under90 = 0;
        constexpr int all = 2'000;
        constexpr int settled = 500;
        for (int n = 0; n < all; ++n) {
            const LegEstimate said = honesty.corrected(ride(2000), always);
            const double seconds = takes(random);
            honesty.observe(ride(2000), seconds, said);
            under50 += n >= settled && seconds <= static_cast<double>(said.p50Seconds) ? 1 : 0;
            under90 += n >= settled && seconds <= static_cast<double>(said.p90Seconds) ? 1 : 0;
        }
        CAPTURE(middle);
        CHECK(under50 / double{all - settled} == doctest::Approx(0.5).epsilon(0.08));
        CHECK(under90 / double{all - settled} == doctest::Approx(0.9).epsilon(0.03));
    }
}

TEST_CASE("one market's error corrects no other market, and no other kind of leg") {
    Honesty honesty;
    const LegEstimate said{600, 900, EtaLevel::market};
    for (int n = 0; n < 50; ++n) {
        honesty.observe(ride(2000), 2000, said);
    }
    CHECK(honesty.corrected(ride(2000), said).p50Seconds > 700);
    LegQuery elsewhere = ride(2000);
    elsewhere.market = 2;
    CHECK(honesty.corrected(elsewhere, said) == said);
    LegQuery waiting = ride(2000);
    waiting.leg = Leg::wait;
    CHECK(honesty.corrected(waiting, said) == said);
}

TEST_CASE("a vehicle has speeds of its own") {
    LegTable table(Leg::toCustomer);
    constexpr std::uint64_t bicycle = 7;
    constexpr std::uint64_t car = 8;
    for (int n = 0; n < 200; ++n) {
        const double metres = 500 + 37 * (n % 90);
        table.observe(ride(metres, bicycle), metres / 3);
        table.observe(ride(metres, car), metres / 7);
    }
    const double slow = static_cast<double>(table.estimate(ride(2000, bicycle)).p50Seconds);
    const double fast = static_cast<double>(table.estimate(ride(2000, car)).p50Seconds);
    CHECK(slow / fast == doctest::Approx(7.0 / 3).epsilon(0.15));
}

TEST_CASE("a leg of unknown ends is no leg of length nothing, and teaches the others nothing") {
    LegTable table(Leg::toCustomer);
    LegQuery unknown;
    unknown.market = 1;
    CHECK(table.estimate(unknown).p50Seconds > 300);
    for (int n = 0; n < 100; ++n) {
        table.observe(ride(1000 + 10 * n), 600);
    }
    const auto before = table.estimate(ride(1500));
    for (int n = 0; n < 100; ++n) {
        table.observe(unknown, 1800);
    }
    CHECK(table.estimate(unknown).p50Seconds == doctest::Approx(1800).epsilon(0.1));
    CHECK(table.estimate(ride(1500)).p50Seconds ==
          doctest::Approx(static_cast<double>(before.p50Seconds)).epsilon(0.1));
}

TEST_CASE("the first answers of a market follow the length of its roads once that is known") {
    LegTable table(Leg::toCustomer);
    const float before = table.estimate(ride(4000)).p50Seconds;
    table.learnRoad(1, 900'000, 500'000);
    CHECK(table.roadFactor(1) == doctest::Approx(1.78).epsilon(0.01));
    CHECK(table.roadFactor(2) == doctest::Approx(1.3));
    CHECK(table.estimate(ride(4000)).p50Seconds > before * 1.2F);
}

TEST_CASE("promises are counted by market over the hours that are asked for") {
    PromiseWatch watch;
    for (int n = 0; n < 10; ++n) {
        watch.delivered(MarketNo{1}, hour(n), n % 2 == 0, {Offset{n}, 0});
    }
    watch.delivered(MarketNo{0}, hour(9), true, {Offset{50}, 0});
    const auto all = watch.within(std::chrono::hours{24}, hour(9));
    REQUIRE(all.size() == 2);
    CHECK(all[0].share() == 1);
    CHECK(all[1].orders == 10);
    CHECK(all[1].share() == 0.5);
    CHECK(all[1].first.offset == Offset{0});
    CHECK(all[1].last.offset == Offset{9});
    CHECK(watch.within(std::chrono::hours{3}, hour(9))[1].orders == 3);
    CHECK(watch.within(std::chrono::hours{3}, hour(40))[1].orders == 0);

    ByteWriter bytes;
    watch.save(bytes);
    PromiseWatch again;
    ByteReader reader(bytes.bytes());
    REQUIRE(again.load(reader));
    CHECK(again.within(std::chrono::hours{24}, hour(9))[1].orders == 10);
}
