#include "core/model/cell.h"
#include "core/model/geo.h"
#include "core/model/provenance.h"

#include <doctest/doctest.h>

using namespace roundsman;

TEST_CASE("a degree of latitude is 111.2 km anywhere") {
    CHECK(distanceMetres(GeoPoint::fromDegrees(60, 10), GeoPoint::fromDegrees(61, 10)) == doctest::Approx(111'195.08));
}

TEST_CASE("a point of decimals with seven places keeps its very number") {
    CHECK(GeoPoint::fromDegrees(37.78589, -122.45694).latitude() == 37.78589);
}

TEST_CASE("the distance over the antimeridian is the short one") {
    CHECK(distanceMetres(GeoPoint::fromDegrees(0, 179.9), GeoPoint::fromDegrees(0, -179.9)) < 23'000);
}

TEST_CASE("the seed's numbers are a place in web-mercator metres") {
    GeoPoint point;
    REQUIRE(fromWebMercator(1324234.234, 4524234.234, point));
    CHECK(point.longitude() == doctest::Approx(11.8958).epsilon(1e-4));
    CHECK(point.latitude() == doctest::Approx(37.6217).epsilon(1e-3));
}

TEST_CASE("rings of a cell hold 1, 6 and 12 cells") {
    const CellId cell = cellOf(GeoPoint::fromDegrees(12.97, 77.59), 8);
    CHECK(cellRing(cell, 0) == std::vector{cell});
    CHECK(cellRing(cell, 1).size() == 6);
    CHECK(cellRing(cell, 2).size() == 12);
}

TEST_CASE("a source header is read as it was written") {
    const std::vector<SourceRun> runs{{"rider-updates", 3, 1700, {}, 50, 1},
                                      {"rider.updates", 0, 12, {}, 1, 3},
                                      {"rider.updates", 0, 13, 25, 900, 1}};
    CHECK(parseSourceHeader(toHeader(runs)) == runs);
    CHECK(toHeader(runs) == "rider-updates/3/1700x50x1;rider.updates/0/12x1x3;rider.updates/0/13.25x900x1");
    for (const char* wrong : {"rider-updates/3/x", "t/0/1.x1x1", "t/0/.1x1x1", "t/0/1.2.3x1x1", "t/0/1.-1x1x1"}) {
        CHECK_FALSE_MESSAGE(parseSourceHeader(wrong).has_value(), wrong);
    }
}
