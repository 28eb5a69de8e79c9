#include "tests/ui/support/desk.h"
#include "tests/ui/support/eyes.h"
#include "ui/panels/order_board.h"
#include "ui/panels/order_map.h"
#include "ui/panels/order_page.h"
#include "ui/panels/promise_chart.h"
#include "ui/panels/quarantine_inbox.h"
#include "ui/panels/record_browser.h"
#include "ui/panels/record_view.h"
#include "ui/panels/search_dialog.h"
#include "ui/support/words.h"
#include "ui/window/workspaces.h"
#include "ui/workspaces/support_workspace.h"

#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

namespace roundsman {

namespace {

EventTime at(std::int64_t minute) {
    return eventTimeFromMillis(1'795'000'000'000 + minute * 60'000);
}

void answerOrder(SyntheticFleet& fleet) {
    Table order;
    order.columns = {"partition",
                     "order",
                     "market",
                     "merchant",
                     "merchant_name",
                     "rider",
                     "step",
                     "placed",
                     "first_promised",
                     "promised",
                     "delivered",
                     "items",
                     "amount_minor",
                     "currency",
                     "channel",
                     "dropoff_latitude",
                     "dropoff_longitude",
                     "picked_up",
                     "pickup_latitude",
                     "pickup_longitude"};
    order.rows = {{Cell(std::int64_t{0}),
                   Cell(std::string("o-7")),
                   Cell(std::string("demo")),
                   Cell(std::string("m-1")),
                   Cell(std::string("Kitchen 2")),
                   Cell(std::string("r-1003")),
                   Cell(std::string("delivered")),
                   Cell(at(0)),
                   Cell(at(30)),
                   Cell(at(30)),
                   Cell(at(41)),
                   Cell(std::int64_t{3}),
                   Cell(std::int64_t{45900}),
                   Cell(std::string("INR")),
                   Cell(std::string("app")),
                   Cell(0.05),
                   Cell(-29.95),
                   Cell(at(27)),
                   Cell(0.034),
                   Cell(-29.964)}};
    fleet.setAnswer(QueryKind::orders, order);
    Table events;
    events.columns = {"partition", "step", "time", "log_time", "rider", "detail", "offset", "document"};
    std::int64_t minute = 0;
    for (const char* step : {"placed", "accepted", "assigned", "picked_up", "delivered"}) {
        events.rows.push_back({Cell(std::int64_t{0}), Cell(std::string(step)), Cell(at(minute)), Cell(at(minute)),
                               Cell(std::string("r-1003")), Cell(std::string()), Cell(minute), Cell(std::int64_t{0})});
        minute += 9;
    }
    fleet.setAnswer(QueryKind::orderEvents, events);
    Table legs;
    legs.columns = {"partition", "leg", "rider", "started", "ended", "p50_seconds", "last_offset", "last_document"};
    legs.rows = {{Cell(std::int64_t{0}), Cell(std::string("wait")), Cell(std::string("r-1003")), Cell(at(12)),
                  Cell(at(27)), Cell(240.0), Cell(std::int64_t{12}), Cell(std::int64_t{0})},
                 {Cell(std::int64_t{0}), Cell(std::string("to_customer")), Cell(std::string("r-1003")), Cell(at(27)),
                  Cell(at(41)), Cell(780.0), Cell(std::int64_t{14}), Cell(std::int64_t{0})}};
    fleet.setAnswer(QueryKind::orderLegs, legs);
    Table etas;
    etas.columns = {"partition", "revision", "made", "p50", "p90", "level", "offset", "document"};
    for (std::int64_t n = 0; n < 4; ++n) {
        etas.rows.push_back({Cell(std::int64_t{0}), Cell(n), Cell(at(n * 8)), Cell(at(28 + 4 * n)),
                             Cell(at(34 + 3 * n)), Cell(std::string("cell_pair")), Cell(n), Cell(std::int64_t{0})});
    }
    fleet.setAnswer(QueryKind::orderEtas, etas);
}

} // namespace

/// The support workspace: an order's page, records, the quarantine, and lists that keep what is chosen.
class TestSupportDesk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anOrdersPageSaysWhatHappenedAndWhyItWasLate();
    void anOrdersPageSaysWhatHoldsItUpWhileItRuns();
    void anOrderThatWasCancelledGetsNoLater();
    void aRecordShowsItsBytes();
    void aRecordIsCopiedByteForByteAndFoundAgainByItsLink();
    void olderRecordsThatMatchAreLookedForFurtherBack();
    void theMapOfAnOrderShowsItsWayAndEachPositionIsARecord();
    void aQuarantinedDocumentIsMendedAndSentAgain();
    void whatIsChosenInAListStaysChosenWhileOthersCome();
    void theOrderThatIsShownIsTheOneThatIsMarked();
};

void TestSupportDesk::anOrdersPageSaysWhatHappenedAndWhyItWasLate() {
    Desk desk(standing(20));
    answerOrder(desk.fleet());
    desk.window().navigator().openOrder(QStringLiteral("o-7"));
    QCOMPARE(desk.window().workspaces().current(), QStringLiteral("support"));
    OrderPage& page = part<OrderPage>(desk);
    QTRY_COMPARE(page.timeline().rowCount(), 5);
    QTRY_COMPARE(page.promises().rowCount(), 4);
    QTRY_VERIFY2(page.whyLate().contains(QStringLiteral("way to the merchant")) ||
                     page.whyLate().contains(QStringLiteral("wait at the merchant")),
                 qPrintable(page.whyLate()));
    desk.picture(QStringLiteral("order-page"));
    QTRY_COMPARE(part<PromiseChart>(desk).points(), std::size_t{4});
    page.tabs().setCurrentWidget(page.tabs().widget(2));
    QTRY_VERIFY(part<PromiseChart>(desk).isVisible());
    desk.picture(QStringLiteral("order-promises"));
    page.tabs().setCurrentWidget(page.timelineTable());
    page.timelineTable()->selectRow(2);
    page.timelineTable()->setFocus();
    QTest::keyClick(page.timelineTable(), Qt::Key_Return);
    RecordBrowser& records = part<RecordBrowser>(desk);
    QTRY_VERIFY(records.isVisible());
    QTRY_VERIFY(records.bytes()->toPlainText().contains(QStringLiteral("r-1018")));
}

void TestSupportDesk::anOrdersPageSaysWhatHoldsItUpWhileItRuns() {
    Desk desk(standing(200));
    const OrderView running = listOf(desk.fleet().picture().lanes.front()->openOrders).front();
    desk.fleet().editOrder(running.order, [](OrderView& view) {
        view.eta.lateLeg = Leg::wait; // no row yet: it is not over
        view.eta.lateSeconds = 2400;
    });
    Table order;
    order.columns = {"partition", "order", "placed", "first_promised", "promised"};
    order.rows = {{Cell(std::int64_t{0}), Cell(running.id), Cell(at(-600)), Cell(at(-600)), Cell(at(-580))}};
    desk.fleet().setAnswer(QueryKind::orders, order);
    Table legs;
    legs.columns = {"partition", "leg", "rider", "started", "ended", "p50_seconds", "last_offset", "last_document"};
    legs.rows = {{Cell(std::int64_t{0}), Cell(std::string("assignment")), Cell(std::string("r-1003")), Cell(at(-600)),
                  Cell(at(-597)), Cell(60.0), Cell(std::int64_t{1}), Cell(std::int64_t{0})}};
    desk.fleet().setAnswer(QueryKind::orderLegs, legs);
    desk.fleet().step(Millis{50});
    OrderBoard& board = part<OrderBoard>(desk);
    QTRY_VERIFY(board.model().rowOf(words(running.id)) >= 0);
    board.select(words(running.id));
    QTRY_VERIFY2(board.why().contains(QStringLiteral("wait at the merchant: 40 min")), qPrintable(board.why()));
    desk.window().navigator().openOrder(words(running.id));
    const OrderPage& page = part<OrderPage>(desk);
    QTRY_VERIFY2(page.whyLate().contains(QStringLiteral("“wait at the merchant” took 40 min")),
                 qPrintable(page.whyLate()));
    QVERIFY2(page.whyLate().contains(QStringLiteral("by the first promise")), qPrintable(page.whyLate()));
}

void TestSupportDesk::anOrderThatWasCancelledGetsNoLater() {
    Desk desk(standing(20));
    Table order;
    order.columns = {"partition", "order", "placed", "first_promised", "cancelled"};
    order.rows = {{Cell(std::int64_t{0}), Cell(std::string("o-7")), Cell(at(0)), Cell(at(30)), Cell(at(33))}};
    desk.fleet().setAnswer(QueryKind::orders, order);
    desk.window().navigator().openOrder(QStringLiteral("o-7"));
    QTRY_COMPARE(part<OrderPage>(desk).whyLate(), QStringLiteral("3 min 0 s late"));
}

void TestSupportDesk::aRecordShowsItsBytes() {
    Desk desk(standing(20));
    desk.window().navigator().openRecord({PartitionNo{0}, Offset{12}, 0});
    RecordBrowser& records = part<RecordBrowser>(desk);
    QTRY_VERIFY(records.bytes()->toPlainText().contains(QStringLiteral("\"driverId\": \"r-1012\"")));
    QVERIFY(records.bytes()->extraSelections().isEmpty());
    desk.window().navigator().openRecord({PartitionNo{0}, Offset{20}, 1}); // one of several
    QTRY_COMPARE(records.bytes()->extraSelections().size(), qsizetype{1});
    const QString marked = records.bytes()->extraSelections().front().cursor.selectedText();
    QVERIFY2(marked.startsWith(u'{') && marked.endsWith(u'}') && marked.contains(QStringLiteral("\"seq\": 2")),
             qPrintable(marked));
    desk.picture(QStringLiteral("record-of-several"));
    records.filterField()->setText(QStringLiteral("r-1030"));
    QTest::keyClick(records.filterField(), Qt::Key_Return);
    QTRY_COMPARE(records.model().rowCount(), 1);
    desk.picture(QStringLiteral("records"));
}

void TestSupportDesk::aRecordIsCopiedByteForByteAndFoundAgainByItsLink() {
    Desk desk(standing(20));
    desk.window().navigator().openRecord({PartitionNo{0}, Offset{20}, 1});
    RecordView& view = part<RecordBrowser>(desk).view();
    QTRY_VERIFY2(view.place().contains(QStringLiteral("fleet-events · partition 0 · offset 20")),
                 qPrintable(view.place()));
    view.form()->setCurrentIndex(static_cast<int>(RecordView::Form::bytes));
    QVERIFY2(view.text()->toPlainText().startsWith(QStringLiteral("00000000  7b 22 64 72 69 76 65 72")),
             qPrintable(view.text()->toPlainText()));
    QVERIFY(view.text()->toPlainText().contains(QStringLiteral("{\"driverId\":\"r-1")));
    desk.picture(QStringLiteral("record-bytes"));
    QTest::mouseClick(view.copyButton(), Qt::LeftButton);
    const QByteArray copied =
        QGuiApplication::clipboard()->mimeData()->data(QStringLiteral("application/octet-stream"));
    QVERIFY2(copied.startsWith(R"({"driverId":"r-1020")") && copied.count('\n') == 1, copied.constData());
    QTest::mouseClick(view.linkButton(), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("roundsman:record/0/20/1"));
    desk.window().navigator().openRecord({PartitionNo{0}, Offset{3}, 0});
    QTRY_VERIFY(view.place().contains(QStringLiteral("offset 3 ")));
    desk.window().workspaces().show(QStringLiteral("dispatch"));
    QTest::keyClick(&desk.window(), Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(desk.window().search());
    SearchDialog* search = desk.window().search();
    search->field()->setText(QGuiApplication::clipboard()->text());
    QTest::keyClick(search->field(), Qt::Key_Return);
    QTRY_VERIFY(view.place().contains(QStringLiteral("offset 20 ")));
    QCOMPARE(desk.window().workspaces().current(), QStringLiteral("support"));
}

void TestSupportDesk::olderRecordsThatMatchAreLookedForFurtherBack() {
    Desk desk(standing(20));
    desk.window().navigator().openRecord({PartitionNo{0}, Offset{30}, 0});
    RecordBrowser& records = part<RecordBrowser>(desk);
    QTRY_COMPARE(records.model().rowCount(), 10);
    records.filterField()->setText(QStringLiteral("r-1005"));
    QTest::mouseClick(records.olderButton(), Qt::LeftButton);
    QTRY_COMPARE(records.model().rowCount(), 1);
    QTest::mouseClick(records.olderButton(), Qt::LeftButton); // nothing is older: what was found stays
    QTRY_VERIFY2(records.stateText().contains(QStringLiteral("Nothing older")), qPrintable(records.stateText()));
    QCOMPARE(records.model().rowCount(), 1);
}

void TestSupportDesk::theMapOfAnOrderShowsItsWayAndEachPositionIsARecord() {
    Desk::Options options = standing(20);
    options.baseMap = BaseMapKind::city;
    Desk desk(options);
    answerOrder(desk.fleet());
    Table trail;
    trail.columns = {"partition", "time", "latitude", "longitude", "offset", "document"};
    for (std::int64_t minute = 0; minute <= 36; ++minute) {
        trail.rows.push_back(
            {Cell(std::int64_t{0}), Cell(at(minute)), Cell(0.01 + 0.0009 * static_cast<double>(minute)),
             Cell(-29.98 + 0.0006 * static_cast<double>(minute)), Cell(minute), Cell(std::int64_t{0})});
    }
    desk.fleet().setAnswer(QueryKind::trail, trail);
    desk.window().navigator().openOrder(QStringLiteral("o-7"));
    OrderPage& page = part<OrderPage>(desk);
    QTRY_COMPARE(page.timeline().rowCount(), 5);
    page.tabs().setCurrentWidget(page.map());
    QTRY_COMPARE(page.map()->places().size(), std::size_t{37});
    QCOMPARE(page.map()->steps().size(), std::size_t{5});
    QVERIFY(!page.map()->places()[26].carried && page.map()->places()[27].carried); // picked up at the 27th minute
    QTRY_VERIFY(page.map()->isWhole());
    desk.picture(QStringLiteral("order-map"));
    const QPointF spot = page.map()->screenOf(page.map()->places()[18].point);
    QTest::mouseClick(page.map(), Qt::LeftButton, {}, spot.toPoint());
    QTRY_VERIFY(part<RecordBrowser>(desk).view().place().contains(QStringLiteral("offset 18 ")));
}

void TestSupportDesk::aQuarantinedDocumentIsMendedAndSentAgain() {
    Desk desk(standing(20));
    Table held;
    held.columns = {"partition", "offset", "document", "log_time", "reason", "hint", "retried", "bytes"};
    held.rows = {{Cell(std::int64_t{0}), Cell(std::int64_t{17}), Cell(std::int64_t{2}), Cell(at(3)),
                  Cell(std::string("no_position")), Cell(std::string("latitude and longitude are needed")),
                  Cell(std::int64_t{0}), Cell(std::string(R"({"name":"tony","location":"south"})"))}};
    desk.fleet().setAnswer(QueryKind::quarantine, held);
    desk.window().workspaces().show(QStringLiteral("support"));
    QuarantineInbox& inbox = part<QuarantineInbox>(desk);
    Workspaces::bringForward(desk.window().findChild<QDockWidget*>(QStringLiteral("quarantine")));
    QTRY_COMPARE_WITH_TIMEOUT(inbox.model().rowCount(), 1, 10'000);
    inbox.table()->selectRow(0);
    inbox.bytes()->setPlainText(QStringLiteral(R"({"driverId":"tony","latitude":1,"longitude":2})"));
    desk.picture(QStringLiteral("quarantine"));
    QTest::mouseClick(inbox.retryButton(), Qt::LeftButton);
    QTRY_COMPARE(desk.fleet().commands().size(), std::size_t{1});
    const QString sent = QString::fromStdString(desk.fleet().commands().front());
    QVERIFY(sent.contains(QStringLiteral("\"type\":\"retry\"")) && sent.contains(QStringLiteral("\"offset\":17")));
}

void TestSupportDesk::whatIsChosenInAListStaysChosenWhileOthersCome() {
    Desk desk(standing(20));
    const auto row = [](std::int64_t offset) {
        return std::vector<Cell>{Cell(std::int64_t{0}),
                                 Cell(offset),
                                 Cell(std::int64_t{2}),
                                 Cell(at(3)),
                                 Cell(std::string("clock_ahead")),
                                 Cell(std::string("the device's clock is ahead of the receiver's")),
                                 Cell(std::int64_t{0}),
                                 Cell("{\"seq\":" + std::to_string(offset) + "}")};
    };
    Table held;
    held.columns = {"partition", "offset", "document", "log_time", "reason", "hint", "retried", "bytes"};
    held.rows = {row(18), row(17), row(16)};
    desk.fleet().setAnswer(QueryKind::quarantine, held);
    desk.window().workspaces().show(QStringLiteral("support"));
    QuarantineInbox& inbox = part<QuarantineInbox>(desk);
    Workspaces::bringForward(desk.window().findChild<QDockWidget*>(QStringLiteral("quarantine")));
    QTRY_COMPARE_WITH_TIMEOUT(inbox.model().rowCount(), 3, 10'000);
    QVERIFY(!inbox.retryButton()->isEnabled());
    inbox.table()->selectRow(1);
    QCOMPARE(inbox.bytes()->toPlainText(), QStringLiteral("{\"seq\":17}"));
    held.rows = {row(20), row(19), row(18), row(17), row(16)};
    desk.fleet().setAnswer(QueryKind::quarantine, held);
    QTRY_COMPARE_WITH_TIMEOUT(inbox.model().rowCount(), 5, 10'000);
    QCOMPARE(inbox.table()->selectionModel()->selectedRows().front().row(), 3);
    QCOMPARE(inbox.bytes()->toPlainText(), QStringLiteral("{\"seq\":17}"));
    QVERIFY(inbox.retryButton()->isEnabled());
    desk.picture(QStringLiteral("quarantine-chosen"));
    held.rows = {row(20), row(19), row(18), row(16)};
    desk.fleet().setAnswer(QueryKind::quarantine, held);
    QTRY_COMPARE_WITH_TIMEOUT(inbox.model().rowCount(), 4, 10'000);
    QVERIFY(!inbox.table()->selectionModel()->hasSelection()); // nobody chose a neighbour
    QVERIFY(!inbox.retryButton()->isEnabled());
    QVERIFY(inbox.bytes()->toPlainText().isEmpty());
    inbox.table()->setFocus(Qt::TabFocusReason);
    QTest::keyClick(inbox.table(), Qt::Key_Down);
    QCOMPARE(inbox.table()->selectionModel()->selectedRows().front().row(), 0);
}

void TestSupportDesk::theOrderThatIsShownIsTheOneThatIsMarked() {
    Desk desk(standing(20));
    answerOrder(desk.fleet());
    Table orders;
    orders.columns = {"order", "placed", "step", "merchant_name"};
    const auto row = [](const char* id) {
        return std::vector<Cell>{Cell(std::string(id)), Cell(at(1)), Cell(std::string("placed")),
                                 Cell(std::string("K"))};
    };
    orders.rows = {row("o-9"), row("o-8"), row("o-7")};
    desk.fleet().setAnswer(QueryKind::orders, orders);
    desk.window().workspaces().show(QStringLiteral("support"));
    OrderFinder& finder = part<OrderFinder>(desk);
    const OrderPage& page = part<OrderPage>(desk);
    QTRY_COMPARE_WITH_TIMEOUT(finder.model().rowCount(), 3, 10'000);
    finder.table()->selectRow(1);
    QCOMPARE(page.shown(), QStringLiteral("o-8"));
    orders.rows.insert(orders.rows.begin(), row("o-10"));
    desk.fleet().setAnswer(QueryKind::orders, orders);
    QTRY_COMPARE_WITH_TIMEOUT(finder.model().rowCount(), 4, 10'000);
    QCOMPARE(finder.table()->selectionModel()->selectedRows().front().row(), 2);
    QCOMPARE(page.shown(), QStringLiteral("o-8"));
    desk.window().navigator().openOrder(QStringLiteral("o-7")); // from elsewhere
    QCOMPARE(finder.table()->selectionModel()->selectedRows().front().row(), 3);
    desk.window().navigator().openOrder(QStringLiteral("o-1"));
    QVERIFY(!finder.table()->selectionModel()->hasSelection());
    QCOMPARE(page.shown(), QStringLiteral("o-1"));
    desk.picture(QStringLiteral("support-marked"));
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestSupportDesk test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_support_desk.moc"
