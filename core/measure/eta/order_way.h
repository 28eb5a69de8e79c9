#pragma once

#include "core/base/bytes.h"
#include "core/model/eta.h"
#include "core/model/order.h"

#include <array>

namespace roundsman {

/// One stretch of one order, as it is thought of now.
struct Stretch {
    enum class Phase : std::uint8_t { ahead, running, over };

    Phase phase = Phase::ahead;
    EventTime startedAt{}; ///< running: when it began
    EventTime saidAt{};    ///< when `expected` began to count: the start, or the last look at where the rider is
    LegEstimate expected;  ///< from saidAt on; ahead: from its own start on
    LegEstimate predicted; ///< what was said at the start: the measure of our error
    EventTime endedAt{};   ///< over: when, if that was reported
    DocumentRef startedBy;

    /// How much longer it took, or takes already, than was said at its start; not negative.
    [[nodiscard]] float late(EventTime now) const;
    /// What is left of it.
    [[nodiscard]] LegEstimate left(EventTime now) const;
};

/// An open order's way through its stretches. Which of them run is said by its documents alone.
struct OrderWay {
    OrderNo order;
    std::uint64_t market = 0; ///< hashes of the texts, see LegQuery
    std::uint64_t merchant = 0;
    std::uint64_t channel = 0;
    GeoPoint riderWasAt; ///< at assignment
    bool riderWasSeen = false;
    std::array<Stretch, legCount> stretches;
    std::uint32_t revision = 0;
    EventTime p50At{}; ///< as last said
    EventTime p90At{};
    EventTime firstP90At{}; ///< what was promised when the order was placed; nothing: its placement was not seen
    EventTime madeAt{};
    EtaLevel level = EtaLevel::fallback;

    [[nodiscard]] Stretch& of(Leg leg) { return stretches[static_cast<std::size_t>(leg)]; }
    [[nodiscard]] const Stretch& of(Leg leg) const { return stretches[static_cast<std::size_t>(leg)]; }
    [[nodiscard]] bool over(Leg leg) const { return of(leg).phase == Stretch::Phase::over; }
    [[nodiscard]] bool running(Leg leg) const { return of(leg).phase == Stretch::Phase::running; }

    /// What is left until the order is delivered. There is always an answer.
    [[nodiscard]] LegEstimate left(EventTime now) const;

    void save(ByteWriter& out) const;
    void load(ByteReader& in);

private:
    [[nodiscard]] bool wholeAnswers(EventTime now) const;
};

} // namespace roundsman
