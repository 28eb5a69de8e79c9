// Dispatch on a whole node: from the button through the log and the lane to the other one's screen and to history.
#include "tests/ui/support/desk.h"
#include "tests/ui/support/eyes.h"
#include "tests/ui/support/node_desk.h"
#include "ui/bridge/command_desk.h"
#include "ui/panels/order_board.h"
#include "ui/panels/order_keeping.h"
#include "ui/panels/order_page.h"
#include "ui/panels/rider_list.h"
#include "ui/panels/surge_limit_dialog.h"
#include "ui/panels/surge_limits.h"
#include "ui/panels/surge_why.h"
#include "ui/window/notice_bar.h"
#include "ui/window/workspaces.h"
#include "ui/workspaces/navigator.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QQuickWindow>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <format>
#include <optional>
#include <utility>

namespace roundsman {

namespace {

constexpr int patience = 15'000;

template <typename Widget>
Widget& part(NodeDesk& desk, int person = 0) {
    Widget* found = desk.window(person).findChild<Widget*>();
    Q_ASSERT(found);
    return *found;
}

std::string place() {
    const GeoPoint centre = Desk::city()->centre;
    return std::format(R"("latitude":{:.6f},"longitude":{:.6f})", centre.latitude(), centre.longitude());
}

void fillMarket(NodeDesk& desk) {
    QVERIFY(desk.append(std::format(R"({{"driverId":"r-1",{},"market":"south","status":"idle"}})", place())));
    QVERIFY(desk.append(std::format(R"({{"driverId":"r-2",{},"market":"south","status":"idle"}})", place())));
    for (int n = 1; n <= 3; ++n) {
        QVERIFY(desk.append(std::format(
            R"({{"type":"order.placed","id":"p{0}","market":"south","subject":"o-{0}","data":{{"merchantId":"m-1",)"
            R"("pickup":{{{1}}},"dropoff":{{{1}}},"promisedAt":"{2}"}}}})",
            n, place(), toRfc3339(desk.now() + std::chrono::minutes(20 + n)))));
    }
}

/// The keys are theirs. Without a window manager nobody gives them back when a dialog closes.
void sitDown(QWidget& window) {
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
}

/// The board shows it, and it is the chosen one.
void choose(NodeDesk& desk, const QString& order, int person) {
    sitDown(desk.window(person));
    OrderBoard& board = part<OrderBoard>(desk, person);
    QTRY_VERIFY_WITH_TIMEOUT(board.model().rowOf(order) >= 0, patience);
    board.select(order);
    board.table()->setFocus();
}

QString keeperShown(NodeDesk& desk, const QString& order, int person) {
    OrderModel& model = part<OrderBoard>(desk, person).model();
    const int row = model.rowOf(order);
    return row < 0 ? QString()
                   : model.index(row, static_cast<int>(OrderColumn::keeper)).data(Qt::DisplayRole).toString();
}

QMessageBox* question(QWidget& window) {
    QMessageBox* found = nullptr;
    static_cast<void>(QTest::qWaitFor(
        [&] {
            found = window.findChild<QMessageBox*>();
            return found && found->isVisible();
        },
        patience));
    return found;
}

void agree(QMessageBox& box) {
    for (QAbstractButton* button : box.buttons()) {
        if (box.buttonRole(button) != QMessageBox::RejectRole) {
            QTest::mouseClick(button, Qt::LeftButton);
            return;
        }
    }
}

/// Ten customers look where one rider is idle: surge begins with the next minutes.
void busyMinute(NodeDesk& desk) {
    static int id = 0;
    for (int n = 0; n < 10; ++n) {
        QVERIFY(desk.append(
            std::format(R"({{"type":"demand.searched","id":"d{}","market":"south","subject":"c-{}","data":{{{}}}}})",
                        ++id, n, place())));
    }
    QVERIFY(desk.append(std::format(R"({{"driverId":"r-1",{},"market":"south","status":"idle"}})", place())));
    desk.advance(std::chrono::minutes(1));
    QVERIFY(desk.append(std::format(R"({{"type":"clock.tick","id":"t{}"}})", ++id)));
}

std::optional<SurgeRow> busiest(NodeDesk& desk) {
    const FramePtr frame = desk.frame();
    if (frame && frame->surge) {
        const auto row = std::ranges::find(*frame->surge, cellOf(Desk::city()->centre, 8), &SurgeRow::cell);
        return row == frame->surge->end() ? std::nullopt : std::optional(*row);
    }
    return std::nullopt;
}

} // namespace

class TestDispatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofTwoAssignmentsFromTwoConsolesOneWinsAndTheOtherIsTold();
    void aFleetThatComesByAndByIsSeenWhole();
    void whatIsChosenAndGoesLeavesNothingChosen();
    void anOrderIsTakenCareOfAndTakenOverOnPurpose();
    void aNoteIsReadByTheOthersAndStandsInTheTimeline();
    void surgeIsCappedWithAReasonAndLetGo();
};

void TestDispatch::ofTwoAssignmentsFromTwoConsolesOneWinsAndTheOtherIsTold() {
    NodeDesk desk({QStringLiteral("ann"), QStringLiteral("bob")});
    fillMarket(desk);
    QTRY_VERIFY_WITH_TIMEOUT(desk.order("o-1", 0) && desk.order("o-1", 1), patience);
    const OrderRef order{PartitionNo{0}, desk.order("o-1")->order};
    const QSignalSpy toAnn(&desk.window(0).commands(), &CommandDesk::answered);
    const QSignalSpy toBob(&desk.window(1).commands(), &CommandDesk::answered);
    desk.window(0).commands().assign(order, {PartitionNo{0}, RiderNo{0}}); // at once: neither has seen the other's
    desk.window(1).commands().assign(order, {PartitionNo{0}, RiderNo{1}});
    QTRY_COMPARE_WITH_TIMEOUT(toAnn.count(), 1, patience);
    QTRY_COMPARE_WITH_TIMEOUT(toBob.count(), 1, patience);
    const bool annWon = toAnn.front().at(1).toBool();
    QCOMPARE(toBob.front().at(1).toBool(), !annWon);
    const QSignalSpy& loser = annWon ? toBob : toAnn;
    QVERIFY(loser.front().at(2).toString().contains(QStringLiteral("somebody changed it meanwhile")));
    QTRY_COMPARE_WITH_TIMEOUT(desk.order("o-1", 0)->rider, RiderNo{annWon ? 0U : 1U}, patience);
    QTRY_COMPARE_WITH_TIMEOUT(desk.order("o-1", 1)->rider, RiderNo{annWon ? 0U : 1U}, patience);
    NoticeBar& notices = desk.window(annWon ? 1 : 0).notices(); // a line that passes could be missed
    QTRY_VERIFY2(notices.text().contains(QStringLiteral("somebody changed it meanwhile")), qPrintable(notices.text()));
    QVERIFY(desk.window(annWon ? 0 : 1).notices().text().isEmpty());
    desk.picture(QStringLiteral("two-desks-loser"), annWon ? 1 : 0);
    QTest::mouseClick(notices.findChild<QToolButton*>(), Qt::LeftButton);
    QTRY_VERIFY(notices.text().isEmpty());
}

void TestDispatch::aFleetThatComesByAndByIsSeenWhole() {
    NodeDesk desk({QStringLiteral("ann")});
    const QSignalSpy shown(&desk.map(), &MapView::fleetShown);
    const auto ride = [&desk](int rider, double north) {
        const GeoPoint centre = Desk::city()->centre;
        return desk.append(std::format(R"({{"driverId":"r-{}","latitude":{:.6f},"longitude":{:.6f},"market":"south"}})",
                                       rider, centre.latitude() + north, centre.longitude()));
    };
    QVERIFY(ride(0, 0));
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, patience);
    const double near = desk.map().camera().zoom();
    for (int rider = 1; rider < 12; ++rider) {
        QVERIFY(ride(rider, 0.01 * rider));
    }
    QTRY_VERIFY_WITH_TIMEOUT(desk.map().camera().zoom() < near - 1, patience);
    desk.map().camera().lookAt(desk.map().camera().view().centre, near); // somebody looks: it is theirs from now on
    for (int rider = 12; rider < 40; ++rider) {
        QVERIFY(ride(rider, 0.01 * rider));
    }
    QTRY_COMPARE_WITH_TIMEOUT(part<RiderList>(desk).model().rowCount(), 40, patience);
    QCOMPARE(desk.map().camera().zoom(), near);
}

void TestDispatch::whatIsChosenAndGoesLeavesNothingChosen() {
    NodeDesk desk({QStringLiteral("ann")});
    fillMarket(desk);
    choose(desk, QStringLiteral("o-2"), 0);
    OrderBoard& board = part<OrderBoard>(desk);
    QVERIFY(desk.append(R"({"type":"order.cancelled","id":"c2","market":"south","subject":"o-2","data":{}})"));
    QTRY_COMPARE_WITH_TIMEOUT(board.model().rowOf(QStringLiteral("o-2")), -1, patience);
    QVERIFY(board.model().rowCount() > 0);
    QVERIFY(!board.table()->currentIndex().isValid() && !board.table()->selectionModel()->hasSelection());
    for (const auto& [key, with] :
         {std::pair{Qt::Key_Backspace, Qt::ControlModifier}, {Qt::Key_T, Qt::ControlModifier}}) {
        QTest::keyClick(board.table(), key, with); // meant for the order that is gone
    }
    QCOMPARE(desk.window().commands().pending(), 0);

    RiderList& riders = part<RiderList>(desk);
    QTRY_COMPARE_WITH_TIMEOUT(riders.model().rowCount(), 2, patience);
    riders.table()->selectRow(0);
    const QSignalSpy chosen(&riders, &RiderList::chosen);
    QTest::keyClicks(riders.findChild<QLineEdit*>(), QStringLiteral("r-2")); // hides the one that is chosen
    QTRY_COMPARE_WITH_TIMEOUT(riders.model().rowCount(), 1, patience);
    QVERIFY(!riders.table()->currentIndex().isValid());
    QCOMPARE(chosen.count(), 0);
}

void TestDispatch::anOrderIsTakenCareOfAndTakenOverOnPurpose() {
    NodeDesk desk({QStringLiteral("ann"), QStringLiteral("bob")});
    fillMarket(desk);
    choose(desk, QStringLiteral("o-2"), 0);
    QTest::keyClick(part<OrderBoard>(desk, 0).table(), Qt::Key_T, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(keeperShown(desk, QStringLiteral("o-2"), 0), QStringLiteral("you"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(keeperShown(desk, QStringLiteral("o-2"), 1), QStringLiteral("ann"), patience);

    choose(desk, QStringLiteral("o-2"), 1); // Bob wants to assign it: he is asked first
    QTest::keyClick(part<OrderBoard>(desk, 1).table(), Qt::Key_Return, Qt::ControlModifier);
    QMessageBox* asked = question(desk.window(1));
    QVERIFY(asked && asked->text().contains(QStringLiteral("ann")));
    desk.picture(QStringLiteral("take-over"), 1);
    sitDown(*asked);
    QTest::keyClick(asked, Qt::Key_Escape);
    QTRY_VERIFY(!desk.window(1).findChild<QMessageBox*>());
    QCOMPARE(QString::fromStdString(desk.order("o-2", 1)->claimedBy), QStringLiteral("ann"));

    choose(desk, QStringLiteral("o-2"), 1);
    QTest::keyClick(part<OrderBoard>(desk, 1).table(), Qt::Key_T, Qt::ControlModifier);
    asked = question(desk.window(1));
    QVERIFY(asked);
    agree(*asked);
    QTRY_COMPARE_WITH_TIMEOUT(keeperShown(desk, QStringLiteral("o-2"), 1), QStringLiteral("you"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(keeperShown(desk, QStringLiteral("o-2"), 0), QStringLiteral("bob"), patience);
    QTest::mouseClick(part<OrderBoard>(desk, 1).mineButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(part<OrderBoard>(desk, 1).model().rowCount(), 1, patience);
    desk.picture(QStringLiteral("mine"), 1);
    choose(desk, QStringLiteral("o-2"), 1);
    QTest::keyClick(part<OrderBoard>(desk, 1).table(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(desk.order("o-2", 0)->claimedBy.empty(), patience);
}

void TestDispatch::aNoteIsReadByTheOthersAndStandsInTheTimeline() {
    NodeDesk desk({QStringLiteral("ann"), QStringLiteral("bob")}, ThemeChoice::light);
    fillMarket(desk);
    choose(desk, QStringLiteral("o-3"), 0);
    QTest::keyClick(part<OrderBoard>(desk, 0).table(), Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(openOf<QInputDialog>(desk.window(0)), patience);
    auto* const dialog = openOf<QInputDialog>(desk.window(0));
    QTest::keyClicks(dialog->findChild<QLineEdit*>(), QStringLiteral("Ring at the side door"));
    QTest::keyClick(dialog->findChild<QLineEdit*>(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(keeperShown(desk, QStringLiteral("o-3"), 1), QStringLiteral("1 note"), patience);

    desk.window(1).activateWindow();
    desk.window(1).navigator().openOrder(QStringLiteral("o-3"));
    OrderPage& page = part<OrderPage>(desk, 1);
    QTRY_COMPARE_WITH_TIMEOUT(page.timeline().rowCount(), 2, patience);
    QTest::mouseClick(page.keeping().claimButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(page.keeping().text().startsWith(QStringLiteral("You take care of it")), patience);
    QTest::keyClicks(page.keeping().noteField(), QStringLiteral("Called, she waits"));
    QTest::keyClick(page.keeping().noteField(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(page.timeline().rowCount(), 4, patience);
    const auto said = [&](int row, int column) {
        return page.timeline().index(row, column).data(Qt::DisplayRole).toString();
    };
    QCOMPARE(said(1, 1), QStringLiteral("Note"));
    QCOMPARE(said(1, 3), QStringLiteral("Ring at the side door"));
    QCOMPARE(said(1, 4), QStringLiteral("ann"));
    QCOMPARE(said(2, 1), QStringLiteral("Taken care of"));
    QCOMPARE(said(3, 3), QStringLiteral("Called, she waits"));
    QCOMPARE(said(3, 4), QStringLiteral("bob"));
    QVERIFY(page.keeping().noteField()->text().isEmpty());
    desk.picture(QStringLiteral("order-page-notes"), 1);
}

void TestDispatch::surgeIsCappedWithAReasonAndLetGo() {
    NodeDesk desk({QStringLiteral("ann")});
    fillMarket(desk);
    for (int n = 0; n < 3; ++n) {
        busyMinute(desk);
    }
    QTRY_VERIFY_WITH_TIMEOUT(busiest(desk) && busiest(desk)->steps.shown > 1.4, patience);
    SurgeLimits& limits = part<SurgeLimits>(desk);
    Workspaces::bringForward(desk.window().findChild<QDockWidget*>(QStringLiteral("surge-limits")));
    QTest::mouseClick(limits.addButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(openOf<SurgeLimitDialog>(desk.window()), patience);
    auto* const dialog = openOf<SurgeLimitDialog>(desk.window());
    QVERIFY2(dialog->place() == nullptr, "nobody chooses for people where it is");
    dialog->whereBox()->setFocus();
    QTest::keyClicks(dialog->whereBox(), QStringLiteral("All of s"));
    QCOMPARE(dialog->whereBox()->currentText(), QStringLiteral("All of south"));
    QVERIFY2(!dialog->sendButton()->isEnabled(), "a reason is needed");
    dialog->capField()->setFocus();
    dialog->capField()->selectAll();
    QTest::keyClicks(dialog->capField(), dialog->capField()->locale().toString(1.2, 'f', 1));
    dialog->reasonField()->setFocus();
    QTest::keyClicks(dialog->reasonField(), QStringLiteral("Market day: riders are on their way"));
    desk.picture(QStringLiteral("hold-surge-back"));
    QTest::keyClick(dialog->reasonField(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(limits.model().rowCount(), 1, patience);
    busyMinute(desk);
    QTRY_VERIFY_WITH_TIMEOUT(busiest(desk) && busiest(desk)->inputs.capLimit == 1.2, patience);
    QCOMPARE(busiest(desk)->steps.multiplier, 1.2);

    desk.map().setLayers(bitOf(MapLayer::surge));
    desk.map().camera().lookAt(worldOf(cellCentre(cellOf(Desk::city()->centre, 8))), 13.2);
    const QPoint middle(desk.map().window()->width() / 2 + 40, desk.map().window()->height() / 2 + 30);
    const auto shows = [&](const auto& picture) {
        return picture && picture->view == desk.map().camera().view();
    };
    // Of the riders as well: a group of an older view would take the click.
    QTRY_VERIFY_WITH_TIMEOUT(shows(desk.map().layers()->shown()) && shows(desk.map().layer()->shown()), patience);
    QTest::mouseClick(desk.map().window(), Qt::LeftButton, {}, middle);
    QTRY_VERIFY_WITH_TIMEOUT(openOf<SurgeWhy>(desk.window()), patience);
    auto* const why = openOf<SurgeWhy>(desk.window());
    bool told = false;
    for (const QLabel* label : why->findChildren<QLabel*>()) {
        told = told || (label->text().contains(QStringLiteral("Capped at 1.2 by ann")) &&
                        label->text().contains(QStringLiteral("Market day")));
    }
    desk.picture(QStringLiteral("why-capped"));
    QVERIFY(told);
    QTest::keyClick(why, Qt::Key_Escape);
    QTRY_VERIFY(!desk.window().findChild<SurgeWhy*>());
    desk.picture(QStringLiteral("surge-limits"));

    sitDown(desk.window());
    limits.table()->setFocus();
    QTest::keyClick(limits.table(), Qt::Key_Down);
    QList<RecordRef> asked;
    const auto hearing = QObject::connect(&desk.window().navigator(), &Navigator::recordAsked, &desk.window(),
                                          [&](RecordRef record) { asked << record; });
    const DocumentRef set = limits.model().at(0).limit.document;
    QVERIFY(limits.table()->actions().contains(limits.recordAction())); // its menu's
    QTest::keyClick(limits.table(), Qt::Key_R, Qt::ControlModifier);
    QObject::disconnect(hearing);
    QCOMPARE(asked, (QList{RecordRef{PartitionNo{0}, set.offset, set.index}}));
    desk.window().workspaces().show(QStringLiteral("dispatch"));
    Workspaces::bringForward(desk.window().findChild<QDockWidget*>(QStringLiteral("surge-limits")));
    sitDown(desk.window());
    limits.table()->setFocus();
    QTest::keyClick(limits.table(), Qt::Key_Delete);
    QTRY_COMPARE_WITH_TIMEOUT(limits.model().rowCount(), 0, patience);
    busyMinute(desk);
    QTRY_VERIFY_WITH_TIMEOUT(busiest(desk) && busiest(desk)->inputs.capLimit == 0, patience);
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestDispatch test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_dispatch.moc"
