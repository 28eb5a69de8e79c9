#pragma once

#include "core/base/strong_id.h"
#include "core/model/geo.h"

#include <cstdint>
#include <string>
#include <vector>

namespace roundsman {

/// An H3 cell. This file and cell.cpp are the only places that know the H3 library.
using CellId = StrongId<struct CellTag, std::uint64_t>;

inline constexpr int cellResolutionMin = 0;
inline constexpr int cellResolutionMax = 15;

/// The cell that holds a point. REQUIRES: resolution within the limits above.
CellId cellOf(GeoPoint point, int resolution);
CellId cellOfDegrees(double latitude, double longitude, int resolution);

GeoPoint cellCentre(CellId cell);
std::vector<GeoPoint> cellBoundary(CellId cell);
int cellResolution(CellId cell);

/// The cells at exactly `distance` steps from `cell` (ring 0 is the cell itself), in ascending order of id.
std::vector<CellId> cellRing(CellId cell, int distance);

/// "8828308011fffff"
std::string toText(CellId cell);

} // namespace roundsman
