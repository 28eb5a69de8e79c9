#include "ui/bench/compared_drawing.h"

#include "ui/map/mercator.h"
#include "ui/theme/tones.h"

#include <QSGGeometryNode>
#include <QSGVertexColorMaterial>

#include <array>

namespace roundsman {

namespace {

constexpr float halfSide = 2.5F;

void put(QSGGeometry::ColoredPoint2D*& at, float x, float y, const QColor& colour) {
    at->set(x, y, static_cast<uchar>(colour.red()), static_cast<uchar>(colour.green()),
            static_cast<uchar>(colour.blue()), 255);
    ++at;
}

} // namespace

ComparedDrawing::ComparedDrawing(MapCamera& camera, Kind kind, QQuickItem* parent)
    : QQuickItem(parent), m_camera(camera), m_kind(kind) {
    setFlag(ItemHasContents);
    setSize(parent->size());
    connect(&m_camera, &MapCamera::changed, this, &QQuickItem::update);
}

void ComparedDrawing::setFleet(const Picture& fleet) {
    m_fleet = fleet;
    update();
}

QSGNode* ComparedDrawing::updatePaintNode(QSGNode* node, UpdatePaintNodeData* data) {
    Q_UNUSED(data);
    auto* drawn = static_cast<QSGGeometryNode*>(node);
    std::size_t riders = 0;
    for (const FramePtr& lane : m_fleet.lanes) {
        riders += lane->riders.size();
    }
    const std::size_t each = m_kind == Kind::points ? 1 : 6;
    if (!drawn) {
        drawn = new QSGGeometryNode;
        auto* geometry = new QSGGeometry(QSGGeometry::defaultAttributes_ColoredPoint2D(), 0);
        geometry->setDrawingMode(m_kind == Kind::points ? QSGGeometry::DrawPoints : QSGGeometry::DrawTriangles);
        geometry->setVertexDataPattern(QSGGeometry::StreamPattern);
        drawn->setGeometry(geometry);
        drawn->setMaterial(new QSGVertexColorMaterial);
        drawn->setFlags(QSGNode::OwnsGeometry | QSGNode::OwnsMaterial);
    }
    drawn->geometry()->allocate(static_cast<int>(riders * each));
    auto* at = drawn->geometry()->vertexDataAsColoredPoint2D();
    for (const FramePtr& lane : m_fleet.lanes) {
        for (const RiderDot& dot : lane->riders) {
            const QPointF place = m_camera.view().toScreen(worldOf(dot.position));
            const QColor colour = statusColour(dot.status, darkTones());
            const auto x = static_cast<float>(place.x());
            const auto y = static_cast<float>(place.y());
            if (m_kind == Kind::points) {
                put(at, x, y, colour);
                continue;
            }
            constexpr std::array<std::array<float, 2>, 6> corners{
                {{-1, -1}, {1, -1}, {-1, 1}, {-1, 1}, {1, -1}, {1, 1}}};
            for (const auto& [right, down] : corners) {
                put(at, x + right * halfSide, y + down * halfSide, colour);
            }
        }
    }
    drawn->markDirty(QSGNode::DirtyGeometry);
    return drawn;
}

} // namespace roundsman
