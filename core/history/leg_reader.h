#pragma once

#include "core/history/trail_reader.h"
#include "core/model/eta.h"

#include <functional>
#include <string_view>

namespace roundsman {

/// A stretch of an order's way as history has it, with the texts that people know it by.
struct LegOutcome {
    LegRow row;
    PartitionNo partition;
    std::string_view order; ///< valid during the visit
    std::string_view market;
    std::string_view merchant;
};

/// A promise as it was made or revised, beside what came of it.
struct PromiseMade {
    EtaRow row;
    std::string_view order; ///< valid during the visit
    std::string_view market;
    EventTime deliveredAt{}; ///< nothing: not yet, or never
};

/// The legs that ended within a time, in the order of the log, generation in force.
HistoryDone eachLeg(TrailReader& reader, EventTime from, EventTime to,
                    const std::function<void(const LegOutcome&)>& visit);

/// The promises made within a time, order by order, each with its revisions in turn; generation in force. What each
/// stretch was thought to take is left out.
HistoryDone eachPromise(TrailReader& reader, EventTime from, EventTime to,
                        const std::function<void(const PromiseMade&)>& visit);

} // namespace roundsman
