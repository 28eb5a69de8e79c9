#pragma once

#include "core/model/fix.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace roundsman {

/// A fix as trails keep it: whole numbers, without the rider, who is in the key. Positions and times are exact; the
/// evidence is kept as finely as phones measure it: speed 1 cm/s, heading 0.1 degrees, accuracy 0.1 m. For these three
/// 0 stands for "not measured" and n for n - 1 units.
struct TrailPoint {
    std::int64_t deviceMillis = 0;
    std::int64_t lagMillis = 0;      ///< log time - device time
    std::int64_t deliveryMillis = 0; ///< log time - receive time
    std::int64_t offset = 0;
    std::int32_t latitudeE7 = 0;
    std::int32_t longitudeE7 = 0;
    std::uint32_t index = 0;
    std::uint32_t speed = 0;
    std::uint32_t heading = 0;
    std::uint32_t accuracy = 0;
    std::uint16_t market = 0;
    std::uint8_t flags = 0; ///< status in the low bits, then late and jumped

    /// Wraps where hostile bytes made the parts too great.
    [[nodiscard]] std::int64_t logMillis() const {
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(deviceMillis) +
                                         static_cast<std::uint64_t>(lagMillis));
    }
    [[nodiscard]] bool late() const { return (flags & lateFlag) != 0; }
    [[nodiscard]] DocumentRef document() const { return {.offset = Offset{offset}, .index = index}; }
    bool operator==(const TrailPoint&) const = default;

    static constexpr std::uint8_t statusMask = 0x0f;
    static constexpr std::uint8_t lateFlag = 0x10;
    static constexpr std::uint8_t jumpedFlag = 0x20;
};
static_assert(riderStatusCount <= TrailPoint::statusMask + 1U);

TrailPoint toTrailPoint(const FixRow& fix);
FixRow toFixRow(RiderNo rider, const TrailPoint& point);

inline constexpr std::int64_t millisAnHour = 3'600'000;
inline constexpr std::int64_t hoursADay = 24;

/// The hour since the epoch that an instant lies in; also before 1970.
constexpr std::int64_t hourOf(std::int64_t millis) {
    return millis / millisAnHour - (millis % millisAnHour < 0 ? 1 : 0);
}

/// Signed numbers with small ones first: 0, -1, 1, -2 …
constexpr std::uint64_t zigzag(std::int64_t value) {
    return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63);
}
constexpr std::int64_t unzigzag(std::uint64_t value) {
    return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
}
/// Differences of hostile numbers may not fit: they wrap, and wrap back when they are added again.
constexpr std::int64_t wrappingDifference(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}
constexpr std::int64_t wrappingSum(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}
/// When an hour begins; of damaged bytes it may be any number.
constexpr std::int64_t hourStart(std::int64_t hour) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(hour) * static_cast<std::uint64_t>(millisAnHour));
}

} // namespace roundsman
