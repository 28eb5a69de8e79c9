#include "core/model/cell_cache.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>

using namespace roundsman;

namespace {

/// Walks from everywhere on earth, in steps of many sizes, with one cache; counts where it differs from H3.
struct Walk {
    explicit Walk(int resolutionOfCells, std::uint64_t seed) : cache(resolutionOfCells), random(seed) {}

    void from(GeoPoint start, int steps, std::int32_t stepE7) {
        std::uniform_int_distribution<std::int32_t> move(-stepE7, stepE7);
        CellDisc disc;
        GeoPoint at = start;
        for (int i = 0; i < steps; ++i) {
            different += cache.cellAt(at, disc) == cellOf(at, cache.resolution()) ? 0 : 1;
            ++points;
            const std::int64_t latitude =
                std::clamp<std::int64_t>(std::int64_t{at.latitudeE7()} + move(random), -900'000'000, 900'000'000);
            std::int64_t longitude = std::int64_t{at.longitudeE7()} + move(random);
            longitude += longitude > 1'800'000'000 ? -3'600'000'000 : longitude < -1'800'000'000 ? 3'600'000'000 : 0;
            at = GeoPoint::fromE7(static_cast<std::int32_t>(latitude), static_cast<std::int32_t>(longitude));
        }
    }
    CellCache cache;
    std::mt19937_64 random;
    std::int64_t points = 0;
    std::int64_t different = 0;
};

/// About a quarter of a cell's width, so that borders are met often.
std::int32_t stepOf(int resolution) {
    return static_cast<std::int32_t>(1.0e6 / std::pow(2.6457513, resolution - 5));
}

/// The cell in the middle of a base cell: all its digits are 0, and those finer than the resolution 7.
CellId firstCellOf(std::uint64_t base, int resolution) {
    std::uint64_t index = (1ULL << 59) | (static_cast<std::uint64_t>(resolution) << 52) | (base << 45);
    for (int digit = resolution + 1; digit <= 15; ++digit) {
        index |= 7ULL << (3 * (15 - digit));
    }
    return CellId{index};
}

} // namespace

TEST_CASE("the cached cell is the one H3 gives, everywhere and at every step") {
    for (int resolution = 5; resolution <= 10; ++resolution) {
        CAPTURE(resolution);
        Walk walk(resolution, 7U + static_cast<unsigned>(resolution));
        std::uniform_real_distribution<double> sine(-1, 1);
        std::uniform_real_distribution<double> turn(-180, 180);
        for (int start = 0; start < 400; ++start) {
            const double latitude = std::asin(sine(walk.random)) * 57.29577951308232;
            walk.from(GeoPoint::fromDegrees(latitude, turn(walk.random)), 1'000, stepOf(resolution));
        }
        CHECK(walk.points == 400'000);
        CHECK(walk.different == 0);
    }
}

TEST_CASE("so it is at the poles, over the antimeridian and around pentagons") {
    const std::vector<GeoPoint> places{
        GeoPoint::fromDegrees(90, 0),
        GeoPoint::fromDegrees(-90, 0),
        GeoPoint::fromDegrees(89.9999, 179.9),
        GeoPoint::fromDegrees(0, 180),
        GeoPoint::fromDegrees(-17.5, -179.9999),
        GeoPoint::fromDegrees(64.7, 10.536199),
        GeoPoint::fromDegrees(58.28, -5.245),
        GeoPoint::fromDegrees(10.447345, 58.157706),
        GeoPoint::fromDegrees(-39.1, 122.3),
        GeoPoint::fromDegrees(50.103201, -143.478490),
    };
    for (int resolution = 5; resolution <= 10; ++resolution) {
        Walk walk(resolution, 99);
        for (const GeoPoint place : places) {
            walk.from(place, 3'000, stepOf(resolution));
            walk.from(place, 1'000, std::max(1, stepOf(resolution) / 50));
        }
        for (const std::uint64_t base : {4U, 14U, 24U, 38U, 49U, 58U, 63U, 72U, 83U, 97U, 107U, 117U}) {
            const GeoPoint pentagon = cellCentre(firstCellOf(base, resolution));
            walk.from(pentagon, 3'000, stepOf(resolution));
            walk.from(pentagon, 1'000, stepOf(resolution) * 3);
        }
        CHECK(walk.different == 0);
    }
}

TEST_CASE("a rider on a cell's very edge is where H3 puts him") {
    std::mt19937_64 random(5);
    for (int resolution = 5; resolution <= 10; ++resolution) {
        Walk walk(resolution, 11);
        std::uniform_real_distribution<double> latitude(-80, 80);
        std::uniform_real_distribution<double> longitude(-179, 179);
        for (int i = 0; i < 100; ++i) {
            const CellId cell = cellOfDegrees(latitude(random), longitude(random), resolution);
            for (const GeoPoint corner : cellBoundary(cell)) {
                walk.from(corner, 20, 3);
                walk.from(corner, 20, 2'000);
            }
        }
        CHECK(walk.different == 0);
    }
}
