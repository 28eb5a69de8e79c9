#pragma once

#include "core/base/time.h"
#include "core/model/cell.h"
#include "core/model/ids.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace roundsman {

/// Why a surge value is what it is, when it is not simply the curve's.
enum class SurgeReason : std::uint8_t {
    curve,        ///< the ratio says so
    thinDemand,   ///< less demand in the neighbourhood than a figure may be built on: aims at 1.0
    noFreshInput, ///< the market was not heard of: aims at 1.0
    ridersSilent, ///< riders were here lately and none is heard now: not scarcity but silence, aims at 1.0
};
std::string_view toText(SurgeReason reason);

/// Everything one value was computed from: kept beside it, so that it can be computed again.
struct SurgeInputs {
    std::uint32_t openOrders = 0; ///< of the cell itself: open and unassigned
    std::uint32_t customers = 0;  ///< of the cell itself: distinct ones that opened, searched or checked a fare
    std::uint32_t supply = 0;     ///< of the cell itself: idle riders heard lately
    double demandAround = 0;      ///< weighted over the rings, scaled up where the market's border cuts them
    double supplyAround = 0;
    double insideShare = 1;   ///< weight of the rings' cells within the market's border / weight of all
    std::uint32_t heard = 0;  ///< riders in the rings, whatever they do, with a fresh fix
    std::uint32_t known = 0;  ///< riders in the rings with a fix in the coverage window
    bool marketHeard = true;  ///< the market gave input lately
    double previousEma = 1;   ///< the minute before
    double previousValue = 1; ///< before hold
    bool wasActive = false;
    std::uint8_t minutesBelow = 0; ///< running minutes under the off line, while active
    double capLimit = 0;           ///< the lowest cap that people set for the cell; 0: none
    bool frozen = false;           ///< people froze it: it stays what it was the minute before
    DocumentRef capDocument;       ///< the command that set `capLimit`
    DocumentRef freezeDocument;

    bool operator==(const SurgeInputs&) const = default;
};

/// The steps in the order they are taken; each is kept, so that "why 1.6?" has an answer.
struct SurgeSteps {
    double ratio = 0;
    double target = 1; ///< the curve at the ratio, or 1 for a reason
    double ema = 1;
    double value = 1; ///< after slew and cap
    bool active = false;
    std::uint8_t minutesBelow = 0;
    double multiplier = 1; ///< after hold: what applies
    double shown = 1;      ///< rounded to 0.1, for show only
    SurgeReason reason = SurgeReason::curve;

    bool operator==(const SurgeSteps&) const = default;
};

/// What people said about the surge of a place until a moment: no more than so much, no change at all, or both.
struct SurgeLimit {
    std::string target; ///< "cell/8828308011fffff", "zone/old-town" (any area of that id) or "market"
    MarketNo market;
    double cap = 0; ///< 0: none
    bool frozen = false;
    std::string reason;
    std::string by;
    EventTime since;
    EventTime until;
    std::uint32_t version = 0; ///< commands name the one they saw; 0 is none
    DocumentRef document;

    bool operator==(const SurgeLimit&) const = default;
};

inline constexpr std::size_t surgeReasonBytesMax = 500;
inline constexpr double surgeCapMax = 100;
inline constexpr std::chrono::hours surgeLimitLongest{7 * 24}; ///< what is meant for ever is a setting
inline constexpr std::size_t surgeLimitsMax = 1000;

/// One cell's surge at one minute of lane time.
struct SurgeRow {
    MarketNo market;
    CellId cell;
    EventTime minute;
    std::uint32_t settingsVersion = 0;
    SurgeInputs inputs;
    SurgeSteps steps;
    DocumentRef first; ///< the documents it was made from: first of the window
    DocumentRef last;  ///< and the one whose log time ended the minute

    bool operator==(const SurgeRow&) const = default;
};

} // namespace roundsman
