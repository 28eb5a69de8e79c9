#include "core/decode/fence_document.h"
#include "core/measure/shape.h"
#include "tests/support/recorded.h"

#include <doctest/doctest.h>

#include <sstream>

using namespace roundsman;

TEST_CASE("published cases of points in polygons and circles, latitude first and rings left open") {
    std::istringstream lines(tests::readRecorded("conformance/geofence_cases_open.jsonl"));
    const auto after = [](const std::string& line, const std::string& key) {
        return line.substr(line.find("\"" + key + "\": ") + key.size() + 4);
    };
    std::size_t cases = 0;
    for (std::string line; std::getline(lines, line); ++cases) {
        const std::string wkt = after(line, "geofence_lat_lon").substr(1);
        Fence fence;
        REQUIRE(readWkt(wkt.substr(0, wkt.find('"')), true, fence));
        const GeoPoint point = GeoPoint::fromDegrees(std::stod(after(line, "lat")), std::stod(after(line, "lon")));
        CAPTURE(line);
        CHECK(Shape(fence).contains(point) == (after(line, "inside").starts_with("true")));
    }
    CHECK(cases == 7);
}
