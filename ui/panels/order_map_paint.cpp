#include "ui/panels/order_map.h"
#include "ui/support/countable.h"
#include "ui/support/words.h"
#include "ui/theme/tones.h"

#include <QPainter>

namespace roundsman {

namespace {

constexpr double wayWidth = 2.5;
constexpr double togetherWithin = 26;  // steps nearer than that share one label
constexpr Millis heardNothing{90'000}; // a straight line over it would be a guess

QRectF roomOf(const QPainter& painter, QPointF at, const QString& words) {
    return QRectF(at + QPointF(10, -8), painter.fontMetrics().size(0, words)).adjusted(-5, -2, 5, 2);
}

/// Words with a rim of the ground's colour: readable over streets.
void putWords(QPainter& painter, const QRectF& room, const QString& words, const Tones& tones) {
    QColor ground = tones.surface;
    ground.setAlphaF(0.82F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(room, 4, 4);
    painter.setPen(tones.text);
    painter.drawText(room.adjusted(5, 2, 0, 0), Qt::AlignLeft | Qt::AlignTop, words);
}

} // namespace

void OrderMap::paintEvent(QPaintEvent* /*event*/) {
    if (!m_tones) {
        return;
    }
    QPainter painter(this);
    painter.fillRect(rect(), m_tones->mapGround);
    m_tiles.paint(painter, m_camera.view());
    painter.setRenderHint(QPainter::Antialiasing);
    paintWays(painter);
    paintEnds(painter);
    paintSteps(painter);
    paintWords(painter);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_tones->accent, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

/// Before it was picked up and after; dashed where nothing was heard for long.
void OrderMap::paintWays(QPainter& painter) const {
    for (std::size_t n = 1; n < m_places.size(); ++n) {
        const Place& from = m_places[n - 1];
        const Place& to = m_places[n];
        const bool gap = to.time - from.time > heardNothing;
        painter.setPen(QPen(to.carried ? m_tones->good : m_tones->accent, wayWidth, gap ? Qt::DotLine : Qt::SolidLine,
                            Qt::RoundCap));
        painter.drawLine(screenOf(from.point), screenOf(to.point));
    }
    if (m_near) {
        painter.setPen(QPen(m_tones->text, 1.5));
        painter.setBrush(m_near->carried ? m_tones->good : m_tones->accent);
        painter.drawEllipse(screenOf(m_near->point), 5, 5);
    }
}

/// A square for the merchant, a ring for the drop-off, as on the big map.
void OrderMap::paintEnds(QPainter& painter) const {
    painter.setPen(QPen(m_tones->surface, 1.5));
    if (m_pickup) {
        painter.setBrush(m_tones->text);
        painter.drawRoundedRect(QRectF(screenOf(*m_pickup) - QPointF(7, 7), QSizeF(14, 14)), 4, 4);
    }
    if (m_dropoff) {
        painter.setBrush(m_tones->surface);
        painter.setPen(QPen(m_tones->text, 3));
        painter.drawEllipse(screenOf(*m_dropoff), 6, 6);
    }
}

void OrderMap::paintSteps(QPainter& painter) const {
    struct Label {
        QPointF at;
        QStringList words;
    };
    std::vector<Label> labels;
    for (const Step& step : m_steps) {
        const QPointF at = screenOf(step.point);
        const auto near = std::ranges::find_if(
            labels, [at](const Label& label) { return (label.at - at).manhattanLength() < togetherWithin; });
        if (near == labels.end()) {
            labels.push_back({at, {step.words}});
        } else {
            near->words << step.words;
        }
        painter.setPen(QPen(m_tones->surface, 1));
        painter.setBrush(m_tones->warning);
        painter.drawEllipse(at, 4, 4);
    }
    std::vector<QRectF> taken;
    for (const Label& label : labels) {
        const QString words = label.words.join(u'\n');
        QRectF room = roomOf(painter, label.at, words);
        const auto inTheWay = [&] {
            return std::ranges::find_if(taken, [&](const QRectF& other) { return other.intersects(room); });
        };
        for (auto other = inTheWay(); other != taken.end(); other = inTheWay()) {
            room.moveTop(other->bottom() + 2);
        }
        taken.push_back(room);
        painter.setPen(QPen(m_tones->textMuted, 1));
        painter.drawLine(label.at, QPointF(room.left(), room.top() + 10));
        putWords(painter, room, words, *m_tones);
    }
}

QString OrderMap::summary() const {
    if (!m_trouble.isEmpty()) {
        return m_trouble;
    }
    if (m_turns.empty()) {
        return tr("Nobody has had the order yet.");
    }
    if (m_places.empty()) {
        return m_reading != 0 ? tr("Reading the trail…") : tr("No position of that time is in the history.");
    }
    return tr("%Ln positions · blue: to the merchant · green: with the order · dotted: nothing heard", nullptr,
              countable(m_places.size()));
}

void OrderMap::paintWords(QPainter& painter) const {
    const auto put = [&](const QString& words, QPointF at) {
        putWords(painter, roomOf(painter, at - QPointF(10, -8), words), words, *m_tones);
    };
    put(summary(), QPointF(12, 8));
    if (!m_attribution.isEmpty()) {
        const QSize size = painter.fontMetrics().size(0, m_attribution);
        put(m_attribution, QPointF(width() - size.width() - 12, height() - size.height() - 8));
    }
}

} // namespace roundsman
