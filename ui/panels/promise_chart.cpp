#include "ui/panels/promise_chart.h"

#include "ui/models/answer_columns.h"
#include "ui/support/shown_time.h"
#include "ui/theme/tones.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <chrono>

namespace roundsman {

namespace {

constexpr double clockWidth = 52;  // of the clock beside the axis
constexpr double clockHeight = 20; // of the clock below it
constexpr double edge = 8;
constexpr Millis roomAround{3 * 60'000}; // above and below, so that no line lies on the frame

double part(EventTime time, EventTime from, EventTime to) {
    const double whole = std::chrono::duration<double>(to - from).count();
    return whole <= 0 ? 0.5 : std::chrono::duration<double>(time - from).count() / whole;
}

} // namespace

double PromiseChart::Scale::x(EventTime time) const {
    return room.left() + part(time, left, right) * room.width();
}

double PromiseChart::Scale::y(EventTime time) const {
    return room.bottom() - part(time, bottom, top) * room.height();
}

PromiseChart::PromiseChart(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setMinimumSize(220, 90);
    setAccessibleName(tr("Promises over time"));
}

void PromiseChart::setTones(const Tones& tones) {
    m_tones = &tones;
    update();
}

void PromiseChart::show(const Table& promises, EventTime promised, EventTime arrived) {
    m_said.clear();
    for (std::size_t row = 0; row < promises.rows.size(); ++row) {
        m_said.push_back(
            {timeOf(promises.at(row, "made")), timeOf(promises.at(row, "p50")), timeOf(promises.at(row, "p90"))});
    }
    std::ranges::sort(m_said, {}, &Said::at);
    m_promised = promised;
    m_arrived = arrived;
    setAccessibleDescription(
        m_said.empty()
            ? tr("No promise was made yet.")
            : tr("First said %1, last %2").arg(clockText(m_said.front().likely), clockText(m_said.back().likely)));
    update();
}

PromiseChart::Scale PromiseChart::scale() const {
    Scale scale{.room = QRectF(rect()).adjusted(clockWidth, edge, -edge, -clockHeight),
                .left = m_said.front().at,
                .right = m_said.back().at,
                .bottom = m_said.front().likely,
                .top = m_said.front().likely};
    const auto take = [&scale](EventTime time) {
        if (time != EventTime{}) {
            scale.bottom = std::min(scale.bottom, time);
            scale.top = std::max(scale.top, time);
        }
    };
    for (const Said& said : m_said) {
        take(said.likely);
        take(said.nineOfTen);
    }
    take(m_promised);
    take(m_arrived);
    scale.right = std::max(scale.right, m_arrived); // the last word held until then
    scale.bottom -= roomAround;
    scale.top += roomAround;
    return scale;
}

void PromiseChart::paintEvent(QPaintEvent* /*event*/) {
    if (!m_tones) {
        return;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_said.empty()) {
        painter.setPen(m_tones->textMuted);
        painter.drawText(rect(), Qt::AlignCenter, tr("No promise was made yet."));
        return;
    }
    const Scale at = scale();
    paintFrame(painter, at);
    // A promise holds until the next one: steps, not slopes.
    QPainterPath line;
    QPainterPath band;
    for (std::size_t n = 0; n < m_said.size(); ++n) {
        const EventTime until = n + 1 < m_said.size() ? m_said[n + 1].at : at.right;
        const double left = at.x(m_said[n].at);
        const double right = std::max(at.x(until), left + 2);
        const double y = at.y(m_said[n].likely);
        n == 0 ? line.moveTo(left, y) : line.lineTo(left, y);
        line.lineTo(right, y);
        band.addRect(QRectF(QPointF(left, at.y(m_said[n].nineOfTen)), QPointF(right, y)));
    }
    QColor fill = m_tones->accent;
    fill.setAlphaF(0.22F);
    painter.fillPath(band, fill);
    painter.strokePath(line, QPen(m_tones->accent, 2));
    paintLevel(painter, at, m_promised, m_tones->warning, tr("promised"));
    paintLevel(painter, at, m_arrived, m_tones->good, tr("arrived"));
}

void PromiseChart::paintFrame(QPainter& painter, const Scale& scale) const {
    painter.setPen(m_tones->line);
    painter.drawLine(scale.room.bottomLeft(), scale.room.bottomRight());
    painter.setPen(m_tones->textMuted);
    constexpr int marks = 3;
    for (int n = 0; n <= marks; ++n) {
        const EventTime height = scale.bottom + (scale.top - scale.bottom) * n / marks;
        const double y = scale.y(height);
        painter.drawText(QRectF(0, y - 8, clockWidth - edge, 16), Qt::AlignRight | Qt::AlignVCenter,
                         bareClockText(height));
    }
    const QRectF below(scale.room.left(), scale.room.bottom() + 2, scale.room.width(), clockHeight - 2);
    painter.drawText(below, Qt::AlignLeft, tr("said %1").arg(bareClockText(scale.left)));
    painter.drawText(below, Qt::AlignRight, bareClockText(scale.right));
}

void PromiseChart::paintLevel(QPainter& painter, const Scale& scale, EventTime time, const QColor& colour,
                              const QString& words) const {
    if (time == EventTime{}) {
        return;
    }
    const double y = scale.y(time);
    painter.setPen(QPen(colour, 1.5, Qt::DashLine));
    painter.drawLine(QPointF(scale.room.left(), y), QPointF(scale.room.right(), y));
    painter.setPen(colour);
    painter.drawText(QRectF(scale.room.left() + 4, y - 17, scale.room.width() - 4, 16), Qt::AlignLeft | Qt::AlignBottom,
                     words + u' ' + bareClockText(time));
}

void PromiseChart::mouseMoveEvent(QMouseEvent* event) {
    if (m_said.empty()) {
        return;
    }
    const Scale at = scale();
    const Said* under = &m_said.front();
    for (const Said& said : m_said) {
        under = at.x(said.at) <= event->position().x() ? &said : under;
    }
    QToolTip::showText(
        event->globalPosition().toPoint(),
        tr("Said at %1: likely %2, nine of ten by %3")
            .arg(bareClockText(under->at), bareClockText(under->likely), bareClockText(under->nineOfTen)),
        this);
}

} // namespace roundsman
