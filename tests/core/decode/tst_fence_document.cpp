#include "core/base/json_text.h"
#include "core/decode/fence_document.h"
#include "core/model/polyline.h"

#include <doctest/doctest.h>

using namespace roundsman;

TEST_CASE("a circle, a polygon and WKT are read, with what they are for") {
    const auto circle = decodeFence(
        R"--({"name":"Depot","latitude":12.97,"longitude":77.59,"radiusMetres":80,"dwellSeconds":120,"alerts":true})--");
    REQUIRE(circle.has_value());
    CHECK(circle->radiusMetres == 80);
    CHECK(circle->dwellAfter == Millis{120'000});
    CHECK(circle->alerts);
    const auto polygon = decodeFence(
        R"--({"use":"zone","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]],[[0.1,0.1],[0.2,0.1],[0.2,0.2]]]}})--");
    REQUIRE(polygon.has_value());
    CHECK(polygon->use == FenceUse::zone);
    CHECK(polygon->rings.size() == 2);
    CHECK(polygon->rings[0].size() == 3);
    const auto wkt = decodeFence(R"--({"wkt":"polygon((77.5 12.9, 77.6 12.9, 77.6 13))"})--");
    REQUIRE(wkt.has_value());
    CHECK(wkt->rings[0][2] == GeoPoint::fromDegrees(13, 77.6));
}

TEST_CASE("what is no fence is refused with a sentence") {
    for (const std::string_view text :
         {"", "[]", "{}", R"--({"latitude":95,"longitude":0,"radiusMetres":1})--",
          R"--({"latitude":5,"longitude":0,"radiusMetres":-1})--",
          R"--({"geometry":{"type":"Point","coordinates":[1,2]}})--",
          R"--({"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0]]]}})--",
          R"--({"wkt":"POLYGON((0 0, 1 0, 1 1)) x"})--", R"--({"wkt":"CIRCLE(0 0, 5)","use":"pond"})--"}) {
        const auto fence = decodeFence(text);
        REQUIRE_FALSE(fence.has_value());
        CHECK_FALSE(fence.error().empty());
    }
}

TEST_CASE("rings as dense texts are the same fence, to the last digit") {
    const auto plain = decodeFence(
        R"--({"name":"Old Town","use":"zone","geometry":{"type":"Polygon","coordinates":[[[77.5912345,12.9712345],[77.6,12.97],[77.6,12.9800001]],[[77.595,12.972],[77.596,12.972],[77.596,12.973]]]}})--");
    REQUIRE(plain);
    std::string dense = R"--({"name":"Old Town","use":"zone","polyline7":[)--";
    for (std::size_t ring = 0; ring < plain->rings.size(); ++ring) {
        dense += ring == 0 ? "" : ",";
        appendJsonString(dense, toPolyline7(plain->rings[ring]));
    }
    const auto fence = decodeFence(dense + "]}");
    REQUIRE(fence);
    CHECK(*fence == *plain);
    for (const char* bent : {R"({"polyline7":[]})", R"({"polyline7":"_p~iF~ps|U"})", R"({"polyline7":["_p~iF~ps|U"]})",
                             R"({"polyline7":[7]})", R"({"polyline7":["_p~iF~ps|U_ulLnnqC_"]})"}) {
        CAPTURE(bent);
        CHECK_FALSE(decodeFence(bent));
    }
}
