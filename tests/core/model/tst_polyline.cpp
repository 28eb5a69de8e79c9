#include "core/model/polyline.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace roundsman;

TEST_CASE("the published example of the format comes out, counted in our units") {
    const std::vector<GeoPoint> line{GeoPoint::fromE7(3'850'000, -12'020'000), GeoPoint::fromE7(4'070'000, -12'095'000),
                                     GeoPoint::fromE7(4'325'200, -12'645'300)};
    CHECK(toPolyline7(line) == "_p~iF~ps|U_ulLnnqC_mqNvxq`@");
    CHECK(fromPolyline7("_p~iF~ps|U_ulLnnqC_mqNvxq`@") == line);
    CHECK(fromPolyline7("") == std::vector<GeoPoint>{});
}

TEST_CASE("any line comes back exactly, from pole to pole and across the antimeridian") {
    std::mt19937_64 random(7);
    for (int round = 0; round < 300; ++round) {
        const std::int64_t step = round % 3 == 0 ? 1'800'000'000 : round % 3 == 1 ? 30'000 : 3;
        std::vector<GeoPoint> line;
        std::int64_t latitude = 0;
        std::int64_t longitude = 0;
        for (std::uint64_t n = random() % 60; n > 0; --n) {
            const auto move = [&] {
                return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(2 * step + 1)) - step;
            };
            latitude = std::clamp<std::int64_t>(latitude + move(), -900'000'000, 900'000'000);
            longitude = std::clamp<std::int64_t>(longitude + move(), -1'800'000'000, 1'800'000'000);
            line.push_back(GeoPoint::fromE7(static_cast<std::int32_t>(latitude), static_cast<std::int32_t>(longitude)));
        }
        CHECK(fromPolyline7(toPolyline7(line)) == line);
    }
}

TEST_CASE("bytes that are no line, or leave the earth, are refused; what is taken means one thing") {
    for (const char* text : {"_", "_p~iF", "\x01\x02", "~~~~~~~~~~~~~~~~", "_p~iF~ps|U_", "aaa\"", "_____{__"}) {
        CAPTURE(text);
        CHECK_FALSE(fromPolyline7(text));
    }
    CHECK_FALSE(fromPolyline7(toPolyline7({GeoPoint::fromE7(900'000'000, 0)}) + toPolyline7({GeoPoint::fromE7(1, 0)})));
    std::mt19937_64 random(11);
    std::size_t taken = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (std::uint64_t n = random() % 12; n > 0; --n) {
            text += static_cast<char>(round % 4 == 0 ? random() % 256 : 63 + random() % 64);
        }
        if (const auto line = fromPolyline7(text)) {
            ++taken;
            CHECK(fromPolyline7(toPolyline7(*line)) == *line);
        }
    }
    CHECK(taken > 1000);
}
