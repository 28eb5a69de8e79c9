#include "core/history/trail_block.h"
#include "core/history/trail_stream.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <random>

using namespace roundsman;

namespace {

using Random = std::mt19937_64;

std::int64_t any(Random& random, std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random);
}

constexpr std::int64_t hour = 495'000; // some hour of 2026

/// A rider underway: regular fixes, small steps, now and then a gap, a jump, a phone that measures nothing.
std::vector<TrailPoint> ride(Random& random, std::size_t count) {
    std::vector<TrailPoint> fixes(count);
    const std::int64_t unit = std::array<std::int64_t, 3>{1, 10, 100}[static_cast<std::size_t>(any(random, 0, 2))];
    TrailPoint now{.deviceMillis = hour * millisAnHour + any(random, -5000, 1'000'000),
                   .latitudeE7 = static_cast<std::int32_t>(any(random, -900'000'000, 900'000'000) / unit * unit),
                   .longitudeE7 = static_cast<std::int32_t>(any(random, -1'800'000'000, 1'800'000'000) / unit * unit)};
    for (TrailPoint& fix : fixes) {
        now.deviceMillis += any(random, 0, 30) == 0 ? any(random, -60'000, 600'000) : 4000 + any(random, -50, 50);
        now.lagMillis = any(random, 20, 900);
        now.deliveryMillis = any(random, 0, 20);
        now.offset += any(random, 1, 900);
        now.index = static_cast<std::uint32_t>(any(random, 0, 99));
        now.latitudeE7 += static_cast<std::int32_t>(any(random, -400, 400) * unit);
        now.longitudeE7 += static_cast<std::int32_t>(any(random, -400, 400) * unit);
        now.speed = any(random, 0, 9) == 0 ? 0 : static_cast<std::uint32_t>(any(random, 1, 1500));
        now.heading = static_cast<std::uint32_t>(any(random, 0, 3601));
        now.accuracy = static_cast<std::uint32_t>(any(random, 30, 200));
        now.flags = static_cast<std::uint8_t>(any(random, 0, 20) == 0 ? any(random, 0, 0x3f) : now.flags);
        fix = now;
    }
    return fixes;
}

/// Numbers from the whole range of every member, extremes among them.
TrailPoint wild(Random& random) {
    const auto number = [&]<typename T>(T) {
        switch (any(random, 0, 3)) {
        case 0:
            return std::numeric_limits<T>::min();
        case 1:
            return std::numeric_limits<T>::max();
        case 2:
            return static_cast<T>(any(random, 0, 100));
        default:
            return static_cast<T>(random());
        }
    };
    return {.deviceMillis = number(std::int64_t{}),
            .lagMillis = number(std::int64_t{}),
            .deliveryMillis = number(std::int64_t{}),
            .offset = number(std::int64_t{}),
            .latitudeE7 = number(std::int32_t{}),
            .longitudeE7 = number(std::int32_t{}),
            .index = number(std::uint32_t{}),
            .speed = number(std::uint32_t{}),
            .heading = number(std::uint32_t{}),
            .accuracy = number(std::uint32_t{}),
            .market = number(std::uint16_t{}),
            .flags = number(std::uint8_t{})};
}

std::vector<std::uint8_t> coded(const std::vector<TrailPoint>& fixes, std::int64_t slot = hour) {
    std::vector<std::uint8_t> block;
    encodeTrailBlock(fixes, slot, block);
    return block;
}

} // namespace

TEST_CASE("what goes into a block comes out of it, for rides of every length") {
    Random random(1);
    for (std::size_t count = 1; count <= trailBlockFixesMax; ++count) {
        CAPTURE(count);
        const auto fixes = ride(random, count);
        const auto block = coded(fixes);
        std::vector<TrailPoint> back;
        REQUIRE(decodeTrailBlock(block, hour, back));
        CHECK(back == fixes);
        const auto head = readTrailBlockHead(block, hour);
        REQUIRE(head);
        CHECK(head->firstDeviceMillis == fixes.front().deviceMillis);
        CHECK(head->count == count);
        CHECK(std::ranges::all_of(fixes, [&](const TrailPoint& fix) {
            return std::abs(fix.latitudeE7 - head->firstLatitudeE7) <= head->latitudeReachE7 &&
                   std::abs(fix.longitudeE7 - head->firstLongitudeE7) <= head->longitudeReachE7;
        }));
    }
}

TEST_CASE("numbers from the whole range of every member survive a block and a stream") {
    Random random(2);
    for (int round = 0; round < 3000; ++round) {
        CAPTURE(round);
        std::vector<TrailPoint> fixes(static_cast<std::size_t>(any(random, 1, 12)));
        std::ranges::generate(fixes, [&] { return wild(random); });
        std::vector<TrailPoint> back;
        REQUIRE(decodeTrailBlock(coded(fixes, -hour), -hour, back));
        REQUIRE(back == fixes);

        std::vector<std::uint8_t> stream(fixes.size() * streamEntryBytesMax);
        std::uint8_t* end = stream.data();
        TrailPoint last;
        for (const TrailPoint& fix : fixes) {
            end = putStreamEntry(end, last, fix);
        }
        VarintReader in({stream.data(), end});
        TrailPoint read;
        for (const TrailPoint& fix : fixes) {
            REQUIRE(readStreamEntry(in, read));
            REQUIRE(read == fix);
        }
        CHECK(in.atEnd());
    }
}

TEST_CASE("one rider's entries of a tail come out alike whether the others' are read or passed over") {
    Random random(8);
    constexpr std::size_t riders = 5;
    for (int round = 0; round < 400; ++round) {
        std::array<std::vector<TrailPoint>, riders> fixes;
        for (auto& trail : fixes) {
            trail = ride(random, 40);
            for (TrailPoint& fix : trail) {
                fix = round % 2 == 0 ? fix : wild(random);
            }
        }
        std::vector<std::size_t> whose(riders * 40);
        std::ranges::generate(whose, [n = 0UZ]() mutable { return n++ % riders; });
        std::ranges::shuffle(whose, random);

        std::vector<std::uint8_t> tail(whose.size() * streamEntryBytesMax);
        std::uint8_t* end = tail.data();
        TailContext written;
        std::array<std::size_t, riders> next{};
        for (const std::size_t rider : whose) {
            const std::size_t n = next[rider]++;
            end = putTailEntry(end, n == 0 ? TrailPoint{} : fixes[rider][n - 1], written, fixes[rider][n]);
        }
        tail.resize(static_cast<std::size_t>(end - tail.data()));

        const std::size_t wanted = static_cast<std::size_t>(round) % riders;
        VarintReader in(tail);
        TailContext context;
        TrailPoint last;
        std::vector<TrailPoint> read;
        for (const std::size_t rider : whose) {
            if (rider != wanted) {
                REQUIRE(skipTailEntry(in, context));
            } else {
                TrailPoint fix;
                REQUIRE(readTailEntry(in, last, context, fix));
                read.push_back(last = fix);
            }
        }
        CHECK(in.atEnd());
        CHECK(read == fixes[wanted]);

        VarintReader cut(ByteSpan(tail).first(tail.size() - 1));
        TailContext until;
        std::size_t whole = 0;
        while (skipTailEntry(cut, until)) {
            ++whole;
        }
        CHECK(whole == whose.size() - 1);
    }
}

TEST_CASE("a block that lost or changed a bit is refused, and gives nothing") {
    Random random(3);
    const auto block = coded(ride(random, 60));
    std::vector<TrailPoint> back;
    for (std::size_t bit = 0; bit < block.size() * 8; ++bit) {
        auto broken = block;
        broken[bit / 8] = static_cast<std::uint8_t>(broken[bit / 8] ^ 1U << bit % 8);
        CAPTURE(bit);
        CHECK_FALSE(decodeTrailBlock(broken, hour, back));
    }
    for (std::size_t size = 0; size < block.size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(decodeTrailBlock(ByteSpan(block).first(size), hour, back));
    }
    CHECK(back.empty());
}

TEST_CASE("a block of a later version says so") {
    Random random(4);
    auto block = coded(ride(random, 5));
    block[0] = 2;
    std::vector<TrailPoint> back;
    CHECK(decodeTrailBlock(block, hour, back).error() == BlockTrouble::newerVersion);
}

TEST_CASE("a fix comes back as it was admitted, its evidence as finely as phones measure it") {
    FixRow fix{.rider = RiderNo{7},
               .market = MarketNo{3},
               .position = GeoPoint::fromDegrees(12.9712345, -77.5941234),
               .deviceTime = eventTimeFromMillis(1'732'170'000'123),
               .receiveTime = eventTimeFromMillis(1'732'170'000'456),
               .logTime = eventTimeFromMillis(1'732'170'000'789),
               .document = {.offset = Offset{99}, .index = 4},
               .speedMps = 5.55F,
               .headingDegrees = 270.1F,
               .status = RiderStatus::toCustomer,
               .late = true};
    const FixRow back = toFixRow(RiderNo{7}, toTrailPoint(fix));
    CHECK(back.position == fix.position);
    CHECK(back.deviceTime == fix.deviceTime);
    CHECK(back.receiveTime == fix.receiveTime);
    CHECK(back.logTime == fix.logTime);
    CHECK(back.document == fix.document);
    CHECK(back.market == fix.market);
    CHECK(back.status == fix.status);
    CHECK(back.late);
    CHECK_FALSE(back.jumped);
    CHECK(back.speedMps == doctest::Approx(5.55));
    CHECK(back.headingDegrees == doctest::Approx(270.1));
    CHECK(std::isnan(back.accuracyMetres));
}

TEST_CASE("a steady ride takes at most six bytes a fix for time and position") {
    Random random(5);
    std::vector<TrailPoint> fixes = ride(random, 120);
    for (TrailPoint& fix : fixes) {
        fix = {.deviceMillis = fix.deviceMillis, .latitudeE7 = fix.latitudeE7, .longitudeE7 = fix.longitudeE7};
    }
    CHECK(coded(fixes).size() <= 6 * fixes.size());
}
