#include "ui/bench/synthetic_fleet.h"
#include "ui/models/fix_model.h"
#include "ui/models/rider_model.h"
#include "ui/support/stall_watch.h"

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
    void unchangedRidersAreNotToldAsChanged();
    void aHundredThousandRidersSortWithoutHoldingUpTheWindow();
    void newFixesComeOnTop();
    void idsWithFiguresSortByTheirValue();
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
}

void TestModels::idsWithFiguresSortByTheirValue() {
    QVERIFY(idLess("r-9", "r-10"));
    QVERIFY(!idLess("r-10", "r-9"));
    QVERIFY(idLess("a-100", "b-2"));
    QVERIFY(idLess("r-10", "r-11"));
    QVERIFY(!idLess("r-10", "r-10"));
}

} // namespace roundsman

int main(int argc, char** argv) {
    const QApplication application(argc, argv);
    roundsman::TestModels test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_models.moc"
