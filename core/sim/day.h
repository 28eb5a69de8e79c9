#pragma once

#include "core/base/time.h"
#include "core/sim/noise.h"

#include <array>

namespace roundsman {

/// The city's clock and weather.
class Day {
public:
    Day(EventTime start, int utcOffsetHours, std::uint64_t seed)
        : m_startMillis(millisOf(start)),
          m_offsetMillis(std::int64_t{utcOffsetHours} * 3'600'000),
          m_rain(mixBits(seed + 41), 1) {}

    [[nodiscard]] std::int32_t minute(std::int64_t micros) const {
        const std::int64_t local = m_startMillis + micros / 1'000 + m_offsetMillis;
        return static_cast<std::int32_t>(local / 60'000 % 1'440);
    }
    [[nodiscard]] std::size_t hour(std::int64_t micros) const { return static_cast<std::size_t>(minute(micros) / 60); }

    /// 0 dry … 1 pouring; changes within the hour.
    [[nodiscard]] double rain(std::int64_t micros) const {
        const std::int64_t millis = m_startMillis + micros / 1'000;
        const double hours = static_cast<double>(millis) / 3.6e6;
        const double wet = m_rain.at({std::fmod(hours, 100'000.0) / 2.5, 0.5}) * 1.6 - 0.45;
        return wet < 0 ? 0 : wet > 1 ? 1 : wet;
    }

    /// How hungry the city is, 1 in the day's mean.
    [[nodiscard]] double appetite(std::int64_t micros) const {
        static constexpr std::array<double, 25> byHour{0.30, 0.15, 0.08, 0.06, 0.06, 0.10, 0.25, 0.50, 0.70,
                                                       0.70, 0.75, 1.20, 2.10, 2.00, 1.20, 0.80, 0.85, 1.30,
                                                       2.30, 2.80, 2.40, 1.60, 0.95, 0.55, 0.30};
        const std::int32_t now = minute(micros);
        const auto hourNow = static_cast<std::size_t>(now / 60);
        const double share = now % 60 / 60.0;
        return byHour[hourNow] + (byHour[hourNow + 1] - byHour[hourNow]) * share;
    }

private:
    std::int64_t m_startMillis;
    std::int64_t m_offsetMillis;
    Noise m_rain;
};

} // namespace roundsman
