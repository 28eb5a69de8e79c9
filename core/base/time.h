#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace roundsman {

using Millis = std::chrono::milliseconds;

/// A point in time that came from a record (device, receive or log clock), UTC, in milliseconds.
using EventTime = std::chrono::sys_time<Millis>;

constexpr EventTime eventTimeFromMillis(std::int64_t sinceEpoch) {
    return EventTime{Millis{sinceEpoch}};
}
constexpr std::int64_t millisOf(EventTime time) {
    return time.time_since_epoch().count();
}

/// RFC 3339, strictly: "2026-11-21T09:00:00Z", any offset, any number of decimals (cut to milliseconds).
/// A leap second (":60") is the instant after it. Nothing else is accepted.
std::expected<EventTime, std::string_view> parseRfc3339(std::string_view text);

/// "2026-11-21T09:00:00.000Z"
std::string toRfc3339(EventTime time);

/// Where a stage needs the wall clock (waits, back-off, ticks) it is handed one. The lane never is.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual EventTime now() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] EventTime now() const override {
        return std::chrono::floor<Millis>(std::chrono::system_clock::now());
    }
};

} // namespace roundsman
