#include "core/measure/zones.h"

#include <algorithm>

namespace roundsman {
namespace {

// A cell's points may lie a little outside the rectangle of its corners, because its sides are arcs.
constexpr std::int64_t slackE7 = 20'000;

GeoBounds boundsOf(CellId cell) {
    const std::vector<GeoPoint> corners = cellBoundary(cell);
    GeoBounds out{corners[0].latitudeE7(), corners[0].latitudeE7(), corners[0].longitudeE7(), corners[0].longitudeE7()};
    for (const GeoPoint corner : corners) {
        const std::int64_t x = out.turnedNear(corner.longitudeE7());
        out.south = std::min<std::int64_t>(out.south, corner.latitudeE7());
        out.north = std::max<std::int64_t>(out.north, corner.latitudeE7());
        out.west = std::min(out.west, x);
        out.east = std::max(out.east, x);
    }
    return {out.south - slackE7, out.north + slackE7, out.west - slackE7, out.east + slackE7};
}

} // namespace

std::uint32_t Zones::numberOf(std::string_view id) {
    const auto [at, fresh] = m_byId.try_emplace(std::string(id), static_cast<std::uint32_t>(m_zones.size()));
    if (fresh) {
        m_zones.emplace_back().id = id;
    }
    return at->second;
}

void Zones::set(const Fence& fence) {
    Zone& zone = m_zones[numberOf(fence.id)];
    zone.market = fence.market;
    zone.shape = Shape(fence);
    zone.live = true;
    m_byCell.clear();
}

void Zones::remove(std::string_view id) {
    if (const auto at = m_byId.find(id); at != m_byId.end()) {
        m_zones[at->second].live = false;
        m_byCell.clear();
    }
}

const std::vector<Zones::Candidate>& Zones::candidatesOf(CellId cell) {
    if (m_byCell.size() > cellsRemembered) {
        m_byCell.clear();
    }
    const auto [at, fresh] = m_byCell.try_emplace(cell);
    if (fresh) {
        const GeoBounds around = boundsOf(cell);
        const GeoPoint centre = cellCentre(cell);
        for (std::uint32_t i = 0; i < m_zones.size(); ++i) {
            if (m_zones[i].live && m_zones[i].shape.hasEdgeIn(around)) {
                at->second.push_back({i, false});
            } else if (m_zones[i].live && m_zones[i].shape.contains(centre)) {
                at->second.push_back({i, true});
            }
        }
    }
    return at->second;
}

} // namespace roundsman
