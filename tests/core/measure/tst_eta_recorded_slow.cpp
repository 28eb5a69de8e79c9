#include "core/base/crc32c.h"
#include "core/measure/eta/leg_score.h"
#include "core/model/cell.h"
#include "tests/support/recorded.h"

#include <doctest/doctest.h>

#include <map>

using namespace roundsman;
using roundsman::tests::Csv;

namespace {

using Rows = std::vector<LegModel::Row>;

std::uint16_t minuteOfWeek(std::int64_t localSeconds) {
    constexpr std::int64_t thursday = 3; // 1970-01-01
    return static_cast<std::uint16_t>((localSeconds / 60 + thursday * 1440) % (7 * 1440));
}

LegQuery between(GeoPoint from, GeoPoint to, std::int64_t localSeconds) {
    LegQuery query;
    query.market = 1;
    query.hasPlaces = true;
    query.from = from;
    query.to = to;
    query.fromCell = cellOf(from, 8);
    query.toCell = cellOf(to, 8);
    query.localMinuteOfWeek = minuteOfWeek(localSeconds);
    return query;
}

/// The subset that the data's description calls clean.
Rows cleanSanFranciscoTrips() {
    const Csv csv("gps/sf_cab_trips_2008-05-21.csv.gz");
    Rows rows;
    for (std::size_t i = 0; i < csv.rows(); ++i) {
        const double seconds = csv.number(i, "duration_s");
        const double path = csv.number(i, "path_m");
        if (csv.integer(i, "points") < 4 || seconds < 120 || seconds > 5400 || csv.number(i, "straight_m") <= 300 ||
            csv.number(i, "max_gap_s") > 180 || path / seconds >= 40 || path >= 80'000) {
            continue;
        }
        const auto from = GeoPoint::fromDegrees(csv.number(i, "pickup_lat"), csv.number(i, "pickup_lon"));
        const auto to = GeoPoint::fromDegrees(csv.number(i, "dropoff_lat"), csv.number(i, "dropoff_lon"));
        rows.push_back({between(from, to, csv.integer(i, "pickup_ts") - 7 * 3600), seconds});
    }
    return rows;
}

Rows portoTrips() {
    const Csv csv("gps/porto_trips_train1k_trips.csv");
    Rows rows;
    for (std::size_t i = 0; i < csv.rows(); ++i) {
        if (csv.integer(i, "points") < 8) {
            continue;
        }
        const auto from = GeoPoint::fromDegrees(csv.number(i, "start_lat"), csv.number(i, "start_lon"));
        const auto to = GeoPoint::fromDegrees(csv.number(i, "end_lat"), csv.number(i, "end_lon"));
        if (distanceMetres(from, to) > 300) {
            rows.push_back({between(from, to, csv.integer(i, "start_ts") + 3600), csv.number(i, "duration_s")});
        }
    }
    return rows;
}

/// From what is known when the order is placed: where, when it is promised, which branch, on demand or not.
Rows cornershopOrders() {
    const Csv branches("delivery/cornershop_storebranch.csv");
    std::map<std::string, GeoPoint> places;
    for (std::size_t i = 0; i < branches.rows(); ++i) {
        places[branches.text(i, "store_branch_id")] =
            GeoPoint::fromDegrees(branches.number(i, "lat"), branches.number(i, "lng"));
    }
    const Csv csv("delivery/cornershop_orders_part1.csv.gz");
    Rows rows;
    for (std::size_t i = 0; i < csv.rows(); ++i) {
        const std::string& branch = csv.text(i, "store_branch_id");
        const std::string promised = csv.text(i, "promised_time").substr(0, 19) + "Z";
        const auto to = GeoPoint::fromDegrees(csv.number(i, "lat"), csv.number(i, "lng"));
        LegQuery query = between(places.at(branch), to, millisOf(*parseRfc3339(promised)) / 1000 - 3 * 3600);
        query.leg = Leg::whole;
        query.merchant = crc32c(branch);
        query.channel = csv.text(i, "on_demand") == "True" ? 1 : 2;
        rows.push_back({query, csv.number(i, "total_minutes") * 60});
    }
    return rows;
}

void checkCalibrated(const LegScore& score) {
    MESSAGE("MAE ", score.meanAbsoluteError(), " s, under p50 ", score.underP50(), ", under p90 ", score.underP90());
    CHECK(score.underP50() >= 0.45);
    CHECK(score.underP50() <= 0.55);
    CHECK(score.underP90() >= 0.86);
    CHECK(score.underP90() <= 0.94);
}

} // namespace

TEST_CASE("San Francisco's cab trips are foretold within two minutes") {
    const Rows rows = cleanSanFranciscoTrips();
    CHECK(rows.size() == 14'601);
    const LegScore score = crossValidate(Leg::toCustomer, rows, 5);
    CHECK(score.meanAbsoluteError() <= 120);
    checkCalibrated(score);
}

TEST_CASE("Porto's taxi trips are foretold within 200 seconds") {
    const LegScore score = crossValidate(Leg::toCustomer, portoTrips(), 5);
    CHECK(score.meanAbsoluteError() <= 200);
    checkCalibrated(score);
}

TEST_CASE("grocery orders are foretold within 20.5 minutes from what is known when they are placed") {
    const LegScore score = crossValidate(Leg::whole, cornershopOrders(), 5);
    CHECK(score.meanAbsoluteError() <= 20.5 * 60);
    checkCalibrated(score);
}
