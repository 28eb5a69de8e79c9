#include "ui/merchant/merchant_page.h"

#include "ui/bridge/command_desk.h"
#include "ui/bridge/frame_feed.h"
#include "ui/charts/chart_export.h"
#include "ui/charts/metric_chart.h"
#include "ui/merchant/kpi_tile.h"
#include "ui/merchant/merchant_chart.h"
#include "ui/merchant/merchant_metric.h"
#include "ui/merchant/merchant_picker.h"
#include "ui/merchant/now_strip.h"
#include "ui/models/rider_words.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace roundsman {

namespace {

constexpr std::chrono::milliseconds tickEvery{700};

QString intakeWords(Intake intake) {
    switch (intake) {
    case Intake::open:
        return MerchantPage::tr("takes orders");
    case Intake::paused:
        return MerchantPage::tr("intake paused");
    case Intake::closed:
        return MerchantPage::tr("closed");
    }
    return {};
}

} // namespace

MerchantPage::MerchantPage(FrameFeed& feed, CommandDesk& commands, MerchantDesk& desk, Theme& theme, QWidget* parent)
    : QScrollArea(parent),
      m_feed(feed),
      m_commands(commands),
      m_desk(desk),
      m_theme(theme),
      m_metric(&merchantMetrics().front()) {
    setObjectName(QStringLiteral("merchantPage"));
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    auto* page = new QWidget;
    page->setObjectName(QStringLiteral("panel"));
    page->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(18, 12, 18, 6);
    column->setSpacing(10);
    column->addWidget(buildHead());
    m_now = new NowStrip;
    column->addWidget(m_now);
    column->addWidget(buildPeriods());
    column->addWidget(buildTiles());
    column->addWidget(buildChartTools());
    m_chart = new MetricChart;
    connect(m_chart, &MetricChart::opened, this, &MerchantPage::openBucket);
    column->addWidget(m_chart, 1);
    setWidget(page);
    addKeys();
    connectDesk();
    dress();
    showMerchant();
    showPeriod();
    showStudy();
}

void MerchantPage::connectDesk() {
    connect(&m_desk, &MerchantDesk::merchantChanged, this, &MerchantPage::showMerchant);
    connect(&m_desk, &MerchantDesk::periodChanged, this, &MerchantPage::showPeriod);
    connect(&m_desk, &MerchantDesk::studied, this, &MerchantPage::showStudy);
    connect(&m_theme, &Theme::changed, this, &MerchantPage::dress);
    connect(&m_commands, &CommandDesk::changed, this, &MerchantPage::showNow);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        showNow();
        showAge();
    });
    if (m_desk.fixed()) {
        m_now->leaveOutIdle();
    }
}

void MerchantPage::showEvent(QShowEvent* event) {
    QScrollArea::showEvent(event);
    m_desk.setWatched(true);
    m_tick.start(tickEvery);
    showNow();
}

void MerchantPage::hideEvent(QHideEvent* event) {
    QScrollArea::hideEvent(event);
    m_desk.setWatched(false);
    m_tick.stop();
}

void MerchantPage::dress() {
    for (KpiTile* tile : m_tiles) {
        tile->setTones(m_theme.tones());
    }
    m_chart->setTones(m_theme.tones());
    showNow();
}

QToolButton* MerchantPage::periodButton(PeriodKind kind) const {
    return qobject_cast<QToolButton*>(m_periods->button(static_cast<int>(kind)));
}

QString MerchantPage::periodText() const {
    return m_period->text();
}

QString MerchantPage::ageText() const {
    return m_age->text();
}

QString MerchantPage::intakeText() const {
    return m_intake->text();
}

void MerchantPage::showMerchant() {
    const QString name = m_desk.merchantName();
    m_name->setText(name.isEmpty() ? tr("No restaurant yet") : name);
    m_name->setToolTip(name);
    if (m_picker) {
        m_picker->refresh();
        m_picker->showMerchant(m_desk.merchant());
    }
    showNow();
}

void MerchantPage::showNow() {
    const auto ref = m_desk.ref();
    const MerchantView* view = ref ? merchantOf(m_feed.picture(), *ref) : nullptr;
    if (m_picker) {
        m_picker->refresh();
    }
    if (!view) {
        m_name->setText(m_desk.merchant().isEmpty() ? tr("No restaurant yet") : m_desk.merchant());
        m_under->setText(
            m_desk.merchant().isEmpty()
                ? tr("Restaurants appear here with their first document: merchant.upserted, or an order")
                : tr("No restaurant is called %1 here (yet): see that the id is right").arg(m_desk.merchant()));
        m_intake->clear();
        m_pause->setVisible(false);
        m_resume->setVisible(false);
        m_now->showNothing();
        return;
    }
    const QString name = m_desk.merchantName();
    if (m_name->toolTip() != name || m_name->text() != name) {
        m_name->setText(name);
        m_name->setToolTip(name);
    }
    const Frame* lane = laneOf(m_feed.picture(), ref->partition);
    const PlaceTime& place = m_desk.place();
    m_under->setText(QStringList{m_desk.merchant(), marketName(*lane, view->market),
                                 tr("%1, %2").arg(QString::fromStdString(place.name), place.offsetText(lane->laneTime)),
                                 tr("it is %1 there").arg(place.clock(lane->laneTime))}
                         .join(QStringLiteral("  ·  ")));
    const bool pending = m_commands.isPending(m_desk.merchant());
    const Tones& tones = m_theme.tones();
    const QColor colour = view->intake == Intake::open     ? tones.good
                          : view->intake == Intake::paused ? tones.warning
                                                           : tones.textMuted;
    m_intake->setText(QStringLiteral("<span style='color:%1'>●</span> %2")
                          .arg(colour.name(), pending ? tr("waiting for the log…") : intakeWords(view->intake)));
    m_pause->setVisible(view->intake == Intake::open);
    m_resume->setVisible(view->intake != Intake::open);
    m_pause->setEnabled(!pending);
    m_resume->setEnabled(!pending);
    m_now->showLoad(loadOf(m_feed.picture(), *ref), tones);
}

void MerchantPage::setIntake(Intake intake) {
    if (const auto ref = m_desk.ref()) {
        m_commands.setIntake(ref->partition, ref->merchant, intake, QStringLiteral("asked at the console"));
    }
}

/// How old the figures are, and up to where they are done.
void MerchantPage::showAge() {
    const auto ago = m_desk.answeredAgoMillis();
    QStringList words;
    const EventTime complete = m_desk.study().whole.completeThrough;
    if (!m_desk.trouble().isEmpty()) {
        words << m_desk.trouble();
    } else if (ago && m_desk.measuringSince()) {
        if (complete != EventTime{} && complete < m_desk.study().period.to) {
            words << tr("complete through %1").arg(m_desk.place().clock(complete));
        }
        words << (*ago < 1500 ? tr("read just now") : tr("read %1 ago").arg(roundsman::ageText(Millis{*ago})));
    }
    m_age->setText(words.join(QStringLiteral("  ·  ")));
    m_age->setToolTip(tr("Figures up to that time can change only by documents that come late"));
}

void MerchantPage::showPeriod() {
    if (QAbstractButton* button = m_periods->button(static_cast<int>(m_desk.kind()))) {
        button->setChecked(true);
    }
    const MerchantPeriod period = periodOf(m_desk.kind(), m_desk.back(), m_desk.now(), m_desk.place());
    m_period->setText(roundsman::periodText(period, m_desk.kind(), m_desk.place()));
    m_later->setEnabled(m_desk.back() > 0);
    m_comparison->setCurrentIndex(m_comparison->findData(static_cast<int>(m_desk.comparison())));
    m_bucket->clear();
    for (const Granularity length : bucketsOf(m_desk.kind())) {
        m_bucket->addItem(granularityName(length), static_cast<int>(length));
    }
    m_bucket->setCurrentIndex(m_bucket->findData(static_cast<int>(m_desk.bucket())));
}

void MerchantPage::showStudy() {
    if (m_desk.answeredAgoMillis()) {
        m_period->setText(roundsman::periodText(m_desk.study().period, m_desk.study().kind, m_desk.place()));
    }
    showTiles();
    showChart();
    showAge();
    showNow();
}

void MerchantPage::showTiles() {
    const MerchantStudy& study = m_desk.study();
    const MerchantTotals none;
    const auto firstOf = [&](const MerchantAnswer& answer) -> const MerchantTotals& {
        return answer.buckets.empty() ? none : answer.buckets.front();
    };
    const MerchantTotals& now = firstOf(study.whole);
    const MerchantTotals& before = firstOf(study.wholeBefore);
    const std::string& currency = study.whole.currency;
    const auto since = m_desk.measuringSince();
    const bool measured = since && m_desk.answeredAgoMillis();
    const bool comparable = measured && study.comparison != Comparison::none && study.before.from >= *since;
    const bool partly = measured && !comparable && study.comparison != Comparison::none && study.before.to > *since;
    const QString against = comparisonText(study.before, study.kind, study.comparison, m_desk.place());
    for (KpiTile* tile : m_tiles) {
        const MerchantMetric& metric = tile->metric();
        const auto value = measured ? metric.value(now) : std::nullopt;
        const auto then = comparable ? metric.value(before) : std::nullopt;
        const QString text = value ? metricText(metric, *value, currency) : QStringLiteral("–");
        const QString beside = measured && metric.beside ? metric.beside(now, currency) : QString();
        if (value && then) {
            tile->showChange(text, metricChange(metric, *value, *then), against, beside);
        } else {
            tile->showNothing(text,
                              !measured || study.comparison == Comparison::none ? QString()
                              : partly                                          ? tr("before: only partly measured")
                              : !comparable                                     ? tr("nothing to compare with yet")
                                                                                : tr("none %1").arg(against),
                              beside);
        }
        QString tip = metric.meaning();
        if (study.comparison != Comparison::none && measured) {
            tip += u'\n' + (comparable ? tr("Compared with %1").arg(against)
                            : partly   ? tr("Compared with %1, of which only what is after %2 was measured")
                                           .arg(against, m_desk.place().stamp(*since))
                                     : tr("Measuring since %1").arg(m_desk.place().stamp(*since)));
        }
        if (study.whole.moreCurrencies && metric.unit == MetricUnit::money) {
            tip += u'\n' + tr("Only what was paid in %1").arg(QString::fromStdString(currency));
        }
        tile->setToolTip(tip);
    }
}

QString MerchantPage::emptyWords() const {
    if (!m_desk.trouble().isEmpty()) {
        return m_desk.trouble();
    }
    if (m_desk.merchant().isEmpty()) {
        return tr("Choose a restaurant above, or wait for the first order.");
    }
    if (!m_desk.answeredAgoMillis()) {
        return tr("Reading…");
    }
    const auto since = m_desk.measuringSince();
    if (!since) {
        return tr("Nothing is measured yet: figures come with the first order, a minute after it was placed.");
    }
    return tr("Nothing of this in the period. Measuring since %1, %2: choose a later period, or another figure.")
        .arg(m_desk.place().date(*since), m_desk.place().clock(*since));
}

void MerchantPage::showChart() {
    const MerchantStudy& study = m_desk.study();
    m_chartTitle->setText(m_metric->name() + QStringLiteral(" · ") + m_metric->meaning());
    ChartData shown;
    if (m_desk.answeredAgoMillis()) {
        shown = chartOf(study, *m_metric, m_desk.place(), m_desk.measuringSince(), m_desk.now(), m_desk.merchantName());
    }
    shown.empty = emptyWords();
    if (!shown.text) {
        shown.text = [](double value) {
            return QString::number(value);
        };
    }
    m_chart->setData(std::move(shown));
}

void MerchantPage::chooseMetric(const KpiTile* tile) {
    m_metric = &tile->metric();
    showChart();
}

/// Figures are of the orders placed in a bucket: those are what is behind each of them.
void MerchantPage::openBucket(int bucket) {
    const MerchantStudy& study = m_desk.study();
    const std::vector<EventTime> starts = bucketStarts(study.period, study.bucket, m_desk.place());
    if (bucket < static_cast<int>(starts.size())) {
        const EventTime from = starts[static_cast<std::size_t>(bucket)];
        Q_EMIT ordersAsked(
            {.merchant = m_desk.merchant(),
             .from = from,
             .to = m_desk.place().calendar.bucketEnd(from, study.bucket),
             .words = m_desk.merchantName() + QStringLiteral(" · ") + m_desk.place().bucket(from, study.bucket)});
    }
}

std::expected<void, QString> MerchantPage::exportTo(const QString& file) {
    if (!m_desk.answeredAgoMillis()) {
        return std::unexpected(tr("there is nothing to export yet"));
    }
    if (file.endsWith(QStringLiteral(".png"), Qt::CaseInsensitive)) {
        return savePng(*m_chart, file, m_theme.dark());
    }
    if (file.endsWith(QStringLiteral(".pdf"), Qt::CaseInsensitive)) {
        return savePdf(*m_chart, file);
    }
    return saveText(csvOf(m_desk.study(), m_desk.place(), m_desk.measuringSince(), m_desk.now()), file);
}

void MerchantPage::askForFile(const QString& ending) {
    auto* dialog =
        new QFileDialog(this, tr("Export"), QString(), ending.toUpper() + QStringLiteral(" (*.") + ending + u')');
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending);
    dialog->selectFile(QStringLiteral("%1 %2.%3").arg(m_desk.merchant(), periodId(m_desk.kind()), ending));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        const auto saved = exportTo(file);
        Q_EMIT said(saved ? tr("Exported to %1").arg(file) : saved.error());
    });
    dialog->open();
}

} // namespace roundsman
