#pragma once

#include "ui/charts/chart_data.h"

#include <QWidget>

#include <memory>

class QCPPainter;
class QLabel;

namespace roundsman {

struct Tones;

/// A figure over time, bucket by bucket, beside another time's: bars or lines, zoomed and moved by wheel, drag and
/// keys; the bucket under the pointer, or the one that the arrow keys stand on, says its values. GUI thread.
class MetricChart : public QWidget {
    Q_OBJECT

public:
    explicit MetricChart(QWidget* parent = nullptr);
    ~MetricChart() override;

    /// What is looked at stays in sight when only its values have changed.
    void setData(ChartData data);
    [[nodiscard]] const ChartData& data() const { return m_data; }
    void setTones(const Tones& tones);

    void zoom(double factor); ///< below 1: closer
    void pan(double buckets);
    void showAll();
    /// The bucket that is marked, or -1.
    [[nodiscard]] int marked() const { return m_marked; }
    void mark(int bucket);
    /// First and last bucket in sight, in parts of buckets.
    [[nodiscard]] double firstShown() const;
    [[nodiscard]] double lastShown() const;
    [[nodiscard]] QString cardText() const;
    /// Where a bucket's middle is, in this widget.
    [[nodiscard]] QPoint placeOf(int bucket) const;

    /// The whole picture with its title, for a file: in `tones`, whatever is on the screen.
    void paintFor(QCPPainter& painter, QSize size, const Tones& tones);

Q_SIGNALS:
    /// A bucket was double-clicked, or Enter pressed on the marked one.
    void opened(int bucket);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Plot;

    void open();
    void fill();
    void fitValues();
    void keepInside(double lower, double upper);
    void placeCard();
    void layOut();

    std::unique_ptr<Plot> m_plot;
    ChartData m_data;
    const Tones* m_tones;
    QLabel* m_legend;
    QLabel* m_card;
    QLabel* m_empty;
    int m_marked = -1;
    bool m_markedByKey = false;
    bool m_keeping = false;
};

} // namespace roundsman
