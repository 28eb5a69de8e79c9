// What a restaurant's page is made of.
#include "ui/charts/metric_chart.h"
#include "ui/merchant/kpi_tile.h"
#include "ui/merchant/merchant_metric.h"
#include "ui/merchant/merchant_page.h"
#include "ui/merchant/merchant_picker.h"

#include <QAction>
#include <QButtonGroup>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace roundsman {

namespace {

constexpr int tilesInARow = 5;

QToolButton* toolButton(const QString& text, const QString& tip) {
    auto* button = new QToolButton;
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setProperty("role", QStringLiteral("toggle"));
    return button;
}

} // namespace

QWidget* MerchantPage::buildHead() {
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    auto* names = new QVBoxLayout;
    names->setSpacing(2);
    auto* titled = new QHBoxLayout;
    m_name = new QLabel;
    m_name->setProperty("role", QStringLiteral("title"));
    m_name->setAccessibleName(tr("Restaurant"));
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a name of hundreds of letters is cut off
    m_intake = new QLabel;
    m_intake->setAccessibleName(tr("Intake"));
    titled->addWidget(m_name, 1);
    m_under = new QLabel;
    m_under->setProperty("role", QStringLiteral("muted"));
    names->addLayout(titled);
    names->addWidget(m_under);
    row->addLayout(names, 1);
    row->addWidget(m_intake);
    m_pause = new QPushButton(tr("&Pause intake"));
    m_pause->setToolTip(tr("No new orders until it is resumed; customers see that (Ctrl+Shift+P)"));
    m_resume = new QPushButton(tr("&Resume intake"));
    m_resume->setToolTip(tr("Takes orders again (Ctrl+Shift+P)"));
    row->addWidget(m_pause);
    row->addWidget(m_resume);
    if (!m_desk.fixed()) {
        m_picker = new MerchantPicker(m_feed);
        m_picker->setFixedWidth(270);
        row->addWidget(m_picker);
        connect(m_picker, &MerchantPicker::chosen, &m_desk, &MerchantDesk::choose);
    }
    connect(m_pause, &QPushButton::clicked, this, [this] { setIntake(Intake::paused); });
    connect(m_resume, &QPushButton::clicked, this, [this] { setIntake(Intake::open); });
    return head;
}

QWidget* MerchantPage::buildPeriods() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    m_periods = new QButtonGroup(this);
    for (int n = 0; n < periodKindCount; ++n) {
        const auto kind = static_cast<PeriodKind>(n);
        QToolButton* button = toolButton(periodName(kind), tr("Look at: %1").arg(periodName(kind)));
        button->setCheckable(true);
        button->setObjectName(QStringLiteral("period-") + periodId(kind));
        m_periods->addButton(button, n);
        row->addWidget(button);
    }
    row->addSpacing(8);
    m_earlier = toolButton(QStringLiteral("◀"), tr("The one before (Alt+Left)"));
    m_later = toolButton(QStringLiteral("▶"), tr("The one after (Alt+Right)"));
    row->addWidget(m_earlier);
    row->addWidget(m_later);
    m_period = new QLabel;
    m_period->setProperty("role", QStringLiteral("strong"));
    m_period->setAccessibleName(tr("Period"));
    row->addSpacing(6);
    row->addWidget(m_period);
    row->addStretch();
    m_age = new QLabel;
    m_age->setProperty("role", QStringLiteral("muted"));
    m_age->setAccessibleName(tr("Age of the figures"));
    row->addWidget(m_age);
    row->addSpacing(8);
    m_comparison = new QComboBox;
    m_comparison->setObjectName(QStringLiteral("comparison"));
    m_comparison->setAccessibleName(tr("Compare"));
    for (int n = 0; n < comparisonCount; ++n) {
        m_comparison->addItem(comparisonName(static_cast<Comparison>(n)), n);
    }
    row->addWidget(m_comparison);
    connect(m_periods, &QButtonGroup::idClicked, this,
            [this](int kind) { m_desk.setPeriod(static_cast<PeriodKind>(kind)); });
    connect(m_earlier, &QToolButton::clicked, this, [this] { m_desk.setBack(m_desk.back() + 1); });
    connect(m_later, &QToolButton::clicked, this, [this] { m_desk.setBack(m_desk.back() - 1); });
    connect(m_comparison, &QComboBox::activated, this,
            [this](int at) { m_desk.setComparison(static_cast<Comparison>(m_comparison->itemData(at).toInt())); });
    return bar;
}

QWidget* MerchantPage::buildTiles() {
    auto* tiles = new QWidget;
    auto* grid = new QGridLayout(tiles);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(8);
    int place = 0;
    for (const MerchantMetric& metric : merchantMetrics()) {
        auto* tile = new KpiTile(metric);
        tile->setChecked(&metric == m_metric);
        grid->addWidget(tile, place / tilesInARow, place % tilesInARow);
        grid->setColumnStretch(place % tilesInARow, 1);
        ++place;
        m_tiles.push_back(tile);
        connect(tile, &KpiTile::toggled, this, [this, tile](bool on) {
            if (on) {
                chooseMetric(tile);
            }
        });
    }
    return tiles;
}

QWidget* MerchantPage::buildChartTools() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    m_chartTitle = new QLabel;
    m_chartTitle->setProperty("role", QStringLiteral("strong"));
    row->addWidget(m_chartTitle, 1);
    m_bucket = new QComboBox;
    m_bucket->setObjectName(QStringLiteral("bucket"));
    m_bucket->setAccessibleName(tr("Length of a bucket"));
    row->addWidget(m_bucket);
    QToolButton* closer = toolButton(QStringLiteral("+"), tr("Closer (+, or the wheel)"));
    QToolButton* farther = toolButton(QStringLiteral("−"), tr("Farther (−)"));
    QToolButton* all = toolButton(tr("All"), tr("The whole period (0, or a double click)"));
    for (QToolButton* button : {closer, farther, all}) {
        row->addWidget(button);
    }
    m_export = toolButton(tr("Export"), tr("Export as picture, page or table"));
    m_export->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_export);
    menu->addAction(tr("Table (CSV)…"), this, [this] { askForFile(QStringLiteral("csv")); });
    menu->addAction(tr("Picture (PNG)…"), this, [this] { askForFile(QStringLiteral("png")); });
    menu->addAction(tr("Page (PDF)…"), this, [this] { askForFile(QStringLiteral("pdf")); });
    m_export->setMenu(menu);
    row->addWidget(m_export);
    connect(m_bucket, &QComboBox::activated, this,
            [this](int at) { m_desk.setBucket(static_cast<Granularity>(m_bucket->itemData(at).toInt())); });
    connect(closer, &QToolButton::clicked, this, [this] { m_chart->zoom(0.6); });
    connect(farther, &QToolButton::clicked, this, [this] { m_chart->zoom(1 / 0.6); });
    connect(all, &QToolButton::clicked, this, [this] { m_chart->showAll(); });
    return bar;
}

void MerchantPage::addKeys() {
    const auto add = [this](const QString& text, const QKeySequence& keys, auto what) {
        auto* action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, what);
        addAction(action);
    };
    add(tr("Pause or resume intake"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P),
        [this] { (m_pause->isVisible() ? m_pause : m_resume)->click(); });
    add(tr("The period before"), QKeySequence(Qt::ALT | Qt::Key_Left), [this] { m_earlier->click(); });
    add(tr("The period after"), QKeySequence(Qt::ALT | Qt::Key_Right), [this] { m_later->click(); });
    add(tr("Export as CSV"), QKeySequence(Qt::CTRL | Qt::Key_E), [this] { askForFile(QStringLiteral("csv")); });
}

} // namespace roundsman
