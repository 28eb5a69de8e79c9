// A restaurant's page, by mouse and keyboard in a real window.
#include "core/node/scoped_console.h"
#include "tests/ui/support/eyes.h"
#include "tests/ui/support/shop.h"
#include "ui/bridge/command_desk.h"
#include "ui/charts/metric_chart.h"
#include "ui/merchant/merchant_panels.h"
#include "ui/merchant/merchant_picker.h"
#include "ui/merchant/now_strip.h"
#include "ui/panels/order_keeping.h"
#include "ui/panels/order_page.h"
#include "ui/panels/record_browser.h"
#include "ui/window/workspaces.h"
#include "ui/workspaces/navigator.h"
#include "ui/workspaces/support_workspace.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <memory>

namespace roundsman {

namespace {

class TestMerchant : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRestaurantIsChosenByAPartOfItsName();
    void figuresComeWithTheChangeToTheWeekBefore();
    void anotherPeriodAndComparisonChangeWhatIsShown();
    void aBucketOfTheChartLeadsToItsOrders();
    void theChartIsZoomedMovedAndReadByKeys();
    void figuresAreExportedAsTheyAreShown();
    void pausingTheIntakeWaitsForTheLog();
    void anOrderIsMarkedReadyAndAnotherTakesLonger();
    void whatIsSelectedStaysSelectedWhileOrdersComeAndGo();
    void aWaitIsFollowedToItsOrderAndItsRecord();
    void aYoungHistorySaysSinceWhenItMeasures();
    void aRestaurantsConsoleShowsItAlone();
    void inLightTonesToo();
};

} // namespace

void TestMerchant::aRestaurantIsChosenByAPartOfItsName() {
    Shop shop(kitchens(400));
    QVERIFY(shop.answered());
    QLineEdit* field = shop.page.picker()->lineEdit();
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("kitchen 17"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(shop.page.findChild<MerchantPicker*>()->currentText().startsWith(QStringLiteral("Kitchen 17")));
    QTRY_VERIFY(shop.page.nowStrip().valueOf(0) != QStringLiteral("–"));
    QVERIFY(shop.answered());
    shop.desk.picture(QStringLiteral("merchant"));
    shop.desk.window().workspaces().show(QStringLiteral("dispatch"));
    shop.desk.window().navigator().openMerchant(QStringLiteral("m-3"));
    QCOMPARE(shop.desk.window().workspaces().current(), QStringLiteral("merchant"));
    QTRY_VERIFY(shop.page.picker()->currentText().contains(QStringLiteral("m-3")));
}

void TestMerchant::figuresComeWithTheChangeToTheWeekBefore() {
    Shop shop(kitchens(300));
    QVERIFY(shop.answered());
    QVERIFY(shop.page.periodButton(PeriodKind::day)->isChecked());
    QVERIFY2(shop.page.periodText().startsWith(QStringLiteral("Today")), qPrintable(shop.page.periodText()));
    QVERIFY2(shop.tile("orders").changeText().contains(QLatin1Char('%')), qPrintable(shop.tile("orders").changeText()));
    QVERIFY(shop.tile("orders").accessibleName().contains(QStringLiteral("than")));
    QVERIFY(shop.tile("sales").valueText().contains(QStringLiteral("EUR")));
    QVERIFY(shop.page.ageText().contains(QStringLiteral("complete through")));
    QVERIFY(shop.page.ageText().contains(QStringLiteral("read")));
    QTest::mouseClick(&shop.tile("preparation"), Qt::LeftButton);
    QVERIFY(shop.page.chart().data().title.contains(QStringLiteral("Preparation")));
    QVERIFY(!shop.page.chart().data().secondName.isEmpty());
    shop.desk.picture(QStringLiteral("merchant-preparation"));
}

void TestMerchant::anotherPeriodAndComparisonChangeWhatIsShown() {
    Shop shop(kitchens(300));
    QVERIFY(shop.answered());
    const QString today = shop.tile("orders").valueText();
    QTest::mouseClick(shop.page.periodButton(PeriodKind::week), Qt::LeftButton);
    QTRY_VERIFY(shop.tile("orders").valueText() != today);
    QCOMPARE(shop.page.chart().data().points.size(), std::size_t{7});
    QVERIFY(shop.page.periodText().contains(QStringLiteral("to")));
    shop.desk.picture(QStringLiteral("merchant-week"));

    QComboBox* bucket = shop.page.bucketBox();
    bucket->setFocus();
    bucket->setCurrentIndex(bucket->findData(static_cast<int>(Granularity::hour)));
    Q_EMIT bucket->activated(bucket->currentIndex());
    QTRY_COMPARE(shop.page.chart().data().points.size(), std::size_t{7 * 24});
    QComboBox* comparison = shop.page.comparisonBox();
    comparison->setFocus();
    QTest::keyClick(comparison, Qt::Key_End); // nothing
    QTRY_VERIFY(shop.page.chart().data().beforeName.isEmpty());
    QVERIFY(shop.tile("orders").changeText().isEmpty());
    shop.desk.picture(QStringLiteral("merchant-hours"));
    const QString week = shop.page.periodText();
    shop.page.chart().setFocus();
    QTest::keyClick(&shop.page.chart(), Qt::Key_Left, Qt::AltModifier);
    QTRY_VERIFY(shop.page.periodText() != week && shop.page.chart().data().points.size() == std::size_t{7 * 24});
    QVERIFY(shop.page.chart().data().points.back().complete);
}

void TestMerchant::aBucketOfTheChartLeadsToItsOrders() {
    Shop shop(kitchens(200));
    QVERIFY(shop.answered());
    QTest::mouseClick(shop.page.periodButton(PeriodKind::week), Qt::LeftButton);
    QTRY_COMPARE(shop.page.chart().data().points.size(), std::size_t{7});
    const auto asked = std::make_shared<std::vector<Query>>();
    shop.desk.fleet().setAnswer(QueryKind::orders, [asked](const Query& query) {
        asked->push_back(query);
        return Table{.columns = {"order", "placed", "step", "merchant_name"}, .rows = {{Cell(std::string("o-5"))}}};
    });
    const auto last = [&] {
        return asked->empty() ? Query{} : asked->back();
    };
    MetricChart& chart = shop.page.chart();
    chart.setFocus();
    QTest::keyClick(&chart, Qt::Key_Home);
    QTest::keyClick(&chart, Qt::Key_Right);
    const QString when = chart.data().points[1].when;
    QTest::keyClick(&chart, Qt::Key_Return);
    QCOMPARE(shop.desk.window().workspaces().current(), QStringLiteral("support"));
    OrderFinder& finder = shop.panel<OrderFinder>();
    QTRY_COMPARE(finder.model().rowCount(), 1);
    QVERIFY(finder.allButton()->isVisible() && finder.allButton()->text().contains(when));
    QVERIFY(!last().merchant.empty());
    QCOMPARE(last().to - last().from, Millis{24 * 3'600'000}); // of the place's business day
    QVERIFY(last().to < shop.now());
    const EventTime second = last().from;
    QTest::mouseClick(finder.allButton(), Qt::LeftButton);
    QTRY_VERIFY(last().merchant.empty() && last().from == EventTime{});
    QVERIFY(!finder.allButton()->isVisible());

    shop.desk.window().workspaces().show(QStringLiteral("merchant"));
    QTRY_VERIFY(chart.isVisible());
    QWidget* plot = chart.childAt(chart.placeOf(2));
    QTest::mouseMove(plot, plot->mapFrom(&chart, chart.placeOf(2)));
    QTRY_COMPARE(chart.marked(), 2);
    QTest::mouseDClick(plot, Qt::LeftButton, {}, plot->mapFrom(&chart, chart.placeOf(2)));
    QTRY_COMPARE(last().from, second + Millis{24 * 3'600'000});
    shop.desk.picture(QStringLiteral("orders-of-a-bucket"));
}

void TestMerchant::theChartIsZoomedMovedAndReadByKeys() {
    Shop shop(kitchens(200));
    QVERIFY(shop.answered());
    MetricChart& chart = shop.page.chart();
    chart.setFocus();
    const double whole = chart.lastShown() - chart.firstShown();
    QTest::keyClick(&chart, Qt::Key_Plus);
    QTest::keyClick(&chart, Qt::Key_Plus);
    QVERIFY(chart.lastShown() - chart.firstShown() < whole * 0.5);
    const double first = chart.firstShown();
    QTest::keyClick(&chart, Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(chart.firstShown() < first);
    QTest::keyClick(&chart, Qt::Key_0);
    QCOMPARE(chart.lastShown() - chart.firstShown(), whole);
    QTest::keyClick(&chart, Qt::Key_Home);
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(chart.marked(), 1);
    QVERIFY(chart.accessibleDescription().contains(chart.data().points[1].when));
    QTest::mouseMove(&shop.desk.window(), chart.mapTo(&shop.desk.window(), chart.placeOf(9)));
    QTRY_COMPARE(chart.marked(), 9);
    QVERIFY(chart.cardText().contains(chart.data().points[9].when));
    shop.desk.picture(QStringLiteral("merchant-hover"));
    QWheelEvent wheel(chart.rect().center(), chart.mapToGlobal(chart.rect().center()), {}, QPoint(0, 240), Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(chart.childAt(chart.rect().center()), &wheel);
    QVERIFY(chart.lastShown() - chart.firstShown() < whole);
}

void TestMerchant::figuresAreExportedAsTheyAreShown() {
    Shop shop(kitchens(200));
    QVERIFY(shop.answered());
    const QTemporaryDir folder;
    shop.page.chart().setFocus();
    QTest::keyClick(&shop.page.chart(), Qt::Key_E, Qt::ControlModifier);
    QTRY_VERIFY(openOf<QFileDialog>(shop.page));
    auto* const dialog = openOf<QFileDialog>(shop.page);
    auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    QVERIFY(name);
    name->setText(folder.filePath(QStringLiteral("day.csv")));
    QTest::keyClick(name, Qt::Key_Return);
    QFile csv(folder.filePath(QStringLiteral("day.csv")));
    QTRY_VERIFY(csv.exists());
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(csv.readAll()).split(u'\n', Qt::SkipEmptyParts);
    const QStringList header = lines.front().split(u',');
    QCOMPARE(static_cast<std::size_t>(lines.size()), shop.page.chart().data().points.size() + 1);
    const qsizetype placed = header.indexOf(QStringLiteral("placed"));
    QVERIFY(placed > 0 && header.contains(QStringLiteral("before_placed")));
    double sum = 0;
    for (qsizetype n = 1; n < lines.size(); ++n) {
        const QStringList cells = lines[n].split(u',');
        QCOMPARE(cells.size(), header.size());
        QVERIFY(cells[0].contains(QStringLiteral("+05:30")));
        sum += cells[placed].toDouble();
    }
    double shown = 0;
    for (const ChartPoint& point : shop.page.chart().data().points) {
        shown += point.value.value_or(0);
    }
    QCOMPARE(sum, shown);
    QVERIFY(sum > 0);

    QVERIFY(shop.page.exportTo(folder.filePath(QStringLiteral("day.png"))).has_value());
    const QImage picture(folder.filePath(QStringLiteral("day.png")));
    QVERIFY(picture.width() > 2000);
    QDir().mkpath(QStringLiteral(ROUNDSMAN_PICTURES));
    picture.save(QStringLiteral(ROUNDSMAN_PICTURES "/merchant-export.png"));
    QVERIFY(shop.page.exportTo(folder.filePath(QStringLiteral("day.pdf"))).has_value());
    QFile pdf(folder.filePath(QStringLiteral("day.pdf")));
    QVERIFY(pdf.open(QIODevice::ReadOnly) && pdf.read(5) == "%PDF-");
    QVERIFY(!shop.page.exportTo(folder.filePath(QStringLiteral("none/day.csv"))).has_value());
}

void TestMerchant::pausingTheIntakeWaitsForTheLog() {
    Shop shop(kitchens(200));
    QTRY_VERIFY(shop.page.pauseButton()->isVisible());
    const QSignalSpy answered(&shop.desk.window().commands(), &CommandDesk::answered);
    QTest::mouseClick(shop.page.pauseButton(), Qt::LeftButton);
    QTRY_VERIFY2(shop.page.intakeText().contains(QStringLiteral("waiting for the log")),
                 qPrintable(shop.page.intakeText()));
    QVERIFY(!shop.page.pauseButton()->isEnabled());
    shop.desk.fleet().step(Millis{50});
    QTRY_COMPARE(answered.count(), 1);
    QVERIFY(answered.front().at(1).toBool());
    QTRY_VERIFY(shop.page.resumeButton()->isVisible());
    QVERIFY(shop.page.intakeText().contains(QStringLiteral("paused")));
    shop.desk.picture(QStringLiteral("merchant-paused"));
    shop.page.chart().setFocus();
    QTest::keyClick(&shop.page.chart(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    shop.desk.fleet().step(Millis{50});
    QTRY_VERIFY(shop.page.pauseButton()->isVisible());
}

void TestMerchant::anOrderIsMarkedReadyAndAnotherTakesLonger() {
    Shop shop(kitchens(600));
    QVERIFY(shop.answered());
    KitchenPanel& kitchen = shop.panel<KitchenPanel>();
    QTRY_VERIFY(kitchen.model().rowCount() >= 3);
    const QSignalSpy answered(&shop.desk.window().commands(), &CommandDesk::answered);
    kitchen.table()->setFocus();
    kitchen.table()->selectRow(0);
    const QString made = QString::fromStdString(textOf(kitchen.model().cell(0, "order")));
    QTest::keyClick(kitchen.table(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(shop.desk.window().commands().isPending(made));
    QTRY_COMPARE(wholeOf(kitchen.model().cell(0, "pending")), std::int64_t{1});
    shop.desk.fleet().step(Millis{50});
    QTRY_COMPARE(answered.count(), 1);
    QVERIFY(answered.front().at(1).toBool());
    QTRY_VERIFY(kitchen.table()->currentIndex().row() > 0); // what is ready stands below, and stays chosen
    QCOMPARE(QString::fromStdString(textOf(kitchen.model().cell(kitchen.table()->currentIndex().row(), "order"))),
             made);
    QVERIFY(!kitchen.readyButton()->isEnabled());

    kitchen.table()->selectRow(0);
    const EventTime before = timeOf(kitchen.model().cell(0, "ready_by"));
    const QString slow = QString::fromStdString(textOf(kitchen.model().cell(0, "order")));
    QTest::mouseClick(kitchen.delayButton(), Qt::LeftButton);
    shop.desk.fleet().step(Millis{50});
    QTRY_COMPARE(answered.count(), 2);
    QTRY_VERIFY(shop.page.nowStrip().valueOf(7).contains(QStringLiteral("+10")));
    for (int row = 0; row < kitchen.model().rowCount(); ++row) {
        if (QString::fromStdString(textOf(kitchen.model().cell(row, "order"))) == slow) {
            QCOMPARE(timeOf(kitchen.model().cell(row, "ready_by")), before + std::chrono::minutes{10});
        }
    }
    shop.desk.picture(QStringLiteral("merchant-kitchen"));
}

void TestMerchant::whatIsSelectedStaysSelectedWhileOrdersComeAndGo() {
    TableModel model({{.title = QStringLiteral("Order"), .text = [](const Table& table, std::size_t row) {
                           return QString::fromStdString(textOf(table.at(row, "order")));
                       }}});
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setKey({"order"});
    const auto show = [&](std::initializer_list<const char*> orders, std::int64_t value = 0) {
        Table table;
        table.columns = {"order", "value"};
        for (const char* order : orders) {
            table.rows.push_back({Cell(std::string(order)), Cell(value)});
        }
        model.setTable(std::move(table));
        QCOMPARE(model.rowCount(), static_cast<int>(orders.size()));
        int row = 0;
        for (const char* order : orders) {
            QCOMPARE(model.index(row++, 0).data().toString(), QLatin1StringView(order));
        }
    };
    show({"a", "b", "c", "d"});
    const QPersistentModelIndex c = model.index(2, 0);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    show({"d", "c", "e", "a"});
    QCOMPARE(c.row(), 1);
    show({"x", "y", "c"}, 1);
    QCOMPARE(c.row(), 2);
    show({});
    QVERIFY(!c.isValid());
    show({"a"});
    QCOMPARE(resets.count(), 0);
}

void TestMerchant::aWaitIsFollowedToItsOrderAndItsRecord() {
    Shop shop(kitchens(300));
    QVERIFY(shop.answered());
    WaitsPanel& panel = shop.panel<WaitsPanel>();
    QTRY_COMPARE(panel.model().rowCount(), 6);
    QVERIFY2(panel.sumText().contains(QStringLiteral("40 min")), qPrintable(panel.sumText())); // 10+9+8+7+6
    IncomingPanel& incoming = shop.panel<IncomingPanel>();
    QTRY_VERIFY(incoming.model().rowCount() > 0);
    panel.table()->setFocus();
    panel.table()->selectRow(0);
    QTest::keyClick(panel.table(), Qt::Key_Return);
    QCOMPARE(shop.desk.window().workspaces().current(), QStringLiteral("support"));
    QCOMPARE(shop.panel<OrderPage>().shown(), QStringLiteral("o-700"));
    shop.desk.window().workspaces().show(QStringLiteral("merchant"));
    panel.table()->selectRow(0);
    for (QPushButton* button : panel.findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("Fix at the door")) {
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    QTRY_VERIFY(shop.panel<RecordBrowser>().isVisible());
}

void TestMerchant::aYoungHistorySaysSinceWhenItMeasures() {
    Shop shop(kitchens(300));
    const EventTime now = shop.now();
    shop.desk.fleet().setAnswer(QueryKind::merchants, Table{});
    shop.desk.window().navigator().openMerchant(QStringLiteral("m-5"));
    QTRY_VERIFY(shop.page.chart().data().empty.contains(QStringLiteral("Nothing is measured yet")));
    shop.desk.picture(QStringLiteral("merchant-nothing-yet"));
    shop.desk.fleet().setAnswer(QueryKind::merchants, [now](const Query& query) {
        Table table = figuresOf(query, now);
        table.rows.clear();
        const EventTime begin = std::chrono::floor<std::chrono::minutes>(now) - std::chrono::minutes{7};
        for (EventTime at = begin; at < now && (table.rows.empty() || (query.bucket && query.limit > 1));
             at += std::chrono::minutes{1}) {
            if (at >= query.from && at < query.to) {
                addFigures(table, query.bucket ? at : EventTime{}, query.bucket ? 2 : 14);
            }
        }
        return table;
    });
    shop.desk.window().navigator().openMerchant(QStringLiteral("m-6"));
    QTRY_VERIFY_WITH_TIMEOUT(shop.page.periodButton(PeriodKind::lastHour)->isChecked(), 10'000);
    QTRY_VERIFY(shop.tile("orders").changeText().contains(QStringLiteral("nothing to compare")));
    QVERIFY(shop.tile("orders").toolTip().contains(QStringLiteral("Measuring since")));
    shop.desk.picture(QStringLiteral("merchant-young"));
}

void TestMerchant::aRestaurantsConsoleShowsItAlone() {
    SyntheticFleetSettings settings;
    settings.riders = 500;
    settings.runs = false;
    settings.centre = Desk::city()->centre;
    settings.radiusMetres = 3000;
    SyntheticFleet fleet(settings);
    fleet.setAnswer(QueryKind::merchants, [now = fleet.picture().lanes.front()->laneTime](const Query& query) {
        return figuresOf(query, now);
    });
    Identity who;
    who.role = Role::merchant;
    who.merchant = "m-7";
    const SystemClock clock;
    AuditLog audit(clock, [](std::string_view) {});
    ScopedConsole scoped(fleet, who, audit);
    const QTemporaryDir folder;
    Theme theme(*qApp);
    theme.choose(ThemeChoice::dark);
    TileService tiles(Desk::city(), folder.filePath(QStringLiteral("cache")));
    WindowState state(folder.filePath(QStringLiteral("window.ini")));
    state.saveBaseMap({BaseMapKind::none, {}, {}});
    FrameFeed feed(scoped);
    MainWindow window(feed, theme, tiles, state, {});
    window.resize(1400, 860);
    window.move(0, 0);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QCOMPARE(window.workspaces().current(), QStringLiteral("merchant"));
    QCOMPARE(window.workspaces().ids(),
             (QStringList{QStringLiteral("merchant"), QStringLiteral("orders"), QStringLiteral("map")}));
    auto* page = window.findChild<MerchantPage*>();
    QVERIFY(page->picker() == nullptr);
    QTRY_VERIFY(page->nowStrip().valueOf(0) != QStringLiteral("–"));
    for (const OrderView& order : *feed.picture().lanes.front()->openOrders) {
        QCOMPARE(order.merchant, MerchantNo{7});
    }
    QTRY_VERIFY(page->findChild<KpiTile*>()->valueText() != QStringLiteral("–"));
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QTest::mouseClick(page->pauseButton(), Qt::LeftButton);
    fleet.step(Millis{50});
    QTRY_VERIFY(page->resumeButton()->isVisible());
    window.grab().save(QStringLiteral(ROUNDSMAN_PICTURES "/merchant-own-console.png"));
    window.navigator().openOrder(QStringLiteral("o-1"));
    const auto* order = window.findChild<OrderPage*>();
    QTRY_VERIFY(order->tabs().isVisible());
    QVERIFY2(!order->keeping().isVisible(), "what the desk does with an order is not a restaurant's");
    const QTableView* timeline = order->timelineTable();
    QVERIFY2(timeline->isColumnHidden(timeline->model()->columnCount() - 1), "records are not a restaurant's to open");
    QVERIFY(!order->map());
    for (const QAction* menu : window.menuBar()->actions()) {
        QVERIFY2(!menu->menu() || !menu->menu()->isEmpty(), qPrintable(menu->text()));
    }
    window.grab().save(QStringLiteral(ROUNDSMAN_PICTURES "/merchant-own-order.png"));
}

void TestMerchant::inLightTonesToo() {
    Desk::Options options = kitchens(500);
    options.theme = ThemeChoice::light;
    Shop shop(options);
    QVERIFY(shop.answered());
    QTest::mouseClick(shop.page.periodButton(PeriodKind::week), Qt::LeftButton);
    QTRY_COMPARE(shop.page.chart().data().points.size(), std::size_t{7});
    QTest::mouseMove(&shop.desk.window(), shop.page.chart().mapTo(&shop.desk.window(), shop.page.chart().placeOf(4)));
    QTRY_COMPARE(shop.page.chart().marked(), 4);
    shop.desk.picture(QStringLiteral("merchant-light"));
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestMerchant test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_merchant.moc"
