#include "core/model/sketch.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

using namespace roundsman;

namespace {

std::vector<std::int64_t> drawn(std::uint64_t seed, std::size_t count) {
    std::mt19937_64 random(seed);
    std::lognormal_distribution<double> durations(12, 2);
    std::vector<std::int64_t> values;
    for (std::size_t i = 0; i < count; ++i) {
        values.push_back(static_cast<std::int64_t>(durations(random)));
    }
    return values;
}

QuantileSketch sketchOf(const std::vector<std::int64_t>& values) {
    QuantileSketch sketch;
    for (const std::int64_t value : values) {
        sketch.add(value);
    }
    return sketch;
}

} // namespace

TEST_CASE("every quantile is within 1 % of the exact one, whatever the spread") {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        auto values = drawn(seed, 1 + seed * 97);
        const QuantileSketch sketch = sketchOf(values);
        std::ranges::sort(values);
        for (const double q : {0.0, 0.01, 0.25, 0.5, 0.9, 0.99, 1.0}) {
            const auto exact =
                static_cast<double>(values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))]);
            CHECK(std::abs(sketch.quantile(q) - exact) <= 0.01 * exact + 1e-9);
        }
    }
}

TEST_CASE("small numbers are exact") {
    for (std::int64_t value = 0; value < 50; ++value) {
        CHECK(sketchOf({value}).quantile(0.5) == static_cast<double>(value));
    }
}

TEST_CASE("merging in any order and grouping gives the same sketch as adding everything") {
    auto values = drawn(7, 3000);
    const QuantileSketch whole = sketchOf(values);
    std::mt19937_64 random(1);
    for (int round = 0; round < 20; ++round) {
        std::ranges::shuffle(values, random);
        const std::size_t cut = random() % values.size();
        QuantileSketch left = sketchOf({values.begin(), values.begin() + static_cast<std::ptrdiff_t>(cut)});
        const QuantileSketch right = sketchOf({values.begin() + static_cast<std::ptrdiff_t>(cut), values.end()});
        left.merge(right);
        CHECK(left == whole);
        CHECK(left.toBytes() == whole.toBytes());
    }
}

TEST_CASE("a sketch comes back from its bytes, and damaged bytes give none") {
    const QuantileSketch sketch = sketchOf(drawn(3, 500));
    QuantileSketch read;
    REQUIRE(read.fromBytes(sketch.toBytes()));
    CHECK(read == sketch);
    CHECK(read.count() == 500);
    CHECK_FALSE(read.fromBytes(sketch.toBytes() + "\x01"));
    CHECK(read.count() == 0);
    CHECK_FALSE(read.fromBytes(std::string("\x05\x00", 2)));
    CHECK_FALSE(read.fromBytes("\xff\xff\xff\xff\x0f\x01"));
    CHECK(read.fromBytes(""));
}

TEST_CASE("numbers below zero and beyond the limit are kept at the ends") {
    QuantileSketch sketch;
    sketch.add(-5);
    sketch.add(INT64_MAX);
    CHECK(sketch.quantile(0) == 0);
    CHECK(sketch.quantile(1) > 2e12);
}
