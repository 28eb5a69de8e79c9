#pragma once

#include "core/model/geo.h"
#include "ui/map/map_camera.h"

#include <QColor>
#include <QQuickPaintedItem>

#include <optional>
#include <vector>

namespace roundsman {

struct Tones;

/// "840 m", "12.4 km": along the way of these points.
double metresAlong(const std::vector<GeoPoint>& way);
QString lengthText(double metres);

/// A tape measure over the map. While it is on it takes clicks for itself; dragging still moves the map, and the wheel
/// zooms; keys set points where the map's cross is. GUI thread; it paints while the GUI thread waits.
class MeasureItem : public QQuickPaintedItem {
    Q_OBJECT

public:
    explicit MeasureItem(QQuickItem* parent = nullptr);

    /// The camera outlives the item.
    void attach(MapCamera& camera);
    void setTones(const Tones& tones);
    void setOn(bool on);
    [[nodiscard]] bool isOn() const { return m_on; }
    void addPoint(GeoPoint point);
    /// The point under the cross in the middle; from there on the cross leads the line.
    void addMiddle();
    void undoPoint();
    [[nodiscard]] const std::vector<GeoPoint>& points() const { return m_points; }
    [[nodiscard]] double metres() const { return metresAlong(m_points); }

    void paint(QPainter* painter) override;

Q_SIGNALS:
    void changed();
    /// By the mouse.
    void pointed();

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void hoverMoveEvent(QHoverEvent* event) override;
    void hoverLeaveEvent(QHoverEvent* event) override;

private:
    void paintTag(QPainter& painter, QPointF place, const QString& words, bool strong) const;

    MapCamera* m_camera = nullptr;
    const Tones* m_tones;
    bool m_on = false;
    std::vector<GeoPoint> m_points;
    std::optional<QPointF> m_pointer;
    QPointF m_pressedAt;
    QPointF m_draggedTo;
    bool m_dragging = false;
};

} // namespace roundsman
