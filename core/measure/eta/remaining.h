#pragma once

#include "core/model/eta.h"

namespace roundsman {

/// What is left of a stretch that has gone on for so long: the middle and the ninth decile of those that last at least
/// that long, as a log-normal through p50 and p90 has them. Never negative; a stretch that is overdue stays open.
LegEstimate remainingOf(LegEstimate whole, double elapsedSeconds);

/// Two stretches one after the other. Their delays are taken as independent: spreads add as squares.
LegEstimate oneAfterTheOther(LegEstimate a, LegEstimate b);

/// Two stretches side by side that must both be over.
LegEstimate bothOf(LegEstimate a, LegEstimate b);

} // namespace roundsman
