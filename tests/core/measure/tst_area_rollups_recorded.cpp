#include "core/decode/fence_document.h"
#include "tests/support/area_day.h"
#include "tests/support/recorded.h"

#include <doctest/doctest.h>

#include <map>

using namespace roundsman;
using namespace roundsman::tests;
using namespace std::chrono_literals;

namespace {

/// A recorded day through the stage: occupied is to_customer, vacant is idle; log time is the fix's own.
void driveCabs(AreaDay& day, const std::vector<Csv::Row>& table) {
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

/// Cuts what is no whole trip (begun before the day, or still under way at its end) out of a day of cabs: those rows
/// become breaks, which make no transition.
std::vector<Csv::Row> wholeTripsOnly(std::vector<Csv::Row> fixes) {
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

TEST_CASE("a recorded day of cabs: every cell and quarter of an hour has the very counts computed elsewhere") {
    const Csv fixes("gps/sf_cabs_2008-05-21.csv.gz");
    const Csv expected("gps/sf_cabs_2008-05-21_h3r8_15min_counts.csv.gz");
    AreaDay day;
    driveCabs(day, fixes.cells());
    const auto buckets = mergedBy(day.rows, 15min);
    CHECK(buckets.size() == expected.rows());
    std::size_t wrong = 0;
    for (const auto& row : expected.cells()) {
        const auto at = buckets.find({eventTimeFromMillis(std::stoll(row[0]) * 1000), row[1]});
        const AreaFigures figures = at == buckets.end() ? AreaFigures{} : at->second;
        wrong += figures.of(AreaCount::fixes) != std::stoull(row[2]) ||
                 figures.riders.riders() != std::stoull(row[3]) || figures.riders.idleRiders() != std::stoull(row[4]) ||
                 figures.of(AreaCount::idleToBusy) != std::stoull(row[5]) ||
                 figures.of(AreaCount::busyToIdle) != std::stoull(row[6]);
    }
    CHECK(wrong == 0);
}

TEST_CASE("a recorded day of cabs: pick-ups and drop-offs of each neighbourhood are those counted elsewhere") {
    const auto zones = zonesFromGeoJson(readRecorded("map/zones/san-francisco_neighborhoods.geojson"), "name");
    REQUIRE(zones.has_value());
    CHECK(zones->size() == 37);
    AreaDay pickups; // the day itself: a trip begins at the fix that shows it
    AreaDay
        dropoffs; // the trips' table: a trip ends at its last occupied fix, where the stage would count the next one
    for (Fence zone : *zones) {
        zone.market = pickups.city;
        pickups.rollups.setZone(zone);
        dropoffs.rollups.setZone(zone);
    }
    driveCabs(pickups, wholeTripsOnly(Csv("gps/sf_cabs_2008-05-21.csv.gz").cells()));
    std::uint32_t trip = 0;
    for (const auto& row : Csv("gps/sf_cab_trips_2008-05-21.csv.gz").cells()) {
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
    const Csv expected("gps/sf_cab_trips_2008-05-21_by_neighborhood.csv");
    CHECK(expected.rows() >= 30);
    for (const auto& row : expected.cells()) {
        CAPTURE(row[0]);
        CHECK(counted[row[0]].first == std::stoull(row[1]));
        CHECK(counted[row[0]].second == std::stoull(row[2]));
    }
}
