#include "core/decode/device_time.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace roundsman {
namespace {

constexpr std::int64_t endOfTimeMillis = 253'402'300'800'000; // the year 10000
constexpr double secondsBelow = 1e11;

std::optional<EventTime> inRange(std::int64_t millis) {
    return millis >= 0 && millis < endOfTimeMillis ? std::optional{eventTimeFromMillis(millis)} : std::nullopt;
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// "…T09:00:00" -> "…T09:00:00Z"; "…+0530" -> "…+05:30". Empty: it does not fit.
std::string_view withZone(std::string_view text, std::array<char, 48>& room) {
    if (text.size() < 19 || text.size() + 1 > room.size()) {
        return {};
    }
    std::ranges::copy(text, room.begin());
    const std::size_t size = text.size();
    const bool basicOffset = size >= 24 && (text[size - 5] == '+' || text[size - 5] == '-') &&
                             std::ranges::all_of(text.substr(size - 4), isDigit);
    if (basicOffset) {
        room[size - 2] = ':';
        room[size - 1] = text[size - 2];
        room[size] = text[size - 1];
    } else {
        room[size] = 'Z';
    }
    return {room.data(), size + 1};
}

} // namespace

std::optional<EventTime> deviceTimeFrom(const JsonNumber& number, std::string_view text) {
    if (number.negative) {
        return {};
    }
    if (number.plainInteger && number.exact) {
        const bool seconds = number.digits < static_cast<std::uint64_t>(secondsBelow);
        if (!seconds && number.digits > static_cast<std::uint64_t>(endOfTimeMillis)) {
            return {};
        }
        return inRange(static_cast<std::int64_t>(seconds ? number.digits * 1000 : number.digits));
    }
    const double value = toDouble(number, text);
    if (!(value >= 0) || value > static_cast<double>(endOfTimeMillis)) {
        return {};
    }
    return inRange(std::llround(value < secondsBelow ? value * 1000 : value));
}

std::optional<EventTime> deviceTimeFrom(std::string_view text) {
    if (const auto time = parseRfc3339(text)) {
        return inRange(millisOf(*time));
    }
    JsonNumber number;
    if (readJsonNumber(text.data(), text.data() + text.size(), number) == text.data() + text.size() && !text.empty()) {
        return deviceTimeFrom(number, text);
    }
    std::array<char, 48> room{};
    const auto time = parseRfc3339(withZone(text, room));
    return time ? inRange(millisOf(*time)) : std::nullopt;
}

} // namespace roundsman
