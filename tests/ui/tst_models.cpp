#include "core/base/sqlite/handle.h"
#include "core/log/kafka_client.h"
#include "ui/bench/synthetic_fleet.h"
#include "ui/bridge/command_desk.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/alert_model.h"
#include "ui/models/answer_columns.h"
#include "ui/models/engine_words.h"
#include "ui/models/fix_model.h"
#include "ui/models/order_model.h"
#include "ui/models/rider_model.h"
#include "ui/models/rider_suggestions.h"
#include "ui/models/rider_words.h"
#include "ui/models/trouble_words.h"
#include "ui/support/money.h"
#include "ui/support/stall_watch.h"
#include "ui/support/translations.h"
#include "ui/support/words.h"
#include "ui/window/notice_bar.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

namespace roundsman {

/// The models behind the lists, each under QAbstractItemModelTester.
class TestModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ridersAreListedInTheOrderOfTheirNumbers();
    void aFilterTellsRowsThatLeftAndKeepsTheSelection();
    void sortingKeepsTheSelectedRiderSelected();
    void aRidersLoadIsHowManyOpenOrdersHeHas();
    void whoHasNoNameIsNobody();
    void unchangedRidersAreNotToldAsChanged();
    void aHundredThousandRidersSortWithoutHoldingUpTheWindow();
    void newFixesComeOnTop();
    void idsWithFiguresSortByTheirValue();
    void ordersKeepTheSelectionWhileTheyComeGoAndSort();
    void alertsAndAnswersAreTables();
    void theSoonestThereIsSuggestedFirst();
    void ofARiderWithoutAPositionNothingIsMadeUp();
    void moneyHasTheFractionsOfItsCurrency();
    void theEnginesSentencesAreSpokenInTheWindowsLanguage();
    void troubleIsToldInTheWindowsLanguage();
};

namespace {

SyntheticFleetSettings still(std::uint32_t riders) {
    SyntheticFleetSettings settings;
    settings.riders = riders;
    settings.updatesPerSecond = 10;
    settings.runs = false;
    return settings;
}

} // namespace

void TestModels::ridersAreListedInTheOrderOfTheirNumbers() {
    SyntheticFleet fleet(still(120));
    RiderModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFleet(fleet.picture());
    QTRY_COMPARE(model.rowCount(), 120);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("r-1000"));
    QCOMPARE(model.index(119, 0).data().toString(), QStringLiteral("r-1119"));
}

void TestModels::aFilterTellsRowsThatLeftAndKeepsTheSelection() {
    SyntheticFleet fleet(still(120));
    RiderModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFleet(fleet.picture());
    QTRY_COMPARE(model.rowCount(), 120);
    QItemSelectionModel selection(&model);
    selection.setCurrentIndex(model.index(55, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    RiderFilter filter;
    filter.text = "r-105";
    model.setFilter(filter);
    QTRY_COMPARE(model.rowCount(), 10);
    QCOMPARE(selection.currentIndex().data().toString(), QStringLiteral("r-1055"));
    model.setFilter({});
    QTRY_COMPARE(model.rowCount(), 120);
    QCOMPARE(selection.currentIndex().data().toString(), QStringLiteral("r-1055"));
}

void TestModels::sortingKeepsTheSelectedRiderSelected() {
    SyntheticFleet fleet(still(300));
    RiderModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFleet(fleet.picture());
    QTRY_COMPARE(model.rowCount(), 300);
    QItemSelectionModel selection(&model);
    selection.setCurrentIndex(model.index(17, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    for (int column = 0; column < riderColumnCount; ++column) {
        const QSignalSpy refreshed(&model, &RiderModel::refreshed);
        model.sort(column, Qt::DescendingOrder);
        QTRY_VERIFY(refreshed.count() > 0);
        QCOMPARE(selection.currentIndex().siblingAtColumn(0).data().toString(), QStringLiteral("r-1017"));
    }
    QCOMPARE(resets.count(), 0);
}

void TestModels::aRidersLoadIsHowManyOpenOrdersHeHas() {
    const SyntheticFleet fleet(still(40));
    Picture seen = fleet.picture();
    const auto lane = std::make_shared<Frame>(*seen.lanes.front());
    auto orders = std::make_shared<std::vector<OrderView>>(5);
    for (std::size_t n = 0; n < orders->size(); ++n) {
        (*orders)[n].rider = n == 4 ? noRider : RiderNo{n < 3 ? 7U : 21U}; // three, one, and one that nobody has
    }
    lane->openOrders = orders;
    seen.lanes.front() = lane;
    RiderModel model;
    model.sort(static_cast<int>(RiderColumn::load), Qt::DescendingOrder);
    model.setFleet(seen);
    QTRY_COMPARE(model.rowCount(), 40);
    const auto cell = [&model](int row, RiderColumn column) {
        return model.index(row, static_cast<int>(column)).data().toString();
    };
    QTRY_COMPARE(cell(0, RiderColumn::rider), QStringLiteral("r-1007"));
    QCOMPARE(cell(0, RiderColumn::load), QStringLiteral("3"));
    QCOMPARE(cell(1, RiderColumn::rider), QStringLiteral("r-1021"));
    QCOMPARE(cell(1, RiderColumn::load), QStringLiteral("1"));
    QCOMPARE(cell(2, RiderColumn::load), QString()); // a column of noughts would hide who carries
    (*orders)[4].rider = RiderNo{21};
    const auto later = std::make_shared<Frame>(*lane);
    later->openOrders = std::make_shared<std::vector<OrderView>>(*orders);
    seen.lanes.front() = later;
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setFleet(seen);
    QTRY_COMPARE(cell(1, RiderColumn::load), QStringLiteral("2"));
    QVERIFY(changed.count() > 0); // though nothing of the rider himself did
}

/// As in a restaurant's picture: numbers of riders that do not come to it.
void TestModels::whoHasNoNameIsNobody() {
    const SyntheticFleet fleet(still(40));
    Picture seen = fleet.picture();
    const auto lane = std::make_shared<Frame>(*seen.lanes.front());
    auto names = std::make_shared<Directory>();
    for (std::size_t n = 0; n < lane->riders.size(); ++n) {
        names->append(n % 10 == 3 ? (*lane->riderIds)[n] : std::string());
    }
    lane->riderIds = names;
    seen.lanes.front() = lane;
    RiderModel model;
    model.setFleet(seen);
    QTRY_COMPARE(model.rowCount(), 4);
    QCOMPARE(model.total(), std::size_t{4});
    QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("r-1013"));
}

void TestModels::unchangedRidersAreNotToldAsChanged() {
    SyntheticFleet fleet(still(100));
    fleet.step(Millis{1}); // the one who never answers is old from the first step on
    RiderModel model;
    model.setFleet(fleet.picture());
    QTRY_COMPARE(model.rowCount(), 100);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    const QSignalSpy refreshed(&model, &RiderModel::refreshed);
    fleet.edit(RiderNo{42}, [](RiderDot& dot) { dot.status = RiderStatus::offline; });
    fleet.step(Millis{1});
    model.setFleet(fleet.picture());
    QTRY_COMPARE(refreshed.count(), 1);
    QCOMPARE(changed.count(), 2); // the running ages, and this rider
    QCOMPARE(changed.last().at(0).toModelIndex().row(), 42);
    QCOMPARE(changed.last().at(1).toModelIndex().row(), 42);
}

void TestModels::aHundredThousandRidersSortWithoutHoldingUpTheWindow() {
    SyntheticFleet fleet(still(100'000));
    RiderModel model;
    model.setFleet(fleet.picture());
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 100'000, 20'000);
    StallWatch stalls;
    for (const int column : {3, 0, 4}) {
        const QSignalSpy refreshed(&model, &RiderModel::refreshed);
        model.sort(column, Qt::DescendingOrder);
        QTRY_VERIFY_WITH_TIMEOUT(refreshed.count() > 0, 20'000);
    }
    qInfo("longest stall while sorting: %.1f ms", static_cast<double>(stalls.longest().count()) / 1000);
    QVERIFY2(stalls.longest() < std::chrono::milliseconds(250), "sorting is not done on this thread");
}

void TestModels::newFixesComeOnTop() {
    SyntheticFleet fleet(still(3));
    FixModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::vector<FixSeen> fixes(5);
    for (std::size_t n = 0; n < fixes.size(); ++n) {
        fixes[n].document.offset = Offset{static_cast<std::int64_t>(n)};
        fixes[n].logTime = eventTimeFromMillis(static_cast<std::int64_t>(n));
    }
    model.setFixes(fixes);
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.at(0).document.offset, Offset{4});
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    fixes.erase(fixes.begin());
    fixes.push_back(fixes.back());
    fixes.back().document.offset = Offset{5};
    model.setFixes(fixes);
    QCOMPARE(model.at(0).document.offset, Offset{5});
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(resets.count(), 0);
    fixes.back().document.offset = Offset{6};
    fixes.back().verdict = Verdict::quarantined;
    fixes.back().reason = Reason::impossibleJump;
    model.setFixes(fixes);
    const QModelIndex verdict = model.index(0, FixModel::verdict);
    QCOMPARE(verdict.data().toString(), QStringLiteral("quarantined · impossible jump")); // as it is called elsewhere
    installLanguage(*QCoreApplication::instance(), QStringLiteral("de"));
    const QString german = verdict.data().toString();
    installLanguage(*QCoreApplication::instance(), QStringLiteral("en"));
    QCOMPARE(german, QStringLiteral("in Quarantäne · unmöglicher Sprung"));
}

void TestModels::idsWithFiguresSortByTheirValue() {
    QVERIFY(idLess("r-9", "r-10"));
    QVERIFY(!idLess("r-10", "r-9"));
    QVERIFY(idLess("a-100", "b-2"));
    QVERIFY(idLess("r-10", "r-11"));
    QVERIFY(!idLess("r-10", "r-10"));
}

void TestModels::ordersKeepTheSelectionWhileTheyComeGoAndSort() {
    SyntheticFleet fleet(still(600));
    FrameFeed feed(fleet);
    const CommandDesk commands(feed);
    OrderModel model(commands);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFleet(fleet.picture());
    QVERIFY(model.rowCount() > 100);
    QItemSelectionModel selection(&model);
    selection.setCurrentIndex(model.index(40, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    const OrderRef chosen = model.refAt(40);
    for (int column = 0; column < orderColumnCount; ++column) {
        model.sort(column, column % 2 == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
        QCOMPARE(model.refAt(selection.currentIndex().row()), chosen);
    }
    OrderFilter filter = model.filter();
    filter.onlyUnassigned = true;
    model.setFilter(filter);
    QVERIFY(model.rowCount() > 0 && static_cast<std::size_t>(model.rowCount()) == model.counts().unassigned);
    model.setFilter({});
    QCOMPARE(static_cast<std::size_t>(model.rowCount()), model.counts().open);
}

void TestModels::alertsAndAnswersAreTables() {
    SyntheticFleet fleet(still(600));
    FrameFeed feed(fleet);
    const CommandDesk commands(feed);
    AlertModel alerts(commands);
    const QAbstractItemModelTester alertTester(&alerts, QAbstractItemModelTester::FailureReportingMode::QtTest);
    alerts.setFleet(fleet.picture());
    QVERIFY(alerts.rowCount() > 0);
    alerts.snooze(QString::fromStdString(alerts.at(0).alert.id), Millis{60'000});
    alerts.setFleet(fleet.picture());
    QCOMPARE(alerts.snoozed(), std::size_t{1});

    TableModel table({wholeColumn("offset", QStringLiteral("Offset")), textColumn("what", QStringLiteral("What"))});
    const QAbstractItemModelTester tableTester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Table answer;
    answer.columns = {"offset", "what"};
    for (std::int64_t n = 0; n < 5; ++n) {
        answer.rows.push_back({Cell(n), Cell(std::string("no_position"))});
        table.setTable(answer);
    }
    QCOMPARE(table.rowCount(), 5);
    QCOMPARE(table.index(4, 1).data().toString(), QStringLiteral("no position"));
    table.setTable({});
    QCOMPARE(table.rowCount(), 0);
}

void TestModels::theSoonestThereIsSuggestedFirst() {
    SyntheticFleet fleet(still(300));
    const OrderRef order{PartitionNo{0}, fleet.picture().lanes.front()->openOrders->front().order};
    const GeoPoint door = fleet.picture().lanes.front()->openOrders->front().pickup;
    const auto loads = loadsOf(*fleet.picture().lanes.front());
    const auto free = std::ranges::find(loads, 0);
    QVERIFY(free != loads.end());
    const RiderNo nearest{static_cast<std::uint32_t>(free - loads.begin())};
    fleet.edit(nearest, [&](RiderDot& dot) {
        dot.position = door;
        dot.status = RiderStatus::idle;
        dot.staleness = Staleness::fresh;
        dot.hasFix = true;
    });
    fleet.step(Millis{1});
    const auto riders = suggestRiders(fleet.picture(), order, {}, 10);
    QCOMPARE(riders.size(), std::size_t{10});
    QCOMPARE(riders.front().rider.rider, nearest);
    QVERIFY(std::ranges::is_sorted(riders, {}, &RiderSuggestion::minutes));
    for (const QString& typed : {QStringLiteral("r-1250"), QStringLiteral("R-1250")}) {
        QCOMPARE(suggestRiders(fleet.picture(), order, typed, 10).size(), std::size_t{1});
    }
}

void TestModels::ofARiderWithoutAPositionNothingIsMadeUp() {
    SyntheticFleet fleet(still(5));
    fleet.edit(RiderNo{2}, [](RiderDot& dot) {
        dot.hasFix = false;
        dot.logTime = {};
        dot.staleness = Staleness::lost;
    });
    fleet.step(Millis{1});
    const Frame& lane = *fleet.picture().lanes.front();
    const RiderDot& dot = lane.riders[2];
    QCOMPARE(fixAgeText(dot, lane), QStringLiteral("–"));
    QCOMPARE(speedText(dot), QStringLiteral("–"));
    QCOMPARE(stalenessSentence(dot, lane), QStringLiteral("No position yet"));
    QCOMPARE(briefAgeText(Millis{12'000}), QStringLiteral("12 s"));
    QCOMPARE(briefAgeText(Millis{5 * 3600'000 + 60'000}), QStringLiteral("5 h"));
    QCOMPARE(briefAgeText(Millis{80LL * 3600'000}), QStringLiteral("3 d"));
    QCOMPARE(ageText(Millis{80LL * 3600'000}), QStringLiteral("3 d 8 h"));
}

void TestModels::moneyHasTheFractionsOfItsCurrency() {
    QCOMPARE(moneyText(45900, "INR"), QStringLiteral("459.00 INR"));
    QCOMPARE(moneyText(900, "JPY"), QStringLiteral("900 JPY"));
    QCOMPARE(moneyText(4590, "KWD"), QStringLiteral("4.590 KWD"));
}

void TestModels::theEnginesSentencesAreSpokenInTheWindowsLanguage() {
    QCOMPARE(spokenText("nothing was heard of rider 969 for 13 min"),
             QStringLiteral("Nothing was heard of rider 969 for 13 min"));
    QCOMPARE(spokenText("something new"), QStringLiteral("Something new"));
    QCOMPARE(judgedName("clock_ahead"), QStringLiteral("clock ahead"));
    QCOMPARE(judgedName("one_more_reason"), QStringLiteral("one more reason"));
    // a name keeps its direction to itself, and only such a name is marked
    const QString turned = QChar(0x202E) + QStringLiteral("r-7");
    QCOMPARE(spokenText(QStringLiteral("nothing was heard of rider %1 for 13 min").arg(turned).toStdString()),
             QStringLiteral("Nothing was heard of rider %1%2%3 for 13 min").arg(QChar(0x2068), turned, QChar(0x2069)));
    QCOMPARE(isolated(QStringLiteral("قهوة")), QStringLiteral("\u2068قهوة\u2069"));
    QCOMPARE(isolated(QStringLiteral("Café 24 € 🍣")), QStringLiteral("Café 24 € 🍣"));
    QCOMPARE(withMarksShown(QStringLiteral("a\u202Eb قهوة")), QStringLiteral("a\\u202eb قهوة"));
    installLanguage(*QCoreApplication::instance(), QStringLiteral("de"));
    const QString german = spokenText("nothing was heard of rider %2 for 13 min"); // ids are other people's
    const QString promise = spokenText("order o-7 is 3 min past its promise");
    const QString verdict = verdictName(Verdict::quarantined);
    installLanguage(*QCoreApplication::instance(), QStringLiteral("en"));
    QCOMPARE(german, QStringLiteral("Von Fahrer %2 seit 13 min nichts gehört"));
    QCOMPARE(promise, QStringLiteral("Bestellung o-7 ist 3 min über ihrer Zusage"));
    QCOMPARE(verdict, QStringLiteral("in Quarantäne"));
}

/// As the parts themselves write them: a sentence that is worded anew there has to be taken over.
void TestModels::troubleIsToldInTheWindowsLanguage() {
    constexpr int full = 13;   // SQLITE_FULL
    constexpr int down = -187; // all brokers
    const KafkaSettings settings{.brokers = "kafka-1:9092", .topic = "fleet-events"};
    const std::string disk = sqlite::errorOf(nullptr, full, "/data/history/main.db").sentence;
    const std::string broker = kafka::errorOf(down, settings, "it does not answer").sentence;
    const std::string asked = "the node cannot be asked now: " + disk;
    for (const std::string& sentence : {disk, broker, asked, std::string("something new: (of a webhook)")}) {
        QCOMPARE(troubleText(sentence), QString::fromStdString(sentence));
    }
    installLanguage(*QCoreApplication::instance(), QStringLiteral("de"));
    const QString diskSaid = troubleText(disk);
    const QString brokerSaid = troubleText(broker);
    const QString askedSaid = troubleText(asked);
    NodeStatus status;
    status.history.trouble = disk;
    const QString noticed = troubleOf(status, {});
    installLanguage(*QCoreApplication::instance(), QStringLiteral("en"));
    QCOMPARE(diskSaid, QStringLiteral("/data/history/main.db: der Datenträger ist voll; schaffen Sie Platz, oder "
                                      "verlegen Sie den Ordner"));
    QVERIFY2(brokerSaid.startsWith(QStringLiteral("Topic fleet-events auf kafka-1:9092: es antwortet nicht: ")) &&
                 brokerSaid.endsWith(QStringLiteral("(läuft der Broker, und stimmt die Adresse?)")),
             qPrintable(brokerSaid));
    QCOMPARE(askedSaid, QStringLiteral("der Knoten kann jetzt nicht gefragt werden: ") + diskSaid);
    QVERIFY2(noticed.contains(diskSaid + u'.'), qPrintable(noticed));
}

} // namespace roundsman

int main(int argc, char** argv) {
    const QApplication application(argc, argv);
    roundsman::TestModels test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_models.moc"
