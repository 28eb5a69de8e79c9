#pragma once

#include "core/history/trail_reader.h"
#include "core/model/eta.h"

#include <functional>
#include <string_view>

namespace roundsman {

/// A stretch of an order's way as history has it, with the texts that people know it by.
struct LegOutcome {
    LegRow row;
    std::string_view order; ///< valid during the visit
    std::string_view market;
};

/// The legs that ended within a time, in the order of the log, generation in force.
HistoryDone eachLeg(TrailReader& reader, EventTime from, EventTime to,
                    const std::function<void(const LegOutcome&)>& visit);

} // namespace roundsman
