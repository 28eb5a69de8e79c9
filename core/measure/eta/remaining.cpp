#include "core/measure/eta/remaining.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace roundsman {
namespace {

constexpr double z90 = 1.2815515655446004; ///< the standard normal's ninth decile
constexpr double spreadMin = 0.05;         ///< of log seconds: nothing is that certain
constexpr double zTail = 5;                ///< beyond, shares are too small to reckon with: the tail's limit takes over

/// The standard normal's survival: the share above z.
double above(double z) {
    return std::erfc(z / std::numbers::sqrt2) / 2;
}

template <std::size_t n>
double polynomial(const std::array<double, n>& coefficients, double x) {
    double sum = 0;
    for (const double c : coefficients) {
        sum = sum * x + c;
    }
    return sum;
}

/// The z above which a share lies: P. J. Acklam's rational approximation of the normal quantile, good to 1.2e-9.
double whereAbove(double share) {
    constexpr std::array centreTop{-3.969683028665376e+01, 2.209460984245205e+02,  -2.759285104469687e+02,
                                   1.383577518672690e+02,  -3.066479806614716e+01, 2.506628277459239e+00};
    constexpr std::array centreBottom{-5.447609879822406e+01, 1.615858368580409e+02,  -1.556989798598866e+02,
                                      6.680131188771972e+01,  -1.328068155288572e+01, 1.0};
    constexpr std::array tailTop{-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                                 -2.549732539343734e+00, 4.374664141464968e+00,  2.938163982698783e+00};
    constexpr std::array tailBottom{7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                                    3.754408661907416e+00, 1.0};
    constexpr double tail = 0.02425;
    if (share < tail || share > 1 - tail) {
        const double q = std::sqrt(-2 * std::log(std::min(share, 1 - share)));
        const double z = -polynomial(tailTop, q) / polynomial(tailBottom, q);
        return share < tail ? z : -z;
    }
    const double q = 0.5 - share;
    return q * polynomial(centreTop, q * q) / polynomial(centreBottom, q * q);
}

EtaLevel weaker(EtaLevel a, EtaLevel b) {
    if (a == EtaLevel::passed) {
        return b;
    }
    return b == EtaLevel::passed ? a : std::max(a, b);
}

} // namespace

LegEstimate remainingOf(LegEstimate whole, double elapsedSeconds) {
    if (elapsedSeconds <= 0 || whole.p50Seconds <= 0) {
        return whole;
    }
    const double middle = std::log(static_cast<double>(whole.p50Seconds));
    const double spread = std::max(spreadMin, (std::log(static_cast<double>(whole.p90Seconds)) - middle) / z90);
    const double z = (std::log(elapsedSeconds) - middle) / spread;
    const double left = above(z);
    const auto at = [&](double share) {
        if (z > zTail) { // what lies beyond z in a normal's tail falls off like exp(-z x)
            return static_cast<float>(-std::log(1 - share) / z * spread * elapsedSeconds);
        }
        const double total = std::exp(middle + spread * whereAbove(left * (1 - share)));
        return static_cast<float>(std::max(0.0, total - elapsedSeconds));
    };
    return {at(0.5), at(0.9), whole.level};
}

LegEstimate oneAfterTheOther(LegEstimate a, LegEstimate b) {
    const float p50 = a.p50Seconds + b.p50Seconds;
    const float spread = std::hypot(a.p90Seconds - a.p50Seconds, b.p90Seconds - b.p50Seconds);
    return {p50, p50 + spread, weaker(a.level, b.level)};
}

LegEstimate bothOf(LegEstimate a, LegEstimate b) {
    return {std::max(a.p50Seconds, b.p50Seconds), std::max(a.p90Seconds, b.p90Seconds), weaker(a.level, b.level)};
}

} // namespace roundsman
