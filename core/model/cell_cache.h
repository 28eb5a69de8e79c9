#pragma once

#include "core/model/cell.h"
#include "core/model/rider_state.h"

#include <cstddef>
#include <vector>

namespace roundsman {

/// The cell of a moving point, bit for bit what H3 says, mostly without asking it: around the point's last answer, or
/// around the cell's centre, lies a disc that is wholly inside the cell (CellDisc); within it the answer stands.
/// The shapes of cells asked for lately are kept, so that crossing a border costs one call of H3.
class CellCache {
public:
    explicit CellCache(int resolution);

    [[nodiscard]] int resolution() const { return m_resolution; }

    /// The cell of `point`; `disc` is the caller's, one a point that moves, and is brought up to date.
    CellId cellAt(GeoPoint point, CellDisc& disc) {
        if (holds(disc, point)) [[likely]] {
            return disc.cell;
        }
        return ask(point, disc);
    }

    static bool holds(const CellDisc& disc, GeoPoint point) {
        // At most the distance: the longitudes are scaled by the largest cosine in the disc.
        const auto dy = static_cast<double>(std::int64_t{point.latitudeE7()} - disc.centre.latitudeE7());
        const double dx = static_cast<double>(std::int64_t{point.longitudeE7()} - disc.centre.longitudeE7()) *
                          static_cast<double>(disc.longitudeScale);
        const auto radius = static_cast<double>(disc.radiusE7);
        return radius >= 0 && dx * dx + dy * dy <= radius * radius;
    }

private:
    CellId ask(GeoPoint point, CellDisc& disc);
    const CellShape& shapeOf(CellId cell);

    int m_resolution;
    std::vector<CellShape> m_shapes; ///< by a hash of the cell; the newest wins
};

} // namespace roundsman
