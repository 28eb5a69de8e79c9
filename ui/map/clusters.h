#pragma once

#include "core/model/rider.h"
#include "ui/map/map_view_state.h"

#include <array>
#include <cstdint>
#include <vector>

namespace roundsman {

/// Riders that share a square of the map at a low zoom. Squares stand still on the ground, so that panning does not
/// reshuffle them.
struct Cluster {
    std::uint32_t column = 0;
    std::uint32_t row = 0;
    std::uint32_t count = 0;
    double sumX = 0; ///< screen pixels (device) of the members
    double sumY = 0;
    std::array<std::uint32_t, riderStatusCount> byStatus{};
    std::array<std::uint32_t, stalenessCount> byStaleness{};

    [[nodiscard]] QPointF centre() const { return {sumX / count, sumY / count}; }
    [[nodiscard]] Staleness worst() const;
};

/// The squares of one view; counts riders into them.
class ClusterGrid {
public:
    static constexpr std::uint32_t clusterFrom = 6; ///< fewer are drawn as riders
    static constexpr double zoomBelow = 13.5;       ///< closer, there is room for everybody

    explicit ClusterGrid(const MapViewState& view);

    /// Null outside the view.
    [[nodiscard]] Cluster* at(FixedWorld place) {
        const std::uint32_t column = (place.x >> m_shift) - m_left;
        const std::uint32_t row = (place.y >> m_shift) - m_top;
        return column < m_columns && row < m_rows ? &m_cells[row * m_columns + column] : nullptr;
    }
    [[nodiscard]] bool holds(const Cluster& cluster, FixedWorld place) const {
        return place.x >> m_shift == cluster.column && place.y >> m_shift == cluster.row;
    }
    /// The squares that are drawn as clusters.
    [[nodiscard]] std::vector<Cluster> taken() const;

private:
    std::uint32_t m_shift;
    std::uint32_t m_left;
    std::uint32_t m_top;
    std::uint32_t m_columns;
    std::uint32_t m_rows;
    std::vector<Cluster> m_cells;
};

} // namespace roundsman
