#include "ui/map/layer_painter.h"

#include "ui/map/mercator.h"
#include "ui/models/order_risk.h"
#include "ui/theme/tones.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <functional>
#include <numbers>

namespace roundsman {

namespace {

constexpr double layerMargin = 160; // panning shows ground that is painted already
constexpr double surgeWordsFrom = 12.2;
constexpr double merchantNamesFrom = 15.4;
constexpr double merchantsSmallBelow = 13.8; // far away, riders matter more

struct Canvas {
    QPainter& painter;
    const LayerOrder& order;
    const Tones& tones;
    double ratio;
    int margin;
    QRectF area;

    [[nodiscard]] QPointF at(GeoPoint place) const {
        return order.view.toScreen(worldOf(place)) * ratio + QPointF(margin, margin);
    }
    [[nodiscard]] bool shows(QPointF place, double reach) const {
        return area.adjusted(-reach, -reach, reach, reach).contains(place);
    }
};

QPolygonF shrunk(const QPolygonF& outline, QPointF centre, double to) {
    QPolygonF inner;
    for (const QPointF corner : outline) {
        inner << centre + (corner - centre) * to;
    }
    return inner;
}

/// "≤": no more than a cap; "=": frozen.
QString heldBackSign(const SurgeRow& row) {
    return row.inputs.frozen ? QStringLiteral(" =") : row.inputs.capLimit > 0 ? QStringLiteral(" ≤") : QString();
}

void paintSurge(const Canvas& canvas, const Frame& lane) {
    if (!lane.surge) {
        return;
    }
    QFont font = canvas.painter.font();
    font.setPixelSize(static_cast<int>(12 * canvas.ratio));
    font.setWeight(QFont::DemiBold);
    canvas.painter.setFont(font);
    for (const SurgeRow& row : *lane.surge) {
        if (!isDrawn(row)) {
            continue;
        }
        const QPointF centre = canvas.at(cellCentre(row.cell));
        if (!canvas.shows(centre, 400 * canvas.ratio)) {
            continue;
        }
        QPolygonF outline;
        for (const GeoPoint corner : cellBoundary(row.cell)) {
            outline << canvas.at(corner);
        }
        QColor fill = surgeColour(row.steps.shown);
        canvas.painter.setPen(QPen(fill, canvas.ratio));
        fill.setAlphaF(canvas.tones.dark ? 0.42F : 0.5F);
        canvas.painter.setBrush(fill);
        canvas.painter.drawPolygon(outline);
        if (isHeldBack(row)) { // a second line within the cell: held back by people
            canvas.painter.setPen(QPen(canvas.tones.text, 1.6 * canvas.ratio, Qt::DashLine));
            canvas.painter.setBrush(Qt::NoBrush);
            canvas.painter.drawPolygon(shrunk(outline, centre, 0.86));
        }
        if (canvas.order.view.zoom >= surgeWordsFrom) {
            const QString words = QString::number(row.steps.shown, 'f', 1) + heldBackSign(row);
            const QRectF room(centre.x() - 30 * canvas.ratio, centre.y() - 10 * canvas.ratio, 60 * canvas.ratio,
                              20 * canvas.ratio);
            canvas.painter.setPen(canvas.tones.surface);
            for (const QPointF shift : {QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)}) {
                canvas.painter.drawText(room.translated(shift * canvas.ratio), Qt::AlignCenter, words);
            }
            canvas.painter.setPen(canvas.tones.text);
            canvas.painter.drawText(room, Qt::AlignCenter, words);
        }
    }
}

void paintFences(const Canvas& canvas, const Frame& lane) {
    if (!lane.fences) {
        return;
    }
    for (const Fence& fence : *lane.fences) {
        QPainterPath path;
        if (fence.rings.empty()) {
            const double scale = worldPixels(canvas.order.view.zoom) * canvas.ratio;
            const double metresOfWorld = 40'075'017 * std::cos(fence.centre.latitude() * std::numbers::pi / 180);
            const double radius = fence.radiusMetres / metresOfWorld * scale;
            path.addEllipse(canvas.at(fence.centre), radius, radius);
        }
        for (const auto& ring : fence.rings) {
            QPolygonF outline;
            for (const GeoPoint corner : ring) {
                outline << canvas.at(corner);
            }
            path.addPolygon(outline);
            path.closeSubpath();
        }
        if (!path.boundingRect().intersects(canvas.area)) {
            continue;
        }
        const bool area = fence.use != FenceUse::fence;
        QColor colour = fence.use == FenceUse::border ? canvas.tones.textMuted : canvas.tones.accent;
        canvas.painter.setPen(QPen(colour, 1.6 * canvas.ratio, area ? Qt::DashLine : Qt::SolidLine));
        colour.setAlphaF(area ? 0.04F : 0.1F);
        canvas.painter.setBrush(colour);
        canvas.painter.drawPath(path);
        canvas.painter.setPen(canvas.tones.text);
        canvas.painter.drawText(path.boundingRect().adjusted(0, 4 * canvas.ratio, 0, 0),
                                Qt::AlignHCenter | Qt::AlignTop,
                                QString::fromStdString(fence.name.empty() ? fence.id : fence.name));
    }
}

void paintOrderLines(const Canvas& canvas, const Frame& lane) {
    std::array<QList<QLineF>, 2> lines; // on their way, and in trouble
    for (const OrderView& order : listOf(lane.openOrders)) {
        QPointF from = canvas.at(order.pickup);
        const bool carried = order.times.has(OrderStep::pickedUp);
        const bool known = order.rider != noRider && order.rider.value() < lane.riders.size();
        const Risk risk = riskOf(order, lane.now());
        auto& kind = lines[risk == Risk::late || risk == Risk::atRisk ? 1 : 0];
        if (known && lane.riders[order.rider.value()].hasFix) {
            const QPointF rider = canvas.at(lane.riders[order.rider.value()].position);
            if (!carried && canvas.area.intersects(QRectF(rider, from).normalized().adjusted(-1, -1, 1, 1))) {
                kind << QLineF(rider, from);
            }
            from = carried ? rider : from;
        }
        const QPointF to = canvas.at(order.dropoff);
        if (order.hasDropoff && canvas.area.intersects(QRectF(from, to).normalized().adjusted(-1, -1, 1, 1))) {
            kind << QLineF(from, to);
        }
    }
    canvas.painter.setRenderHint(QPainter::Antialiasing, false); // thousands of hair lines
    for (std::size_t n = 0; n < lines.size(); ++n) {
        QColor colour = n == 0 ? canvas.tones.textMuted : canvas.tones.warning;
        colour.setAlphaF(n == 0 ? 0.35F : 0.7F);
        canvas.painter.setPen(QPen(colour, canvas.ratio));
        canvas.painter.drawLines(lines[n]);
    }
    canvas.painter.setRenderHint(QPainter::Antialiasing);
}

QImage badge(const Canvas& canvas, double side, const std::function<void(QPainter&, double)>& draw) {
    const int pixels = static_cast<int>(std::ceil(side * canvas.ratio)) | 1;
    QImage image(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(pixels / 2.0, pixels / 2.0);
    draw(painter, side * canvas.ratio / 2);
    return image;
}

void stampAt(const Canvas& canvas, const QImage& image, QPointF place) {
    canvas.painter.drawImage(QPoint(qRound(place.x()) - image.width() / 2, qRound(place.y()) - image.height() / 2),
                             image);
}

void paintMerchants(const Canvas& canvas, const Frame& lane) {
    if (!lane.merchants) {
        return;
    }
    // A house with its door open, half open, shut: shape says it as well as colour.
    const auto house = [&](Intake intake) {
        return badge(
            canvas, canvas.order.view.zoom < merchantsSmallBelow ? 7 : 15, [&](QPainter& painter, double half) {
                const QColor colour = intake == Intake::open     ? canvas.tones.text
                                      : intake == Intake::paused ? canvas.tones.warning
                                                                 : canvas.tones.textMuted;
                painter.setPen(QPen(canvas.tones.surface, canvas.ratio));
                painter.setBrush(colour);
                painter.drawRoundedRect(QRectF(-half + 1, -half + 1, 2 * half - 2, 2 * half - 2), half / 3, half / 3);
                painter.setPen(Qt::NoPen);
                painter.setBrush(canvas.tones.surface);
                if (intake == Intake::open) {
                    painter.drawRect(QRectF(-half * 0.22, -half * 0.1, half * 0.44, half * 0.72));
                } else if (intake == Intake::paused) {
                    painter.drawRect(QRectF(-half * 0.42, -half * 0.45, half * 0.28, half * 0.9));
                    painter.drawRect(QRectF(half * 0.14, -half * 0.45, half * 0.28, half * 0.9));
                } else {
                    painter.drawRect(QRectF(-half * 0.5, -half * 0.12, half, half * 0.24));
                }
            });
    };
    const std::array houses{house(Intake::open), house(Intake::paused), house(Intake::closed)};
    QFont font = canvas.painter.font();
    font.setPixelSize(static_cast<int>(11 * canvas.ratio));
    font.setWeight(QFont::Medium);
    canvas.painter.setFont(font);
    for (const MerchantView& merchant : *lane.merchants) {
        const QPointF place = canvas.at(merchant.position);
        if (merchant.position == GeoPoint{} || !canvas.shows(place, 0)) {
            continue;
        }
        stampAt(canvas, houses[static_cast<std::size_t>(merchant.intake)], place);
        if (canvas.order.view.zoom >= merchantNamesFrom) {
            canvas.painter.setPen(canvas.tones.text);
            canvas.painter.drawText(place + QPointF(11, 4) * canvas.ratio, QString::fromStdString(merchant.name));
        }
    }
}

void paintDropOffs(const Canvas& canvas, const Frame& lane) {
    const auto ring = [&](const QColor& colour) {
        return badge(canvas, 9, [&](QPainter& painter, double half) {
            painter.setPen(QPen(canvas.tones.surface, canvas.ratio));
            painter.setBrush(colour);
            painter.drawEllipse(QPointF(), half - 1, half - 1);
            painter.setPen(Qt::NoPen);
            painter.setBrush(canvas.tones.surface);
            painter.drawEllipse(QPointF(), half * 0.35, half * 0.35);
        });
    };
    const std::array rings{ring(canvas.tones.text), ring(canvas.tones.warning), ring(canvas.tones.bad),
                           ring(canvas.tones.textMuted)};
    for (const OrderView& order : listOf(lane.openOrders)) {
        const QPointF place = canvas.at(order.dropoff);
        if (order.hasDropoff && canvas.shows(place, 0)) {
            stampAt(canvas, rings[static_cast<std::size_t>(riskOf(order, lane.now()))], place);
        }
    }
}

/// The chosen order stands out whatever is switched on.
void paintSelected(const Canvas& canvas, const Frame& lane) {
    if (!canvas.order.selected || canvas.order.selected->partition != lane.partition) {
        return;
    }
    const OrderView* order = orderOf(lane, canvas.order.selected->order);
    if (!order) {
        return;
    }
    canvas.painter.setBrush(Qt::NoBrush);
    QPen dots(canvas.tones.accent, 2.5 * canvas.ratio, Qt::CustomDashLine, Qt::RoundCap);
    dots.setDashPattern({0.1, 2.4});
    canvas.painter.setPen(dots);
    const QPointF from = canvas.at(order->pickup);
    const QPointF to = canvas.at(order->dropoff);
    if (order->hasDropoff) {
        canvas.painter.drawLine(from, to);
    }
    canvas.painter.setPen(QPen(canvas.tones.accent, 2.5 * canvas.ratio));
    canvas.painter.drawRoundedRect(QRectF(from - QPointF(9, 9) * canvas.ratio, from + QPointF(9, 9) * canvas.ratio),
                                   4 * canvas.ratio, 4 * canvas.ratio);
    if (order->hasDropoff) {
        canvas.painter.drawEllipse(to, 8 * canvas.ratio, 8 * canvas.ratio);
    }
}

} // namespace

bool isHeldBack(const SurgeRow& row) {
    return row.inputs.frozen || row.inputs.capLimit > 0;
}

bool isDrawn(const SurgeRow& row) {
    return row.steps.shown > 1.0 || isHeldBack(row);
}

QColor surgeColour(double multiplier) {
    // Cividis from dark blue (little) to yellow (much): its lightness alone tells the order.
    static constexpr std::array<std::array<int, 3>, 6> stops{
        {{0, 45, 110}, {60, 77, 110}, {110, 110, 114}, {155, 145, 112}, {205, 183, 92}, {255, 230, 70}}};
    const double place = std::clamp((multiplier - 1.0) / 1.0, 0.0, 1.0) * (stops.size() - 1);
    const auto low = std::min(static_cast<std::size_t>(place), stops.size() - 2);
    const double part = place - static_cast<double>(low);
    const auto mix = [&](std::size_t channel) {
        return static_cast<int>(
            std::lround(stops[low][channel] + part * (stops[low + 1][channel] - stops[low][channel])));
    };
    return {mix(0), mix(1), mix(2)};
}

std::shared_ptr<const LayerPicture> paintLayers(const Picture& fleet, const LayerOrder& order) {
    const auto began = std::chrono::steady_clock::now();
    auto picture = std::make_shared<LayerPicture>();
    picture->view = order.view;
    picture->marginPixels = static_cast<int>(layerMargin * order.view.pixelRatio);
    const QSize inner = (order.view.size * order.view.pixelRatio).toSize();
    picture->image = QImage(inner + QSize(2 * picture->marginPixels, 2 * picture->marginPixels),
                            QImage::Format_RGBA8888_Premultiplied);
    picture->image.fill(Qt::transparent);
    QPainter painter(&picture->image);
    painter.setRenderHint(QPainter::Antialiasing);
    const Canvas canvas{.painter = painter,
                        .order = order,
                        .tones = order.dark ? darkTones() : lightTones(),
                        .ratio = order.view.pixelRatio,
                        .margin = picture->marginPixels,
                        .area = QRectF(picture->image.rect())};
    using Paint = void (*)(const Canvas&, const Frame&);
    constexpr std::array<Paint, mapLayerCount> paints{paintSurge, paintFences, paintOrderLines, paintMerchants,
                                                      paintDropOffs};
    for (std::size_t n = 0; n < mapLayerCount; ++n) {
        for (const FramePtr& lane : fleet.lanes) {
            if ((order.layers >> n & 1U) != 0) {
                paints[n](canvas, *lane);
            }
        }
    }
    for (const FramePtr& lane : fleet.lanes) {
        paintSelected(canvas, *lane);
    }
    painter.end();
    picture->drawMillis = std::chrono::duration<float, std::milli>(std::chrono::steady_clock::now() - began).count();
    return picture;
}

} // namespace roundsman
