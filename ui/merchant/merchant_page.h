#pragma once

#include "ui/merchant/merchant_desk.h"
#include "ui/workspaces/navigator.h"

#include <QScrollArea>

#include <vector>

class QBoxLayout;
class QButtonGroup;
class QComboBox;
class QLabel;
class QPushButton;
class QToolButton;

namespace roundsman {

class CommandDesk;
class FrameFeed;
class KpiTile;
class MerchantPicker;
class MetricChart;
class NowStrip;
class Theme;
struct MerchantMetric;

/// One restaurant: who it is and whether it takes orders, how busy it is now, its figures of a period beside another
/// one's, and the chosen figure over time. GUI thread.
class MerchantPage : public QScrollArea {
    Q_OBJECT

public:
    MerchantPage(FrameFeed& feed, CommandDesk& commands, MerchantDesk& desk, Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] MetricChart& chart() { return *m_chart; }
    [[nodiscard]] MerchantPicker* picker() const { return m_picker; }
    [[nodiscard]] const std::vector<KpiTile*>& tiles() const { return m_tiles; }
    [[nodiscard]] NowStrip& nowStrip() { return *m_now; }
    [[nodiscard]] QPushButton* pauseButton() const { return m_pause; }
    [[nodiscard]] QPushButton* resumeButton() const { return m_resume; }
    [[nodiscard]] QToolButton* periodButton(PeriodKind kind) const;
    [[nodiscard]] QComboBox* comparisonBox() const { return m_comparison; }
    [[nodiscard]] QComboBox* bucketBox() const { return m_bucket; }
    [[nodiscard]] QToolButton* exportButton() const { return m_export; }
    [[nodiscard]] QString periodText() const;
    [[nodiscard]] QString ageText() const;
    [[nodiscard]] QString intakeText() const;
    /// By the ending of its name: .png, .pdf, else CSV. A sentence when it cannot be written.
    std::expected<void, QString> exportTo(const QString& file);

Q_SIGNALS:
    void said(const QString& sentence);
    /// What the chosen bucket of the chart counts.
    void ordersAsked(const roundsman::OrdersWithin& orders);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* buildHead();
    QWidget* buildPeriods();
    QWidget* buildTiles();
    QWidget* buildChartTools();
    void addKeys();
    void connectDesk();
    void dress();
    void showMerchant();
    void showNow();
    void showAge();
    void showPeriod();
    void showStudy();
    void showTiles();
    void showChart();
    void chooseMetric(const KpiTile* tile);
    void openBucket(int bucket);
    void setIntake(Intake intake);
    void askForFile(const QString& ending);
    [[nodiscard]] QString emptyWords() const;

    FrameFeed& m_feed;
    CommandDesk& m_commands;
    MerchantDesk& m_desk;
    Theme& m_theme;
    QTimer m_tick;
    const MerchantMetric* m_metric;
    MerchantPicker* m_picker = nullptr;
    QLabel* m_name = nullptr;
    QLabel* m_under = nullptr;
    QLabel* m_intake = nullptr;
    QPushButton* m_pause = nullptr;
    QPushButton* m_resume = nullptr;
    NowStrip* m_now = nullptr;
    QButtonGroup* m_periods = nullptr;
    QToolButton* m_earlier = nullptr;
    QToolButton* m_later = nullptr;
    QLabel* m_period = nullptr;
    QComboBox* m_comparison = nullptr;
    QComboBox* m_bucket = nullptr;
    QToolButton* m_export = nullptr;
    QLabel* m_age = nullptr;
    QLabel* m_chartTitle = nullptr;
    std::vector<KpiTile*> m_tiles;
    MetricChart* m_chart = nullptr;
};

} // namespace roundsman
