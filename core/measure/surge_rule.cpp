#include "core/measure/surge_rule.h"

#include <algorithm>
#include <cmath>
#include <format>

namespace roundsman {
namespace {

// An average creeps towards 1 for ever; this close it is there, and the cell can be forgotten.
constexpr double restingWithin = 0.0005;

SurgeReason reasonFor(const SurgeInputs& in, const SurgeSettings& settings) {
    if (!in.marketHeard) {
        return SurgeReason::noFreshInput;
    }
    if (in.known > 0 && in.heard == 0) {
        return SurgeReason::ridersSilent;
    }
    return in.demandAround < settings.demandMin ? SurgeReason::thinDemand : SurgeReason::curve;
}

/// The settings' cap, or a lower one that people set for the place.
double capOf(const SurgeInputs& in, const SurgeSettings& settings) {
    return in.capLimit > 0 ? std::min(settings.cap, in.capLimit) : settings.cap;
}

/// Thin or missing data aims at 1.0 through the same average and the same limit of change as any other target: a figure
/// that drops by half because the fourth customer left would be a cliff.
void smooth(SurgeSteps& out, const SurgeInputs& in, const SurgeSettings& settings) {
    out.ema = in.previousEma + settings.emaAlpha * (out.target - in.previousEma);
    if (out.target == 1 && std::abs(out.ema - 1) < restingWithin) {
        out.ema = 1;
    }
    const double change = settings.changeMaxPerMinute;
    out.value =
        in.frozen ? in.previousValue : std::clamp(out.ema, in.previousValue - change, in.previousValue + change);
    out.value = std::min(out.value, capOf(in, settings));
}

/// Once on, surge goes off only after staying below the line for some minutes; until then it stays at the line.
void hold(SurgeSteps& out, const SurgeInputs& in, const SurgeSettings& settings) {
    const double line = std::min(settings.offBelow, capOf(in, settings));
    if (in.frozen) { // neither begins nor ends, but for a cap that leaves nothing of it
        out.multiplier = in.wasActive ? std::max(out.value, line) : 1;
        out.active = out.multiplier > 1;
        out.minutesBelow = out.active ? in.minutesBelow : std::uint8_t{0};
        return;
    }
    if (out.value >= settings.offBelow) {
        out.active = true;
        out.multiplier = out.value;
        return;
    }
    const auto below = static_cast<std::uint8_t>(in.minutesBelow + 1);
    out.active = in.wasActive && below < settings.offAfterMinutes;
    out.minutesBelow = out.active ? below : std::uint8_t{0};
    out.multiplier = out.active ? line : 1;
}

std::string_view sentenceFor(SurgeReason reason) {
    switch (reason) {
    case SurgeReason::thinDemand:
        return "too little demand around to build a figure on: it aims at 1.0";
    case SurgeReason::noFreshInput:
        return "nothing was heard of this market lately: it aims at 1.0";
    case SurgeReason::ridersSilent:
        return "riders were here lately and none is heard now, which is silence and not scarcity: it aims at 1.0";
    case SurgeReason::curve:
        break;
    }
    return "the curve decides";
}

std::string limitText(const SurgeInputs& in) {
    std::string text;
    if (in.capLimit > 0) {
        text += std::format("capped at {:g} by the command at offset {}\n", in.capLimit, in.capDocument.offset.value());
    }
    if (in.frozen) {
        text += std::format("frozen by the command at offset {}\n", in.freezeDocument.offset.value());
    }
    return text;
}

} // namespace

double curveAt(double ratio, const std::vector<CurvePoint>& curve) {
    if (curve.empty()) {
        return 1;
    }
    const auto above = std::ranges::upper_bound(curve, ratio, {}, &CurvePoint::ratio);
    if (above == curve.begin()) {
        return curve.front().multiplier;
    }
    const CurvePoint& left = *(above - 1);
    if (above == curve.end()) {
        return left.multiplier;
    }
    const double share = (ratio - left.ratio) / (above->ratio - left.ratio);
    return left.multiplier + share * (above->multiplier - left.multiplier);
}

SurgeSteps surgeSteps(const SurgeInputs& in, const SurgeSettings& settings) {
    SurgeSteps out;
    out.ratio = (in.demandAround + settings.prior) / (in.supplyAround + settings.prior);
    out.reason = reasonFor(in, settings);
    out.target = out.reason == SurgeReason::curve ? curveAt(out.ratio, settings.curve) : 1;
    smooth(out, in, settings);
    hold(out, in, settings);
    out.shown = std::round(out.multiplier * 10) / 10;
    return out;
}

std::string explainSurge(const SurgeRow& row, const SurgeSettings& settings) {
    const SurgeInputs& in = row.inputs;
    const SurgeSteps& steps = row.steps;
    std::string text = std::format("surge {:.1f} in {} at {}, settings version {}\n", steps.shown, toText(row.cell),
                                   toRfc3339(row.minute), row.settingsVersion);
    text += std::format("here: {} unassigned orders, {} customers looking, {} idle riders\n", in.openOrders,
                        in.customers, in.supply);
    text += std::format("with the neighbours: demand {:.2f}, supply {:.2f} ({:.0f} % of their weight is inside the "
                        "market's border)\n",
                        in.demandAround, in.supplyAround, in.insideShare * 100);
    text += std::format("coverage: {} of {} riders around were heard lately\n", in.heard, in.known);
    text += std::format("ratio ({:.2f} + {:g}) / ({:.2f} + {:g}) = {:.3f}\n", in.demandAround, settings.prior,
                        in.supplyAround, settings.prior, steps.ratio);
    text += std::format("{}; target {:.3f}\n", sentenceFor(steps.reason), steps.target);
    text +=
        std::format("average {:.3f} -> {:.3f}; at most {:g} a minute from {:.3f}, cap {:g}: {:.3f}\n", in.previousEma,
                    steps.ema, settings.changeMaxPerMinute, in.previousValue, capOf(in, settings), steps.value);
    text += limitText(in);
    text += std::format("{}: multiplier {:.3f}, shown as {:.1f}\n",
                        steps.active ? (steps.minutesBelow > 0 ? "held on below the line" : "on") : "off",
                        steps.multiplier, steps.shown);
    text += std::format("from offsets {} to {}\n", row.first.offset.value(), row.last.offset.value());
    if (!(surgeSteps(in, settings) == steps)) {
        text += "these settings do not give the stored value: it was computed under another version\n";
    }
    return text;
}

} // namespace roundsman
