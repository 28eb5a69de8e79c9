#include "core/base/compact_bytes.h"

#include <doctest/doctest.h>

#include <limits>
#include <random>
#include <vector>

namespace roundsman {
namespace {

std::string numbers(const std::vector<std::uint64_t>& values) {
    CompactWriter out;
    for (const std::uint64_t value : values) {
        out.number(value);
    }
    return out.take();
}

/// Numbers of every length from one byte to ten.
std::vector<std::uint64_t> someNumbers(std::uint64_t seed, std::size_t count) {
    std::mt19937_64 random(seed);
    std::vector<std::uint64_t> values{0, 127, 128, std::numeric_limits<std::uint64_t>::max()};
    while (values.size() < count) {
        values.push_back(random() >> (random() % 64));
    }
    return values;
}

} // namespace

TEST_CASE("numbers of every length come back, with and without room behind them") {
    for (const std::uint64_t value : someNumbers(1, 20'000)) {
        const std::string alone = numbers({value});
        CompactReader in(alone);
        CHECK(in.number() == value);
        CHECK(in.atEnd());
        const std::string followed = alone + std::string(8, '\xff');
        CompactReader first(followed);
        CHECK(first.number() == value);
        CHECK(first.ok());
    }
    const auto many = someNumbers(2, 5000);
    const std::string bytes = numbers(many);
    CompactReader in(bytes);
    for (const std::uint64_t value : many) {
        REQUIRE(in.number() == value);
    }
    CHECK(in.atEnd());
}

TEST_CASE("signed numbers come back") {
    const std::vector<std::int64_t> values{
        0, -1, 1, 63, -64, 64, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
    CompactWriter out;
    for (const std::int64_t value : values) {
        out.signedNumber(value);
    }
    const std::string bytes = out.take();
    CompactReader in(bytes);
    for (const std::int64_t value : values) {
        CHECK(in.signedNumber() == value);
    }
    CHECK(in.atEnd());
}

TEST_CASE("what was cut off, never ends or promises more than there is gives zero and says so for good") {
    for (const std::uint64_t value : someNumbers(3, 200)) {
        const std::string whole = numbers({value});
        const std::string cut = whole.substr(0, whole.size() - 1);
        CompactReader in(cut);
        CHECK(in.number() == 0);
        CHECK_FALSE(in.ok());
        CHECK(in.number() == 0);
    }
    const std::string endless(40, '\xff');
    CompactReader in(endless);
    CHECK(in.number() == 0);
    CHECK_FALSE(in.ok());
    const std::string shortText = numbers({5}) + "four";
    CompactReader text(shortText);
    CHECK(text.text().empty());
    CHECK_FALSE(text.ok());
}

} // namespace roundsman
