#pragma once

#include "core/model/fence.h"

#include <expected>
#include <string>
#include <string_view>

namespace roundsman {

/// The `data` of a `fence.changed`: {"name", "use": "fence|zone|border", "exitMarginMetres", "dwellSeconds", "alerts"}
/// and the shape in one of three spellings: "geometry" (GeoJSON Polygon or MultiPolygon), "wkt" (longitude first), or
/// "latitude", "longitude" and "radiusMetres". Id, market and version are the document's own to give.
/// An error is one sentence for people.
std::expected<Fence, std::string> decodeFence(std::string_view data);

/// The features of a GeoJSON FeatureCollection (or one Feature) as zones; each takes its id and name from the property.
std::expected<std::vector<Fence>, std::string> zonesFromGeoJson(std::string_view text, std::string_view nameProperty);

} // namespace roundsman
