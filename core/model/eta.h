#pragma once

#include "core/base/time.h"
#include "core/model/cell.h"
#include "core/model/geo.h"
#include "core/model/ids.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

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
    std::uint64_t vehicle = 0; ///< the rider's, where there is one and it is known
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

/// When an open order will be there, as it was last said, and what has cost it time so far: for pictures.
struct OrderEta {
    EventTime p50At{};
    EventTime p90At{};
    EventTime madeAt{};
    EventTime atMerchantAt{}; ///< when its rider is thought to reach the merchant; counts while he is on his way there
    EtaLevel level = EtaLevel::fallback;
    Leg lateLeg = Leg::whole;   ///< the stretch that lost most beyond what was said of it; counts when lateSeconds > 0
    float lateSeconds = 0;      ///< of that stretch, up to now when it still runs
    std::uint32_t revision = 0; ///< 0: nothing was said
    bool operator==(const OrderEta&) const = default;
};

/// A stretch beside what was said of it at its start.
struct LegDelay {
    Leg leg = Leg::whole;
    EtaLevel level = EtaLevel::fallback;
    bool counts = false; ///< the order had to wait for it: of rider and kitchen, who were later
    EventTime startedAt{};
    EventTime endedAt{};
    double promisedSeconds = 0; ///< the middle
    double tookSeconds = 0;
    double lateSeconds = 0; ///< tookSeconds - promisedSeconds; negative: it was quicker
    bool operator==(const LegDelay&) const = default;
};

/// "Why late?": a delivered order's stretches in the order in which they ended, and the one that lost most of those
/// that it had to wait for.
struct WhyLate {
    std::vector<LegDelay> legs;
    double lateSeconds = 0; ///< of the whole way beyond what was said when the order was placed
    Leg worst = Leg::whole; ///< Leg::whole: no stretch was late
    double worstSeconds = 0;
};

/// REQUIRES: legs of one order.
WhyLate whyLate(std::span<const LegRow> legs);

} // namespace roundsman
