#include "ui/past/past_ruler.h"

#include "ui/support/countable.h"
#include "ui/support/shown_time.h"
#include "ui/theme/tones.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace roundsman {

namespace {

constexpr Millis second{1000};
constexpr Millis minute{60'000};
constexpr Millis shortestView{5 * 60'000};
constexpr Millis longestView{31LL * 24 * 3'600'000};
constexpr double hoursHeight = 22;

} // namespace

PastRuler::PastRuler(QWidget* parent) : QWidget(parent), m_tones(&darkTones()) {
    setObjectName(QStringLiteral("pastRuler"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Past hours"));
    setAccessibleDescription(tr("Arrows move by ten seconds, with Shift by a minute, Page Up and Page Down by a "
                                "quarter of an hour. Space plays, End goes back to now, [ and ] choose a span."));
    const EventTime now = SystemClock().now();
    m_view = {now - 60 * minute, now};
}

void PastRuler::setTones(const Tones& tones) {
    m_tones = &tones;
    update();
}

void PastRuler::setView(Span view) {
    m_view = view;
    update();
}

void PastRuler::setCoverage(PastCoverage coverage) {
    m_coverage = std::move(coverage);
    update();
}

void PastRuler::setPosition(std::optional<EventTime> position) {
    if (m_position != position) {
        m_position = position;
        update();
    }
}

void PastRuler::setLiveEdge(EventTime edge) {
    if (m_edge != edge) {
        m_edge = edge;
        update();
    }
}

void PastRuler::setChosen(std::optional<Span> chosen) {
    if (m_chosen != chosen) {
        m_chosen = chosen;
        update();
        Q_EMIT spanChosen(m_chosen);
    }
}

double PastRuler::room() {
    return 8;
}

QRectF PastRuler::bars() const {
    return QRectF(rect()).adjusted(room(), 14, -room(), -hoursHeight);
}

QRectF PastRuler::hours() const {
    const QRectF above = bars();
    return {above.left(), above.bottom(), above.width(), hoursHeight};
}

double PastRuler::xOf(EventTime time) const {
    const QRectF area = bars();
    const double part = static_cast<double>((time - m_view.first).count()) /
                        static_cast<double>(std::max<std::int64_t>(1, (m_view.second - m_view.first).count()));
    return area.left() + part * area.width();
}

QPoint PastRuler::placeOf(EventTime time) const {
    return {static_cast<int>(std::lround(xOf(time))), static_cast<int>(bars().center().y())};
}

EventTime PastRuler::timeAt(double x) const {
    const QRectF area = bars();
    const double part = std::clamp((x - area.left()) / std::max(1.0, area.width()), 0.0, 1.0);
    const auto length = static_cast<double>((m_view.second - m_view.first).count());
    return m_view.first + Millis{std::llround(part * length)};
}

void PastRuler::choose(EventTime a, EventTime b) {
    const Millis snap = m_view.second - m_view.first > 3 * 60 * minute ? minute : second;
    const auto snapped = [snap](EventTime time) {
        return EventTime{(time.time_since_epoch() + snap / 2) / snap * snap};
    };
    const EventTime first = snapped(a);
    const EventTime last = std::min(snapped(b), m_edge);
    setChosen(first < last ? std::optional(Span{first, last}) : std::nullopt);
}

void PastRuler::chooseFromHere(bool isBegin) {
    const EventTime here = m_position.value_or(m_edge);
    const Span now = m_chosen.value_or(Span{here, here});
    choose(isBegin ? here : now.first, isBegin ? std::max(now.second, here + second) : here);
}

void PastRuler::mousePressEvent(QMouseEvent* event) {
    const EventTime time = timeAt(event->position().x());
    if (event->button() == Qt::RightButton) {
        setChosen(std::nullopt);
        return;
    }
    if (event->modifiers().testFlag(Qt::ShiftModifier) || event->position().y() >= hours().top()) {
        m_choosingFrom = time;
        return;
    }
    m_seeking = true;
    Q_EMIT timeAsked(time);
}

void PastRuler::mouseMoveEvent(QMouseEvent* event) {
    const EventTime time = timeAt(event->position().x());
    if (m_choosingFrom) {
        choose(std::min(*m_choosingFrom, time), std::max(*m_choosingFrom, time));
    } else if (m_seeking) {
        Q_EMIT timeAsked(time);
    } else {
        setCursor(event->position().y() >= hours().top() ? Qt::IBeamCursor : Qt::PointingHandCursor);
    }
}

void PastRuler::mouseReleaseEvent(QMouseEvent* event) {
    Q_UNUSED(event);
    m_choosingFrom.reset();
    m_seeking = false;
}

void PastRuler::wheelEvent(QWheelEvent* event) {
    event->accept();
    constexpr double notch = 120;
    const QPoint angle = event->angleDelta();
    const Millis length = m_view.second - m_view.first;
    if (event->modifiers().testFlag(Qt::ShiftModifier) || std::abs(angle.x()) > std::abs(angle.y())) {
        const double turned = (angle.x() != 0 ? angle.x() : angle.y()) / notch;
        const Millis by{-std::llround(turned * 0.12 * static_cast<double>(length.count()))};
        Q_EMIT viewAsked({m_view.first + by, m_view.second + by});
        return;
    }
    const double grown = std::pow(0.8, angle.y() / notch);
    const Millis next{std::clamp(std::llround(static_cast<double>(length.count()) * grown),
                                 static_cast<long long>(shortestView.count()),
                                 static_cast<long long>(longestView.count()))};
    const EventTime held = timeAt(event->position().x());
    const double part = static_cast<double>((held - m_view.first).count()) /
                        static_cast<double>(std::max<std::int64_t>(1, length.count()));
    const EventTime from = held - Millis{std::llround(part * static_cast<double>(next.count()))};
    Q_EMIT viewAsked({from, from + next});
}

void PastRuler::keyPressEvent(QKeyEvent* event) {
    const Millis step = event->modifiers().testFlag(Qt::ShiftModifier) ? minute : 10 * second;
    switch (event->key()) {
    case Qt::Key_Left:
        Q_EMIT stepAsked(-step);
        break;
    case Qt::Key_Right:
        Q_EMIT stepAsked(step);
        break;
    case Qt::Key_PageUp:
        Q_EMIT stepAsked(-15 * minute);
        break;
    case Qt::Key_PageDown:
        Q_EMIT stepAsked(15 * minute);
        break;
    case Qt::Key_Home:
        Q_EMIT timeAsked(m_view.first);
        break;
    case Qt::Key_End:
        Q_EMIT liveAsked();
        break;
    case Qt::Key_Space:
        Q_EMIT playAsked();
        break;
    case Qt::Key_BracketLeft:
        chooseFromHere(true);
        break;
    case Qt::Key_BracketRight:
        chooseFromHere(false);
        break;
    default:
        event->ignore();
        return;
    }
}

QString PastRuler::tipAt(double x) const {
    const EventTime time = timeAt(x);
    const std::int64_t at = (time - m_coverage.from) / m_coverage.step;
    QString when = momentText(time);
    if (time > m_edge) {
        return when + u'\n' + tr("not yet");
    }
    if (time < m_coverage.from || at < 0 || static_cast<std::size_t>(at) >= m_coverage.documents.size()) {
        return when;
    }
    const std::int64_t heard = m_coverage.documents[static_cast<std::size_t>(at)];
    return when + u'\n' +
           (heard == 0 ? tr("a gap: nothing was recorded") : tr("%Ln documents", nullptr, countable(heard)));
}

bool PastRuler::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos().x()), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace roundsman
