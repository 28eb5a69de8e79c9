#include "tests/support/simulated_eta.h"

#include <doctest/doctest.h>

using namespace roundsman::tests;

TEST_CASE("over a simulated day each leg is foretold, and half and nine of ten are about what they say") {
    const auto legs = judgeSimulated("24h", "40", "2");
    REQUIRE(legs.size() == 7);
    for (const auto& [leg, is] : legs) {
        CAPTURE(leg);
        CHECK(is.legs > 100);
        CHECK(is.underP50 > 0.40);
        CHECK(is.underP50 < 0.60);
        CHECK(is.underP90 > 0.84);
        CHECK(is.underP90 < 0.96);
    }
    CHECK(legs.at("whole").maeSeconds < 600);
}
