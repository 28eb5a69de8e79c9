#include "ui/map/clusters.h"

#include <algorithm>

namespace roundsman {

namespace {

constexpr double marginPixels = 96;

} // namespace

Staleness Cluster::worst() const {
    for (std::size_t n = stalenessCount; n-- > 1;) {
        if (byStaleness[n] > 0) {
            return static_cast<Staleness>(n);
        }
    }
    return Staleness::fresh;
}

ClusterGrid::ClusterGrid(const MapViewState& view) {
    // 64 logical pixels a square at a whole zoom, up to 128 just below the next one.
    m_shift = static_cast<std::uint32_t>(30 - static_cast<int>(std::floor(view.zoom)));
    const FixedWorld northWest = fixedOf(view.toWorld({-marginPixels, -marginPixels}));
    const FixedWorld southEast =
        fixedOf(view.toWorld({view.size.width() + marginPixels, view.size.height() + marginPixels}));
    m_left = northWest.x >> m_shift;
    m_top = northWest.y >> m_shift;
    m_columns = (southEast.x >> m_shift) - m_left + 1;
    m_rows = (southEast.y >> m_shift) - m_top + 1;
    m_cells.resize(static_cast<std::size_t>(m_columns) * m_rows);
    for (std::uint32_t n = 0; n < m_cells.size(); ++n) {
        m_cells[n].column = m_left + n % m_columns;
        m_cells[n].row = m_top + n / m_columns;
    }
}

std::vector<Cluster> ClusterGrid::taken() const {
    std::vector<Cluster> clusters;
    std::ranges::copy_if(m_cells, std::back_inserter(clusters),
                         [](const Cluster& c) { return c.count >= clusterFrom; });
    return clusters;
}

} // namespace roundsman
