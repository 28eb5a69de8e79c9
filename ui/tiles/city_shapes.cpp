#include "ui/tiles/city_shapes.h"

#include <algorithm>
#include <cmath>

namespace roundsman {

namespace {

QPolygonF projected(const std::vector<GeoPoint>& points) {
    QPolygonF polygon;
    polygon.reserve(static_cast<qsizetype>(points.size()));
    for (const GeoPoint point : points) {
        polygon << worldPoint(point);
    }
    return polygon;
}

} // namespace

QPointF worldPoint(GeoPoint point) {
    const World place = worldOf(point);
    return {place.x, place.y};
}

QRectF worldBoxOfTile(int zoom, int x, int y) {
    const double side = std::exp2(-zoom);
    return {x * side, y * side, side, side};
}

void ShapeGrid::add(QPolygonF points, std::uint32_t source) {
    const QRectF box = points.boundingRect();
    m_box = m_shapes.empty() ? box : m_box.united(box);
    m_shapes.push_back({std::move(points), box, source});
}

void ShapeGrid::build() {
    m_cells.assign(static_cast<std::size_t>(side * side), {});
    const auto cellOfX = [this](double x) {
        return std::clamp(static_cast<int>((x - m_box.left()) / std::max(m_box.width(), 1e-12) * side), 0, side - 1);
    };
    const auto cellOfY = [this](double y) {
        return std::clamp(static_cast<int>((y - m_box.top()) / std::max(m_box.height(), 1e-12) * side), 0, side - 1);
    };
    for (std::uint32_t n = 0; n < m_shapes.size(); ++n) {
        const QRectF& box = m_shapes[n].box;
        for (int row = cellOfY(box.top()); row <= cellOfY(box.bottom()); ++row) {
            for (int column = cellOfX(box.left()); column <= cellOfX(box.right()); ++column) {
                m_cells[static_cast<std::size_t>(row * side + column)].push_back(n);
            }
        }
    }
}

std::vector<const CityShape*> ShapeGrid::in(const QRectF& box) const {
    std::vector<std::uint32_t> found;
    const auto index = [](double at, double from, double length) {
        return static_cast<int>(std::floor((at - from) / std::max(length, 1e-12) * side));
    };
    const int left = std::clamp(index(box.left(), m_box.left(), m_box.width()), 0, side - 1);
    const int right = std::clamp(index(box.right(), m_box.left(), m_box.width()), 0, side - 1);
    const int top = std::clamp(index(box.top(), m_box.top(), m_box.height()), 0, side - 1);
    const int bottom = std::clamp(index(box.bottom(), m_box.top(), m_box.height()), 0, side - 1);
    for (int row = top; row <= bottom && !m_cells.empty(); ++row) {
        for (int column = left; column <= right; ++column) {
            const auto& cell = m_cells[static_cast<std::size_t>(row * side + column)];
            found.insert(found.end(), cell.begin(), cell.end());
        }
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    std::vector<const CityShape*> shapes;
    for (const std::uint32_t n : found) {
        const QRectF& own = m_shapes[n].box; // QRectF::intersects has no meaning for a straight line's flat box
        if (own.left() <= box.right() && own.right() >= box.left() && own.top() <= box.bottom() &&
            own.bottom() >= box.top()) {
            shapes.push_back(&m_shapes[n]);
        }
    }
    return shapes;
}

CityShapes::CityShapes(std::shared_ptr<const City> drawn) : city(std::move(drawn)) {
    const auto fill = [](ShapeGrid& grid, const auto& things, auto pointsOf) {
        for (std::uint32_t n = 0; n < things.size(); ++n) {
            grid.add(projected(pointsOf(things[n])), n);
        }
        grid.build();
    };
    fill(land, city->land, [](const CityOutline& outline) -> const auto& { return outline; });
    fill(grounds, city->grounds, [](const CityGround& ground) -> const auto& { return ground.outline; });
    fill(waters, city->waters, [](const CityWater& water) -> const auto& { return water.outline; });
    fill(buildings, city->buildings, [](const CityBuilding& building) -> const auto& { return building.outline; });
    fill(roads, city->roads, [](const CityRoad& road) -> const auto& { return road.line; });
    box = QRectF(worldPoint(city->box.southWest), worldPoint(city->box.northEast)).normalized();
}

} // namespace roundsman
