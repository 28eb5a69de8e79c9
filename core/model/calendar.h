#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace roundsman {

/// The chain of buckets, finest first. From the hour on they follow a place's own clock.
enum class Granularity : std::uint8_t { minute, quarter, hour, day, week, month };
std::string_view toText(Granularity granularity);
/// "1m", "15m", "1h", "1d", "1w", "1mo" and the words themselves.
std::optional<Granularity> granularityFrom(std::string_view text);

/// A place's clock: its time zone, with daylight saving, and the hour its business day begins (04:00 is usual for
/// restaurants: an order at 01:30 belongs to the evening before). Days are 23, 24 or 25 hours long; weeks begin on
/// Monday. Where the clock is set back the first of the two instants begins a day, where it is set forward over the
/// beginning the instant of the change does.
class Calendar {
public:
    Calendar() = default; ///< UTC, midnight
    static std::expected<Calendar, std::string> of(std::string_view zone, Millis dayStart);

    [[nodiscard]] EventTime bucketStart(EventTime time, Granularity granularity) const;
    /// Where the next bucket begins.
    [[nodiscard]] EventTime bucketEnd(EventTime time, Granularity granularity) const;

    [[nodiscard]] int hourOfDay(EventTime time) const;                      ///< 0 to 23 by the wall clock
    [[nodiscard]] std::chrono::weekday businessDayOf(EventTime time) const; ///< which day's business it is
    [[nodiscard]] Millis utcOffset(EventTime time) const;
    [[nodiscard]] Millis dayStart() const { return m_dayStart; }

    bool operator==(const Calendar&) const = default;

private:
    [[nodiscard]] std::chrono::local_time<Millis> localOf(EventTime time) const;
    [[nodiscard]] EventTime utcOf(std::chrono::local_time<Millis> local) const;
    [[nodiscard]] EventTime wholeStart(EventTime time, Granularity granularity, int step) const;
    [[nodiscard]] Millis sinceCut(EventTime time, Millis length) const;
    [[nodiscard]] EventTime shortStart(EventTime time, Millis length) const;
    [[nodiscard]] EventTime shortEnd(EventTime time, Millis length) const;

    const std::chrono::time_zone* m_zone = nullptr; ///< null: UTC, so that no zone data is needed for it
    Millis m_dayStart{0};
};

} // namespace roundsman
