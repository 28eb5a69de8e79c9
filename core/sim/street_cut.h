#pragma once

#include "core/sim/street_plan.h"

#include <vector>

namespace roundsman {

/// Cuts streets off where they would run into the sea, water or a park; main roads cross rivers on bridges, which
/// become lines of their own.
void cutAtWaterAndParks(std::vector<StreetLine>& lines, const Terrain& terrain);

} // namespace roundsman
