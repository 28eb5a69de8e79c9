#pragma once

#include "core/model/fix.h"
#include "core/model/rider_state.h"

namespace roundsman {

/// A rider's first speed and heading: what the phone says.
void startMotion(RiderState& state, const Fix& fix);

/// Speed and heading after one more fix, `seconds` after state.position: the phone's word, or what the way since then
/// gives, each smoothed by half. After a jump they begin anew.
void smoothMotion(RiderState& state, const Fix& fix, double seconds, bool jumped);

} // namespace roundsman
