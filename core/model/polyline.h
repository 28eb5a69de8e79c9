#pragma once

#include "core/model/geo.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

// A line as text, dense: the steps from point to point in units of 1e-7 degrees, latitude first, in Google's encoded
// polyline format (which usually counts in 1e-5; ours is exactly what a GeoPoint keeps, so nothing is lost). Four to
// eight characters a corner where GeoJSON takes 26.

std::string toPolyline7(const std::vector<GeoPoint>& line);

/// Nothing: the text is no such line, or leaves the range of degrees.
std::optional<std::vector<GeoPoint>> fromPolyline7(std::string_view text);

} // namespace roundsman
