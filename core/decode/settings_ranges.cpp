#include "core/decode/settings_ranges.h"

#include "core/model/settings_fields.h"

#include <algorithm>
#include <array>
#include <format>
#include <string_view>
#include <type_traits>

namespace roundsman {
namespace {

constexpr double minute = 60'000;
constexpr double hour = 60 * minute;
constexpr double day = 24 * hour;

/// Settings that are not here take every value of their kind; durations are milliseconds.
struct Range {
    std::string_view name;
    double least;
    double most;
};
constexpr std::array ranges{
    Range{"closedOrderMemoryMs", 0, 7 * day},
    Range{"admit.clockAheadMaxMs", 0, day},
    Range{"admit.impossibleSpeedMps", 1, 100'000},
    Range{"admit.reanchorFixes", 1, 100},
    Range{"admit.sequenceWindow", 1, 1024},
    Range{"admit.eventIdMemoryMs", 0, 30 * day},
    Range{"staleness.ageingAfterMs", 1, day},
    Range{"staleness.staleAfterMs", 1, day},
    Range{"staleness.lostAfterMs", 1, 7 * day},
    Range{"surge.supplyFreshWithinMs", 1, hour},
    Range{"surge.demandWindowMs", minute, hour},
    Range{"surge.coverageWindowMs", minute, day},
    Range{"surge.marketSilentAfterMs", minute, day},
    Range{"surge.prior", 0, 1000},
    Range{"surge.emaAlpha", 0.001, 1},
    Range{"surge.changeMaxPerMinute", 0.001, 100},
    Range{"surge.cap", 1, 100},
    Range{"surge.offBelow", 1, 100},
    Range{"surge.offAfterMinutes", 0, 255},
    Range{"rollups.latenessMs", 0, day},
    Range{"rollups.openOrderHoldsMs", 0, 2 * day},
    Range{"rollups.pickupMarkMaxMetres", 1, 100'000},
    Range{"rollups.atDoorMetres", 1, 10'000},
    Range{"rollups.minutesKeptMs", 2 * hour, 400 * day},
    Range{"rollups.quartersKeptMs", 2 * hour, 400 * day},
    Range{"rollups.hoursKeptMs", 32 * day, 400 * day},
    Range{"fences.accuracyMaxMetres", 1, 100'000},
    Range{"fences.segmentGapMaxMs", 0, day},
    Range{"fences.fencesMax", 0, 1'000'000},
    Range{"ladder.nearMetres", 1, 100'000},
    Range{"ladder.approachingMetres", 1, 100'000},
    Range{"ladder.arrivedMetres", 1, 10'000},
    Range{"ladder.arrivedFixes", 1, 100},
    Range{"ladder.leftMetres", 1, 100'000},
    Range{"ladder.leftFixes", 1, 100},
    Range{"ladder.accuracyMaxMetres", 1, 100'000},
    Range{"alerts.coolDownMs", 0, 7 * day},
    Range{"alerts.stuckMetres", 1, 100'000},
    Range{"alerts.slowMerchantOrders", 1, 10'000},
    Range{"alerts.quarantineBurst", 1, 1e9},
};

double numberOf(Millis value) {
    return static_cast<double>(value.count());
}
template <typename Number>
    requires std::is_arithmetic_v<Number>
double numberOf(Number value) {
    return static_cast<double>(value);
}

template <typename Member>
std::string outOfRange(std::string_view name, const Member& member) {
    if constexpr (requires { numberOf(member); }) {
        const auto* const range = std::ranges::find(ranges, name, &Range::name);
        if (range != ranges.end() && (numberOf(member) < range->least || numberOf(member) > range->most)) {
            return std::format("{}: {:.12g} to {:.12g}", name, range->least, range->most);
        }
    }
    return {};
}

/// What only several settings together can be wrong about.
std::string wrongTogether(const LaneSettings& s) {
    const auto belowOne = [](const CurvePoint& point) {
        return point.multiplier < 1;
    };
    if (std::ranges::any_of(s.surge.curve, belowOne) ||
        !std::ranges::is_sorted(s.surge.curve, {}, &CurvePoint::multiplier)) {
        return "surge.curve: multipliers are 1 or more and do not fall as ratios rise";
    }
    if (s.surge.ringWeights[0] <= 0) {
        return "surge.ringWeights: a cell's own weight is above 0";
    }
    if (s.rollups.minutesKept > s.rollups.quartersKept || s.rollups.quartersKept > s.rollups.hoursKept) {
        return "rollups: minutesKeptMs, quartersKeptMs and hoursKeptMs ascend";
    }
    if (s.ladder.arrivedMetres > s.ladder.approachingMetres || s.ladder.approachingMetres > s.ladder.nearMetres) {
        return "ladder: arrivedMetres, approachingMetres and nearMetres ascend";
    }
    return {};
}

} // namespace

std::string wrongIn(const LaneSettings& settings) {
    std::string wrong;
    LaneSettings s = settings; // visiting wants members that could be changed
    visitSettings(s, [&](std::string_view name, const auto& member) {
        if (wrong.empty()) {
            wrong = outOfRange(name, member);
        }
    });
    return wrong.empty() ? wrongTogether(s) : wrong;
}

} // namespace roundsman
