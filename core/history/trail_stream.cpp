#include "core/history/trail_stream.h"

namespace roundsman {
namespace {

// What is the same as in the fix before is not written; a bit of the first byte says so.
enum Changed : std::uint8_t {
    lagChanged = 1,
    deliveryChanged = 2,
    speedChanged = 4,
    headingChanged = 8,
    accuracyChanged = 16,
    flagsChanged = 32,
    indexChanged = 64,
    marketChanged = 128,
};

std::uint8_t* putDifference(std::uint8_t* at, std::int64_t now, std::int64_t before) {
    return putVarint(at, zigzag(wrappingDifference(now, before)));
}

std::uint8_t changes(const TrailPoint& a, const TrailPoint& b) {
    const auto bit = [](bool changed, unsigned mask) {
        return changed ? mask : 0U;
    };
    return static_cast<std::uint8_t>(
        bit(a.lagMillis != b.lagMillis, lagChanged) | bit(a.deliveryMillis != b.deliveryMillis, deliveryChanged) |
        bit(a.speed != b.speed, speedChanged) | bit(a.heading != b.heading, headingChanged) |
        bit(a.accuracy != b.accuracy, accuracyChanged) | bit(a.flags != b.flags, flagsChanged) |
        bit(a.index != b.index, indexChanged) | bit(a.market != b.market, marketChanged));
}

} // namespace

std::uint8_t* putStreamEntry(std::uint8_t* at, TrailPoint& last, const TrailPoint& fix) {
    const std::uint8_t changed = changes(fix, last);
    *at++ = changed;
    at = putDifference(at, fix.deviceMillis, last.deviceMillis);
    at = putDifference(at, fix.latitudeE7, last.latitudeE7);
    at = putDifference(at, fix.longitudeE7, last.longitudeE7);
    at = putDifference(at, fix.offset, last.offset);
    const auto put = [&](unsigned mask, std::int64_t now, std::int64_t before) {
        if ((changed & mask) != 0) {
            at = putDifference(at, now, before);
        }
    };
    put(lagChanged, fix.lagMillis, last.lagMillis);
    put(deliveryChanged, fix.deliveryMillis, last.deliveryMillis);
    put(speedChanged, fix.speed, last.speed);
    put(headingChanged, fix.heading, last.heading);
    put(accuracyChanged, fix.accuracy, last.accuracy);
    put(flagsChanged, fix.flags, last.flags);
    put(indexChanged, fix.index, last.index);
    put(marketChanged, fix.market, last.market);
    last = fix;
    return at;
}

bool readStreamEntry(VarintReader& in, TrailPoint& last) {
    const std::uint8_t changed = in.byte();
    const auto take = [&](auto& member) {
        using Member = std::remove_reference_t<decltype(member)>;
        member = static_cast<Member>(wrappingSum(static_cast<std::int64_t>(member), in.getSigned()));
    };
    const auto takeIf = [&](unsigned mask, auto& member) {
        if ((changed & mask) != 0) {
            take(member);
        }
    };
    take(last.deviceMillis);
    take(last.latitudeE7);
    take(last.longitudeE7);
    take(last.offset);
    takeIf(lagChanged, last.lagMillis);
    takeIf(deliveryChanged, last.deliveryMillis);
    takeIf(speedChanged, last.speed);
    takeIf(headingChanged, last.heading);
    takeIf(accuracyChanged, last.accuracy);
    takeIf(flagsChanged, last.flags);
    takeIf(indexChanged, last.index);
    takeIf(marketChanged, last.market);
    return in.ok();
}

} // namespace roundsman
