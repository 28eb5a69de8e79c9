#include "ui/charts/metric_chart.h"

#include "ui/charts/metric_plot.h"
#include "ui/theme/tones.h"

#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace roundsman {

namespace {

constexpr double closest = 4; ///< so many buckets are always in sight
constexpr int cardMargin = 10;

} // namespace

MetricChart::MetricChart(QWidget* parent)
    : QWidget(parent),
      m_plot(std::make_unique<Plot>()),
      m_tones(&darkTones()),
      m_legend(new QLabel),
      m_card(new QLabel(this)),
      m_empty(new QLabel(this)) {
    setObjectName(QStringLiteral("chart"));
    setAttribute(Qt::WA_StyledBackground);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(150);
    m_plot->build(this);
    m_plot->ticker->setPoints(&m_data.points);
    m_plot->view->installEventFilter(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(m_plot->view, 1);
    m_legend->setContentsMargins(52, 0, 8, 4);
    m_legend->setTextFormat(Qt::RichText);
    column->addWidget(m_legend);
    m_card->setObjectName(QStringLiteral("chartCard"));
    m_card->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_card->setTextFormat(Qt::RichText);
    m_card->hide();
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setProperty("role", QStringLiteral("muted"));
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(m_plot->view->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this,
            [this](const QCPRange& range) { keepInside(range.lower, range.upper); });
    connect(m_plot->view, &QCustomPlot::mouseDoubleClick, this, &MetricChart::showAll);
    setTones(*m_tones);
}

MetricChart::~MetricChart() = default;

void MetricChart::setTones(const Tones& tones) {
    m_tones = &tones;
    m_plot->dress(tones, font());
    fill();
}

void MetricChart::setData(ChartData data) {
    const bool same = data.points.size() == m_data.points.size() && !data.points.empty() &&
                      data.points.front().when == m_data.points.front().when && data.title == m_data.title;
    m_data = std::move(data);
    setAccessibleName(m_data.title);
    m_marked = m_marked < static_cast<int>(m_data.points.size()) ? m_marked : -1;
    fill();
    if (!same) {
        m_marked = -1;
        showAll();
    }
    mark(m_marked);
}

void MetricChart::fill() {
    m_plot->fill(m_data);
    const bool nothing =
        std::ranges::none_of(m_data.points, [](const ChartPoint& at) { return at.value || at.before; });
    m_empty->setText(nothing ? m_data.empty : QString());
    m_empty->setVisible(nothing);
    m_card->setStyleSheet(QStringLiteral("QLabel#chartCard { background: %1; color: %2; border: 1px solid %3; "
                                         "border-radius: 6px; padding: 6px 9px; }")
                              .arg(m_tones->raised.name(), m_tones->text.name(), m_tones->line.name()));
    const auto sign = [](const QColor& colour, const QString& mark, const QString& words) {
        return QStringLiteral("<span style='color:%1'>%2</span> %3&nbsp;&nbsp;&nbsp;&nbsp;")
            .arg(colour.name(), mark, words.toHtmlEscaped());
    };
    QString legend = sign(m_tones->accent, m_data.bars ? QStringLiteral("■") : QStringLiteral("●"), m_data.valueName);
    if (!m_data.secondName.isEmpty() && !m_data.bars) {
        legend += sign(m_tones->accent, QStringLiteral("┈○"), m_data.secondName);
    }
    if (!m_data.beforeName.isEmpty()) {
        legend += sign(m_tones->textMuted, m_data.bars ? QStringLiteral("■") : QStringLiteral("╌╌"), m_data.beforeName);
    }
    if (std::ranges::any_of(m_data.points, [](const ChartPoint& at) { return !at.complete && at.value; })) {
        legend += m_data.bars ? sign(m_tones->accent, QStringLiteral("▨"), tr("may still change")) : QString();
    }
    m_legend->setText(QStringLiteral("<span style='color:%1'>%2</span>").arg(m_tones->textMuted.name(), legend));
    fitValues();
    m_plot->view->replot(QCustomPlot::rpQueuedReplot);
}

/// The axis reaches as high as what is in sight.
void MetricChart::fitValues() {
    const QCPRange shown = m_plot->view->xAxis->range();
    double most = 0;
    for (std::size_t n = 0; n < m_data.points.size(); ++n) {
        const auto x = static_cast<double>(n);
        if (x < shown.lower - 0.5 || x > shown.upper + 0.5) {
            continue;
        }
        const ChartPoint& at = m_data.points[n];
        most = std::max({most, at.value.value_or(0), at.before.value_or(0),
                         m_data.secondName.isEmpty() ? 0 : at.second.value_or(0)});
    }
    double top = most > 0 ? most * 1.12 : 1;
    if (m_data.most) {
        top = std::min(top, *m_data.most * 1.04);
    }
    m_plot->view->yAxis->setRange(0, top);
}

void MetricChart::keepInside(double lower, double upper) {
    if (m_keeping) {
        return;
    }
    m_keeping = true;
    const double first = -0.6;
    const double last = std::max(static_cast<double>(m_data.points.size()) - 0.4, first + 1);
    const double size = std::clamp(upper - lower, std::min(closest, last - first), last - first);
    const double middle = std::clamp((lower + upper) / 2, first + size / 2, last - size / 2);
    m_plot->view->xAxis->setRange(middle - size / 2, middle + size / 2);
    m_plot->ticker->setRoom(m_plot->view->axisRect()->width());
    fitValues();
    m_keeping = false;
    placeCard();
    m_plot->view->replot(QCustomPlot::rpQueuedReplot);
}

double MetricChart::firstShown() const {
    return m_plot->view->xAxis->range().lower;
}

double MetricChart::lastShown() const {
    return m_plot->view->xAxis->range().upper;
}

void MetricChart::zoom(double factor) {
    const double middle = m_marked >= 0 ? m_marked : (firstShown() + lastShown()) / 2;
    keepInside(middle + (firstShown() - middle) * factor, middle + (lastShown() - middle) * factor);
}

void MetricChart::pan(double buckets) {
    keepInside(firstShown() + buckets, lastShown() + buckets);
}

void MetricChart::showAll() {
    keepInside(-1, static_cast<double>(m_data.points.size()));
}

void MetricChart::mark(int bucket) {
    m_marked = bucket >= 0 && bucket < static_cast<int>(m_data.points.size()) ? bucket : -1;
    m_plot->mark->setVisible(m_marked >= 0);
    if (m_marked >= 0) {
        m_plot->mark->topLeft->setCoords(m_marked - 0.5, m_plot->view->yAxis->range().upper);
        m_plot->mark->bottomRight->setCoords(m_marked + 0.5, 0);
        m_card->setText(cardText());
        QString plain = cardText();
        plain.replace(QStringLiteral("<br>"), QStringLiteral(", "));
        plain.remove(QRegularExpression(QStringLiteral("<[^>]*>")));
        setAccessibleDescription(plain);
    }
    placeCard();
    m_plot->view->replot(QCustomPlot::rpQueuedReplot);
}

QString MetricChart::cardText() const {
    if (m_marked < 0) {
        return {};
    }
    const ChartPoint& at = m_data.points[static_cast<std::size_t>(m_marked)];
    const QString muted = m_tones->textMuted.name();
    const auto quiet = [&](const QString& words) {
        return QStringLiteral("<br><span style='color:%1'>%2</span>").arg(muted, words.toHtmlEscaped());
    };
    QString text = QStringLiteral("<span style='color:%1'>%2</span><br><b>%3</b>")
                       .arg(muted, at.when.toHtmlEscaped(),
                            at.value ? m_data.text(*at.value).toHtmlEscaped() : tr("nothing measured"));
    if (at.second) {
        text += quiet(tr("nine of ten: %1").arg(m_data.text(*at.second)));
    }
    if (at.before) {
        text += quiet(QStringLiteral("%1: %2").arg(at.beforeWhen, m_data.text(*at.before)));
    }
    if (at.value && !at.complete) {
        text += quiet(tr("may still change"));
    }
    return text;
}

QPoint MetricChart::placeOf(int bucket) const {
    const double x = m_plot->view->xAxis->coordToPixel(bucket);
    const QRect inside = m_plot->view->axisRect()->rect();
    return m_plot->view->mapTo(this, QPoint(static_cast<int>(std::lround(x)), inside.center().y()));
}

void MetricChart::placeCard() {
    const bool inSight = m_marked >= 0 && m_marked > firstShown() - 0.5 && m_marked < lastShown() + 0.5;
    m_card->setVisible(inSight);
    if (!inSight) {
        return;
    }
    m_card->adjustSize();
    const int x = placeOf(m_marked).x();
    const bool left = x + cardMargin + m_card->width() > width();
    m_card->move(left ? std::max(0, x - cardMargin - m_card->width()) : x + cardMargin, cardMargin);
    m_card->raise();
}

void MetricChart::layOut() {
    m_empty->setGeometry(m_plot->view->geometry().adjusted(60, 0, -20, -20));
    m_plot->ticker->setRoom(std::max(1, m_plot->view->width() - 70));
    placeCard();
}

bool MetricChart::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_plot->view && event->type() == QEvent::MouseMove) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (mouse->buttons() == Qt::NoButton) {
            m_markedByKey = false;
            const double x = m_plot->view->xAxis->pixelToCoord(mouse->position().x());
            const bool inside = m_plot->view->axisRect()->rect().contains(mouse->position().toPoint());
            mark(inside ? static_cast<int>(std::lround(x)) : -1);
        }
    } else if (watched == m_plot->view && event->type() == QEvent::MouseButtonPress) {
        setFocus(Qt::MouseFocusReason);
    } else if (watched == m_plot->view && event->type() == QEvent::MouseButtonDblClick) {
        open();
    } else if (watched == m_plot->view && event->type() == QEvent::Resize) {
        layOut();
    }
    return QWidget::eventFilter(watched, event);
}

void MetricChart::open() {
    if (m_marked >= 0) {
        Q_EMIT opened(m_marked);
    }
}

void MetricChart::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_data.points.size()) - 1;
    const bool shifted = event->modifiers().testFlag(Qt::ShiftModifier);
    const double step = std::max(1.0, (lastShown() - firstShown()) / 6);
    const auto stand = [&](int bucket) {
        m_markedByKey = true;
        const int to = std::clamp(bucket, 0, std::max(last, 0));
        if (to < firstShown() || to > lastShown()) {
            pan(to < firstShown() ? to - firstShown() - 0.6 : to - lastShown() + 0.6);
        }
        mark(to);
    };
    switch (event->key()) {
    case Qt::Key_Left:
        shifted ? pan(-step) : stand(m_marked < 0 ? last : m_marked - 1);
        return;
    case Qt::Key_Right:
        shifted ? pan(step) : stand(m_marked < 0 ? 0 : m_marked + 1);
        return;
    case Qt::Key_Home:
        stand(0);
        return;
    case Qt::Key_End:
        stand(last);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(0.6);
        return;
    case Qt::Key_Minus:
        zoom(1 / 0.6);
        return;
    case Qt::Key_0:
        showAll();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        open();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void MetricChart::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void MetricChart::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    if (m_markedByKey) {
        m_markedByKey = false;
        mark(-1);
    }
}

void MetricChart::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    if (!m_markedByKey) {
        mark(-1);
    }
}

void MetricChart::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    layOut();
}

void MetricChart::paintFor(QCPPainter& painter, QSize size, const Tones& tones) {
    constexpr int head = 44;
    const bool wasMarked = m_plot->mark->visible();
    m_plot->mark->setVisible(false);
    m_plot->dress(tones, font());
    painter.fillRect(QRect(QPoint(0, 0), size), tones.surface);
    QFont title = font();
    title.setPixelSize(16);
    title.setBold(true);
    painter.setFont(title);
    painter.setPen(tones.text);
    painter.drawText(QRect(16, 8, size.width() - 32, head - 12), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_data.title, Qt::ElideRight, size.width() - 32));
    painter.save();
    painter.translate(0, head);
    m_plot->ticker->setRoom(size.width() - 70);
    m_plot->view->toPainter(&painter, size.width(), size.height() - head - 28);
    painter.restore();
    QFont small = font();
    small.setPixelSize(11);
    painter.setFont(small);
    painter.setPen(tones.textMuted);
    QStringList legend{m_data.valueName};
    if (!m_data.secondName.isEmpty() && !m_data.bars) {
        legend << tr("dotted: %1").arg(m_data.secondName);
    }
    if (!m_data.beforeName.isEmpty()) {
        legend << tr("grey: %1").arg(m_data.beforeName);
    }
    painter.drawText(QRect(16, size.height() - 26, size.width() - 32, 20), Qt::AlignLeft | Qt::AlignVCenter,
                     legend.join(QStringLiteral("  ·  ")));
    m_plot->dress(*m_tones, font());
    m_plot->mark->setVisible(wasMarked);
    layOut();
    m_plot->view->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace roundsman
