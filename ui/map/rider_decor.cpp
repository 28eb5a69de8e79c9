#include "ui/map/rider_decor.h"

#include "ui/theme/tones.h"

#include <QPainter>
#include <QPainterPath>

namespace roundsman {

namespace {

QPointF toImage(const RiderPicture& picture, World place) {
    const double ratio = picture.view.pixelRatio;
    return picture.view.toScreen(place) * ratio + QPointF(picture.marginPixels, picture.marginPixels);
}

QString shortCount(std::uint32_t count) {
    if (count < 1000) {
        return QString::number(count);
    }
    return count < 10'000 ? QString::number(count / 1000.0, 'f', 1) + u'k' : QString::number(count / 1000) + u'k';
}

void paintShares(QPainter& painter, const Cluster& cluster, QRectF ring, double width, const Tones& tones) {
    painter.setBrush(Qt::NoBrush);
    double angle = 90 * 16;
    for (std::size_t n = 0; n < riderStatusCount; ++n) {
        const double span = 360.0 * 16 * cluster.byStatus[n] / cluster.count;
        if (span > 0) {
            painter.setPen(QPen(statusColour(static_cast<RiderStatus>(n), tones), width, Qt::SolidLine, Qt::FlatCap));
            painter.drawArc(ring, static_cast<int>(angle), -static_cast<int>(span + 8));
            angle -= span;
        }
    }
}

void paintBadge(QPainter& painter, Staleness worst, QPointF place, double radius, const Tones& tones) {
    painter.setPen(QPen(tones.surface, radius * 0.45));
    painter.setBrush(stalenessColour(worst, tones));
    painter.drawEllipse(place, radius, radius);
    if (worst == Staleness::lost) { // shape as well as colour: a lost rider inside is a ring with a hole
        painter.setPen(Qt::NoPen);
        painter.setBrush(tones.surface);
        painter.drawEllipse(place, radius * 0.36, radius * 0.36);
    }
}

void paintCluster(QPainter& painter, const Cluster& cluster, QPointF centre, double ratio, const Tones& tones) {
    const double radius = ratio * std::min(11.0 + 2.6 * std::log10(static_cast<double>(cluster.count)) * 1.6, 24.0);
    const double width = 3.5 * ratio;
    QColor ground = tones.surface;
    ground.setAlphaF(0.94F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawEllipse(centre, radius + width / 2 + ratio, radius + width / 2 + ratio);
    paintShares(painter, cluster, QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius), width,
                tones);
    painter.setPen(tones.text);
    painter.drawText(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius), Qt::AlignCenter,
                     shortCount(cluster.count));
    if (cluster.worst() > Staleness::ageing) {
        paintBadge(painter, cluster.worst(), centre + QPointF(radius, -radius) * 0.75, 3.6 * ratio, tones);
    }
}

} // namespace

void paintTrail(QPainter& painter, const RiderPicture& picture, const RiderPictureOrder& order, FixedWorld head,
                const Tones& tones) {
    if (!order.trail || order.trail->empty()) {
        return;
    }
    const double ratio = picture.view.pixelRatio;
    QPainterPath path;
    QPainterPath jumps;
    QPointF last = toImage(picture, worldOf(order.trail->front().place));
    path.moveTo(last);
    for (const DrawnFix& point : *order.trail) {
        const QPointF next = toImage(picture, worldOf(point.place));
        if (point.jumped) {
            jumps.moveTo(last);
            jumps.lineTo(next);
            path.moveTo(next);
        } else {
            path.lineTo(next);
        }
        last = next;
    }
    path.lineTo(toImage(picture, worldOf(head)));
    painter.setBrush(Qt::NoBrush);
    QColor casing = tones.surface;
    casing.setAlphaF(0.8F);
    painter.setPen(QPen(casing, 6 * ratio, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    painter.setPen(QPen(tones.accent, 3 * ratio, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    painter.setPen(QPen(tones.accent, 1.5 * ratio, Qt::DashLine, Qt::FlatCap));
    painter.drawPath(jumps);
}

void paintStops(QPainter& painter, const RiderPicture& picture, const RiderPictureOrder& order, FixedWorld rider,
                const Tones& tones) {
    const double ratio = picture.view.pixelRatio;
    QPointF from = toImage(picture, worldOf(rider));
    for (const auto& [place, dropOff] : order.stops) {
        const QPointF to = toImage(picture, place);
        QPen dots(tones.textMuted, 2 * ratio, Qt::CustomDashLine, Qt::RoundCap);
        dots.setDashPattern({0.1, 2.6});
        painter.setPen(dots);
        painter.drawLine(from, to);
        from = to;
        painter.setPen(QPen(tones.surface, 2 * ratio));
        painter.setBrush(tones.text);
        if (dropOff) {
            painter.drawEllipse(to, 7 * ratio, 7 * ratio);
        } else {
            painter.drawRoundedRect(QRectF(to.x() - 7 * ratio, to.y() - 7 * ratio, 14 * ratio, 14 * ratio), 3 * ratio,
                                    3 * ratio);
        }
        painter.setBrush(tones.surface);
        painter.setPen(Qt::NoPen);
        painter.drawEllipse(to, 2.4 * ratio, 2.4 * ratio);
    }
}

void paintClusters(QPainter& painter, const RiderPicture& picture, const Tones& tones) {
    QFont font(QStringLiteral("Inter"));
    font.setPixelSize(static_cast<int>(11 * picture.view.pixelRatio));
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    for (const Cluster& cluster : picture.clusters) {
        paintCluster(painter, cluster, cluster.centre(), picture.view.pixelRatio, tones);
    }
}

void paintRing(QPainter& painter, const RiderPicture& picture, FixedWorld place, bool selected, const Tones& tones) {
    const double ratio = picture.view.pixelRatio;
    const double radius = picture.markRadius * 1.5 + 4.5 * ratio;
    const QPointF centre = toImage(picture, worldOf(place));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(tones.surface, (selected ? 5.5 : 3.5) * ratio));
    painter.drawEllipse(centre, radius, radius);
    painter.setPen(QPen(selected ? tones.accent : tones.text, (selected ? 2.5 : 1.5) * ratio));
    painter.drawEllipse(centre, radius, radius);
}

} // namespace roundsman
