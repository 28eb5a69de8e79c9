#include "ui/theme/icons.h"

#include "ui/map/mark_shapes.h"
#include "ui/theme/tones.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

#include <functional>

namespace roundsman {

namespace {

/// Paints on a square of 16 units.
class DrawnIcon : public QIconEngine {
public:
    using Draw = std::function<void(QPainter&, QIcon::Mode)>;
    explicit DrawnIcon(Draw draw) : m_draw(std::move(draw)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const double side = std::min(rect.width(), rect.height());
        painter->translate(QRectF(rect).center());
        painter->scale(side / 16, side / 16);
        painter->translate(-8, -8);
        m_draw(*painter, mode);
        painter->restore();
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    [[nodiscard]] QIconEngine* clone() const override { return new DrawnIcon(*this); }

private:
    Draw m_draw;
};

QPainterPath corners() {
    QPainterPath path;
    for (const auto& [x, y, dx, dy] :
         {std::tuple(2.5, 2.5, 1, 1), {13.5, 2.5, -1, 1}, {2.5, 13.5, 1, -1}, {13.5, 13.5, -1, -1}}) {
        path.moveTo(x + 3.5 * dx, y);
        path.lineTo(x, y);
        path.lineTo(x, y + 3.5 * dy);
    }
    return path;
}

QPainterPath frameWithBar(double at) {
    QPainterPath path;
    path.addRoundedRect(QRectF(2, 2.5, 12, 11), 2, 2);
    path.moveTo(at, 2.5);
    path.lineTo(at, 13.5);
    return path;
}

QPainterPath sheets() {
    QPainterPath path;
    path.addPolygon(QPolygonF({{8, 2}, {14, 5.2}, {8, 8.4}, {2, 5.2}, {8, 2}}));
    path.moveTo(2, 8.2);
    path.lineTo(8, 11.4);
    path.lineTo(14, 8.2);
    path.moveTo(2, 11);
    path.lineTo(8, 14.2);
    path.lineTo(14, 11);
    return path;
}

QPainterPath pathOf(Glyph glyph) {
    QPainterPath path;
    switch (glyph) {
    case Glyph::search:
        path.addEllipse(QPointF(7, 7), 4.5, 4.5);
        path.moveTo(10.4, 10.4);
        path.lineTo(14, 14);
        break;
    case Glyph::fit:
        return corners();
    case Glyph::follow:
        path.addEllipse(QPointF(8, 8), 4.2, 4.2);
        for (const auto& [x, y] : {std::pair(0, -1), {0, 1}, {-1, 0}, {1, 0}}) {
            path.moveTo(8 + 4.2 * x, 8 + 4.2 * y);
            path.lineTo(8 + 6.7 * x, 8 + 6.7 * y);
        }
        path.addEllipse(QPointF(8, 8), 0.8, 0.8);
        break;
    case Glyph::clusters:
        path.addEllipse(QPointF(6, 6.5), 4, 4);
        path.addEllipse(QPointF(12, 11.5), 2, 2);
        path.addEllipse(QPointF(12.5, 4), 1.2, 1.2);
        break;
    case Glyph::layers:
        return sheets();
    case Glyph::theme:
        path.addEllipse(QPointF(8, 8), 5.8, 5.8);
        path.moveTo(8, 2.2);
        path.arcTo(QRectF(2.2, 2.2, 11.6, 11.6), 90, 180);
        path.closeSubpath();
        break;
    case Glyph::list:
        return frameWithBar(6);
    case Glyph::inspector:
        return frameWithBar(10);
    case Glyph::close:
    case Glyph::quit:
        path.moveTo(4, 4);
        path.lineTo(12, 12);
        path.moveTo(12, 4);
        path.lineTo(4, 12);
        break;
    case Glyph::detach:
        path.addRect(QRectF(3, 5.5, 7.5, 7.5));
        path.moveTo(6, 3);
        path.lineTo(13, 3);
        path.lineTo(13, 10);
        break;
    case Glyph::command:
        path.moveTo(3, 4.5);
        path.lineTo(7, 8);
        path.lineTo(3, 11.5);
        path.moveTo(8.5, 11.5);
        path.lineTo(13, 11.5);
        break;
    case Glyph::street:
        path.moveTo(5.5, 2.5);
        path.lineTo(3, 13.5);
        path.moveTo(10.5, 2.5);
        path.lineTo(13, 13.5);
        path.moveTo(8, 3.5);
        path.lineTo(8, 6);
        path.moveTo(8, 9);
        path.lineTo(8, 12.5);
        break;
    case Glyph::district:
        path.addPolygon(QPolygonF({{8, 2}, {13.5, 5}, {13.5, 11}, {8, 14}, {2.5, 11}, {2.5, 5}, {8, 2}}));
        break;
    }
    return path;
}

void drawGlyph(QPainter& painter, Glyph glyph, QIcon::Mode mode) {
    const QPalette palette = QApplication::palette();
    const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
    const QColor colour =
        mode == QIcon::Selected ? palette.color(QPalette::HighlightedText) : palette.color(group, QPalette::ButtonText);
    painter.setPen(QPen(colour, 1.35, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPainterPath path = pathOf(glyph);
    painter.drawPath(path);
    if (glyph == Glyph::theme) {
        QPainterPath half;
        half.moveTo(8, 2.2);
        half.arcTo(QRectF(2.2, 2.2, 11.6, 11.6), 90, 180);
        painter.fillPath(half, colour);
    }
}

} // namespace

QIcon glyphIcon(Glyph glyph) {
    return QIcon(new DrawnIcon([glyph](QPainter& painter, QIcon::Mode mode) { drawGlyph(painter, glyph, mode); }));
}

QIcon markIcon(RiderStatus status, Staleness staleness, const Tones& tones) {
    return QIcon(new DrawnIcon([status, staleness, &tones](QPainter& painter, QIcon::Mode) {
        painter.translate(8, 8);
        paintMark(painter, status, staleness, 10.5, tones);
    }));
}

} // namespace roundsman
