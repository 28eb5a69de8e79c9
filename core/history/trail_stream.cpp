#include "core/history/trail_stream.h"

#include <array>
#include <bit>

namespace roundsman {
namespace {

// An entry: two bits for each of the twelve members say how many bytes its difference takes, then the bytes. No byte
// says "more follows", so that neither writing nor reading waits for one number before the next.
constexpr std::size_t members = 12;
constexpr std::size_t controlBytes = members * 2 / 8;

// Members that hardly ever stay the same take a byte at least, so that two bits reach further: a bit each.
constexpr unsigned streamWide = 0b1111; ///< device time, latitude, longitude, offset
constexpr unsigned tailWide = 0b0110; ///< latitude, longitude: a row's log times and offsets follow each other closely

struct Lengths {
    std::array<std::uint8_t, 65> code{};  ///< by binary digits
    std::array<std::uint8_t, 4> length{}; ///< by code
};
constexpr Lengths lengthsOf(std::array<std::uint8_t, 4> length) {
    Lengths lengths{.length = length};
    for (unsigned digits = 0; digits <= 64; ++digits) {
        while (lengths.length[lengths.code[digits]] * 8U < digits) {
            ++lengths.code[digits];
        }
    }
    return lengths;
}
constexpr Lengths wide = lengthsOf({1, 2, 3, 8});
constexpr Lengths narrow = lengthsOf({0, 1, 2, 8});
constexpr std::array<std::uint64_t, 9> masks{
    0, 0xff, 0xffff, 0xffffff, 0xffffffff, 0xffffffffff, 0xffffffffffff, 0xffffffffffffff, ~0ULL};

constexpr const Lengths& lengthsOfMember(unsigned wideMembers, std::size_t member) {
    return (wideMembers >> member & 1U) != 0 ? wide : narrow;
}

using Differences = std::array<std::uint64_t, members>;

std::uint64_t difference(std::int64_t now, std::int64_t before) {
    return zigzag(wrappingDifference(now, before));
}

Differences differencesOf(const TrailPoint& now, const TrailPoint& before) {
    return {difference(now.deviceMillis, before.deviceMillis),
            difference(now.latitudeE7, before.latitudeE7),
            difference(now.longitudeE7, before.longitudeE7),
            difference(now.offset, before.offset),
            difference(now.lagMillis, before.lagMillis),
            difference(now.deliveryMillis, before.deliveryMillis),
            difference(now.speed, before.speed),
            difference(now.heading, before.heading),
            difference(now.accuracy, before.accuracy),
            difference(now.flags, before.flags),
            difference(now.index, before.index),
            difference(now.market, before.market)};
}

void addDifferences(TrailPoint& last, const Differences& differences) {
    std::size_t member = 0;
    const auto add = [&](auto& value) {
        using Value = std::remove_reference_t<decltype(value)>;
        value = static_cast<Value>(wrappingSum(static_cast<std::int64_t>(value), unzigzag(differences[member++])));
    };
    add(last.deviceMillis);
    add(last.latitudeE7);
    add(last.longitudeE7);
    add(last.offset);
    add(last.lagMillis);
    add(last.deliveryMillis);
    add(last.speed);
    add(last.heading);
    add(last.accuracy);
    add(last.flags);
    add(last.index);
    add(last.market);
}

template <unsigned WideMembers>
[[gnu::always_inline]] inline std::uint8_t* putDifferences(std::uint8_t* at, const TrailPoint& base,
                                                           const TrailPoint& fix) {
    static_assert(streamEntryBytesMax >= controlBytes + members * 8 + 8);
    const Differences differences = differencesOf(fix, base);
    std::uint8_t* const control = at;
    at += controlBytes;
    std::uint32_t codes = 0;
    for (std::size_t member = 0; member < members; ++member) {
        const Lengths& lengths = lengthsOfMember(WideMembers, member);
        const std::uint32_t code = lengths.code[static_cast<std::size_t>(std::bit_width(differences[member]))];
        codes |= code << member * 2;
        std::memcpy(at, &differences[member], sizeof differences[member]); // the next one writes over what is too much
        at += lengths.length[code];
    }
    std::memcpy(control, &codes, controlBytes);
    return at;
}

template <unsigned WideMembers>
[[gnu::always_inline]] inline bool readDifferences(VarintReader& in, Differences& differences) {
    const ByteSpan control = in.bytes(controlBytes);
    if (!in.ok()) {
        return false;
    }
    std::uint32_t codes = 0;
    std::memcpy(&codes, control.data(), controlBytes);
    std::array<std::uint8_t, members> lengths{};
    std::size_t total = 0;
    for (std::size_t member = 0; member < members; ++member) {
        lengths[member] = lengthsOfMember(WideMembers, member).length[codes >> member * 2 & 3U];
        total += lengths[member];
    }
    const ByteSpan body = in.bytes(total);
    if (!in.ok()) {
        return false;
    }
    std::array<std::uint8_t, streamEntryBytesMax> padded; // NOLINT: written as far as it is read
    const std::uint8_t* at = body.data();
    if (in.rest().size() < sizeof(std::uint64_t)) { // eight bytes are read at a time
        std::memcpy(padded.data(), body.data(), total);
        std::memset(padded.data() + total, 0, sizeof(std::uint64_t));
        at = padded.data();
    }
    for (std::size_t member = 0; member < members; ++member) {
        std::memcpy(&differences[member], at, sizeof differences[member]);
        differences[member] &= masks[lengths[member]];
        at += lengths[member];
    }
    return true;
}

/// What a tail's entry is coded against: the rider's fix before, and the row's entry before for log time and document.
TrailPoint tailBase(const TrailPoint& before, const TailContext& context) {
    TrailPoint base = before;
    base.deviceMillis = wrappingDifference(context.logMillis, before.lagMillis);
    base.offset = context.offset;
    base.index = context.index;
    return base;
}

} // namespace

std::uint8_t* putStreamEntry(std::uint8_t* at, TrailPoint& last, const TrailPoint& fix) {
    at = putDifferences<streamWide>(at, last, fix);
    last = fix;
    return at;
}

void skipStreamEntry(VarintReader& in) {
    Differences differences; // NOLINT: not looked at
    static_cast<void>(readDifferences<streamWide>(in, differences));
}

bool readStreamEntry(VarintReader& in, TrailPoint& last) {
    Differences differences; // NOLINT: all are written
    if (!readDifferences<streamWide>(in, differences)) {
        return false;
    }
    addDifferences(last, differences);
    return true;
}

std::uint8_t* putTailEntry(std::uint8_t* at, const TrailPoint& before, TailContext& context, const TrailPoint& fix) {
    at = putDifferences<tailWide>(at, tailBase(before, context), fix);
    context = {.logMillis = fix.logMillis(), .offset = fix.offset, .index = fix.index};
    return at;
}

bool readTailEntry(VarintReader& in, const TrailPoint& before, TailContext& context, TrailPoint& fix) {
    Differences differences; // NOLINT: all are written
    if (!readDifferences<tailWide>(in, differences)) {
        return false;
    }
    fix = tailBase(before, context);
    addDifferences(fix, differences);
    context = {.logMillis = fix.logMillis(), .offset = fix.offset, .index = fix.index};
    return true;
}

bool skipTailEntry(VarintReader& in, TailContext& context) {
    // The rider's own past falls out of what the next entry needs: with zeros in its place the context is the same.
    TrailPoint fix;
    return readTailEntry(in, TrailPoint{}, context, fix);
}

} // namespace roundsman
