#include "core/model/eta.h"

#include <algorithm>

namespace roundsman {

std::string_view toText(Leg leg) {
    constexpr std::array<std::string_view, legCount> texts{"assignment", "to_merchant", "wait", "to_customer",
                                                           "hand_over",  "preparation", "whole"};
    return texts[static_cast<std::size_t>(leg)];
}

std::string_view toText(EtaLevel level) {
    constexpr std::array<std::string_view, 8> texts{"model", "cell_pair", "cell",     "merchant",
                                                    "hour",  "market",    "fallback", "passed"};
    return texts[static_cast<std::size_t>(level)];
}

namespace {

LegDelay delayOf(const LegRow& row) {
    const double promised = static_cast<double>(row.predicted.p50Seconds);
    const double took = std::chrono::duration<double>(row.endedAt - row.startedAt).count();
    return {.leg = row.query.leg,
            .level = row.predicted.level,
            .counts = false,
            .startedAt = row.startedAt,
            .endedAt = row.endedAt,
            .promisedSeconds = promised,
            .tookSeconds = took,
            .lateSeconds = took - promised};
}

} // namespace

WhyLate whyLate(std::span<const LegRow> legs) {
    WhyLate why;
    EventTime riderThere{};
    EventTime foodThere{};
    for (const LegRow& row : legs) {
        why.legs.push_back(delayOf(row));
        if (row.query.leg == Leg::toMerchant) {
            riderThere = row.endedAt;
        } else if (row.query.leg == Leg::preparation) {
            foodThere = row.endedAt;
        } else if (row.query.leg == Leg::whole) {
            why.lateSeconds = why.legs.back().lateSeconds;
        }
    }
    std::ranges::stable_sort(why.legs, {}, &LegDelay::endedAt);
    for (LegDelay& delay : why.legs) {
        const bool ridersWay = delay.leg == Leg::assignment || delay.leg == Leg::toMerchant;
        delay.counts = ridersWay                       ? riderThere >= foodThere
                       : delay.leg == Leg::preparation ? foodThere > riderThere
                                                       : delay.leg != Leg::whole;
        if (delay.counts && delay.lateSeconds > why.worstSeconds) {
            why.worst = delay.leg;
            why.worstSeconds = delay.lateSeconds;
        }
    }
    return why;
}

} // namespace roundsman
