#include "core/history/trail_column.h"

#include "core/base/cpu_variants.h"

#include <algorithm>
#include <bit>

namespace roundsman {
namespace {

constexpr std::array<std::int64_t, 4> scales{1, 10, 100, 1000};
constexpr unsigned kMax = 31;

using Values = std::span<const std::int64_t>;

// Scales are template arguments, so that the compiler multiplies where it would have to divide.
template <std::int64_t Scale>
[[gnu::always_inline]] inline bool allMultiples(Values distances) {
    for (const std::int64_t distance : distances) {
        if (distance % Scale != 0) {
            return false;
        }
    }
    return true;
}

template <std::int64_t Scale>
[[gnu::always_inline]] inline std::uint8_t divided(std::span<std::int64_t> distances, std::uint8_t code) {
    for (std::int64_t& distance : distances) {
        distance /= Scale;
    }
    return code;
}

/// Sources round to whole seconds or to five decimals: what all distances are multiples of is taken out of them.
[[gnu::always_inline]] inline std::uint8_t takeScaleOut(std::span<std::int64_t> distances) {
    if (!allMultiples<10>(distances)) {
        return 0;
    }
    if (!allMultiples<100>(distances)) {
        return divided<10>(distances, 1);
    }
    return allMultiples<1000>(distances) ? divided<1000>(distances, 3) : divided<100>(distances, 2);
}

/// About the middle of the numbers: outliers do not move it, and it costs a look at seven of them.
template <typename Value>
std::int64_t middleOf(std::size_t from, std::size_t count, Value value) {
    std::array<std::int64_t, 7> some;
    for (std::size_t i = 0; i < some.size(); ++i) {
        const std::int64_t next = value(from + i * (count - 1 - from) / (some.size() - 1));
        std::size_t at = i;
        for (; at > 0 && some[at - 1] > next; --at) {
            some[at] = some[at - 1];
        }
        some[at] = next;
    }
    return some[some.size() / 2];
}

struct Usual {
    std::int64_t level = 0;
    std::int64_t step = 0;
};

/// The prediction whose misses have the fewest binary digits. Their sum is not looked at: one outlier would speak for
/// all.
[[gnu::always_inline]] inline Prediction bestPrediction(Values d, const Usual& usual) {
    std::size_t level = static_cast<std::size_t>(std::bit_width(zigzag(wrappingDifference(d[0], usual.level))));
    std::size_t step = 0;
    std::size_t straight = 0;
    for (std::size_t i = 1; i < d.size(); ++i) {
        const std::int64_t now = wrappingDifference(d[i], d[i - 1]);
        const std::int64_t before = i > 1 ? wrappingDifference(d[i - 1], d[i - 2]) : 0;
        level += static_cast<std::size_t>(std::bit_width(zigzag(wrappingDifference(d[i], usual.level))));
        step += static_cast<std::size_t>(std::bit_width(zigzag(wrappingDifference(now, usual.step))));
        straight += static_cast<std::size_t>(std::bit_width(zigzag(wrappingDifference(now, before))));
    }
    if (level < step && level < straight) {
        return Prediction::level;
    }
    return step <= straight ? Prediction::step : Prediction::straight;
}

[[gnu::always_inline]] inline std::size_t residualsOf(Prediction prediction, const Usual& usual, Values d,
                                                      std::uint64_t* out) {
    if (prediction == Prediction::level) {
        for (std::size_t i = 0; i < d.size(); ++i) {
            out[i] = zigzag(wrappingDifference(d[i], usual.level));
        }
        return d.size();
    }
    std::int64_t expected = prediction == Prediction::step ? usual.step : 0;
    for (std::size_t i = 1; i < d.size(); ++i) {
        const std::int64_t now = wrappingDifference(d[i], d[i - 1]);
        out[i - 1] = zigzag(wrappingDifference(now, expected));
        expected = prediction == Prediction::step ? expected : now;
    }
    return d.size() - 1;
}

[[gnu::always_inline]] inline std::uint64_t bitsWith(unsigned k, std::span<const std::uint64_t> residuals) {
    constexpr std::uint64_t escape = escapeOnes + 16; // about
    std::uint64_t bits = residuals.size() * (k + 1);
    for (const std::uint64_t residual : residuals) {
        bits += std::min(residual >> k, escape);
    }
    return bits;
}

/// The best Rice parameter lies next to the mean width.
[[gnu::always_inline]] inline std::uint8_t bestK(std::span<const std::uint64_t> residuals) {
    std::size_t digits = 0;
    for (const std::uint64_t residual : residuals) {
        digits += static_cast<std::size_t>(std::bit_width(residual));
    }
    const auto mean = static_cast<unsigned>(digits / residuals.size());
    unsigned best = std::min(mean + 1, kMax);
    std::uint64_t bits = bitsWith(best, residuals);
    while (best > 0) {
        const std::uint64_t fewer = bitsWith(best - 1, residuals);
        if (fewer >= bits) {
            break;
        }
        bits = fewer;
        --best;
    }
    return static_cast<std::uint8_t>(best);
}

} // namespace

ROUNDSMAN_CPU_VARIANTS void codeColumn(Values values, CodedColumn& out) {
    out.count = 0;
    out.plan = {.first = values[0]};
    std::array<std::int64_t, columnValuesMax> distances;
    const std::span d(distances.data(), values.size());
    std::int64_t all = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        d[i] = wrappingDifference(values[i], values[0]);
        all |= d[i];
    }
    if (all == 0) {
        return;
    }
    out.plan.scale = takeScaleOut(d);
    const Usual usual{.level = middleOf(0, d.size(), [&](std::size_t i) { return d[i]; }),
                      .step = middleOf(1, d.size(), [&](std::size_t i) { return wrappingDifference(d[i], d[i - 1]); })};
    out.plan.prediction = bestPrediction(d, usual);
    out.plan.usual = out.plan.prediction == Prediction::level  ? usual.level
                     : out.plan.prediction == Prediction::step ? usual.step
                                                               : 0;
    out.count = residualsOf(out.plan.prediction, usual, d, out.residuals.data());
    out.plan.k = bestK({out.residuals.data(), out.count});
}

std::uint8_t* putPlan(std::uint8_t* at, const ColumnPlan& plan) {
    *at++ = static_cast<std::uint8_t>(static_cast<unsigned>(plan.prediction) | plan.scale << 2U);
    at = putVarint(at, zigzag(plan.first));
    if (plan.prediction != Prediction::same) {
        *at++ = plan.k;
    }
    if (plan.prediction == Prediction::level || plan.prediction == Prediction::step) {
        at = putVarint(at, zigzag(plan.usual));
    }
    return at;
}

ROUNDSMAN_CPU_VARIANTS void putResiduals(BitWriter& bits, const CodedColumn& column) {
    for (std::size_t i = 0; i < column.count; ++i) {
        bits.putRice(column.residuals[i], column.plan.k);
    }
}

bool readPlan(VarintReader& in, ColumnPlan& plan) {
    const std::uint8_t head = in.byte();
    plan = {};
    plan.prediction = static_cast<Prediction>(head & 3U);
    plan.scale = static_cast<std::uint8_t>(head >> 2U);
    plan.first = in.getSigned();
    if (plan.prediction != Prediction::same) {
        plan.k = in.byte();
    }
    if (plan.prediction == Prediction::level || plan.prediction == Prediction::step) {
        plan.usual = in.getSigned();
    }
    return in.ok() && plan.scale < scales.size() && plan.k <= kMax;
}

ROUNDSMAN_CPU_VARIANTS void readColumn(BitReader& bits, const ColumnPlan& plan, std::span<std::int64_t> values) {
    const auto scaled = [&](std::int64_t distance) {
        const auto product = static_cast<std::uint64_t>(distance) * static_cast<std::uint64_t>(scales[plan.scale]);
        return wrappingSum(plan.first, static_cast<std::int64_t>(product));
    };
    const auto residual = [&] {
        return unzigzag(bits.getRice(plan.k));
    };
    std::int64_t distance = 0;
    std::int64_t step = 0;
    if (plan.prediction == Prediction::same || plan.prediction == Prediction::level) {
        for (std::int64_t& value : values) {
            value = plan.prediction == Prediction::same ? plan.first : scaled(wrappingSum(plan.usual, residual()));
        }
        return;
    }
    values[0] = plan.first;
    for (std::size_t i = 1; i < values.size(); ++i) {
        step = wrappingSum(residual(), plan.prediction == Prediction::step ? plan.usual : step);
        distance = wrappingSum(distance, step);
        values[i] = scaled(distance);
    }
}

} // namespace roundsman
