#pragma once

#include "ui/map/map_camera.h"

#include <QQuickPaintedItem>

#include <optional>

namespace roundsman {

class FenceEditor;
struct CornerRef;

/// The fence that is being drawn, over everything else of the map, with its handles. It hears mouse and keys while
/// there is one, and lets everything through while there is none; panning goes on beneath it. GUI thread.
class FenceOverlay : public QQuickPaintedItem {
    Q_OBJECT

public:
    explicit FenceOverlay(QQuickItem* parent = nullptr);

    /// Both outlive the item's use of them; null: none any more.
    void attach(MapCamera* camera, FenceEditor* editor);
    void setDark(bool dark);
    /// Where a corner's handle is, in the item's coordinates.
    [[nodiscard]] QPointF handleAt(CornerRef corner) const;
    /// Tab goes from corner to corner now, and not on to the next control.
    [[nodiscard]] bool takesTab() const;

    void paint(QPainter* painter) override;

protected:
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void hoverMoveEvent(QHoverEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    static constexpr std::size_t handlesMax = 400; ///< more would hide the border

    void follow();
    [[nodiscard]] QPointF screen(GeoPoint place) const;
    [[nodiscard]] GeoPoint ground(QPointF place) const;
    [[nodiscard]] std::optional<CornerRef> cornerNear(QPointF place) const;
    [[nodiscard]] std::optional<CornerRef> middleNear(QPointF place) const;
    bool drawKey(int key);
    bool editKey(const QKeyEvent& event);
    bool panKey(int key, double step);
    void paintShape(QPainter& painter) const;
    void paintHandles(QPainter& painter) const;
    void paintRubber(QPainter& painter) const;
    void paintWords(QPainter& painter, QPointF at, const QString& words, const QColor& colour) const;
    void paintTrouble(QPainter& painter) const;

    MapCamera* m_camera = nullptr;
    FenceEditor* m_editor = nullptr;
    bool m_dark = true;
    QPointF m_pointer;
    QPointF m_pressedAt;
    QPointF m_draggedTo;
    bool m_pressed = false;
    bool m_panning = false;
    bool m_dragging = false;
    bool m_byKeys = false; ///< the cross in the middle is where the next corner goes
};

} // namespace roundsman
