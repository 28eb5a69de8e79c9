#include "core/decode/fence_document.h"
#include "core/measure/area_rollups.h"
#include "tests/support/gz_csv.h"

#include <doctest/doctest.h>

#include <map>
#include <random>

using namespace roundsman;
using namespace std::chrono_literals;

namespace {

const MarketNo city{0};
constexpr EventTime morning = eventTimeFromMillis(1'211'353'200'000);
const GeoPoint here = GeoPoint::fromDegrees(37.78589, -122.45694);
const GeoPoint there = GeoPoint::fromDegrees(37.70557, -122.39418);

/// Feeds the stage in log order and turns its minutes, as a lane does.
struct Day {
    AreaRollups rollups;
    std::vector<AreaRollupRow> rows;
    std::vector<CompletenessRow> complete;
    EventTime laneTime{};
    std::int64_t offset = 0;

    Day() { rollups.configure({}); }

    void passTo(EventTime logTime) {
        if (laneTime != EventTime{}) {
            for (EventTime m = std::chrono::floor<std::chrono::minutes>(laneTime) + 1min; m <= logTime; m += 1min) {
                rollups.minute(m, rows, complete);
            }
        }
        laneTime = std::max(laneTime, logTime);
    }
    void fix(std::uint32_t rider, GeoPoint place, RiderStatus status, EventTime time, bool late = false) {
        FixRow row{};
        row.rider = RiderNo{rider};
        row.market = city;
        row.position = place;
        row.deviceTime = time;
        row.logTime = laneTime;
        row.status = status;
        row.late = late;
        row.document = {Offset{offset++}};
        const RiderState state;
        rollups.apply(AcceptedFix{row, state, noOrder, cellOf(place, 8), false, RiderStatus::unknown, CellId{},
                                  GeoPoint{}, EventTime{}});
    }
};

/// Merges rows into buckets of another length, as a query does.
std::map<std::pair<EventTime, std::string>, AreaFigures> mergedBy(const std::vector<AreaRollupRow>& rows,
                                                                  Millis length) {
    // The last row of a key replaces the ones before it.
    std::map<std::tuple<CellId, std::string, EventTime, std::int64_t>, const AreaRollupRow*> last;
    for (const AreaRollupRow& row : rows) {
        last[{row.cell, row.zone, row.start, row.part}] = &row;
    }
    std::map<std::pair<EventTime, std::string>, AreaFigures> buckets;
    for (const auto& [key, row] : last) {
        const EventTime start = row->start - row->start.time_since_epoch() % length;
        buckets[{start, row->zone.empty() ? toText(row->cell) : row->zone}].merge(row->figures);
    }
    return buckets;
}

AreaFigures figuresOf(const Day& day, EventTime start, GeoPoint place) {
    const auto buckets = mergedBy(day.rows, 1min);
    const auto at = buckets.find({start, toText(cellOf(place, 8))});
    return at == buckets.end() ? AreaFigures{} : at->second;
}

/// A recorded day through the stage: occupied is to_customer, vacant is idle; log time is the fix's own.
void driveCabs(Day& day, const std::vector<std::vector<std::string>>& table) {
    std::map<std::string, std::uint32_t> numbers;
    for (const auto& row : table) {
        const EventTime time = eventTimeFromMillis(std::stoll(row[0]) * 1000);
        const auto rider = numbers.try_emplace(row[1], static_cast<std::uint32_t>(numbers.size())).first->second;
        day.passTo(time);
        day.fix(rider, GeoPoint::fromDegrees(std::stod(row[2]), std::stod(row[3])),
                row[4] == "1" ? RiderStatus::toCustomer : RiderStatus::idle, time);
    }
    day.passTo(day.laneTime + 3min);
}

} // namespace

TEST_CASE("a rider who comes back to a cell within the minute is counted once, his fixes each") {
    Day day;
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
    Day day;
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
    Day day;
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
    Day day;
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
    Day day;
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
    Day whole;
    Day second;
    for (int step = 0; step < 400; ++step) {
        const EventTime now = morning + std::chrono::seconds(step * 3);
        const auto rider = static_cast<std::uint32_t>(random() % 5);
        const RiderStatus status = random() % 2 == 0 ? RiderStatus::idle : RiderStatus::toCustomer;
        const GeoPoint place = random() % 2 == 0 ? here : there;
        for (Day* day : {&whole, &second}) {
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

TEST_CASE("a recorded day of cabs: every cell and quarter of an hour has the very counts computed elsewhere") {
    const std::string folder = std::string(ROUNDSMAN_DATA_DIR) + "/gps/";
    const auto fixes = test::readTable(folder + "sf_cabs_2008-05-21.csv.gz");
    const auto expected = test::readTable(folder + "sf_cabs_2008-05-21_h3r8_15min_counts.csv.gz");
    if (fixes.empty()) {
        MESSAGE("skipped: the recorded day is not on this machine");
        return;
    }
    Day day;
    driveCabs(day, fixes);
    const auto buckets = mergedBy(day.rows, 15min);
    CHECK(buckets.size() == expected.size());
    std::size_t wrong = 0;
    for (const auto& row : expected) {
        const auto at = buckets.find({eventTimeFromMillis(std::stoll(row[0]) * 1000), row[1]});
        const AreaFigures figures = at == buckets.end() ? AreaFigures{} : at->second;
        wrong += figures.of(AreaCount::fixes) != std::stoull(row[2]) ||
                 figures.riders.riders() != std::stoull(row[3]) || figures.riders.idleRiders() != std::stoull(row[4]) ||
                 figures.of(AreaCount::idleToBusy) != std::stoull(row[5]) ||
                 figures.of(AreaCount::busyToIdle) != std::stoull(row[6]);
    }
    CHECK(wrong == 0);
}

namespace {

/// Cuts what is no whole trip (begun before the day, or still under way at its end) out of a day of cabs: those rows
/// become breaks, which make no transition.
std::vector<std::vector<std::string>> wholeTripsOnly(std::vector<std::vector<std::string>> fixes) {
    std::map<std::string, bool> vacantSeen;
    for (auto& row : fixes) {
        vacantSeen[row[1]] |= row[4] == "0";
        row[4] = vacantSeen[row[1]] ? row[4] : "cut";
    }
    vacantSeen.clear();
    for (auto row = fixes.rbegin(); row != fixes.rend(); ++row) {
        vacantSeen[(*row)[1]] |= (*row)[4] == "0";
        (*row)[4] = vacantSeen[(*row)[1]] ? (*row)[4] : "cut";
    }
    std::erase_if(fixes, [](const auto& row) { return row[4] == "cut"; });
    return fixes;
}

} // namespace

TEST_CASE("a recorded day of cabs: pick-ups and drop-offs of each neighbourhood are those counted elsewhere") {
    const std::string folder = std::string(ROUNDSMAN_DATA_DIR);
    const auto zones =
        zonesFromGeoJson(test::readWhole(folder + "/map/zones/san-francisco_neighborhoods.geojson"), "name");
    if (!zones.has_value()) {
        MESSAGE("skipped: the neighbourhoods are not on this machine");
        return;
    }
    CHECK(zones->size() == 37);
    Day pickups;  // the day itself: a trip begins at the fix that shows it
    Day dropoffs; // the trips' table: a trip ends at its last occupied fix, where the stage would count the next one
    for (Fence zone : *zones) {
        zone.market = city;
        pickups.rollups.setZone(zone);
        dropoffs.rollups.setZone(zone);
    }
    driveCabs(pickups, wholeTripsOnly(test::readTable(folder + "/gps/sf_cabs_2008-05-21.csv.gz")));
    std::uint32_t trip = 0;
    for (const auto& row : test::readTable(folder + "/gps/sf_cab_trips_2008-05-21.csv.gz")) {
        const EventTime end = eventTimeFromMillis(std::stoll(row[4]) * 1000);
        dropoffs.passTo(end);
        dropoffs.fix(++trip, GeoPoint::fromDegrees(0, 0), RiderStatus::toCustomer, end);
        dropoffs.fix(trip, GeoPoint::fromDegrees(std::stod(row[5]), std::stod(row[6])), RiderStatus::idle, end);
    }
    dropoffs.passTo(dropoffs.laneTime + 3min);
    std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> counted;
    for (const auto& [key, figures] : mergedBy(pickups.rows, 24h)) {
        counted[key.second].first += figures.of(AreaCount::idleToBusy);
    }
    for (const auto& [key, figures] : mergedBy(dropoffs.rows, 24h)) {
        counted[key.second].second += figures.of(AreaCount::busyToIdle);
    }
    const auto expected = test::readTable(folder + "/gps/sf_cab_trips_2008-05-21_by_neighborhood.csv");
    CHECK(expected.size() >= 30);
    for (const auto& row : expected) {
        CAPTURE(row[0]);
        CHECK(counted[row[0]].first == std::stoull(row[1]));
        CHECK(counted[row[0]].second == std::stoull(row[2]));
    }
}
