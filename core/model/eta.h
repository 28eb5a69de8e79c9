#pragma once

#include "core/base/time.h"
#include "core/model/cell.h"
#include "core/model/geo.h"
#include "core/model/ids.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace roundsman {

/// The stretches of an order's way. The rider's: assignment, toMerchant, wait (from when rider and food are both there
/// to the pick-up), toCustomer, handOver. The food's, beside the first two: preparation, from placement to ready. And
/// `whole`, placement to delivery, learned on its own: it answers while most of the way is still unknown.
enum class Leg : std::uint8_t { assignment, toMerchant, wait, toCustomer, handOver, preparation, whole };
inline constexpr std::size_t legCount = 7;
std::string_view toText(Leg leg);

/// Which knowledge answered: the deepest that had enough behind it. There is always an answer.
enum class EtaLevel : std::uint8_t { model, cellPair, cell, merchant, hour, market, fallback, passed };
std::string_view toText(EtaLevel level);

/// How long a stretch takes: half of them at most p50, nine of ten at most p90.
struct LegEstimate {
    float p50Seconds = 0;
    float p90Seconds = 0;
    EtaLevel level = EtaLevel::fallback;
    bool operator==(const LegEstimate&) const = default;
};

/// All that is known when a stretch begins, in keys that mean the same in every lane and in every year: texts are
/// hashed, times are the market's own.
struct LegQuery {
    Leg leg = Leg::toCustomer;
    bool hasPlaces = false;              ///< from and to are known
    std::uint16_t localMinuteOfWeek = 0; ///< Monday 00:00 is 0
    std::uint64_t market = 0;
    std::uint64_t merchant = 0;
    std::uint64_t channel = 0;
    GeoPoint from;
    GeoPoint to;
    CellId fromCell; ///< of cellResolution 8
    CellId toCell;
    bool operator==(const LegQuery&) const = default;
};

/// A stretch that came to its end: what history keeps, reports show and models are trained from.
struct LegRow {
    OrderNo order;
    RiderNo rider = noRider;
    LegQuery query;
    EventTime startedAt;
    EventTime endedAt;
    LegEstimate predicted; ///< as it was said when the stretch began
    std::uint32_t modelVersion = 0;
    DocumentRef firstDocument;
    DocumentRef lastDocument;
};

/// One promise of ours: when an open order will be there, as computed at one moment. Every revision is kept.
struct EtaRow {
    OrderNo order;
    std::uint32_t revision = 0;
    EventTime madeAt;
    EventTime p50At;
    EventTime p90At;
    std::array<LegEstimate, legCount> legs{}; ///< what each is thought to take from now on; nothing for passed ones
    EtaLevel level = EtaLevel::fallback;      ///< the weakest of the legs used
    std::uint32_t modelVersion = 0;
    DocumentRef document; ///< the document at which it was computed
};

} // namespace roundsman
