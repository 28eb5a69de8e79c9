#pragma once

#include "ui/charts/metric_chart.h"
#include "ui/charts/plot.h"

#include <vector>

namespace roundsman {

/// A word at every n-th bucket, as many as there is room for.
class BucketTicker : public QCPAxisTicker {
public:
    void setPoints(const std::vector<ChartPoint>* points) { m_points = points; }
    void setRoom(int pixels) { m_room = std::max(pixels, 1); }

protected:
    QVector<double> createTickVector(double step, const QCPRange& range) override;
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;

private:
    const std::vector<ChartPoint>* m_points = nullptr;
    int m_room = 1;
};

/// The parts of the drawing; their owner is the plot.
struct MetricChart::Plot {
    QCustomPlot* view = nullptr;
    QCPBars* behind = nullptr; ///< the other time
    QCPBars* bars = nullptr;
    QCPBars* open = nullptr; ///< bars that may still change
    QCPGraph* behindLine = nullptr;
    QCPGraph* line = nullptr;
    QCPGraph* second = nullptr;
    QCPItemRect* mark = nullptr;
    QSharedPointer<BucketTicker> ticker{new BucketTicker};

    void build(QWidget* parent);
    void dress(const Tones& tones, const QFont& font);
    void fill(const ChartData& data);
};

} // namespace roundsman
