#pragma once

#include "ui/merchant/merchant_metric.h"

#include <QAbstractButton>

namespace roundsman {

struct Tones;

/// One figure of the period with its change: what it is, how much, how that compares. Chosen, it is what the chart
/// shows. GUI thread.
class KpiTile : public QAbstractButton {
    Q_OBJECT

public:
    explicit KpiTile(const MerchantMetric& metric, QWidget* parent = nullptr);

    [[nodiscard]] const MerchantMetric& metric() const { return m_metric; }
    void setTones(const Tones& tones);
    /// `against`: what the change is told against ("the week before"); `why` instead of a change where there is none.
    void showChange(const QString& value, const MetricChange& change, const QString& against, const QString& beside);
    void showNothing(const QString& value, const QString& why, const QString& beside);
    [[nodiscard]] QString valueText() const { return m_value; }
    [[nodiscard]] QString changeText() const { return m_change; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void tell();

    const MerchantMetric& m_metric;
    const Tones* m_tones;
    QString m_value;
    QString m_change;
    QString m_against;
    QString m_beside;
    int m_sign = 0;
    int m_mood = 0;
};

} // namespace roundsman
