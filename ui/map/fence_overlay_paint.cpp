// What the fence that is being drawn looks like.
#include "ui/map/fence_editor.h"
#include "ui/map/fence_overlay.h"
#include "ui/theme/tones.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace roundsman {

void FenceOverlay::paint(QPainter* painter) {
    if (!m_editor || !m_editor->active() || !m_camera) {
        return;
    }
    painter->setRenderHint(QPainter::Antialiasing);
    QFont font = painter->font();
    font.setPixelSize(12);
    font.setWeight(QFont::Medium);
    painter->setFont(font);
    paintShape(*painter);
    if (m_editor->mode() == FenceEditor::Mode::drawing) {
        paintRubber(*painter);
    }
    if (m_editor->mode() != FenceEditor::Mode::waiting) {
        paintHandles(*painter);
    }
    paintTrouble(*painter);
}

void FenceOverlay::paintShape(QPainter& painter) const {
    const Tones& tones = m_dark ? darkTones() : lightTones();
    const Fence& fence = m_editor->fence();
    const bool drawing = m_editor->mode() == FenceEditor::Mode::drawing;
    const bool waiting = m_editor->mode() == FenceEditor::Mode::waiting;
    QPainterPath path;
    if (isCircle(fence)) {
        const QPointF middle = screen(fence.centre);
        const QPointF rim = screen(eastOf(fence.centre, fence.radiusMetres));
        const double radius = rim.x() - middle.x();
        path.addEllipse(middle, radius, radius);
    }
    for (const auto& ring : fence.rings) {
        QPolygonF outline;
        for (const GeoPoint corner : ring) {
            outline << screen(corner);
        }
        path.addPolygon(outline);
        if (!drawing) {
            path.closeSubpath();
        }
    }
    const QColor line = m_editor->trouble() ? tones.bad : tones.accent;
    QColor fill = line;
    fill.setAlphaF(waiting ? 0.06F : 0.16F);
    painter.setPen(QPen(line, 2, waiting ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(drawing && !isCircle(fence) ? QBrush(Qt::NoBrush) : QBrush(fill));
    painter.drawPath(path);
    if (waiting) {
        paintWords(painter, path.boundingRect().center(), tr("waiting for the log…"), tones.text);
    } else if (isCircle(fence) && fence.radiusMetres > 0) {
        paintWords(painter, screen(fence.centre) + QPointF(0, 22), metresText(fence.radiusMetres), tones.text);
    }
}

void FenceOverlay::paintRubber(QPainter& painter) const {
    const Tones& tones = m_dark ? darkTones() : lightTones();
    const Fence& fence = m_editor->fence();
    const QPointF to = m_byKeys ? QPointF(width() / 2, height() / 2) : m_pointer;
    painter.setPen(QPen(tones.accent, 1.5, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    if (m_editor->drawsCircle()) {
        if (m_editor->hasCentre()) {
            const double metres = distanceMetres(fence.centre, ground(to));
            const double radius = screen(eastOf(fence.centre, metres)).x() - screen(fence.centre).x();
            painter.drawEllipse(screen(fence.centre), radius, radius);
            paintWords(painter, to + QPointF(0, -18), metresText(metres), tones.text);
        }
    } else if (!fence.rings[0].empty()) {
        const auto& ring = fence.rings[0];
        painter.drawLine(screen(ring.back()), to);
        if (ring.size() >= 2) {
            painter.drawLine(to, screen(ring.front()));
        }
        paintWords(painter, to + QPointF(0, -18), metresText(distanceMetres(ring.back(), ground(to))), tones.text);
    }
    if (m_byKeys) {
        painter.setPen(QPen(tones.text, 1.5));
        painter.drawLine(to - QPointF(9, 0), to + QPointF(9, 0));
        painter.drawLine(to - QPointF(0, 9), to + QPointF(0, 9));
    }
}

void FenceOverlay::paintHandles(QPainter& painter) const {
    const Tones& tones = m_dark ? darkTones() : lightTones();
    const Fence& fence = m_editor->fence();
    const bool editing = m_editor->mode() == FenceEditor::Mode::editing;
    const QRectF seen = QRectF(0, 0, width(), height()).adjusted(-8, -8, 8, 8);
    const auto handle = [&](CornerRef corner) {
        const QPointF at = handleAt(corner);
        if (seen.contains(at)) {
            const bool chosen = m_editor->selected() == corner;
            painter.setPen(QPen(tones.accent, 2));
            painter.setBrush(chosen ? tones.accent : tones.surface);
            const double half = chosen ? 6 : 4.5;
            painter.drawRect(QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half));
        }
    };
    if (isCircle(fence)) {
        if (m_editor->hasCentre()) {
            handle({0, 0});
        }
        if (editing) {
            handle({0, 1});
        }
        return;
    }
    const bool few = cornersOf(fence) <= handlesMax;
    for (std::size_t ring = 0; ring < fence.rings.size(); ++ring) {
        for (std::size_t corner = 0; corner < fence.rings[ring].size(); ++corner) {
            if (few || m_editor->selected() == CornerRef{ring, corner}) {
                handle({ring, corner});
            }
            if (editing && few) {
                painter.setPen(QPen(tones.accent, 1.2));
                painter.setBrush(tones.surface);
                painter.drawEllipse(screen(middleAfter(fence, {ring, corner})), 3, 3);
            }
        }
    }
}

void FenceOverlay::paintWords(QPainter& painter, QPointF at, const QString& words, const QColor& colour) const {
    const Tones& tones = m_dark ? darkTones() : lightTones();
    const QRectF text = painter.fontMetrics().boundingRect(words);
    QRectF room(at.x() - text.width() / 2 - 7, at.y() - 10, text.width() + 14, 20);
    room.moveLeft(std::clamp(room.left(), 4.0, std::max(4.0, width() - room.width() - 4)));
    room.moveTop(std::clamp(room.top(), 4.0, std::max(4.0, height() - room.height() - 4)));
    painter.save();
    painter.setPen(QPen(tones.line, 1));
    painter.setBrush(tones.surface);
    painter.drawRoundedRect(room, 5, 5);
    painter.setPen(colour);
    painter.drawText(room, Qt::AlignCenter, words);
    painter.restore();
}

/// Said where it is.
void FenceOverlay::paintTrouble(QPainter& painter) const {
    if (!m_editor->trouble()) {
        return;
    }
    const Tones& tones = m_dark ? darkTones() : lightTones();
    const QPointF at = screen(m_editor->trouble()->place);
    painter.setPen(QPen(tones.bad, 2.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(at, 11, 11);
    paintWords(painter, at + QPointF(0, 28), m_editor->trouble()->sentence, tones.bad);
}

} // namespace roundsman
