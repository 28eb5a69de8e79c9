#include "ui/map/rider_layer.h"

#include "ui/map/rider_drawer.h"
#include "ui/map/zoom_jump.h"

#include <QGuiApplication>
#include <QQuickWindow>
#include <QSGSimpleTextureNode>
#include <QStyleHints>

namespace roundsman {

namespace {

constexpr double pickReach = 6; // logical pixels around a mark that still mean it

} // namespace

RiderLayer::RiderLayer(QQuickItem* parent) : QQuickItem(parent) {
    setFlag(ItemHasContents);
    setAcceptedMouseButtons(Qt::LeftButton | Qt::RightButton);
    setAcceptHoverEvents(true);
}

void RiderLayer::attach(MapCamera& camera, RiderDrawer& drawer) {
    m_camera = &camera;
    m_drawer = &drawer;
    connect(m_camera, &MapCamera::changed, this, &QQuickItem::update);
    connect(this, &QQuickItem::windowChanged, this, &RiderLayer::resizeCamera);
    resizeCamera();
}

void RiderLayer::pictureReady() {
    if (!m_waiting.exchange(true)) {
        QMetaObject::invokeMethod(this, &RiderLayer::takePicture, Qt::QueuedConnection);
    }
}

void RiderLayer::takePicture() {
    m_waiting.store(false);
    m_shown = m_drawer->latest();
    update();
}

void RiderLayer::resizeCamera() {
    if (m_camera && width() > 0 && height() > 0) {
        m_camera->setViewport(size(), window() ? window()->effectiveDevicePixelRatio() : 1);
    }
}

QRectF RiderLayer::pictureRect() const {
    const MapViewState& then = m_shown->view;
    const MapViewState& now = m_camera->view();
    const double margin = m_shown->marginPixels / then.pixelRatio;
    QPointF topLeft = now.toScreen(then.toWorld({-margin, -margin}));
    if (now.zoom == then.zoom) { // whole device pixels, so that marks stay sharp while one pans
        topLeft = (topLeft * now.pixelRatio).toPoint().toPointF() / now.pixelRatio;
    }
    const double grown = std::exp2(now.zoom - then.zoom);
    return {topLeft, (then.size + QSizeF(2 * margin, 2 * margin)) * grown};
}

QSGNode* RiderLayer::updatePaintNode(QSGNode* node, UpdatePaintNodeData* data) {
    Q_UNUSED(data);
    auto* picture = static_cast<QSGSimpleTextureNode*>(node);
    if (!m_shown || !m_camera || isFarFrom(m_shown->view.zoom, m_camera->view().zoom)) {
        delete picture;
        m_uploaded.reset();
        return nullptr;
    }
    if (!picture) {
        picture = new QSGSimpleTextureNode;
        picture->setOwnsTexture(true);
        m_uploaded.reset();
    }
    if (m_uploaded != m_shown) {
        picture->setTexture(window()->createTextureFromImage(m_shown->image, QQuickWindow::TextureHasAlphaChannel));
        m_uploaded = m_shown;
    }
    picture->setFiltering(QSGTexture::Nearest); // on a machine without a GPU half the price of linear
    picture->setRect(pictureRect());
    return picture;
}

void RiderLayer::geometryChange(const QRectF& newGeometry, const QRectF& oldGeometry) {
    QQuickItem::geometryChange(newGeometry, oldGeometry);
    resizeCamera();
}

QPointF RiderLayer::toPicture(QPointF place) const {
    const MapViewState& then = m_shown->view;
    const QPointF moved = then.toScreen(m_camera->view().toWorld(place));
    return moved * then.pixelRatio + QPointF(m_shown->marginPixels, m_shown->marginPixels);
}

std::vector<RiderRef> RiderLayer::ridersNear(QPointF place, std::size_t atMost) const {
    std::vector<RiderRef> riders;
    if (!m_shown) {
        return riders;
    }
    const double reach = m_shown->markRadius + pickReach * m_shown->view.pixelRatio;
    for (const DrawnMark& mark : m_shown->picks.near(toPicture(place), reach, atMost)) {
        riders.push_back(m_shown->layout.refOf(mark.index));
    }
    return riders;
}

const Cluster* RiderLayer::clusterAt(QPointF place) const {
    if (!m_shown) {
        return nullptr;
    }
    const QPointF at = toPicture(place);
    const double reach = 24 * m_shown->view.pixelRatio;
    for (const Cluster& cluster : m_shown->clusters) {
        const QPointF way = cluster.centre() - at;
        if (std::hypot(way.x(), way.y()) < reach) {
            return &cluster;
        }
    }
    return nullptr;
}

std::optional<QPointF> RiderLayer::placeOf(RiderRef rider) const {
    if (!m_shown) {
        return std::nullopt;
    }
    const std::size_t index = m_shown->layout.indexOf(rider);
    for (const DrawnMark& mark : m_shown->picks.marks()) {
        if (mark.index == index) {
            const double ratio = m_shown->view.pixelRatio;
            const QPointF then =
                (QPointF(mark.x, mark.y) - QPointF(m_shown->marginPixels, m_shown->marginPixels)) / ratio;
            return m_camera->view().toScreen(m_shown->view.toWorld(then));
        }
    }
    return std::nullopt;
}

void RiderLayer::mousePressEvent(QMouseEvent* event) {
    m_pressedAt = event->position();
    m_draggedTo = m_pressedAt;
    m_dragging = false;
    forceActiveFocus(Qt::MouseFocusReason);
}

void RiderLayer::mouseMoveEvent(QMouseEvent* event) {
    const QPointF way = event->position() - m_pressedAt;
    if (!m_dragging && way.manhattanLength() < QGuiApplication::styleHints()->startDragDistance()) {
        return;
    }
    m_dragging = true;
    Q_EMIT movedByHand();
    m_camera->panBy(event->position() - m_draggedTo);
    m_draggedTo = event->position();
}

void RiderLayer::mouseReleaseEvent(QMouseEvent* event) {
    if (!m_dragging) {
        Q_EMIT clicked(event->position(), event->button());
    }
    m_dragging = false;
}

void RiderLayer::mouseDoubleClickEvent(QMouseEvent* event) {
    m_camera->zoomAround(event->position(), m_camera->zoom() + 1);
}

void RiderLayer::wheelEvent(QWheelEvent* event) {
    constexpr double notch = 120;
    m_camera->zoomAround(event->position(), m_camera->zoom() + event->angleDelta().y() / notch * 0.4);
    event->accept();
}

void RiderLayer::keyPressEvent(QKeyEvent* event) {
    const double step = event->modifiers().testFlag(Qt::ShiftModifier) ? 6 : 90;
    switch (event->key()) {
    case Qt::Key_Left:
        m_camera->panBy({step, 0});
        break;
    case Qt::Key_Right:
        m_camera->panBy({-step, 0});
        break;
    case Qt::Key_Up:
        m_camera->panBy({0, step});
        break;
    case Qt::Key_Down:
        m_camera->panBy({0, -step});
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        m_camera->zoomBy(1);
        return;
    case Qt::Key_Minus:
        m_camera->zoomBy(-1);
        return;
    case Qt::Key_Space:
        Q_EMIT middleChosen();
        return;
    default:
        event->ignore();
        return;
    }
    Q_EMIT movedByHand();
    Q_EMIT movedByKey();
}

void RiderLayer::hoverMoveEvent(QHoverEvent* event) {
    Q_EMIT hovered(event->position());
}

void RiderLayer::hoverLeaveEvent(QHoverEvent* event) {
    QQuickItem::hoverLeaveEvent(event);
    Q_EMIT pointerLeft();
}

} // namespace roundsman
