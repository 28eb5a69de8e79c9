#include "core/model/cell_cache.h"

#include "core/base/hash.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace roundsman {
namespace {

constexpr std::size_t shapesKept = 2048; // more cells of resolution 8 than a large city has
constexpr double e7PerRadian = 1e7 * 180.0 / std::numbers::pi;

/// A disc of so many radians, rounded to the safe side.
CellDisc discAround(CellId cell, GeoPoint centre, double radius) {
    const double latitude = std::abs(centre.latitude()) * (std::numbers::pi / 180.0);
    const double largestCosine = std::cos(std::max(0.0, latitude - std::max(0.0, radius)));
    CellDisc disc;
    disc.cell = cell;
    disc.centre = centre;
    disc.radiusE7 = static_cast<float>(radius * e7PerRadian * (1 - 1e-6));
    disc.longitudeScale = static_cast<float>(std::min(1.0, largestCosine) * (1 + 1e-6));
    return disc;
}

} // namespace

CellCache::CellCache(int resolution) : m_resolution(resolution), m_shapes(shapesKept) {}

CellId CellCache::ask(GeoPoint point, CellDisc& disc) {
    const CellId cell = cellOf(point, m_resolution);
    const CellShape& shape = shapeOf(cell);
    const CellDisc central = discAround(cell, shape.centre, shape.innerRadius);
    disc = holds(central, point) ? central : discAround(cell, point, shape.distanceToBorder(unitVector(point)));
    return cell;
}

const CellShape& CellCache::shapeOf(CellId cell) {
    CellShape& kept = m_shapes[hash64({}, cell.value()) % shapesKept];
    if (kept.cell != cell) {
        kept = cellShape(cell);
    }
    return kept;
}

} // namespace roundsman
