#include "ui/map/measure_item.h"

#include "ui/theme/tones.h"

#include <QCoreApplication>
#include <QCursor>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QLocale>
#include <QPainter>
#include <QStyleHints>

namespace roundsman {

double metresAlong(const std::vector<GeoPoint>& way) {
    double metres = 0;
    for (std::size_t n = 1; n < way.size(); ++n) {
        metres += distanceMetres(way[n - 1], way[n]);
    }
    return metres;
}

QString lengthText(double metres) {
    if (metres < 1000) {
        return MeasureItem::tr("%1 m").arg(QLocale().toString(metres, 'f', 0));
    }
    return MeasureItem::tr("%1 km").arg(QLocale().toString(metres / 1000, 'f', metres < 100'000 ? 2 : 0));
}

MeasureItem::MeasureItem(QQuickItem* parent) : QQuickPaintedItem(parent), m_tones(&darkTones()) {
    setVisible(false);
    setAcceptHoverEvents(true);
    setAcceptedMouseButtons(Qt::LeftButton | Qt::RightButton);
    setCursor(Qt::CrossCursor);
    setAntialiasing(true);
}

void MeasureItem::attach(MapCamera& camera) {
    m_camera = &camera;
    connect(m_camera, &MapCamera::changed, this, [this] { update(); });
}

void MeasureItem::setTones(const Tones& tones) {
    m_tones = &tones;
    update();
}

void MeasureItem::setOn(bool on) {
    if (m_on == on) {
        return;
    }
    m_on = on;
    m_points.clear();
    m_pointer.reset();
    setVisible(on);
    update();
    Q_EMIT changed();
}

void MeasureItem::addPoint(GeoPoint point) {
    m_points.push_back(point);
    update();
    Q_EMIT changed();
}

void MeasureItem::addMiddle() {
    m_pointer = QPointF(width() / 2, height() / 2);
    addPoint(geoOf(m_camera->view().toWorld(*m_pointer)));
}

void MeasureItem::undoPoint() {
    if (!m_points.empty()) {
        m_points.pop_back();
        update();
        Q_EMIT changed();
    }
}

void MeasureItem::mousePressEvent(QMouseEvent* event) {
    m_pressedAt = m_draggedTo = event->position();
    m_dragging = false;
}

void MeasureItem::mouseMoveEvent(QMouseEvent* event) {
    const QPointF way = event->position() - m_pressedAt;
    if (!m_dragging && way.manhattanLength() < QGuiApplication::styleHints()->startDragDistance()) {
        return;
    }
    m_dragging = true;
    m_camera->panBy(event->position() - m_draggedTo);
    m_draggedTo = event->position();
}

void MeasureItem::mouseReleaseEvent(QMouseEvent* event) {
    if (!m_dragging && event->button() == Qt::RightButton) {
        undoPoint();
    } else if (!m_dragging) {
        addPoint(geoOf(m_camera->view().toWorld(event->position())));
    }
    m_dragging = false;
}

void MeasureItem::hoverMoveEvent(QHoverEvent* event) {
    m_pointer = event->position();
    update();
    Q_EMIT pointed();
}

void MeasureItem::hoverLeaveEvent(QHoverEvent* event) {
    Q_UNUSED(event);
    m_pointer.reset();
    update();
}

void MeasureItem::paintTag(QPainter& painter, QPointF place, const QString& words, bool strong) const {
    QFont font = painter.font();
    font.setPixelSize(strong ? 13 : 11);
    font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    painter.setFont(font);
    const QSizeF size = QFontMetricsF(font).size(0, words) + QSizeF(14, 7);
    QRectF box(place + QPointF(12, -size.height() / 2), size);
    if (box.right() > width() - 6) {
        box.moveRight(place.x() - 12);
    }
    painter.setPen(QPen(strong ? m_tones->accent : m_tones->line, 1));
    painter.setBrush(m_tones->surface);
    painter.drawRoundedRect(box, 5, 5);
    painter.setPen(strong ? m_tones->text : m_tones->textMuted);
    painter.drawText(box, Qt::AlignCenter, words);
}

void MeasureItem::paint(QPainter* painter) {
    if (!m_camera || !m_on) {
        return;
    }
    painter->setRenderHint(QPainter::Antialiasing);
    QPolygonF line;
    for (const GeoPoint point : m_points) {
        line << m_camera->view().toScreen(worldOf(point));
    }
    for (const auto& [colour, width] : {std::pair(m_tones->surface, 5.0), std::pair(m_tones->accent, 2.5)}) {
        painter->setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->drawPolyline(line);
    }
    std::vector<GeoPoint> whole = m_points;
    if (m_pointer && !line.isEmpty()) {
        painter->setPen(QPen(m_tones->accent, 1.5, Qt::DashLine, Qt::RoundCap));
        painter->drawLine(line.back(), *m_pointer);
        whole.push_back(geoOf(m_camera->view().toWorld(*m_pointer)));
        paintTag(*painter, *m_pointer, lengthText(metresAlong(whole)), false);
    }
    std::vector<GeoPoint> way;
    for (std::size_t n = 0; n < m_points.size(); ++n) {
        way.push_back(m_points[n]);
        const bool isLast = n + 1 == m_points.size();
        painter->setPen(QPen(m_tones->accent, 2));
        painter->setBrush(m_tones->surface);
        painter->drawEllipse(line[static_cast<qsizetype>(n)], isLast ? 5.5 : 4, isLast ? 5.5 : 4);
        if (n > 0) {
            paintTag(*painter, line[static_cast<qsizetype>(n)], lengthText(metresAlong(way)), isLast);
        }
    }
}

} // namespace roundsman
