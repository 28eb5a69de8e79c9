#pragma once

#include "core/base/strong_id.h"
#include "core/model/geo.h"

#include <array>
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

/// A place on the unit sphere.
struct UnitVector {
    double x = 0;
    double y = 0;
    double z = 0;
};
UnitVector unitVector(GeoPoint point);

/// What it takes to tell how far a point is from a cell's border, without asking H3.
struct CellShape {
    CellId cell;
    GeoPoint centre;                      ///< rounded to 1e-7 degrees
    double innerRadius = -1;              ///< radians around `centre` that lie within the cell
    std::array<UnitVector, 10> borders{}; ///< the great circles of its edges, as poles of length 1
    int borderCount = 0;

    /// Radians from a point in the cell to its border, or a little less.
    [[nodiscard]] double distanceToBorder(UnitVector point) const;
};
CellShape cellShape(CellId cell);

/// "8828308011fffff"
std::string toText(CellId cell);

} // namespace roundsman
