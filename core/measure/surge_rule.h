#pragma once

#include "core/model/settings.h"
#include "core/model/surge.h"

#include <string>

namespace roundsman {

/// The whole of the surge rule, as a pure function of what one value was made from: ratio with an additive prior ->
/// piecewise curve -> moving average -> limited change a minute -> cap -> hold -> rounding for show. The meter calls
/// it each minute; "why 1.6?" and "what if?" call it again.
SurgeSteps surgeSteps(const SurgeInputs& inputs, const SurgeSettings& settings);

/// The curve alone: straight lines between its points, flat outside.
double curveAt(double ratio, const std::vector<CurvePoint>& curve);

/// The answer to "why?", for people, one step a line. Says so when the stored steps are not what these settings give.
std::string explainSurge(const SurgeRow& row, const SurgeSettings& settings);

} // namespace roundsman
