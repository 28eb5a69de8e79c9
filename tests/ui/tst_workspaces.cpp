#include "tests/ui/support/desk.h"
#include "tests/ui/support/eyes.h"
#include "ui/bridge/command_desk.h"
#include "ui/models/rider_drag.h"
#include "ui/panels/alert_inbox.h"
#include "ui/panels/assign_dialog.h"
#include "ui/panels/density_strip.h"
#include "ui/panels/order_board.h"
#include "ui/panels/rider_list.h"
#include "ui/panels/surge_why.h"
#include "ui/window/workspaces.h"
#include "ui/workspaces/pipeline_workspace.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QQuickWindow>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <format>
#include <memory>

namespace roundsman {

namespace {

/// The first row of the board whose order nobody has.
int unassignedRow(Desk& desk, OrderBoard& board) {
    for (int row = 0; row < board.model().rowCount(); ++row) {
        const OrderView* order = orderOf(desk.fleet().picture(), board.model().refAt(row));
        if (order && order->rider == noRider) {
            return row;
        }
    }
    return -1;
}

} // namespace

/// The workspaces, each with its main tasks, as people do them.
class TestWorkspaces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWorkspaceIsOneKeyAwayAndKeepsItsLayout();
    void aDetachedPanelStaysWhereItWasPut();
    void ordersStandByTheirPromiseAndTheLateOnesAreMarked();
    void anOrderIsAssignedByKeyboardAlone();
    void whoCouldTakeAnOrderIsToldAnewAndTheMarkedOneStaysMarked();
    void aRiderDroppedOnAnOrderIsAssigned();
    void ofTwoAssignmentsOneWinsAndTheOtherIsTold();
    void anAlertIsTakenAndAnotherPutOff();
    void severalAlertsAreTakenAndPutOffTogether();
    void aClickOnSurgeSaysWhy();
    void layersAreSwitchedOneByOne();
    void filteringRidersGoesToWhereTheyAre();
    void toolsOfTheMapAreThereWhereTheMapIs();
    void thePipelineShowsLanesVerdictsAndLogLines();
    void whoReadsInTheLogLinesReadsOnAndWhoWatchesSeesTheNewest();
    void thePipelineSaysWhenTheDiskWillBeFull();
    void thePipelineSaysWhatWaitsToLeave();
    void anAlertIsLookedAtOnTheMapOfItsOwnTime();
    void everyControlHasAnAccessibleName();
};

void TestWorkspaces::aWorkspaceIsOneKeyAwayAndKeepsItsLayout() {
    Desk desk(standing(50));
    Workspaces& workspaces = desk.window().workspaces();
    QCOMPARE(workspaces.current(), QStringLiteral("dispatch"));
    QDockWidget* riders = desk.window().findChild<QDockWidget*>(QStringLiteral("riders"));
    QVERIFY(riders->isVisible());
    riders->close();
    const Qt::Key keys[] = {Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_4, Qt::Key_5};
    for (std::size_t n = std::size(keys); n-- > 0;) {
        QTest::keyClick(&desk.window(), keys[n], Qt::ControlModifier);
        QTRY_COMPARE(workspaces.current(), workspaces.ids()[static_cast<qsizetype>(n)]);
        desk.picture(QStringLiteral("workspace-") + workspaces.current());
    }
    QVERIFY2(!riders->isVisible(), "what was closed here stays closed here");
    workspaces.resetLayout();
    QVERIFY(riders->isVisible());
}

void TestWorkspaces::aDetachedPanelStaysWhereItWasPut() {
    Desk desk(standing(50));
    Workspaces& workspaces = desk.window().workspaces();
    auto* orders = desk.window().findChild<QDockWidget*>(QStringLiteral("orders"));
    orders->setFloating(true);
    orders->setGeometry(900, 300, 620, 400);
    QTRY_VERIFY(orders->isVisible() && orders->geometry() == QRect(900, 300, 620, 400));
    for (const char* workspace : {"support", "merchant", "dispatch", "support"}) {
        workspaces.show(QString::fromLatin1(workspace));
        QVERIFY(orders->isVisible() && orders->isFloating());
        QTRY_COMPARE(orders->geometry(), QRect(900, 300, 620, 400));
    }
    workspaces.show(QStringLiteral("dispatch"));
    orders->setFloating(false); // back in the window, it is Dispatch's again
    workspaces.show(QStringLiteral("support"));
    QVERIFY(!orders->isVisible());
}

void TestWorkspaces::ordersStandByTheirPromiseAndTheLateOnesAreMarked() {
    Desk desk(standing(400));
    OrderModel& model = part<OrderBoard>(desk).model();
    QTRY_VERIFY(model.rowCount() > 50);
    EventTime before{};
    for (int row = 0; row < model.rowCount(); ++row) {
        const OrderView* order = orderOf(desk.fleet().picture(), model.refAt(row));
        QVERIFY(order && order->promisedAt >= before);
        before = order->promisedAt;
    }
    QCOMPARE(model.index(0, 0).data(OrderModel::riskRole).toInt(), static_cast<int>(Risk::late));
    part<OrderBoard>(desk).troubleButton()->click();
    QTRY_COMPARE(static_cast<std::size_t>(model.rowCount()), model.counts().late + model.counts().atRisk);
    const DensityStrip& strip = part<DensityStrip>(desk);
    const QString late = QStringLiteral("late: %1 orders, %1 of them late or at risk; ").arg(strip.bars()[0].orders);
    QVERIFY2(strip.bars()[0].orders > 1 && strip.accessibleDescription().startsWith(late),
             qPrintable(strip.accessibleDescription())); // for who cannot hover
    desk.picture(QStringLiteral("orders-in-trouble"));
}

void TestWorkspaces::anOrderIsAssignedByKeyboardAlone() {
    Desk desk(standing(300));
    OrderBoard& board = part<OrderBoard>(desk);
    QTRY_VERIFY(board.model().rowCount() > 20);
    const int row = unassignedRow(desk, board);
    QVERIFY(row >= 0);
    const OrderRef order = board.model().refAt(row);
    board.table()->setFocus();
    board.table()->selectRow(row);
    QTest::keyClick(board.table(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(openOf<AssignDialog>(desk.window()));
    auto* const dialog = openOf<AssignDialog>(desk.window());
    QVERIFY(!dialog->suggestions().empty());
    const RiderRef wanted = dialog->suggestions()[1].rider;
    desk.picture(QStringLiteral("assign"));
    QTest::keyClick(dialog->field(), Qt::Key_Down);
    QTest::keyClick(dialog->field(), Qt::Key_Return);
    QVERIFY(!desk.fleet().commands().empty());
    const QSignalSpy answered(&desk.window().commands(), &CommandDesk::answered);
    desk.fleet().step(Millis{50});
    QTRY_COMPARE(answered.count(), 1);
    QVERIFY(answered.front().at(1).toBool());
    QCOMPARE(orderOf(desk.fleet().picture(), order)->rider, wanted.rider);
}

void TestWorkspaces::whoCouldTakeAnOrderIsToldAnewAndTheMarkedOneStaysMarked() {
    Desk desk(standing(300));
    OrderBoard& board = part<OrderBoard>(desk);
    QTRY_VERIFY(board.model().rowCount() > 20);
    const int free = unassignedRow(desk, board);
    board.table()->selectRow(free);
    const Picture before = desk.fleet().picture();
    const GeoPoint door = orderOf(before, board.model().refAt(free))->pickup;
    const EventTime now = before.lanes.front()->now();
    board.assign();
    QTRY_VERIFY(openOf<AssignDialog>(desk.window()));
    auto* const dialog = openOf<AssignDialog>(desk.window());
    QVERIFY(dialog->suggestions().size() > 5);
    QTest::keyClick(dialog->field(), Qt::Key_Down);
    const RiderRef marked = dialog->suggestions()[1].rider;
    const auto markedNow = [&] {
        const int row = dialog->list()->currentRow();
        return row < 0 ? std::nullopt : std::optional(dialog->suggestions()[static_cast<std::size_t>(row)].rider);
    };
    desk.fleet().edit(marked.rider, [&](RiderDot& dot) { // he stands before the door
        dot.position = door;
        dot.logTime = now - Millis{7000};
    });
    desk.fleet().step(Millis{1});
    QTRY_VERIFY(dialog->suggestions().front().rider == marked);
    QCOMPARE(markedNow(), std::optional(marked));
    QVERIFY(dialog->list()->currentItem()->text().contains(QStringLiteral("heard 7 s ago")));
    desk.fleet().edit(marked.rider, [](RiderDot& dot) { dot.status = RiderStatus::offline; });
    desk.fleet().step(Millis{1});
    QTRY_VERIFY(dialog->suggestions().front().rider != marked);
    QVERIFY2(!markedNow(), "Enter does not mean another by itself");
    QTest::keyClick(dialog->field(), Qt::Key_Return);
    QVERIFY(desk.fleet().commands().empty());
    QTest::keyClick(dialog->field(), Qt::Key_Down);
    QCOMPARE(markedNow(), std::optional(dialog->suggestions().front().rider));
}

void TestWorkspaces::aRiderDroppedOnAnOrderIsAssigned() {
    Desk desk(standing(200));
    OrderBoard& board = part<OrderBoard>(desk);
    QTRY_VERIFY(board.model().rowCount() > 10);
    const OrderRef order = board.model().refAt(unassignedRow(desk, board));
    const std::unique_ptr<QMimeData> dragged(mimeDataOf(desk.rider(7)));
    const QModelIndex where = board.model().index(board.model().rowOf(order), 2);
    QVERIFY(board.model().canDropMimeData(dragged.get(), Qt::LinkAction, -1, -1, where));
    QVERIFY(board.model().dropMimeData(dragged.get(), Qt::LinkAction, -1, -1, where));
    QVERIFY(desk.window().commands().pending() > 0);
    desk.fleet().step(Millis{50});
    QTRY_COMPARE(desk.window().commands().pending(), 0);
    QCOMPARE(orderOf(desk.fleet().picture(), order)->rider, RiderNo{7});
}

void TestWorkspaces::ofTwoAssignmentsOneWinsAndTheOtherIsTold() {
    Desk desk(standing(200));
    OrderBoard& board = part<OrderBoard>(desk);
    QTRY_VERIFY(board.model().rowCount() > 10);
    const OrderRef order = board.model().refAt(unassignedRow(desk, board));
    desk.fleet().editOrder(order.order, [](OrderView& view) { // somebody else was quicker; no frame has told us yet
        view.rider = RiderNo{3};
        ++view.version;
    });
    const QSignalSpy answered(&desk.window().commands(), &CommandDesk::answered);
    desk.window().commands().assign(order, desk.rider(8));
    desk.fleet().step(Millis{50});
    QTRY_COMPARE(answered.count(), 1);
    QVERIFY(!answered.front().at(1).toBool());
    QVERIFY(answered.front().at(2).toString().contains(QStringLiteral("somebody changed it meanwhile")));
    QCOMPARE(orderOf(desk.fleet().picture(), order)->rider, RiderNo{3});
    desk.picture(QStringLiteral("refused"));
}

void TestWorkspaces::anAlertIsTakenAndAnotherPutOff() {
    Desk desk(standing(300));
    AlertInbox& inbox = part<AlertInbox>(desk);
    QTRY_VERIFY(inbox.model().rowCount() > 2);
    const auto open = inbox.model().unacknowledged();
    inbox.table()->selectRow(0);
    QTest::mouseClick(inbox.acknowledgeButton(), Qt::LeftButton);
    desk.fleet().step(Millis{50});
    QTRY_COMPARE(inbox.model().unacknowledged(), open - 1);
    const int rows = inbox.model().rowCount();
    inbox.table()->selectRow(0);
    QTest::mouseClick(inbox.snoozeButton(), Qt::LeftButton);
    QTRY_COMPARE(inbox.model().rowCount(), rows - 1);
    QCOMPARE(inbox.model().snoozed(), std::size_t{1});
    desk.picture(QStringLiteral("alerts"));
    Desk::Options again = standing(300);
    again.settings = desk.settings();
    Desk tomorrow(again);
    QTRY_COMPARE(part<AlertInbox>(tomorrow).model().snoozed(), std::size_t{1});
    part<AlertInbox>(tomorrow).wake();
    QVERIFY(tomorrow.settings().contains("snoozed={}"));
}

void TestWorkspaces::severalAlertsAreTakenAndPutOffTogether() {
    Desk desk(standing(300));
    AlertInbox& inbox = part<AlertInbox>(desk);
    QTRY_VERIFY(inbox.model().rowCount() > 4);
    const auto open = inbox.model().unacknowledged();
    QTableView& list = *inbox.table();
    const auto click = [&](int row, Qt::KeyboardModifiers with) {
        QTest::mouseClick(list.viewport(), Qt::LeftButton, with, list.visualRect(list.model()->index(row, 1)).center());
    };
    click(0, Qt::NoModifier);
    QVERIFY(inbox.evidenceButton()->isEnabled());
    click(2, Qt::ShiftModifier);
    QVERIFY2(!inbox.evidenceButton()->isEnabled(), "evidence is of one");
    const QString last = QString::fromStdString(inbox.model().at(2).alert.id);
    QTest::mouseClick(inbox.acknowledgeButton(), Qt::LeftButton);
    desk.fleet().step(Millis{50});
    QTRY_COMPARE(inbox.model().unacknowledged(), open - 3);
    // They are other rows now, and chosen still.
    QCOMPARE(list.selectionModel()->selectedRows().size(), 3);
    QVERIFY(std::ranges::any_of(list.selectionModel()->selectedRows(), [&](const QModelIndex& index) {
        return QString::fromStdString(inbox.model().at(index.row()).alert.id) == last;
    }));
    const int rows = inbox.model().rowCount();
    QTest::mouseClick(inbox.snoozeButton(), Qt::LeftButton);
    QTRY_COMPARE(inbox.model().rowCount(), rows - 3);
    inbox.wake();
    QTRY_COMPARE(inbox.model().rowCount(), rows);
}

void TestWorkspaces::aClickOnSurgeSaysWhy() {
    Desk desk(standing(4));
    desk.map().setLayers(bitOf(MapLayer::surge));
    desk.map().camera().lookAt(worldOf(Desk::city()->centre), 13);
    QVERIFY(desk.waitForPicture());
    const QPoint middle(desk.mapWindow()->width() / 2, desk.mapWindow()->height() / 2);
    QTRY_VERIFY(desk.map().layers()->shown() != nullptr);
    QVERIFY(desk.map().layer()->ridersNear(middle, 1).empty());
    QTest::mouseClick(desk.mapWindow(), Qt::LeftButton, {}, middle);
    QTRY_VERIFY(openOf<SurgeWhy>(desk.window()));
    auto* const why = openOf<SurgeWhy>(desk.window());
    QVERIFY(why->windowTitle().contains(QStringLiteral("2.0")));
    desk.picture(QStringLiteral("why-surge"));
    QTest::keyClick(why, Qt::Key_Escape);
}

void TestWorkspaces::layersAreSwitchedOneByOne() {
    Desk desk(standing(200));
    desk.map().setClusters(false);
    desk.map().camera().lookAt(worldOf(Desk::city()->centre), 13.4);
    for (QAction* action : desk.window().actions().layers->actions()) {
        action->setChecked(false);
    }
    desk.map().setLayers(0);
    for (QAction* action : desk.window().actions().layers->actions()) {
        action->trigger();
        QVERIFY(action->isChecked());
    }
    QCOMPARE(desk.map().layersShown(), allLayers);
    QTRY_VERIFY(desk.map().layers()->shown() && desk.map().layers()->shown()->view == desk.map().camera().view());
    desk.picture(QStringLiteral("layers"));
}

void TestWorkspaces::filteringRidersGoesToWhereTheyAre() {
    Desk desk(standing(20));
    desk.window().workspaces().show(QStringLiteral("support"));
    desk.window().actions().filter->trigger();
    QCOMPARE(desk.window().workspaces().current(), QStringLiteral("dispatch"));
    QTRY_VERIFY(desk.window().list().filterField()->hasFocus());
}

void TestWorkspaces::toolsOfTheMapAreThereWhereTheMapIs() {
    Desk desk(standing(20));
    const auto shown = [&] {
        int found = 0;
        for (const QToolButton* button : desk.window().findChildren<QToolButton*>()) {
            found += button->isVisible() && button->defaultAction() == desk.window().actions().fit ? 1 : 0;
        }
        return found;
    };
    QCOMPARE(shown(), 1);
    desk.window().workspaces().show(QStringLiteral("support"));
    QTRY_COMPARE(shown(), 0);
    const double zoom = desk.map().camera().zoom();
    desk.window().actions().zoomIn->trigger();
    QCOMPARE(desk.map().camera().zoom(), zoom); // what nobody sees does not move
    desk.window().actions().fit->trigger();
    QCOMPARE(desk.window().workspaces().current(), QStringLiteral("dispatch"));
    QTRY_COMPARE(shown(), 1);
}

void TestWorkspaces::thePipelineShowsLanesVerdictsAndLogLines() {
    Desk desk(standing(100));
    desk.window().workspaces().show(QStringLiteral("pipeline"));
    PipelinePage& page = part<PipelinePage>(desk);
    QTRY_COMPARE(page.lanes().rowCount(), 1);
    QTRY_VERIFY(page.verdicts().rowCount() >= 4);
    LogPane& log = part<LogPane>(desk);
    QTRY_COMPARE(log.model().rowCount(), 2);
    QTest::keyClicks(log.filterField(), QStringLiteral("slowly"));
    QTRY_COMPARE(log.model().rowCount(), 1);
    desk.picture(QStringLiteral("pipeline"));
}

void TestWorkspaces::whoReadsInTheLogLinesReadsOnAndWhoWatchesSeesTheNewest() {
    constexpr int kept = 500; // as the node keeps
    Desk desk(standing(10));
    const auto tell = [&](int first) {
        std::vector<std::string> lines;
        for (int n = first; n < first + kept; ++n) {
            lines.push_back(std::format(
                R"({{"time":"2026-11-21T09:00:00.000Z","level":"info","part":"log","message":"line {}"}})", n));
        }
        desk.fleet().setLogLines(std::move(lines));
    };
    tell(0);
    desk.window().workspaces().show(QStringLiteral("pipeline"));
    LogPane& log = part<LogPane>(desk);
    QTableView& table = *log.table();
    constexpr int message = 3;
    const auto wordsAt = [&](QPoint place) {
        return table.model()->index(table.rowAt(place.y()), message).data().toString();
    };
    const QScrollBar& bar = *table.verticalScrollBar();
    const auto showsNewest = [&](int last) {
        const QModelIndex below = log.model().index(kept - 1, message);
        return below.data().toString() == QStringLiteral("line %1").arg(last) && bar.value() == bar.maximum();
    };
    QTRY_VERIFY(showsNewest(kept - 1));
    tell(40); // as many lines as before, and others
    QTRY_VERIFY(showsNewest(kept + 39));

    table.selectRow(200);
    table.scrollTo(log.model().index(200, 0), QAbstractItemView::PositionAtTop);
    const QString top = wordsAt({});
    QCOMPARE(top, QStringLiteral("line 240"));
    tell(75);
    QTRY_COMPARE(log.model().index(kept - 1, message).data().toString(), QStringLiteral("line %1").arg(kept + 74));
    QCOMPARE(wordsAt({}), top);
    const QModelIndexList chosen = table.selectionModel()->selectedRows(message);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.front().data().toString(), top);

    table.verticalScrollBar()->setValue(bar.maximum());
    tell(90);
    QTRY_VERIFY(showsNewest(kept + 89));
    desk.window().resize(desk.window().width(), desk.window().height() - 60); // less room changes nothing of that
    QTRY_VERIFY(showsNewest(kept + 89));
}

void TestWorkspaces::thePipelineSaysWhenTheDiskWillBeFull() {
    Desk desk(standing(100));
    Table storage;
    storage.columns = {"what", "bytes", "rows", "bytes_a_day", "days_left"};
    storage.rows = {
        {Cell(std::string("trails")), Cell(std::int64_t{3} << 30), Cell(std::int64_t{40'000'000})},
        {Cell(std::string("free")), Cell(std::int64_t{9} << 30), Cell(), Cell(std::int64_t{1} << 30), Cell(9.4)}};
    desk.fleet().setAnswer(QueryKind::storage, storage);
    desk.window().workspaces().show(QStringLiteral("pipeline"));
    PipelinePage& page = part<PipelinePage>(desk);
    const auto shown = [&] {
        for (const QLabel* label : page.findChildren<QLabel*>()) {
            if (label->isVisible() && label->text() == QStringLiteral("9 days, at 1.0 GB of trails a day")) {
                return true;
            }
        }
        return false;
    };
    QTRY_VERIFY2_WITH_TIMEOUT(shown(), qPrintable(page.diskLasts()), 15'000);
    desk.picture(QStringLiteral("pipeline-disk"));
    storage.rows.back().back() = Cell();
    QCOMPARE(diskLastsText(storage), QStringLiteral("not known before the first day's trails"));
    storage.rows.back().back() = Cell(0.5);
    QVERIFY(diskLastsText(storage).startsWith(QStringLiteral("less than two days")));
    storage.rows.back().back() = Cell(40'000.0);
    QVERIFY(diskLastsText(storage).startsWith(QStringLiteral("over ten years")));
}

void TestWorkspaces::thePipelineSaysWhatWaitsToLeave() {
    Desk desk(standing(100));
    desk.window().workspaces().show(QStringLiteral("pipeline"));
    PipelinePage& page = part<PipelinePage>(desk);
    QCOMPARE(page.outbox().rowCount(), 0);
    desk.fleet().dressStatus([](NodeStatus& status) {
        status.outbox = {{.name = "kafka", .waiting = 0, .oldest = {}, .sent = 4'182'903, .setAside = 0, .trouble = {}},
                         {.name = "shop",
                          .waiting = 312,
                          .oldest = Millis{84'000},
                          .sent = 20'117,
                          .setAside = 3,
                          .trouble = "webhook shop: 503 Service Unavailable"}};
    });
    QTRY_COMPARE(page.outbox().rowCount(), 2);
    const auto words = [&](int row, int column) {
        return page.outbox().index(row, column).data().toString();
    };
    QCOMPARE(words(0, 5), QStringLiteral("all arrived"));
    QCOMPARE(words(1, 0), QStringLiteral("shop"));
    QCOMPARE(words(1, 1), QStringLiteral("312"));
    QCOMPARE(words(1, 4), QStringLiteral("3"));
    QCOMPARE(words(1, 5), QStringLiteral("webhook shop: 503 Service Unavailable"));
    desk.picture(QStringLiteral("pipeline-outbox"));
}

void TestWorkspaces::anAlertIsLookedAtOnTheMapOfItsOwnTime() {
    Desk desk(standing(300));
    AlertInbox& inbox = part<AlertInbox>(desk);
    QTRY_VERIFY(inbox.model().rowCount() > 2);
    inbox.table()->selectRow(1);
    const AlertRow alert = inbox.model().at(1).alert;
    QCOMPARE(alert.kind, AlertKind::lateOrder);
    const auto& orders = *desk.fleet().picture().lanes.front()->openOrders;
    const auto order = std::ranges::find(orders, alert.subject, &OrderView::id);
    QVERIFY(order != orders.end());
    const GeoPoint door = order->dropoff;
    QTest::mouseClick(inbox.thenButton(), Qt::LeftButton);
    QCOMPARE(desk.window().workspaces().current(), QStringLiteral("history"));
    QTRY_VERIFY(!desk.map().fleet().lanes.empty() && desk.map().fleet().lanes.front()->laneTime == alert.raisedAt);
    const MapView& map = desk.map();
    const QPointF middle(map.width() / 2.0, map.height() / 2.0);
    QTRY_VERIFY((desk.map().camera().view().toScreen(worldOf(door)) - middle).manhattanLength() < 4);
    desk.picture(QStringLiteral("alert-then"));
}

void TestWorkspaces::everyControlHasAnAccessibleName() {
    Desk desk(standing(20));
    for (const QString& id : desk.window().workspaces().ids()) {
        desk.window().workspaces().show(id);
        for (QWidget* widget : desk.window().findChildren<QWidget*>()) {
            const bool isControl = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QLineEdit*>(widget) ||
                                   qobject_cast<QTableView*>(widget) || qobject_cast<QComboBox*>(widget) ||
                                   qobject_cast<QPlainTextEdit*>(widget);
            if (!isControl || !widget->isVisible() || widget->objectName().startsWith(QStringLiteral("qt_"))) {
                continue;
            }
            const auto* button = qobject_cast<QAbstractButton*>(widget);
            const QString name = !widget->accessibleName().isEmpty() ? widget->accessibleName()
                                 : button                            ? button->text()
                                                                     : QString();
            const bool innerPart = qobject_cast<QLineEdit*>(widget->parentWidget()) != nullptr || // its clear button
                                   qobject_cast<QTableView*>(widget->parentWidget()) != nullptr;  // its corner
            QVERIFY2(
                innerPart || !name.isEmpty(),
                qPrintable(id + u' ' + QLatin1String(widget->metaObject()->className()) + u' ' + widget->toolTip()));
        }
    }
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestWorkspaces test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_workspaces.moc"
