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

std::uint64_t takeNumber(std::string_view& bytes) {
    std::uint64_t value = 0;
    for (int shift = 0; !bytes.empty(); shift += 7) {
        const auto byte = static_cast<std::uint8_t>(bytes.front());
        bytes.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80) {
            break;
        }
    }
    return value;
}

/// Every bucket taken out of the bytes and every value counted, by the definition alone.
double plainQuantile(std::string_view bytes, double q) {
    std::vector<std::uint64_t> values; // the number of the bucket of each
    for (std::uint64_t bucket = 0; !bytes.empty();) {
        bucket += takeNumber(bytes);
        values.insert(values.end(), takeNumber(bytes), bucket);
    }
    const std::uint64_t bucket = values.at(static_cast<std::size_t>(q * static_cast<double>(values.size() - 1)));
    std::uint64_t first = bucket == 0 ? 0 : 1;
    std::uint64_t next = 1;
    for (std::uint64_t n = 0; n < bucket; ++n) {
        first = next;
        next = std::max(first + 1, first * 101 / 99 + 1);
    }
    const auto low = static_cast<double>(first);
    const auto high = static_cast<double>(next - 1);
    return high <= low ? low : 2 * low * high / (low + high);
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

TEST_CASE("what comes out of bytes answers as what went in, before and after it is changed") {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const QuantileSketch sketch = sketchOf(drawn(seed, 1 + seed * seed));
        const std::string bytes = sketch.toBytes();
        QuantileSketch read;
        read.fromBytes(bytes, sketch.count());
        CHECK(read == sketch);
        CHECK(read.toBytes() == bytes);
        const double low = static_cast<double>(seed % 11) / 10;
        for (const double high : {low, (low + 1) / 2, 1.0}) {
            CHECK(read.quantiles(low, high) == std::pair(plainQuantile(bytes, low), plainQuantile(bytes, high)));
            CHECK(sketch.quantiles(low, high) == read.quantiles(low, high));
        }
        QuantileSketch more = sketch;
        more.add(900'000, 3);
        read.add(900'000, 3);
        CHECK(read == more);
        QuantileSketch packed;
        packed.fromBytes(bytes, sketch.count());
        QuantileSketch both = sketch;
        both.merge(more);
        more.merge(packed);
        CHECK(more == both);
        packed.merge(read);
        CHECK(packed == both);
        CHECK(packed.quantile(low) == both.quantile(low));
    }
}

TEST_CASE("damaged bytes are read no further than they go") {
    std::mt19937_64 random(5);
    const std::string whole = sketchOf(drawn(3, 40)).toBytes();
    for (int round = 0; round < 2000; ++round) {
        std::string bytes = whole.substr(0, random() % (whole.size() + 1));
        for (std::uint64_t flips = random() % 4; flips > 0 && !bytes.empty(); --flips) {
            bytes[random() % bytes.size()] = static_cast<char>(random());
        }
        QuantileSketch read;
        read.fromBytes(bytes, 40);
        const auto [low, high] = read.quantiles(0.1, 0.9);
        CHECK((low >= 0 && high < 1e13));
        read.merge(sketchOf({7}));
        CHECK(read.count() == 41);
        CHECK(read.quantile(1) >= 0);
    }
}

TEST_CASE("numbers below zero and beyond the limit are kept at the ends") {
    QuantileSketch sketch;
    sketch.add(-5);
    sketch.add(INT64_MAX);
    CHECK(sketch.quantile(0) == 0);
    CHECK(sketch.quantile(1) > 2e12);
}
