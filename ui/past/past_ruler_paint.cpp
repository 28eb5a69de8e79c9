// How the ruler looks.
#include "ui/past/past_ruler.h"
#include "ui/support/shown_time.h"
#include "ui/theme/tones.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <array>
#include <chrono>
#include <cmath>

namespace roundsman {

namespace {

constexpr double wordsApart = 86; // logical pixels that a time needs

/// The distance of marks that leaves their words room.
Millis markEvery(Millis view, double width) {
    static constexpr std::array minutes{1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880};
    for (const int each : minutes) {
        const Millis step = std::chrono::minutes{each};
        if (static_cast<double>(step.count()) / static_cast<double>(view.count()) * width >= wordsApart) {
            return step;
        }
    }
    return std::chrono::hours{24 * 7};
}

} // namespace

void PastRuler::paintEvent(QPaintEvent* event) {
    Q_UNUSED(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath frame;
    frame.addRoundedRect(bars().adjusted(-room(), 0, room(), hours().height()), 6, 6);
    painter.fillPath(frame, m_tones->raised);
    painter.save();
    painter.setClipPath(frame);
    paintBars(painter);
    paintGaps(painter);
    paintHours(painter);
    paintChosen(painter);
    painter.restore();
    painter.setPen(QPen(hasFocus() ? m_tones->accent : m_tones->line, 1));
    painter.drawPath(frame);
    paintPosition(painter);
}

void PastRuler::paintBars(QPainter& painter) const {
    const QRectF area = bars();
    const double most = std::log1p(static_cast<double>(std::max<std::int64_t>(1, m_coverage.most())));
    QColor colour = m_tones->textMuted;
    colour.setAlphaF(0.42F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    for (std::size_t n = 0; n < m_coverage.documents.size(); ++n) {
        const EventTime begin = m_coverage.from + m_coverage.step * static_cast<std::int64_t>(n);
        if (m_coverage.documents[n] == 0 || begin + m_coverage.step < m_view.first || begin > m_view.second) {
            continue;
        }
        const double tall = (area.height() - 6) * std::log1p(static_cast<double>(m_coverage.documents[n])) / most;
        const double left = xOf(begin);
        const double wide = xOf(begin + m_coverage.step) - left;
        painter.drawRect(QRectF(left, area.bottom() - tall, std::max(wide - (wide > 3 ? 0.6 : 0), 0.6), tall));
    }
}

/// Where nothing was recorded, and what is not yet: hatched, so that neither is taken for quiet.
void PastRuler::paintGaps(QPainter& painter) const {
    const QRectF area = bars();
    QColor line = m_tones->warning;
    line.setAlphaF(0.55F);
    painter.setPen(Qt::NoPen);
    for (const auto& [begin, end] : m_coverage.gaps(m_edge)) {
        const double left = std::max(xOf(begin), area.left() - room());
        const double right = std::min(xOf(end), area.right() + room());
        if (right > left) {
            painter.fillRect(QRectF(left, area.top(), right - left, area.height()), QBrush(line, Qt::BDiagPattern));
        }
    }
    if (m_edge < m_view.second) {
        const double left = std::max(xOf(m_edge), area.left() - room());
        QColor ground = m_tones->surface;
        painter.fillRect(QRectF(left, area.top(), area.right() + room() - left, area.height() + hours().height()),
                         ground);
    }
}

void PastRuler::paintHours(QPainter& painter) const {
    const QRectF strip = hours();
    painter.setPen(m_tones->line);
    painter.drawLine(QPointF(strip.left() - room(), strip.top()), QPointF(strip.right() + room(), strip.top()));
    const Millis step = markEvery(m_view.second - m_view.first, strip.width());
    QFont font = painter.font();
    font.setPixelSize(11);
    painter.setFont(font);
    // From midnight on, so that marks are at full hours of the shown zone.
    EventTime mark = startOfShownDay(m_view.first);
    mark += (m_view.first - mark) / step * step;
    for (; mark <= m_view.second; mark += step) {
        const double x = xOf(mark);
        if (x < strip.left() - 1) {
            continue;
        }
        painter.setPen(m_tones->line);
        painter.drawLine(QPointF(x, strip.top()), QPointF(x, strip.top() + 4));
        const bool midnight = mark == startOfShownDay(mark);
        painter.setPen(midnight ? m_tones->text : m_tones->textMuted);
        const QString words =
            midnight ? QLocale().toString(shownDay(mark), QStringLiteral("ddd d MMM")) : bareClockText(mark);
        painter.drawText(QRectF(x - 40, strip.top() + 4, 80, strip.height() - 5), Qt::AlignCenter, words);
    }
}

void PastRuler::paintChosen(QPainter& painter) const {
    if (!m_chosen) {
        return;
    }
    const QRectF area = bars();
    const QRectF band(QPointF(xOf(m_chosen->first), area.top()),
                      QPointF(xOf(m_chosen->second), area.bottom() + hours().height()));
    QColor colour = m_tones->accent;
    colour.setAlphaF(0.22F);
    painter.fillRect(band, colour);
    painter.setPen(QPen(m_tones->accent, 1.5));
    painter.drawLine(band.topLeft(), band.bottomLeft());
    painter.drawLine(band.topRight(), band.bottomRight());
}

void PastRuler::paintPosition(QPainter& painter) const {
    const QRectF area = bars();
    const bool past = m_position.has_value();
    const double x = xOf(m_position.value_or(m_edge));
    if (x < area.left() - room() || x > area.right() + room()) {
        return;
    }
    const QColor colour = past ? m_tones->warning : m_tones->good;
    painter.setPen(QPen(colour, 2));
    painter.drawLine(QPointF(x, area.top() - 2), QPointF(x, area.bottom() + 4));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    if (past) {
        painter.drawPolygon(QPolygonF({{x - 7, 1}, {x + 7, 1}, {x + 7, 8}, {x, 15}, {x - 7, 8}}));
    } else {
        painter.drawEllipse(QPointF(x, 8), 5, 5);
    }
}

} // namespace roundsman
