#pragma once

#include "core/base/time.h"
#include "core/model/calendar.h"
#include "core/model/rollup.h"

#include <optional>
#include <vector>

namespace roundsman {

/// What of the measured time is asked for.
struct RollupRange {
    EventTime from;
    EventTime to;
    Granularity longest = Granularity::minute; ///< rows may be buckets so long, by their place's own clock
    std::optional<Calendar> clock{};           ///< whose buckets the rows must fit into; none: the place's own
};

/// How far the buckets of a market are made, and which shorter ones are still there.
struct SealedRollups {
    EventTime through{}; ///< nothing yet: the epoch
    RollupRules rules;
    EventTime minutesFrom{};
    EventTime quartersFrom{};
    EventTime hoursFrom{};
};

/// Rows of one length that begin in [from, to).
struct RollupPiece {
    Granularity length = Granularity::minute;
    EventTime from;
    EventTime to;

    bool operator==(const RollupPiece&) const = default;
};

/// The pieces that cover a range once: buckets as long as allowed where they are complete, shorter ones at both ends;
/// longer ones where the shorter are gone. `own` is the place's clock.
std::vector<RollupPiece> planRollups(const RollupRange& range, const SealedRollups& sealed, const Calendar& own);

} // namespace roundsman
