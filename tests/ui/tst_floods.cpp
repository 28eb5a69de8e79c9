// Much of everything, through a whole node: log, lane, history, and the window over them.
#include "tests/ui/support/desk.h"
#include "tests/ui/support/node_desk.h"
#include "tests/ui/support/rounds.h"
#include "ui/bridge/command_desk.h"
#include "ui/map/map_view.h"
#include "ui/panels/alert_inbox.h"
#include "ui/panels/order_board.h"
#include "ui/panels/order_page.h"
#include "ui/panels/rider_list.h"
#include "ui/support/stall_watch.h"
#include "ui/window/alert_notices.h"
#include "ui/window/notice_bar.h"
#include "ui/window/workspaces.h"
#include "ui/workspaces/navigator.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <format>

namespace roundsman {

namespace {

constexpr int patience = 60'000;
constexpr int riders = 60;
constexpr std::chrono::milliseconds longestStall{1000};

template <typename Widget>
Widget& part(NodeDesk& desk) {
    Widget* found = desk.window().findChild<Widget*>();
    Q_ASSERT(found);
    return *found;
}

std::string place(int n) {
    const GeoPoint centre = Desk::city()->centre;
    return std::format(R"({{"latitude":{:.6f},"longitude":{:.6f}}})", centre.latitude() + 0.0003 * (n % 50),
                       centre.longitude() + 0.0003 * (n / 50 % 50));
}

bool stoodUp(const StallWatch& stalls, const char* what) {
    qInfo("%s: longest stall %.1f ms", what, static_cast<double>(stalls.longest().count()) / 1000);
    return stalls.longest() < longestStall;
}

/// A minute later: what is looked for once a minute is found.
bool tick(NodeDesk& desk) {
    static int id = 0;
    desk.advance(std::chrono::minutes(1));
    return desk.append(std::format(R"({{"type":"clock.tick","id":"minute-{}"}})", ++id));
}

/// History has everything that the log has.
bool isCommitted(NodeDesk& desk) {
    const NodeStatus status = desk.api().status();
    return !status.lanes.empty() && status.lanes.front().caughtUp &&
           status.history.documents >= status.verdicts.documents();
}

/// 500 characters in every script: right to left, emoji of many code points, a mark of direction that is never closed.
std::string longName(const char* begin) {
    QString name =
        QString::fromUtf8(begin) +
        QStringLiteral(" مطعم القاهرة בית קפה 👩‍👩‍👧‍👦🏳️‍🌈🍜 \u202E");
    while (name.size() < 500) {
        name += QStringLiteral("Überlang مطعم 🍣 ");
    }
    return name.left(499).toStdString();
}

} // namespace

class TestFloods : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tenThousandAlertsInAMinuteComeThroughTheNode();
    void anOrderWithFiveThousandEventsIsReadFromHistory();
    void namesInEveryScriptComeThroughTheNode();
};

void TestFloods::tenThousandAlertsInAMinuteComeThroughTheNode() {
    constexpr int orders = 10'000;
    NodeDesk desk(NodeDesk::Options{});
    Rounds rounds(desk, riders);
    QVERIFY(rounds.ride());
    QTRY_VERIFY_WITH_TIMEOUT(rounds.areShown(), patience);
    const QSignalSpy told(&desk.window().alertNotices(), &AlertNotices::told);
    StallWatch stalls;
    for (int n = 0; n < orders;) {
        std::string documents;
        for (const int end = n + 500; n < end; ++n) {
            documents +=
                std::format(R"({{"type":"order.placed","id":"p{0}","market":"south","subject":"o-{0}",)"
                            R"("data":{{"merchantId":"m-{1}","pickup":{2},"dropoff":{2},"promisedAt":"{3}"}}}})"
                            "\n",
                            n, n % 40, place(n), toRfc3339(desk.now() - std::chrono::minutes(20)));
        }
        QVERIFY(desk.append(documents));
        QCoreApplication::processEvents();
    }
    QVERIFY(tick(desk));
    QVERIFY(tick(desk));
    AlertInbox& inbox = part<AlertInbox>(desk);
    QTRY_VERIFY_WITH_TIMEOUT(inbox.model().open() >= static_cast<std::size_t>(orders), patience);
    QVERIFY(inbox.model().rowCount() <= static_cast<int>(AlertModel::shownAtMost));
    QTRY_VERIFY_WITH_TIMEOUT(told.count() >= 1, patience);
    QVERIFY2(told.count() <= 4, qPrintable(QString::number(told.count())));
    QTRY_VERIFY_WITH_TIMEOUT(part<OrderBoard>(desk).model().rowCount() >= 1, patience);
    QVERIFY(stoodUp(stalls, "10,000 alerts and orders"));
    desk.picture(QStringLiteral("flood-alerts"));
    stalls.restart();
    QCOMPARE(whatDoesNotWork(desk), QString());
    // One of them is taken: that goes through the log and is seen.
    desk.window().workspaces().show(QStringLiteral("dispatch"));
    QTRY_VERIFY_WITH_TIMEOUT(inbox.isVisible(), patience);
    const QSignalSpy answered(&desk.window().commands(), &CommandDesk::answered);
    QTest::mouseClick(inbox.table()->viewport(), Qt::LeftButton, {},
                      inbox.table()->visualRect(inbox.model().index(1, 0)).center());
    QTRY_VERIFY_WITH_TIMEOUT(inbox.acknowledgeButton()->isEnabled(), patience);
    QTest::mouseClick(inbox.acknowledgeButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(answered.count(), 1, patience);
    QVERIFY2(answered.front().at(1).toBool(), qPrintable(answered.front().at(2).toString()));
    // Two thousand more at once: each of them is answered.
    inbox.table()->setFocus();
    inbox.table()->selectAll();
    const auto chosen = static_cast<qsizetype>(inbox.table()->selectionModel()->selectedRows().size());
    QVERIFY(chosen > 1000);
    QTest::keyClick(inbox.table(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(desk.window().commands().pending() == 0, patience);
    QVERIFY(answered.count() >= chosen); // one of them was taken before
    QVERIFY(std::ranges::all_of(answered, [](const QList<QVariant>& answer) { return answer.at(1).toBool(); }));
    QVERIFY(stoodUp(stalls, "work among 10,000 alerts and orders"));
    QTRY_VERIFY_WITH_TIMEOUT(isCommitted(desk), patience);
    QCOMPARE(differenceToOnePass(desk), QString());
}

void TestFloods::anOrderWithFiveThousandEventsIsReadFromHistory() {
    NodeDesk desk(NodeDesk::Options{});
    Rounds rounds(desk, riders);
    QVERIFY(rounds.ride());
    QVERIFY(placeOrder(desk, "o-7", std::chrono::minutes(30)));
    for (int n = 1; n < 5000;) {
        std::string documents;
        for (const int end = std::min(n + 500, 5000); n < end; ++n) {
            documents += std::format(R"({{"type":"{}","id":"e{}","market":"south","subject":"o-7",)"
                                     R"("data":{{"riderId":"r-{}"}}}})"
                                     "\n",
                                     n % 2 == 1 ? "order.assigned" : "order.unassigned", n, 1 + n % riders);
        }
        desk.advance(std::chrono::seconds(10));
        QVERIFY(desk.append(documents));
    }
    QTRY_VERIFY_WITH_TIMEOUT(isCommitted(desk), patience);
    const StallWatch stalls;
    desk.window().navigator().openOrder(QStringLiteral("o-7"));
    OrderPage& page = part<OrderPage>(desk);
    QTRY_COMPARE_WITH_TIMEOUT(page.timeline().rowCount(), 5000, patience);
    page.timelineTable()->scrollToBottom();
    QVERIFY(rounds.ride());
    QTRY_VERIFY_WITH_TIMEOUT(rounds.areShown(), patience);
    QVERIFY(stoodUp(stalls, "an order with 5,000 events"));
    desk.picture(QStringLiteral("flood-order"));
    QCOMPARE(whatDoesNotWork(desk), QString());
}

void TestFloods::namesInEveryScriptComeThroughTheNode() {
    NodeDesk desk(NodeDesk::Options{});
    Rounds rounds(desk, riders);
    QVERIFY(rounds.ride());
    const QSize before = desk.window().size();
    const std::string merchant = longName("Kitchen");
    QVERIFY(desk.append(std::format(R"({{"type":"merchant.upserted","id":"m","market":"south","subject":"m-1",)"
                                    R"("data":{{"name":"{}","position":{}}}}})",
                                    merchant, place(3))));
    const std::string order = longName("o");
    QVERIFY(desk.append(std::format(R"({{"type":"order.placed","id":"p","market":"south","subject":"{0}",)"
                                    R"("data":{{"merchantId":"m-1","pickup":{1},"dropoff":{1},"promisedAt":"{2}"}}}})",
                                    order, place(5), toRfc3339(desk.now() + std::chrono::seconds(20)))));
    const std::string rider = longName("r");
    QVERIFY(desk.append(std::format(R"({{"driverId":"{}",{},"market":"south","status":"idle"}})", rider,
                                    place(7).substr(1, place(7).size() - 2))));
    QVERIFY(tick(desk));
    QVERIFY(tick(desk));
    QTRY_VERIFY_WITH_TIMEOUT(desk.order(order) && part<AlertInbox>(desk).model().open() >= 1, patience);
    QTRY_COMPARE_WITH_TIMEOUT(desk.window().list().model().rowCount(), riders + 1, patience);
    desk.window().select(RiderRef{PartitionNo{0}, RiderNo{riders}});
    const StallWatch stalls;
    for (const QString& id : desk.window().workspaces().ids()) {
        desk.window().workspaces().show(id);
        desk.picture(QStringLiteral("flood-names-") + id);
        QVERIFY2(desk.window().width() == before.width(), qPrintable(id));
        QVERIFY2(desk.window().minimumSizeHint().width() <= 1400, qPrintable(id));
    }
    QTRY_VERIFY_WITH_TIMEOUT(isCommitted(desk), patience);
    desk.window().navigator().openOrder(QString::fromStdString(order));
    QTRY_VERIFY_WITH_TIMEOUT(part<OrderPage>(desk).timeline().rowCount() >= 1, patience);
    desk.picture(QStringLiteral("flood-names-order"));
    QVERIFY(desk.window().width() == before.width());
    QVERIFY(stoodUp(stalls, "names of 500 characters"));
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestFloods test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_floods.moc"
