#include "core/decode/json_number.h"

#include <cmath>

namespace roundsman {
namespace {

constexpr double exactPowers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

} // namespace

double toDouble(const JsonNumber& number, std::string_view text) {
    // Both factors are exact doubles, so that one rounding gives the nearest (as any correct reader does).
    if (number.exact && number.digits <= (1ULL << 53) && number.exponent >= -22 && number.exponent <= 22) {
        const auto digits = static_cast<double>(number.digits);
        const double size =
            number.exponent < 0 ? digits / exactPowers[-number.exponent] : digits * exactPowers[number.exponent];
        return number.negative ? -size : size;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range) {
        const bool tiny = number.exponent < 0;
        const double size = tiny ? 0 : std::numeric_limits<double>::infinity();
        return number.negative ? -size : size;
    }
    return value;
}

std::optional<std::int64_t> toWhole(const JsonNumber& number, std::string_view text) {
    if (number.plainInteger && number.exact && number.digits <= INT64_MAX) {
        const auto value = static_cast<std::int64_t>(number.digits);
        return number.negative ? -value : value;
    }
    const double value = toDouble(number, text);
    if (number.plainInteger || !(std::abs(value) < 9e15) || value != std::floor(value)) {
        return {};
    }
    return static_cast<std::int64_t>(value);
}

} // namespace roundsman
