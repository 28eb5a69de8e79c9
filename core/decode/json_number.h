#pragma once

#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
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

inline constexpr std::uint64_t powersOfTen[] = {
    1,          10,          100,           1'000,          10'000,          100'000,          1'000'000,
    10'000'000, 100'000'000, 1'000'000'000, 10'000'000'000, 100'000'000'000, 1'000'000'000'000};

namespace json {

/// The number that eight digits write, each a byte from 0 to 9, the first one lowest: pairs, then fours, then all.
constexpr std::uint64_t eightDigits(std::uint64_t digits) {
    const std::uint64_t pairs = digits * 10 + (digits >> 8); // in every other byte
    constexpr std::uint64_t everyFourth = 0x000000FF000000FFULL;
    constexpr std::uint64_t millionAndHundred = 1'000'000ULL << 32 | 100;
    constexpr std::uint64_t tenThousandAndOne = 10'000ULL << 32 | 1;
    return ((pairs & everyFourth) * millionAndHundred + ((pairs >> 16) & everyFourth) * tenThousandAndOne) >> 32;
}

/// Appends the digits from p on, as many as there are; gives one past them. What does not fit wraps around.
inline const char* readDigits(const char* p, const char* end, std::uint64_t& digits) {
    constexpr std::uint64_t zeros = 0x3030303030303030ULL;
    constexpr std::uint64_t overNine = 0x7676767676767676ULL; // carries a byte over 9 into its highest bit
    constexpr std::uint64_t highs = 0x8080808080808080ULL;
    while (end - p >= 8) {
        std::uint64_t eight;
        std::memcpy(&eight, p, 8);
        const std::uint64_t values = eight ^ zeros;
        const std::uint64_t others = ((values + overNine) | values) & highs; // good up to its lowest mark
        if (others == 0) {
            digits = digits * powersOfTen[8] + eightDigits(values);
            p += 8;
            continue;
        }
        const int count = std::countr_zero(others) / 8;
        if (count > 0) {
            digits = digits * powersOfTen[count] + eightDigits(values << (64 - 8 * count));
        }
        return p + count;
    }
    for (; p != end && static_cast<unsigned char>(*p - '0') < 10; ++p) {
        digits = digits * 10 + static_cast<std::uint64_t>(*p - '0');
    }
    return p;
}

} // namespace json

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
        p = json::readDigits(p, end, digits);
    }
    std::ptrdiff_t count = p - first;
    out.plainInteger = true;
    std::int32_t exponent = 0;
    if (p != end && *p == '.') {
        const char* const fraction = ++p;
        p = json::readDigits(p, end, digits);
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
