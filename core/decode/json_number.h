#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace roundsman {

/// A number as written: digits x 10^exponent. `exact` is false when it has more digits than fit; its text says more.
struct JsonNumber {
    std::uint64_t digits = 0;
    std::int32_t exponent = 0;
    bool negative = false;
    bool exact = true;
    bool plainInteger = false; ///< no dot and no exponent
};

/// Reads a number by JSON's grammar; gives one past its end, or nullptr.
inline const char* readJsonNumber(const char* p, const char* end, JsonNumber& out) {
    const auto isDigit = [&] {
        return p != end && static_cast<unsigned char>(*p - '0') < 10;
    };
    out = {};
    if (p != end && *p == '-') {
        out.negative = true;
        ++p;
    }
    if (!isDigit()) {
        return nullptr;
    }
    const char* const first = p;
    std::uint64_t digits = 0;
    if (*p == '0') {
        ++p;
    } else {
        for (; isDigit(); ++p) {
            digits = digits * 10 + static_cast<std::uint64_t>(*p - '0');
        }
    }
    std::ptrdiff_t count = p - first;
    out.plainInteger = true;
    std::int32_t exponent = 0;
    if (p != end && *p == '.') {
        const char* const fraction = ++p;
        for (; isDigit(); ++p) {
            digits = digits * 10 + static_cast<std::uint64_t>(*p - '0');
        }
        if (p == fraction) {
            return nullptr;
        }
        count += p - fraction;
        exponent = -static_cast<std::int32_t>(p - fraction);
        out.plainInteger = false;
    }
    if (p != end && (*p == 'e' || *p == 'E')) {
        ++p;
        const bool minus = p != end && *p == '-';
        if (p != end && (*p == '-' || *p == '+')) {
            ++p;
        }
        if (!isDigit()) {
            return nullptr;
        }
        std::int32_t written = 0;
        for (; isDigit(); ++p) {
            written = written < 100'000 ? written * 10 + (*p - '0') : written;
        }
        exponent += minus ? -written : written;
        out.plainInteger = false;
    }
    out.digits = digits;
    out.exponent = exponent;
    out.exact = count <= 19;
    return p;
}

/// The nearest double; infinite when it is too large for one.
double toDouble(const JsonNumber& number, std::string_view text);

inline constexpr std::uint64_t powersOfTen[] = {
    1,          10,          100,           1'000,          10'000,          100'000,          1'000'000,
    10'000'000, 100'000'000, 1'000'000'000, 10'000'000'000, 100'000'000'000, 1'000'000'000'000};

/// A whole number of 1e-7, exactly, for the usual number of up to seven decimals and below a thousand.
/// Equal to lround(toDouble(…) * 1e7): a double is off by far less than half of 1e-7 there.
inline bool toE7(const JsonNumber& number, std::int64_t& out) {
    if (number.exponent > 0 || number.exponent < -7 || number.digits >= 10'000'000'000ULL) {
        return false;
    }
    const auto value = static_cast<std::int64_t>(number.digits * powersOfTen[7 + number.exponent]);
    out = number.negative ? -value : value;
    return number.exact;
}

/// A whole number that fits, written in whatever way ("12", "12.0", "1.2e1").
std::optional<std::int64_t> toWhole(const JsonNumber& number, std::string_view text);

} // namespace roundsman
