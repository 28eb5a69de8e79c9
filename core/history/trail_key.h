#pragma once

#include "core/base/check.h"
#include "core/history/trail_point.h"

#include <cstdint>

namespace roundsman {

/// Where a block stands in its day's file: partition, hour of the day, place in the hour, rider. The blocks of one
/// visit (see TrailGroup::fold) have one place, and later visits a greater one: so a file only ever grows at the end of
/// the hour, and no page is written twice. `visits` in the day's file says which places hold a rider. The hour is that
/// of log time. Fixes that came over an hour later than they were taken stand in blocks of their own in the same file,
/// under the hour `lateShelf`: readers of a time look there in the files of that day and later ones.
struct TrailKey {
    std::uint32_t partition = 0; ///< under 4096
    std::uint32_t hour = 0;      ///< 0 … 23, or lateShelf
    std::uint32_t place = 0;     ///< under 2^22
    std::uint32_t rider = 0;     ///< under 2^24

    static constexpr std::uint32_t lateShelf = 31;
    static constexpr std::uint32_t placeEnd = 1U << 22U;
    static constexpr std::uint32_t riderEnd = 1U << 24U;
    static constexpr std::uint32_t partitionEnd = 1U << 12U;

    [[nodiscard]] constexpr std::int64_t value() const {
        return static_cast<std::int64_t>(partition) << 51U | static_cast<std::int64_t>(hour) << 46U |
               static_cast<std::int64_t>(place) << 24U | static_cast<std::int64_t>(rider);
    }
    static constexpr TrailKey from(std::int64_t value) {
        const auto bits = static_cast<std::uint64_t>(value);
        return {.partition = static_cast<std::uint32_t>(bits >> 51U),
                .hour = static_cast<std::uint32_t>(bits >> 46U) & 31U,
                .place = static_cast<std::uint32_t>(bits >> 24U) & (placeEnd - 1),
                .rider = static_cast<std::uint32_t>(bits) & (riderEnd - 1)};
    }
    bool operator==(const TrailKey&) const = default;
};

/// Where a tail row stands in the main file: a bundle's rows lie together, in the order of their batches. `part` is the
/// group in the bundle of rows that schema 4 wrote, one for each group; 0 since.
struct TailKey {
    std::uint32_t partition = 0; ///< under 4096
    std::uint32_t bundle = 0;    ///< under 4096
    std::int64_t batch = 0;      ///< under 2^37
    std::uint32_t part = 0;      ///< under 4

    static constexpr std::int64_t batchEnd = std::int64_t{1} << 37U;

    [[nodiscard]] constexpr std::int64_t value() const {
        return static_cast<std::int64_t>(partition) << 51U | static_cast<std::int64_t>(bundle) << 39U | batch << 2U |
               static_cast<std::int64_t>(part);
    }
    static constexpr TailKey from(std::int64_t value) {
        const auto bits = static_cast<std::uint64_t>(value);
        return {.partition = static_cast<std::uint32_t>(bits >> 51U) & 0xfffU,
                .bundle = static_cast<std::uint32_t>(bits >> 39U) & 0xfffU,
                .batch = static_cast<std::int64_t>(bits >> 2U) & (batchEnd - 1),
                .part = static_cast<std::uint32_t>(bits) & 3U};
    }
    bool operator==(const TailKey&) const = default;
};
/// A bundle's rows have keys from the first to the last.
constexpr std::int64_t firstTailKey(std::uint32_t partition, std::uint32_t bundle) {
    return TailKey{.partition = partition, .bundle = bundle}.value();
}
constexpr std::int64_t lastTailKey(std::uint32_t partition, std::uint32_t bundle) {
    return TailKey{.partition = partition, .bundle = bundle, .batch = TailKey::batchEnd - 1, .part = 3}.value();
}
/// Where a group's open row stands.
constexpr std::int64_t openRowKey(std::uint32_t partition, std::uint32_t group) {
    return static_cast<std::int64_t>(partition) << 32U | static_cast<std::int64_t>(group);
}

constexpr std::int64_t dayOfHour(std::int64_t hour) {
    return (hour - (hour < 0 ? hoursADay - 1 : 0)) / hoursADay;
}
constexpr std::uint32_t hourOfDay(std::int64_t hour) {
    return static_cast<std::uint32_t>(hour - dayOfHour(hour) * hoursADay);
}

/// The slot that a block's times are coded against.
constexpr std::int64_t slotHour(std::int64_t day, const TrailKey& key) {
    return day * hoursADay + (key.hour == TrailKey::lateShelf ? 0 : key.hour);
}

/// A fix that came so late, or so early, stands on the late shelf.
constexpr bool belongsOnLateShelf(const TrailPoint& point) {
    const std::int64_t apart = wrappingDifference(hourOf(point.deviceMillis), hourOf(point.logMillis()));
    return apart < -1 || apart > 1;
}

/// Key of a key frame: every rider's last fix before the hour began.
constexpr std::int64_t frameKey(std::uint32_t partition, std::uint32_t hour) {
    return static_cast<std::int64_t>(partition) << 8U | static_cast<std::int64_t>(hour);
}

} // namespace roundsman
