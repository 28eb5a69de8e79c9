#pragma once

#include "core/sim/city.h"
#include "core/sim/plane.h"
#include "core/sim/random.h"

namespace roundsman {

/// Opens restaurants along streets, thick in the centre and in clusters further out. Each has a front door of its own:
/// a node that parts a street of `city`.
std::vector<Restaurant> openRestaurants(City& city, const Plane& plane, std::uint32_t count, Random random);

} // namespace roundsman
