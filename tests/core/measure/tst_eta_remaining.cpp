#include "core/measure/eta/remaining.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace roundsman;

namespace {

LegEstimate said(float p50, float p90) {
    return {p50, p90, EtaLevel::market};
}

} // namespace

TEST_CASE("nothing has passed: what is left is all of it") {
    CHECK(remainingOf(said(600, 900), 0) == said(600, 900));
}

TEST_CASE("what is left of a stretch is what is left of those that last so long") {
    const LegEstimate whole = said(600, 1000);
    const double spread = std::log(1000.0 / 600) / 1.2815515655;
    std::mt19937_64 random(7);
    std::lognormal_distribution<double> duration(std::log(600.0), spread);
    for (const double elapsed : {60.0, 400.0, 800.0, 1500.0}) {
        CAPTURE(elapsed);
        std::vector<double> left;
        while (left.size() < 4'000) {
            if (const double lasted = duration(random); lasted > elapsed) {
                left.push_back(lasted - elapsed);
            }
        }
        std::ranges::sort(left);
        const LegEstimate rest = remainingOf(whole, elapsed);
        CHECK(rest.p50Seconds == doctest::Approx(left[left.size() / 2]).epsilon(0.08));
        CHECK(rest.p90Seconds == doctest::Approx(left[left.size() * 9 / 10]).epsilon(0.08));
    }
}

TEST_CASE("a stretch that is long overdue is still open, and its ninth decile beyond its middle") {
    const LegEstimate rest = remainingOf(said(600, 700), 7200);
    CHECK(rest.p50Seconds > 0);
    CHECK(rest.p90Seconds >= rest.p50Seconds);
}

TEST_CASE("delays of stretches in a row add as squares, and the weaker knowledge names the level") {
    const LegEstimate both = oneAfterTheOther(said(100, 130), {200, 240, EtaLevel::fallback});
    CHECK(both.p50Seconds == 300);
    CHECK(both.p90Seconds == doctest::Approx(350));
    CHECK(both.level == EtaLevel::fallback);
    CHECK(oneAfterTheOther({0, 0, EtaLevel::passed}, said(1, 2)).level == EtaLevel::market);
}
