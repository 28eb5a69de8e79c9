#pragma once

#include "core/sim/city.h"
#include "ui/map/mercator.h"

#include <QPolygonF>
#include <QRectF>

#include <cstdint>
#include <memory>
#include <vector>

namespace roundsman {

/// One thing to draw, in world coordinates (0..1).
struct CityShape {
    QPolygonF points;
    QRectF box;
    std::uint32_t source = 0; ///< index in the city's own list
};

/// Shapes of one kind behind a grid, so that a tile looks at its own neighbourhood only.
class ShapeGrid {
public:
    void add(QPolygonF points, std::uint32_t source);
    void build();

    /// Ascending, each once: the order of adding is the order of drawing.
    [[nodiscard]] std::vector<const CityShape*> in(const QRectF& box) const;
    [[nodiscard]] const std::vector<CityShape>& all() const { return m_shapes; }

private:
    static constexpr int side = 64;

    std::vector<CityShape> m_shapes;
    QRectF m_box;
    std::vector<std::vector<std::uint32_t>> m_cells;
};

/// A city projected once, ready for tiles. Immutable and shared by the painting threads.
struct CityShapes {
    explicit CityShapes(std::shared_ptr<const City> drawn);

    std::shared_ptr<const City> city;
    QRectF box; ///< holds all land
    ShapeGrid land;
    ShapeGrid grounds;
    ShapeGrid waters;
    ShapeGrid buildings;
    ShapeGrid roads;
};

QRectF worldBoxOfTile(int zoom, int x, int y);
QPointF worldPoint(GeoPoint point);

} // namespace roundsman
