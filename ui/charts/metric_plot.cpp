#include "ui/charts/metric_plot.h"

#include "ui/theme/tones.h"

#include <QtNumeric>

#include <algorithm>
#include <cmath>

namespace roundsman {

namespace {

constexpr double barWidth = 0.66; ///< of a bucket
constexpr double behindWidth = 0.86;
constexpr int tickRoom = 74; ///< pixels that a word at the axis needs

QColor faint(QColor colour, double alpha) {
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

/// Steps that people count in: hours of a day, minutes of an hour, days of weeks.
int niceStep(double least) {
    for (const int step : {1, 2, 3, 4, 5, 6, 7, 10, 12, 14, 15, 24, 28, 48, 72, 96, 168}) {
        if (step >= least) {
            return step;
        }
    }
    return static_cast<int>(std::ceil(least / 168) * 168);
}

} // namespace

QVector<double> BucketTicker::createTickVector(double, const QCPRange& range) {
    QVector<double> ticks;
    const double shown = std::max(range.size(), 1.0);
    const double most = std::max(1.0, static_cast<double>(m_room) / tickRoom);
    const int step = niceStep(shown / most);
    const int first = std::max(0, static_cast<int>(std::ceil(range.lower)));
    for (int n = (first + step - 1) / step * step; n < static_cast<int>(m_points->size()) && n <= range.upper;
         n += step) {
        ticks << n;
    }
    return ticks;
}

QString BucketTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
    const auto n = static_cast<std::size_t>(std::lround(tick));
    return n < m_points->size() ? (*m_points)[n].tick : QString();
}

void MetricChart::Plot::build(QWidget* parent) {
    view = new QCustomPlot(parent);
    view->setFocusPolicy(Qt::NoFocus); // the chart around it has the keys
    view->setMouseTracking(true);
    view->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    view->axisRect()->setRangeDrag(Qt::Horizontal);
    view->axisRect()->setRangeZoom(Qt::Horizontal);
    view->axisRect()->setupFullAxesBox(false);
    view->axisRect()->setMinimumMargins(QMargins(48, 10, 14, 24));
    view->xAxis->setTicker(ticker);
    view->xAxis2->setVisible(false);
    view->yAxis2->setVisible(false);
    behind = new QCPBars(view->xAxis, view->yAxis);
    bars = new QCPBars(view->xAxis, view->yAxis);
    open = new QCPBars(view->xAxis, view->yAxis);
    behind->setWidth(behindWidth);
    bars->setWidth(barWidth);
    open->setWidth(barWidth);
    behindLine = view->addGraph();
    second = view->addGraph();
    line = view->addGraph();
    mark = new QCPItemRect(view);
    mark->setVisible(false);
    mark->setLayer(QStringLiteral("grid"));
}

void MetricChart::Plot::dress(const Tones& tones, const QFont& font) {
    QFont small = font;
    small.setPixelSize(11);
    view->setBackground(tones.surface);
    for (QCPAxis* axis : {view->xAxis, view->yAxis}) {
        axis->setBasePen(QPen(tones.line));
        axis->setTickPen(Qt::NoPen);
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(tones.textMuted);
        axis->setLabelColor(tones.textMuted);
        axis->setTickLabelFont(small);
        axis->setLabelFont(small);
        axis->grid()->setPen(QPen(faint(tones.line, 0.8), 1, Qt::SolidLine));
        axis->grid()->setZeroLinePen(QPen(tones.line));
    }
    view->xAxis->grid()->setVisible(false);
    view->yAxis->setBasePen(Qt::NoPen);
    behind->setPen(Qt::NoPen);
    behind->setBrush(faint(tones.textMuted, tones.dark ? 0.32 : 0.26));
    bars->setPen(Qt::NoPen);
    bars->setBrush(tones.accent);
    open->setPen(QPen(tones.accent, 1));
    open->setBrush(QBrush(faint(tones.accent, 0.55), Qt::BDiagPattern));
    behindLine->setPen(QPen(faint(tones.textMuted, 0.9), 1.4, Qt::DashLine));
    second->setPen(QPen(faint(tones.accent, 0.65), 1.2, Qt::DotLine));
    line->setPen(QPen(tones.accent, 2));
    line->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, tones.accent, tones.accent, 5));
    second->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, faint(tones.accent, 0.65), tones.surface, 4));
    mark->setPen(Qt::NoPen);
    mark->setBrush(faint(tones.accent, 0.14));
}

void MetricChart::Plot::fill(const ChartData& data) {
    QVector<double> at;
    QVector<double> openAt;
    QVector<double> beforeAt;
    QVector<double> places;
    QVector<double> value;
    QVector<double> openValue;
    QVector<double> before;
    QVector<double> line1;
    QVector<double> line2;
    QVector<double> line0;
    for (std::size_t n = 0; n < data.points.size(); ++n) {
        const ChartPoint& point = data.points[n];
        const auto x = static_cast<double>(n);
        places << x;
        line1 << point.value.value_or(qQNaN());
        line2 << point.second.value_or(qQNaN());
        line0 << point.before.value_or(qQNaN());
        if (point.value) {
            (point.complete ? at : openAt) << x;
            (point.complete ? value : openValue) << *point.value;
        }
        if (point.before) {
            beforeAt << x;
            before << *point.before;
        }
    }
    const QVector<double> none;
    bars->setData(data.bars ? at : none, data.bars ? value : none, true);
    open->setData(data.bars ? openAt : none, data.bars ? openValue : none, true);
    behind->setData(data.bars ? beforeAt : none, data.bars ? before : none, true);
    line->setData(data.bars ? none : places, data.bars ? none : line1, true);
    second->setData(data.bars || data.secondName.isEmpty() ? none : places,
                    data.bars || data.secondName.isEmpty() ? none : line2, true);
    behindLine->setData(data.bars ? none : places, data.bars ? none : line0, true);
    view->yAxis->setLabel(data.unit);
    ticker->setPoints(&data.points);
}

} // namespace roundsman
