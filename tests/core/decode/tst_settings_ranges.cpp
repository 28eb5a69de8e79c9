#include "core/decode/settings_json.h"

#include <doctest/doctest.h>

using namespace roundsman;

TEST_CASE("the defaults are within every range, and are read as they were written") {
    const auto again = settingsFromJson(settingsToJson(LaneSettings{}));
    REQUIRE_MESSAGE(again.has_value(), again.error().sentence);
    CHECK(*again == LaneSettings{});
}

TEST_CASE("a value out of its range is refused with the setting's name and its range") {
    const auto refusal = [](const char* json) {
        const auto changed = changedSettings(LaneSettings{}, json);
        return changed ? std::string("taken") : changed.error().sentence;
    };
    CHECK(refusal(R"({"surge":{"emaAlpha":1.5}})").starts_with("surge.emaAlpha: "));
    CHECK(refusal(R"({"surge":{"emaAlpha":0}})") == "surge.emaAlpha: 0.001 to 1");
    CHECK(refusal(R"({"cellResolution":16})") == "cellResolution: 0 to 15");
    CHECK(refusal(R"({"ladder":{"arrivedFixes":0}})") == "ladder.arrivedFixes: 1 to 100");
    CHECK(refusal(R"({"surge":{"curve":[[1,1],[2,0.9]]}})").starts_with("surge.curve: "));
    CHECK(refusal(R"({"surge":{"curve":[[1,1.5],[2,1.2]]}})").starts_with("surge.curve: "));
    CHECK(refusal(R"({"staleness":{"staleAfterMs":10000}})").starts_with("staleness: "));
    CHECK(refusal(R"({"rollups":{"minutesKeptMs":8640000000}})").starts_with("rollups: "));
    CHECK(refusal(R"({"markets":{"north":{"timeZone":"Europe/Atlantis"}}})").starts_with("markets.north.timeZone: "));
    CHECK(refusal(R"({"markets":{"north":{"businessDayStartMs":86400000}}})").starts_with("markets.north.business"));
    CHECK(refusal(R"({"markets":{"north":{"timeZone":"Europe/Berlin","businessDayStartMs":14400000}}})") == "taken");
    CHECK(refusal(R"({"surge":{"cap":2.5}})") == "taken");
}
