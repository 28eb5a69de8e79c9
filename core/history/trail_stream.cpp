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

/// The bytes behind an entry's control, eight of which may be read from any place in it.
class EntryBody {
public:
    /// REQUIRES: the body was the last that was taken of `in`
    EntryBody(const VarintReader& in, ByteSpan body) : m_at(body.data()) {
        if (in.rest().size() < sizeof(std::uint64_t)) {
            std::memcpy(m_padded.data(), body.data(), body.size());
            std::memset(m_padded.data() + body.size(), 0, sizeof(std::uint64_t));
            m_at = m_padded.data();
        }
    }
    EntryBody(const EntryBody&) = delete;

    [[nodiscard]] std::uint64_t number(std::size_t place, std::size_t length) const {
        std::uint64_t value = 0;
        std::memcpy(&value, m_at + place, sizeof value);
        return value & masks[length];
    }

private:
    const std::uint8_t* m_at;
    std::array<std::uint8_t, streamEntryBytesMax> m_padded; // NOLINT: written as far as it is read
};

/// Takes an entry's control; false when there is none.
[[gnu::always_inline]] inline bool readControl(VarintReader& in, std::uint32_t& codes) {
    const ByteSpan control = in.bytes(controlBytes);
    if (!in.ok()) {
        return false;
    }
    codes = 0;
    std::memcpy(&codes, control.data(), controlBytes);
    return true;
}

template <unsigned WideMembers>
[[gnu::always_inline]] inline bool readDifferences(VarintReader& in, Differences& differences) {
    std::uint32_t codes = 0;
    if (!readControl(in, codes)) {
        return false;
    }
    std::array<std::uint8_t, members> lengths{};
    std::size_t total = 0;
    for (std::size_t member = 0; member < members; ++member) {
        lengths[member] = lengthsOfMember(WideMembers, member).length[codes >> member * 2 & 3U];
        total += lengths[member];
    }
    const ByteSpan taken = in.bytes(total);
    if (!in.ok()) {
        return false;
    }
    const EntryBody body(in, taken);
    std::size_t place = 0;
    for (std::size_t member = 0; member < members; ++member) {
        differences[member] = body.number(place, lengths[member]);
        place += lengths[member];
    }
    return true;
}

// Members of a tail's entry that the next one needs, by their number.
constexpr std::size_t memberDevice = 0;
constexpr std::size_t memberOffset = 3;
constexpr std::size_t memberLag = 4;
constexpr std::size_t memberIndex = 10;

constexpr std::size_t membersAHalf = members / 2;

/// Where things lie in half an entry, by half its control.
struct HalfEntry {
    std::uint8_t wanted = 0; ///< the place of the first member that is wanted behind the half's first
    std::uint8_t size = 0;
};
using HalfEntries = std::array<HalfEntry, std::size_t{1} << membersAHalf * 2>;

constexpr HalfEntries tailHalves(std::size_t firstMember, std::size_t wantedMember) {
    HalfEntries halves{};
    for (std::size_t codes = 0; codes < halves.size(); ++codes) {
        for (std::size_t i = 0; i < membersAHalf; ++i) {
            const std::size_t member = firstMember + i;
            halves[codes].wanted = member == wantedMember ? halves[codes].size : halves[codes].wanted;
            halves[codes].size = static_cast<std::uint8_t>(
                halves[codes].size + lengthsOfMember(tailWide, member).length[codes >> i * 2 & 3U]);
        }
    }
    return halves;
}
constexpr HalfEntries tailFirstHalves = tailHalves(0, memberOffset);
constexpr HalfEntries tailSecondHalves = tailHalves(membersAHalf, memberIndex);

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

/// Of ten thousands of entries for one that is wanted: the four numbers alone that the next entry needs, whose places
/// stand in two tables. What the rider's own past adds to device time it takes from the lag.
bool skipTailEntry(VarintReader& in, TailContext& context) {
    std::uint32_t codes = 0;
    if (!readControl(in, codes)) {
        return false;
    }
    const HalfEntry& first = tailFirstHalves[codes % tailFirstHalves.size()];
    const HalfEntry& second = tailSecondHalves[codes / tailFirstHalves.size()];
    const ByteSpan taken = in.bytes(std::size_t{first.size} + second.size);
    if (!in.ok()) {
        return false;
    }
    const EntryBody body(in, taken);
    const auto lengthOf = [codes](std::size_t member) {
        return std::size_t{lengthsOfMember(tailWide, member).length[codes >> member * 2 & 3U]};
    };
    const std::size_t offsetLength = lengthOf(memberOffset);
    const std::int64_t device = unzigzag(body.number(0, lengthOf(memberDevice)));
    const std::int64_t offset = unzigzag(body.number(first.wanted, offsetLength));
    const std::int64_t lag = unzigzag(body.number(first.wanted + offsetLength, lengthOf(memberLag)));
    const std::int64_t index = unzigzag(body.number(std::size_t{first.size} + second.wanted, lengthOf(memberIndex)));
    context.logMillis = wrappingSum(wrappingSum(context.logMillis, device), lag);
    context.offset = wrappingSum(context.offset, offset);
    context.index = static_cast<std::uint32_t>(wrappingSum(context.index, index));
    return true;
}

} // namespace roundsman
