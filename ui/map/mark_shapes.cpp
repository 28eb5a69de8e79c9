#include "ui/map/mark_shapes.h"

#include "ui/theme/tones.h"

#include <QPainter>

#include <cmath>
#include <numbers>

namespace roundsman {

namespace {

QPainterPath polygon(int corners, double radius, double turnDegrees) {
    QPolygonF points;
    for (int n = 0; n < corners; ++n) {
        const double angle = (turnDegrees + 360.0 * n / corners) * std::numbers::pi / 180;
        points << QPointF(radius * std::sin(angle), -radius * std::cos(angle));
    }
    QPainterPath path;
    path.addPolygon(points);
    path.closeSubpath();
    return path;
}

QPainterPath roundedSquare(double half, double corner) {
    QPainterPath path;
    path.addRoundedRect(QRectF(-half, -half, 2 * half, 2 * half), corner, corner);
    return path;
}

QPainterPath withHole(QPainterPath path, double radius) {
    QPainterPath hole;
    hole.addEllipse(QPointF(0, 0), radius, radius);
    return path.subtracted(hole);
}

QPainterPath cross(double radius) {
    const double arm = radius * 0.34;
    QPainterPath path;
    path.addRect(QRectF(-radius, -arm, 2 * radius, 2 * arm));
    QPainterPath other;
    other.addRect(QRectF(-arm, -radius, 2 * arm, 2 * radius));
    QTransform turn;
    turn.rotate(45);
    return turn.map(path.united(other));
}

/// A small roof outside the mark that points where the rider goes.
QPainterPath fin(double radius, int headingDegrees) {
    QPainterPath path;
    path.moveTo(0, -radius * 1.72);
    path.lineTo(radius * 0.62, -radius * 0.98);
    path.quadTo(0, -radius * 1.22, -radius * 0.62, -radius * 0.98);
    path.closeSubpath();
    QTransform turn;
    turn.rotate(headingDegrees);
    return turn.map(path);
}

} // namespace

QPainterPath markShape(RiderStatus status, double radius) {
    QPainterPath circle;
    circle.addEllipse(QPointF(0, 0), radius, radius);
    switch (status) {
    case RiderStatus::idle:
        return circle;
    case RiderStatus::toMerchant:
        return roundedSquare(radius * 0.86, radius * 0.25);
    case RiderStatus::atMerchant:
        return withHole(roundedSquare(radius * 0.9, radius * 0.25), radius * 0.38);
    case RiderStatus::toCustomer:
        return polygon(4, radius * 1.12, 0);
    case RiderStatus::atCustomer:
        return withHole(polygon(4, radius * 1.16, 0), radius * 0.36);
    case RiderStatus::onBreak: {
        QPainterPath bars;
        bars.addRoundedRect(QRectF(-radius * 0.8, -radius * 0.8, radius * 0.62, radius * 1.6), radius * 0.2,
                            radius * 0.2);
        bars.addRoundedRect(QRectF(radius * 0.18, -radius * 0.8, radius * 0.62, radius * 1.6), radius * 0.2,
                            radius * 0.2);
        return bars;
    }
    case RiderStatus::offline:
        return cross(radius * 0.95);
    case RiderStatus::unknown:
        break;
    }
    return withHole(circle, radius * 0.5);
}

void paintMark(QPainter& painter, RiderStatus status, Staleness staleness, double diameter, const Tones& tones,
               int headingDegrees) {
    const double radius = diameter / 2;
    QPainterPath shape = markShape(status, radius);
    const bool old = staleness >= Staleness::stale;
    if (headingDegrees >= 0 && !old) {
        shape = shape.united(fin(radius, headingDegrees));
    }
    QColor colour = statusColour(status, tones);
    const QColor rim = tones.dark ? QColor(8, 10, 14, 190) : QColor(255, 255, 255, 235);
    painter.setRenderHint(QPainter::Antialiasing);
    const double rimWidth = diameter < 6 ? 0.8 : std::max(1.2, diameter * 0.16);
    painter.strokePath(shape, QPen(rim, rimWidth * 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (staleness == Staleness::lost) {
        colour = tones.dark ? QColor(0x8a, 0x93, 0xa3) : QColor(0x80, 0x88, 0x96);
    }
    if (!old) {
        if (staleness == Staleness::ageing) {
            painter.fillPath(shape, tones.surface);
            colour.setAlphaF(0.62F);
        }
        painter.fillPath(shape, colour);
        return;
    }
    painter.fillPath(shape, tones.surface);
    const double line = std::max(1.0, diameter * 0.14);
    painter.strokePath(shape, QPen(colour, line, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (staleness == Staleness::lost && diameter >= 6) {
        painter.setPen(QPen(tones.bad, line * 1.1, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(-radius, radius), QPointF(radius, -radius));
    }
}

} // namespace roundsman
