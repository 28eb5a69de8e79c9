#pragma once

#include "ui/map/map_camera.h"
#include "ui/map/rider_picture.h"

#include <QQuickItem>

#include <atomic>
#include <memory>

namespace roundsman {

class RiderDrawer;

/// The riders over the base map: one textured rectangle. Its picture was painted for a view that may be a frame old;
/// the rectangle is moved and scaled to the present view, so that riders stay glued to their streets while one pans.
/// It also hears the mouse, and answers who is where.
class RiderLayer : public QQuickItem {
    Q_OBJECT

public:
    explicit RiderLayer(QQuickItem* parent = nullptr);

    /// Both outlive the layer.
    void attach(MapCamera& camera, RiderDrawer& drawer);
    /// Called on any thread: a newer picture can be had.
    void pictureReady();

    /// The picture on the screen now; null before the first.
    [[nodiscard]] std::shared_ptr<const RiderPicture> shown() const { return m_shown; }
    [[nodiscard]] std::vector<RiderRef> ridersNear(QPointF place, std::size_t atMost) const;
    [[nodiscard]] const Cluster* clusterAt(QPointF place) const;
    /// Where a rider is drawn, in the item's coordinates.
    [[nodiscard]] std::optional<QPointF> placeOf(RiderRef rider) const;

Q_SIGNALS:
    void hovered(QPointF place);
    void pointerLeft();
    void clicked(QPointF place, Qt::MouseButton button);
    void movedByHand();
    /// By a key: the middle of the map is meant now, and is chosen by Space.
    void movedByKey();
    void middleChosen();

protected:
    QSGNode* updatePaintNode(QSGNode* node, UpdatePaintNodeData* data) override;
    void geometryChange(const QRectF& newGeometry, const QRectF& oldGeometry) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void hoverMoveEvent(QHoverEvent* event) override;
    void hoverLeaveEvent(QHoverEvent* event) override;

private:
    void takePicture();
    void resizeCamera();
    /// A place of the item in the device pixels of the shown picture.
    [[nodiscard]] QPointF toPicture(QPointF place) const;
    [[nodiscard]] QRectF pictureRect() const;

    MapCamera* m_camera = nullptr;
    RiderDrawer* m_drawer = nullptr;
    std::shared_ptr<const RiderPicture> m_shown;
    std::shared_ptr<const RiderPicture> m_uploaded;
    std::atomic<bool> m_waiting = false;
    QPointF m_pressedAt;
    QPointF m_draggedTo;
    bool m_dragging = false;
};

} // namespace roundsman
