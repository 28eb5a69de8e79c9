#include "tests/support/simulated_eta.h"

#include <doctest/doctest.h>

using namespace roundsman::tests;

TEST_CASE("over a simulated week half of each leg's outcomes come to lie under p50, and nine of ten under p90") {
    const auto legs = judgeSimulated("7d", "40", "1");
    REQUIRE(legs.size() == 7);
    for (const auto& [leg, is] : legs) {
        CAPTURE(leg);
        CHECK(is.underP50 > 0.45);
        CHECK(is.underP50 < 0.55);
        CHECK(is.underP90 > 0.86);
        CHECK(is.underP90 < 0.94);
    }
    CHECK(legs.at("whole").maeSeconds < 600);
}
