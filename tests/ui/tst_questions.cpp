#include "tests/ui/support/desk.h"
#include "ui/panels/order_map.h"
#include "ui/panels/order_page.h"
#include "ui/panels/quarantine_inbox.h"
#include "ui/panels/record_browser.h"
#include "ui/panels/record_view.h"
#include "ui/window/workspaces.h"
#include "ui/workspaces/support_workspace.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

#include <mutex>

namespace roundsman {

namespace {

constexpr int patience = 20'000; // milliseconds; panels look again every 2.5 s

EventTime at(std::int64_t minute) {
    return eventTimeFromMillis(1'795'000'000'000 + minute * 60'000);
}

/// What was asked so far, whoever asked.
class Asked {
public:
    void note(const Query& query) {
        const std::scoped_lock lock(m_mutex);
        m_queries.push_back(query);
    }
    [[nodiscard]] std::vector<Query> about(const std::string& id) const {
        const std::scoped_lock lock(m_mutex);
        std::vector<Query> found;
        std::ranges::copy_if(m_queries, std::back_inserter(found), [&](const Query& query) { return query.id == id; });
        return found;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<Query> m_queries;
};

Table orderRow(const std::string& id, EventTime delivered = {}) {
    Table order;
    order.columns = {"partition", "order", "rider", "step", "placed", "picked_up", "delivered"};
    order.rows = {{Cell(std::int64_t{0}), Cell(id), Cell(std::string("r-1003")), Cell(std::string("picked_up")),
                   Cell(at(0)), Cell(at(9)), delivered == EventTime{} ? Cell() : Cell(delivered)}};
    return order;
}

QDockWidget* dock(Desk& desk, const char* name) {
    return desk.window().findChild<QDockWidget*>(QString::fromLatin1(name));
}

RecordBrowser& openBrowser(Desk& desk) {
    desk.window().workspaces().show(QStringLiteral("support"));
    Workspaces::bringForward(dock(desk, "records"));
    return part<RecordBrowser>(desk);
}

} // namespace

/// What the support desk's panels ask of history and of the log: not more than they must, and what is wished for last.
class TestQuestions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anOrderThatIsOverIsAskedAboutNoMore();
    void anOrdersPageAsksForOneRoundAtATime();
    void theFinderAsksOnceAndThenForWhatWasTypedLast();
    void anOlderOrderIsOpenedByItsWholeId();
    void theMapOfARunningOrderReadsOnlyWhatIsNew();
    void turnsThatGoOnAreToldFromOthers();
    void nothingHeldBackIsSaidOfTheReasonThatWasChosen();
    void reasonsStayWhileSomebodyChooses();
    void aRecordThatIsWishedForWhileAnotherIsReadIsShown();
    void aFilterThatFindsNothingIsNotAskedForAgain();
    void theChosenRecordStaysWhileTheNewestCome();
    void whatTheNewestLeftOutIsCounted();
    void aRecordOfAForeignPartitionIsNotAnotherRecord();
};

void TestQuestions::anOrderThatIsOverIsAskedAboutNoMore() {
    Desk desk(standing(20));
    Asked asked;
    desk.fleet().setAnswer(QueryKind::orders, [&](const Query& query) {
        asked.note(query);
        return query.id == "o-7" ? orderRow("o-7", at(41)) : query.id.empty() ? Table{} : orderRow(query.id);
    });
    desk.window().navigator().openOrder(QStringLiteral("o-7"));
    const std::size_t before = asked.about({}).size();
    QTRY_VERIFY_WITH_TIMEOUT(asked.about({}).size() >= before + 3, patience); // the finder goes on
    QCOMPARE(asked.about("o-7").size(), std::size_t{1});
    desk.window().navigator().openOrder(QStringLiteral("o-8")); // this one runs
    QTRY_VERIFY_WITH_TIMEOUT(asked.about("o-8").size() >= 2, patience);
}

void TestQuestions::anOrdersPageAsksForOneRoundAtATime() {
    Desk desk(standing(20));
    Asked asked;
    desk.fleet().setAnswer(QueryKind::orders, [&](const Query& query) {
        asked.note(query);
        return orderRow(query.id);
    });
    desk.window().workspaces().show(QStringLiteral("support"));
    desk.fleet().hold(true);
    OrderPage& page = part<OrderPage>(desk);
    QTRY_VERIFY(page.isVisible());
    page.show(QStringLiteral("o-1"));
    page.show(QStringLiteral("o-2"));
    page.show(QStringLiteral("o-3"));
    QCOMPARE(asked.about("o-1").size(), std::size_t{1});
    QVERIFY(asked.about("o-2").empty() && asked.about("o-3").empty());
    desk.fleet().hold(false);
    QTRY_COMPARE(asked.about("o-3").size(), std::size_t{1});
    QVERIFY(asked.about("o-2").empty()); // nobody waits for it any more
}

void TestQuestions::theFinderAsksOnceAndThenForWhatWasTypedLast() {
    Desk desk(standing(20));
    Asked asked;
    desk.fleet().setAnswer(QueryKind::orders, [&](const Query& query) {
        asked.note(query);
        return Table{};
    });
    desk.window().workspaces().show(QStringLiteral("support"));
    OrderFinder& finder = part<OrderFinder>(desk);
    desk.fleet().hold(true);
    finder.field()->setFocus();
    QTest::keyClicks(finder.field(), QStringLiteral("o-77"));
    const auto texts = [&] {
        QStringList said;
        for (const Query& query : asked.about({})) {
            said << QString::fromStdString(query.text);
        }
        said.removeAll(QString());
        return said;
    };
    QVERIFY2(texts().size() <= 1, qPrintable(texts().join(u' ')));
    desk.fleet().hold(false);
    QTRY_COMPARE(texts().value(texts().size() - 1), QStringLiteral("o-77"));
    QVERIFY2(texts().size() <= 2, qPrintable(texts().join(u' ')));
    const auto saysHowFar = [&] {
        return std::ranges::any_of(finder.findChildren<QLabel*>(), [](const QLabel* label) {
            return label->text().contains(QStringLiteral("newest 100,000"));
        });
    };
    QTRY_VERIFY(saysHowFar());
    desk.picture(QStringLiteral("finder-none"));
}

void TestQuestions::anOlderOrderIsOpenedByItsWholeId() {
    Desk desk(standing(20));
    desk.window().workspaces().show(QStringLiteral("support"));
    OrderFinder& finder = part<OrderFinder>(desk);
    finder.field()->setText(QStringLiteral(" o-1 "));
    QTest::keyClick(finder.field(), Qt::Key_Return);
    QCOMPARE(part<OrderPage>(desk).shown(), QStringLiteral("o-1"));
}

void TestQuestions::theMapOfARunningOrderReadsOnlyWhatIsNew() {
    Desk desk(standing(20));
    desk.fleet().step(Millis{30 * 60'000});
    desk.fleet().setAnswer(QueryKind::orders, [](const Query& query) { return orderRow(query.id); });
    Table events;
    events.columns = {"partition", "step", "time", "log_time", "rider", "detail", "offset", "document"};
    events.rows = {{Cell(std::int64_t{0}), Cell(std::string("assigned")), Cell(at(0)), Cell(at(0)),
                    Cell(std::string("r-1003")), Cell(std::string()), Cell(std::int64_t{1}), Cell(std::int64_t{0})}};
    desk.fleet().setAnswer(QueryKind::orderEvents, events);
    Asked asked;
    desk.fleet().setAnswer(QueryKind::trail, [&](const Query& query) { // a position a minute
        asked.note(query);
        Table trail;
        trail.columns = {"partition", "time", "latitude", "longitude", "offset", "document"};
        for (std::int64_t minute = 0; minute < 60; ++minute) {
            if (at(minute) >= query.from && at(minute) < query.to) {
                trail.rows.push_back({Cell(std::int64_t{0}), Cell(at(minute)), Cell(0.01), Cell(-29.9), Cell(minute),
                                      Cell(std::int64_t{0})});
            }
        }
        return trail;
    });
    desk.window().navigator().openOrder(QStringLiteral("o-7"));
    OrderPage& page = part<OrderPage>(desk);
    page.tabs().setCurrentWidget(page.map());
    QTRY_COMPARE_WITH_TIMEOUT(page.map()->places().size(), std::size_t{31}, patience);
    desk.fleet().step(Millis{60'000});
    QTRY_COMPARE_WITH_TIMEOUT(page.map()->places().size(), std::size_t{32}, patience);
    const std::vector<Query> trails = asked.about("r-1003");
    QCOMPARE(trails.size(), std::size_t{2});
    QVERIFY(trails.back().from > at(30));
}

void TestQuestions::turnsThatGoOnAreToldFromOthers() {
    using Turns = std::vector<OrderMap::Turn>;
    const QString ann = QStringLiteral("ann");
    const QString bob = QStringLiteral("bob");
    const Turns before{{ann, at(0), at(5)}};
    QVERIFY(goOn({}, before));
    QVERIFY(goOn(before, {{ann, at(0), at(9)}}));
    QVERIFY(goOn(before, {{ann, at(0), at(6)}, {bob, at(6), at(9)}}));
    QVERIFY(!goOn(before, {{ann, at(0), at(4)}, {bob, at(4), at(9)}})); // he had it less long than was thought
    QVERIFY(!goOn(before, {{bob, at(0), at(9)}}));
    QVERIFY(!goOn(before, {}));
}

void TestQuestions::nothingHeldBackIsSaidOfTheReasonThatWasChosen() {
    Desk desk(standing(20));
    desk.fleet().dressStatus([](NodeStatus& status) { status.verdicts.add(Verdict::quarantined, Reason::noPosition); });
    desk.window().workspaces().show(QStringLiteral("support"));
    Workspaces::bringForward(dock(desk, "quarantine"));
    QuarantineInbox& inbox = part<QuarantineInbox>(desk);
    QTRY_COMPARE_WITH_TIMEOUT(inbox.reasonBox()->count(), 2, patience);
    inbox.reasonBox()->setCurrentIndex(1);
    Q_EMIT inbox.reasonBox()->activated(1);
    const auto says = [&](const QString& words) {
        return std::ranges::any_of(inbox.findChildren<QLabel*>(),
                                   [&](const QLabel* label) { return label->text().startsWith(words); });
    };
    QTRY_VERIFY(says(QStringLiteral("Nothing is held back for this reason:")));
    desk.picture(QStringLiteral("quarantine-reason"));
    inbox.reasonBox()->setCurrentIndex(0);
    Q_EMIT inbox.reasonBox()->activated(0);
    QTRY_VERIFY(says(QStringLiteral("Nothing is held back.")));
}

void TestQuestions::reasonsStayWhileSomebodyChooses() {
    Desk desk(standing(20));
    std::atomic<std::uint64_t> held = 1;
    desk.fleet().dressStatus(
        [&](NodeStatus& status) { status.verdicts.add(Verdict::quarantined, Reason::noPosition, held.load()); });
    desk.window().workspaces().show(QStringLiteral("support"));
    Workspaces::bringForward(dock(desk, "quarantine"));
    QuarantineInbox& inbox = part<QuarantineInbox>(desk);
    QTRY_COMPARE_WITH_TIMEOUT(inbox.reasonBox()->count(), 2, patience);
    inbox.reasonBox()->showPopup();
    QTRY_VERIFY(inbox.reasonBox()->view()->isVisible());
    inbox.reasonBox()->view()->setCurrentIndex(inbox.reasonBox()->model()->index(1, 0));
    held = 2;
    inbox.refresh();
    QCOMPARE(inbox.reasonBox()->view()->currentIndex().row(), 1);
    QVERIFY(inbox.reasonBox()->itemText(1).contains(QStringLiteral("(1)")));
    inbox.reasonBox()->hidePopup();
    QTRY_VERIFY_WITH_TIMEOUT(inbox.reasonBox()->itemText(1).contains(QStringLiteral("(2)")), patience);
}

void TestQuestions::aRecordThatIsWishedForWhileAnotherIsReadIsShown() {
    Desk desk(standing(20));
    RecordBrowser& records = openBrowser(desk);
    QTRY_COMPARE_WITH_TIMEOUT(records.model().rowCount(), 40, patience);
    desk.fleet().hold(true);
    records.newest();
    desk.window().navigator().openRecord({PartitionNo{0}, Offset{11}, 0});
    desk.window().navigator().openRecord({PartitionNo{0}, Offset{12}, 0}); // and this one after all
    desk.fleet().hold(false);
    QTRY_VERIFY2(records.view().place().contains(QStringLiteral("offset 12 ")), qPrintable(records.view().place()));
    QCOMPARE(records.model().rowCount(), 28);
}

void TestQuestions::aFilterThatFindsNothingIsNotAskedForAgain() {
    Desk desk(standing(20));
    RecordBrowser& records = openBrowser(desk);
    QTRY_COMPARE_WITH_TIMEOUT(records.model().rowCount(), 40, patience);
    Asked asked; // the finder's rhythm tells that time goes on
    desk.fleet().setAnswer(QueryKind::orders, [&](const Query& query) {
        asked.note(query);
        return Table{};
    });
    records.filterField()->setText(QStringLiteral("r-1077"));
    QTest::keyClick(records.filterField(), Qt::Key_Return);
    QTRY_COMPARE(records.model().rowCount(), 0);
    desk.fleet().setRecords(90); // it would be found now
    QTRY_VERIFY_WITH_TIMEOUT(asked.about({}).size() >= 2, patience);
    QCOMPARE(records.model().rowCount(), 0);
    records.tailSwitch()->setChecked(true);
    QTRY_COMPARE_WITH_TIMEOUT(records.model().rowCount(), 1, patience);
}

void TestQuestions::theChosenRecordStaysWhileTheNewestCome() {
    Desk desk(standing(20));
    RecordBrowser& records = openBrowser(desk);
    QTRY_COMPARE_WITH_TIMEOUT(records.model().rowCount(), 40, patience);
    records.tailSwitch()->setChecked(true);
    records.table()->selectRow(30);
    QVERIFY(records.view().place().contains(QStringLiteral("offset 30 ")));
    desk.fleet().setRecords(120); // the newest hundred begin with 20
    QTRY_COMPARE_WITH_TIMEOUT(records.model().rowCount(), 100, patience);
    QCOMPARE(records.table()->currentIndex().row(), 10);
    QVERIFY(records.view().place().contains(QStringLiteral("offset 30 ")));
    desk.fleet().setRecords(140); // and now without it
    QTRY_COMPARE_WITH_TIMEOUT(wholeOf(records.model().cell(0, "offset")), std::int64_t{40}, patience);
    QVERIFY(!records.table()->selectionModel()->hasSelection());
    QVERIFY(records.view().place().contains(QStringLiteral("offset 30 "))); // somebody reads it
}

void TestQuestions::whatTheNewestLeftOutIsCounted() {
    Desk desk(standing(20));
    RecordBrowser& records = openBrowser(desk);
    records.tailSwitch()->setChecked(true);
    QTRY_COMPARE_WITH_TIMEOUT(records.model().rowCount(), 40, patience);
    QVERIFY2(!records.stateText().contains(QStringLiteral("unseen")), qPrintable(records.stateText()));
    desk.fleet().setRecords(190);
    QTRY_VERIFY_WITH_TIMEOUT(records.stateText().contains(QStringLiteral("50 records went by unseen")), patience);
    desk.picture(QStringLiteral("records-unseen"));
}

void TestQuestions::aRecordOfAForeignPartitionIsNotAnotherRecord() {
    Desk desk(standing(20));
    RecordBrowser& records = openBrowser(desk);
    QTRY_COMPARE_WITH_TIMEOUT(records.model().rowCount(), 40, patience);
    desk.window().navigator().openRecord({PartitionNo{7}, Offset{12}, 0});
    QTRY_COMPARE(records.stateText(), QStringLiteral("Partition 7 is not processed here."));
    QCOMPARE(records.model().rowCount(), 0);
    QVERIFY(records.bytes()->toPlainText().isEmpty());
    desk.picture(QStringLiteral("record-elsewhere"));
    desk.window().navigator().openRecord({PartitionNo{0}, Offset{12}, 0});
    QTRY_VERIFY(records.view().place().contains(QStringLiteral("offset 12 ")));
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestQuestions test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_questions.moc"
