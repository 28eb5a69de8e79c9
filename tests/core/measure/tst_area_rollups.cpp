#include "core/decode/fence_document.h"
#include "core/measure/area_rollups.h"
#include "tests/support/area_day.h"

#include <doctest/doctest.h>

#include <map>
#include <random>

using namespace roundsman;
using namespace roundsman::tests;
using namespace std::chrono_literals;

namespace {

const MarketNo city{0};
constexpr EventTime morning = eventTimeFromMillis(1'211'353'200'000);
const GeoPoint here = GeoPoint::fromDegrees(37.78589, -122.45694);
const GeoPoint there = GeoPoint::fromDegrees(37.70557, -122.39418);

AreaFigures figuresOf(const AreaDay& day, EventTime start, GeoPoint place) {
    const auto buckets = mergedBy(day.rows, 1min);
    const auto at = buckets.find({start, toText(cellOf(place, 8))});
    return at == buckets.end() ? AreaFigures{} : at->second;
}

} // namespace

TEST_CASE("a rider who comes back to a cell within the minute is counted once, his fixes each") {
    AreaDay day;
    day.passTo(morning);
    day.fix(1, here, RiderStatus::idle, morning + 1s);
    day.fix(1, there, RiderStatus::idle, morning + 20s);
    day.fix(1, here, RiderStatus::toMerchant, morning + 40s);
    day.fix(2, here, RiderStatus::toMerchant, morning + 41s);
    day.passTo(morning + 1min);
    const AreaFigures figures = figuresOf(day, morning, here);
    CHECK(figures.of(AreaCount::fixes) == 3);
    CHECK(figures.riders.riders() == 2);
    CHECK(figures.riders.idleRiders() == 1);
    CHECK(figures.of(AreaCount::idleToBusy) == 1);
    CHECK(figuresOf(day, morning, there).riders.riders() == 1);
}

TEST_CASE("a break between idle and busy is no transition") {
    AreaDay day;
    day.passTo(morning);
    day.fix(1, here, RiderStatus::idle, morning + 1s);
    day.fix(1, here, RiderStatus::onBreak, morning + 2s);
    day.fix(1, here, RiderStatus::toCustomer, morning + 3s);
    day.fix(1, here, RiderStatus::idle, morning + 4s);
    day.passTo(morning + 1min);
    CHECK(figuresOf(day, morning, here).of(AreaCount::idleToBusy) == 0);
    CHECK(figuresOf(day, morning, here).of(AreaCount::busyToIdle) == 1);
}

TEST_CASE("a straggler still fills its bucket; what comes after completeness is a part of its own with a revision") {
    AreaDay day;
    day.passTo(morning);
    day.fix(1, here, RiderStatus::idle, morning + 1s);
    day.passTo(morning + 65s);
    day.fix(2, here, RiderStatus::idle, morning + 59s); // 6 s late in the log
    day.passTo(morning + 2min);
    CHECK(day.complete.back() == CompletenessRow{city, RollupKind::areas, morning + 1min});
    CHECK(day.rows.back().part == 0);
    CHECK(day.rows.back().revision == 0);
    CHECK(day.rows.back().figures.riders.riders() == 2);
    day.fix(1, here, RiderStatus::idle, morning + 30s, true);
    day.fix(3, here, RiderStatus::idle, morning + 31s, true);
    day.passTo(morning + 3min);
    CHECK(day.rows.back().part > 0);
    CHECK(day.rows.back().revision == 1);
    const AreaFigures all = figuresOf(day, morning, here);
    CHECK(all.of(AreaCount::fixes) == 4);
    CHECK(all.riders.riders() == 3);
}

TEST_CASE("zones count by the point itself, in as many polygons as hold it") {
    AreaDay day;
    Fence west;
    west.id = "west";
    west.market = city;
    west.use = FenceUse::zone;
    REQUIRE(readWkt("POLYGON ((-122.5 37.7, -122.42 37.7, -122.42 37.8, -122.5 37.8))", false, west));
    Fence all = west;
    all.id = "all";
    REQUIRE(readWkt("POLYGON ((-123 37, -122 37, -122 38, -123 38))", false, all));
    day.rollups.setZone(west);
    day.rollups.setZone(all);
    day.passTo(morning);
    day.fix(1, here, RiderStatus::idle, morning);
    day.fix(2, there, RiderStatus::idle, morning);
    day.passTo(morning + 1min);
    day.rollups.removeZone("west");
    day.fix(1, here, RiderStatus::idle, morning + 1min);
    day.passTo(morning + 3min);
    const auto minutes = mergedBy(day.rows, 1min);
    CHECK(minutes.at({morning, "west"}).riders.riders() == 1);
    CHECK(minutes.at({morning, "all"}).riders.riders() == 2);
    CHECK_FALSE(minutes.contains({morning + 1min, "west"}));
}

TEST_CASE("hours are the sum of their minutes, whatever comes late, and distinct riders are joined and not added") {
    std::mt19937_64 random(11);
    AreaDay day;
    std::map<EventTime, std::uint64_t> fixes;
    std::map<EventTime, std::map<std::uint32_t, int>> riders;
    for (EventTime now = morning; now < morning + 5h; now += 7s) {
        day.passTo(now);
        const bool late = random() % 5 == 0;
        const EventTime time = late ? now - std::chrono::seconds(random() % 7200) : now;
        const auto rider = static_cast<std::uint32_t>(random() % 20);
        day.fix(rider, here, RiderStatus::idle, time, late);
        const EventTime hour = std::chrono::floor<std::chrono::hours>(time);
        ++fixes[hour];
        ++riders[hour][rider];
    }
    day.passTo(day.laneTime + 3min);
    for (const auto& [key, figures] : mergedBy(day.rows, 1h)) {
        CHECK(figures.of(AreaCount::fixes) == fixes[key.first]);
        CHECK(figures.riders.riders() == riders[key.first].size());
    }
}

TEST_CASE("a stage that went through bytes goes on as if nothing had happened") {
    std::mt19937_64 random(3);
    AreaDay whole;
    AreaDay second;
    for (int step = 0; step < 400; ++step) {
        const EventTime now = morning + std::chrono::seconds(step * 3);
        const auto rider = static_cast<std::uint32_t>(random() % 5);
        const RiderStatus status = random() % 2 == 0 ? RiderStatus::idle : RiderStatus::toCustomer;
        const GeoPoint place = random() % 2 == 0 ? here : there;
        for (AreaDay* day : {&whole, &second}) {
            day->passTo(now);
            day->fix(rider, place, status, now);
        }
        if (step == 207) {
            ByteWriter bytes;
            second.rollups.save(bytes);
            AreaRollups restored;
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
    whole.passTo(whole.laneTime + 3min);
    second.passTo(second.laneTime + 3min);
    CHECK(whole.rows == second.rows);
}
