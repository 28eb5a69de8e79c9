#include "ui/tiles/tile_painter.h"

#include "ui/tiles/city_style.h"

#include <QPainter>
#include <QPainterPath>

#include <ranges>

namespace roundsman {

/// One tile being drawn: where it lies, and the brushes at hand. Drawn in logical pixels.
struct TilePainter::Sheet {
    const CityShapes& shapes;
    const TileKey& key;
    const CityStyle& style;
    QPainter& painter;
    QRectF world;      ///< of the tile
    QRectF wide;       ///< with a margin for what reaches over from neighbours
    QTransform toTile; ///< world to logical pixels

    [[nodiscard]] QPolygonF mapped(const CityShape* shape) const { return toTile.map(shape->points); }
};

namespace {

constexpr double sideReach = 48; // logical pixels: the widest road and its casing

void fill(QPainter& painter, const QPolygonF& polygon, const QColor& colour) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(polygon);
}

QPen roadPen(const QColor& colour, double width) {
    return {colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

double casingOf(int zoom) {
    return zoom >= 17 ? 1.6 : zoom >= 15 ? 1.2 : 0.8;
}

} // namespace

TilePainter::TilePainter(std::shared_ptr<const City> city)
    : m_shapes(std::make_shared<const CityShapes>(std::move(city))),
      m_labels(std::make_unique<LabelPlanner>(m_shapes)) {}

QImage TilePainter::paint(const TileKey& key) const {
    const CityStyle& style = cityStyle(key.dark);
    const int side = static_cast<int>(tileSide) * key.ratio;
    QImage image(side, side, QImage::Format_RGB32);
    image.fill(style.sea);
    const QRectF world = worldBoxOfTile(key.zoom, key.x, key.y);
    const double margin = sideReach / worldPixels(key.zoom);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(key.ratio, key.ratio);
    QTransform toTile;
    toTile.scale(worldPixels(key.zoom), worldPixels(key.zoom));
    toTile.translate(-world.left(), -world.top());
    const Sheet sheet{*m_shapes, key, style, painter, world, world.adjusted(-margin, -margin, margin, margin), toTile};
    if (m_shapes->box.intersects(sheet.wide)) {
        paintGround(sheet);
        paintBuildings(sheet);
        paintRoads(sheet);
    }
    paintLabels(sheet);
    return image;
}

void TilePainter::paintGround(const Sheet& sheet) {
    QPainter& painter = sheet.painter;
    for (const CityShape* shape : sheet.shapes.land.in(sheet.wide)) {
        painter.setPen(
            QPen(sheet.style.shore, sheet.key.zoom >= 12 ? 1.4 : 0.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(sheet.style.land);
        painter.drawPolygon(sheet.mapped(shape));
    }
    if (sheet.key.zoom < 9) {
        return;
    }
    for (const CityShape* shape : sheet.shapes.grounds.in(sheet.wide)) {
        const auto kind = static_cast<std::size_t>(sheet.shapes.city->grounds[shape->source].kind);
        fill(painter, sheet.mapped(shape), sheet.style.ground[kind]);
    }
    for (const CityShape* shape : sheet.shapes.waters.in(sheet.wide)) {
        painter.setPen(sheet.key.zoom >= 13 ? QPen(sheet.style.shore, 1) : QPen(Qt::NoPen));
        painter.setBrush(sheet.style.water);
        painter.drawPolygon(sheet.mapped(shape));
    }
}

void TilePainter::paintBuildings(const Sheet& sheet) {
    if (sheet.key.zoom < 15) {
        return;
    }
    sheet.painter.setPen(sheet.key.zoom >= 16 ? QPen(sheet.style.buildingEdge, 0.8) : QPen(Qt::NoPen));
    sheet.painter.setBrush(sheet.style.building);
    for (const CityShape* shape : sheet.shapes.buildings.in(sheet.wide)) {
        sheet.painter.drawPolygon(sheet.mapped(shape));
    }
}

void TilePainter::paintRoads(const Sheet& sheet) {
    const int zoom = sheet.key.zoom;
    std::array<QPainterPath, roadClassCount> plain;
    std::array<QPainterPath, roadClassCount> bridges;
    for (const CityShape* shape : sheet.shapes.roads.in(sheet.wide)) {
        const CityRoad& road = sheet.shapes.city->roads[shape->source];
        const auto which = static_cast<std::size_t>(road.roadClass);
        if (roadWidth(road.roadClass, zoom) > 0) {
            (road.bridge && zoom >= 13 ? bridges : plain)[which].addPolygon(sheet.mapped(shape));
        }
    }
    sheet.painter.setBrush(Qt::NoBrush);
    const auto stroke = [&](const auto& paths, bool casing, bool bridge) {
        for (std::size_t n = roadClassCount; n-- > 0;) { // narrow first: a wide road runs over it
            const auto roadClass = static_cast<RoadClass>(n);
            const double width = roadWidth(roadClass, zoom);
            if (paths[n].isEmpty() || (casing && (roadClass == RoadClass::path || width < 1.6))) {
                continue;
            }
            QPen pen = casing ? roadPen(sheet.style.casing, width + 2 * casingOf(zoom) + (bridge ? 1.4 : 0))
                              : roadPen(sheet.style.road[n], width);
            if (bridge && casing) {
                pen.setCapStyle(Qt::FlatCap);
            }
            if (roadClass == RoadClass::path) {
                pen.setDashPattern({2.5, 2});
                pen.setCapStyle(Qt::FlatCap);
            }
            sheet.painter.strokePath(paths[n], pen);
        }
    };
    stroke(plain, true, false);
    stroke(plain, false, false);
    stroke(bridges, true, true);
    stroke(bridges, false, true);
}

void TilePainter::paintLabels(const Sheet& sheet) const {
    const double scale = worldPixels(sheet.key.zoom);
    const QRectF area(sheet.world.topLeft() * scale, sheet.world.size() * scale);
    const auto plan = m_labels->at(sheet.key.zoom);
    const CityStyle& style = sheet.style;
    const QColor colours[] = {style.placeText, style.streetText, style.waterText, style.parkText};
    QPainter& painter = sheet.painter;
    for (const PlacedLabel* label : plan->in(area)) {
        QPainterPath letters;
        for (const LabelPart& part : label->parts) {
            const QFontMetricsF metrics(label->font);
            QPainterPath glyphs;
            glyphs.addText(-metrics.horizontalAdvance(part.text) / 2, (metrics.ascent() - metrics.descent()) / 2,
                           label->font, part.text);
            QTransform place;
            place.translate(part.centre.x() - area.left(), part.centre.y() - area.top());
            place.rotate(part.angleDegrees);
            letters.addPath(place.map(glyphs));
        }
        const QColor colour = colours[static_cast<std::size_t>(label->tone)];
        if (label->dot) {
            const QPointF dot(label->parts.front().centre.x() - area.left(), label->box.top() + 7 - area.top());
            painter.setPen(QPen(style.halo, 1.5));
            painter.setBrush(colour);
            painter.drawEllipse(dot, 2.6, 2.6);
        }
        painter.strokePath(letters, QPen(style.halo, 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.fillPath(letters, colour);
    }
}

} // namespace roundsman
