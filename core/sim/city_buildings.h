#pragma once

#include "core/sim/city.h"
#include "core/sim/random.h"
#include "core/sim/terrain.h"

namespace roundsman {

/// Footprints along the streets: close together in the centre, scattered further out.
std::vector<CityBuilding> putUpBuildings(const City& city, const Terrain& terrain, const Plane& plane, Random random);

} // namespace roundsman
