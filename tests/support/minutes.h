#pragma once

#include "core/model/rollup.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <vector>

namespace roundsman::tests {

/// Feeds a rollup stage by hand: lane time goes on, and the stage hears each minute that begins, as in a lane.
template <typename Row>
struct Minutes {
    std::vector<Row> rows;
    std::vector<CompletenessRow> complete;
    EventTime laneTime{};
    std::int64_t offset = 0;

    template <typename Turn>
    void pass(EventTime time, Turn turn) {
        constexpr std::chrono::minutes one{1};
        if (laneTime != EventTime{}) {
            for (EventTime m = std::chrono::floor<std::chrono::minutes>(laneTime) + one; m <= time; m += one) {
                turn(m);
            }
        }
        laneTime = std::max(laneTime, time);
    }
};

} // namespace roundsman::tests
