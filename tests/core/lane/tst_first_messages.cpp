#include "core/lane/lane.h"
#include "tests/support/lane_feed.h"

#include <doctest/doctest.h>

using namespace roundsman;

namespace {

LaneOutput outputOf(const std::string& record, const LaneSettings& settings = {}) {
    LaneFeed feed;
    feed.document(record);
    Lane lane(PartitionNo{0}, settings);
    LaneOutput out;
    lane.apply(feed.records(), out);
    return out;
}

} // namespace

TEST_CASE("the first messages: metres are a place only where the market says so, and a name alone is no position") {
    const std::string metres = R"({"driverId":453,"longitude":1324234.234,"latitude":4524234.234,"state":"south"})";
    CHECK(outputOf(metres).verdicts.of(Reason::projectedMetres) == 1);
    CHECK(outputOf(metres).quarantine.at(0).hint.contains("web-mercator"));

    LaneSettings projected;
    projected.markets["south"].coordinates = Coordinates::webMercatorMetres;
    const LaneOutput out = outputOf(metres, projected);
    REQUIRE(out.fixes.size() == 1);
    CHECK(out.fixes[0].position.longitude() == doctest::Approx(11.8958).epsilon(1e-4));

    for (const auto* place : {"south", "north"}) {
        CHECK(outputOf(std::string(R"({"name":"tony","location":")") + place + "\"}").verdicts.of(Reason::noPosition) ==
              1);
    }
}
