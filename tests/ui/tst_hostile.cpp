#include "tests/ui/support/desk.h"
#include "ui/panels/alert_inbox.h"
#include "ui/panels/order_page.h"
#include "ui/panels/rider_list.h"
#include "ui/panels/search_dialog.h"
#include "ui/support/stall_watch.h"
#include "ui/window/alert_notices.h"
#include "ui/window/notice_bar.h"
#include "ui/window/workspaces.h"
#include "ui/workspaces/navigator.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

namespace roundsman {

namespace {

/// The bar of a quiet machine is 100 ms; this holds on one that compiles meanwhile.
constexpr std::chrono::milliseconds longestStall{1000};

/// 500 characters: Latin, right to left, emoji that are many code points, and a mark of direction that is never closed.
QString longName(const QString& begin) {
    QString name =
        begin +
        QStringLiteral(" مطعم القاهرة בית קפה 👩‍👩‍👧‍👦🏳️‍🌈🍜 \u202E");
    while (name.size() < 500) {
        name += QStringLiteral("Überlang ‎مطعم 🍣 ");
    }
    return name.left(500);
}

AlertRow alert(std::size_t number, EventTime raised) {
    AlertRow row;
    row.kind = AlertKind::lateOrder;
    row.severity = number % 3 == 0 ? Severity::critical : Severity::warning;
    row.market = MarketNo{0};
    row.subject = "o-" + std::to_string(number);
    row.id = "late_order:" + row.subject + ":1";
    row.message = "order " + row.subject + " is past its promise";
    row.raisedAt = raised;
    row.first = {Offset{3}, 0};
    row.last = {Offset{9}, 1};
    return row;
}

bool stillAnswers(Desk& desk, const StallWatch& stalls, const char* what) {
    const QStringList ids = desk.window().workspaces().ids();
    for (const QString& id : ids) {
        desk.window().workspaces().show(id);
        QCoreApplication::processEvents();
    }
    desk.window().workspaces().show(ids.front());
    qInfo("%s: longest stall %.1f ms", what, static_cast<double>(stalls.longest().count()) / 1000);
    return stalls.longest() < longestStall;
}

} // namespace

/// Days on which much goes wrong: the window stays usable and says what is going on.
class TestHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLostNodeIsSaidAboveTheOldPicture();
    void aFullDiskIsSaidAndTheWindowGoesOn();
    void settingsThatCannotBeReadAreSetAsideAndSpokenOf_data();
    void settingsThatCannotBeReadAreSetAsideAndSpokenOf();
    void tenThousandAlertsAMinuteAreCountedAndFewAreTold();
    void anOrderWithFiveThousandEventsOpensAtOnce();
    void endlessNamesInEveryScriptWidenNothing();
};

void TestHostile::aLostNodeIsSaidAboveTheOldPicture() {
    Desk desk(standing(200));
    QVERIFY(desk.waitForPicture());
    NoticeBar& notices = desk.window().notices();
    QVERIFY(notices.text().isEmpty());
    desk.fleet().dressStatus([](NodeStatus& status) {
        status.ready = false;
        status.trouble = "the data folder /srv/roundsman is gone; it is tried again in 8 s";
        status.now += std::chrono::seconds(40);
        status.lanes.clear();
    });
    QTRY_VERIFY(notices.text().contains(QStringLiteral("is gone")));
    QVERIFY2(notices.text().contains(QStringLiteral("40 s ago")), qPrintable(notices.text()));
    const StallWatch stalls;
    QVERIFY(stillAnswers(desk, stalls, "without a node"));
    desk.picture(QStringLiteral("hostile-node-lost"));
    desk.fleet().dressStatus({});
    QTRY_VERIFY(notices.text().isEmpty());
}

void TestHostile::aFullDiskIsSaidAndTheWindowGoesOn() {
    Desk desk(standing(200));
    desk.fleet().dressStatus([](NodeStatus& status) {
        status.history.kept = true;
        status.history.trouble = "history.db: database or disk is full; free some space, it goes on by itself";
    });
    NoticeBar& notices = desk.window().notices();
    QTRY_VERIFY(notices.text().contains(QStringLiteral("disk is full")));
    QVERIFY(desk.waitForPicture()); // riders move on
    QVERIFY(notices.text().contains(QStringLiteral("What is shown goes on")));
    desk.picture(QStringLiteral("hostile-disk-full"));
    desk.fleet().dressStatus({});
    QTRY_VERIFY(notices.text().isEmpty());
}

void TestHostile::settingsThatCannotBeReadAreSetAsideAndSpokenOf_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no text") << QByteArray("\x7f\x45LF\0\0\0\x01\xff\xfe", 10);
    QTest::newRow("not UTF-8") << QByteArray("[window]\ntheme=\xc3\x28\n");
    QTest::newRow("no settings") << QByteArray("<html>\n<body>this is no settings file</body>\n</html>\n");
}

void TestHostile::settingsThatCannotBeReadAreSetAsideAndSpokenOf() {
    QFETCH(const QByteArray, bytes);
    Desk::Options options = standing(20);
    options.settings = bytes;
    Desk desk(options);
    const QString said = desk.window().notices().text();
    QVERIFY2(said.contains(QStringLiteral(".bad-")), qPrintable(said));
    const QFileInfo file(desk.settingsFile());
    const QStringList aside = file.dir().entryList({file.fileName() + QStringLiteral(".bad-*")});
    QCOMPARE(aside.size(), 1);
    QFile kept(file.dir().filePath(aside.front()));
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), bytes);
    desk.picture(QStringLiteral("hostile-settings"));
    QCOMPARE(desk.window().workspaces().current(), QStringLiteral("dispatch"));
}

void TestHostile::tenThousandAlertsAMinuteAreCountedAndFewAreTold() {
    Desk desk(standing(200));
    QVERIFY(desk.waitForPicture());
    QSignalSpy told(&desk.window().alertNotices(), &AlertNotices::told);
    StallWatch stalls;
    std::vector<AlertRow> alerts;
    QElapsedTimer clock;
    clock.start();
    while (alerts.size() < 10'000) { // a minute's worth in some seconds
        const EventTime now = desk.fleet().status().now;
        for (int n = 0; n < 100; ++n) {
            alerts.push_back(alert(alerts.size(), now));
        }
        desk.fleet().setAlerts(alerts);
        desk.fleet().step(Millis{300});
        QCoreApplication::processEvents(); // the window's own timers run between
    }
    AlertInbox& inbox = part<AlertInbox>(desk);
    QTRY_COMPARE(inbox.model().open(), std::size_t{10'000});
    QVERIFY(inbox.model().rowCount() <= static_cast<int>(AlertModel::shownAtMost));
    QTRY_VERIFY(told.count() >= 1);
    QVERIFY2(told.count() <= 4, qPrintable(QString::number(told.count())));
    QVERIFY(stillAnswers(desk, stalls, "10,000 alerts"));
    desk.picture(QStringLiteral("hostile-alerts"));
}

void TestHostile::anOrderWithFiveThousandEventsOpensAtOnce() {
    Desk desk(standing(50));
    Table events;
    events.columns = {"partition", "step", "time", "log_time", "rider", "detail", "offset", "document"};
    const EventTime begin = eventTimeFromMillis(1'795'000'000'000);
    for (std::int64_t n = 0; n < 5000; ++n) {
        const std::string step = n == 0 ? "placed" : n % 2 == 0 ? "unassigned" : "assigned";
        events.rows.push_back({Cell(std::int64_t{0}), Cell(step), Cell(begin + std::chrono::seconds(n)),
                               Cell(begin + std::chrono::seconds(n)), Cell("r-" + std::to_string(1000 + n % 50)),
                               Cell(std::string()), Cell(n), Cell(std::int64_t{0})});
    }
    desk.fleet().setAnswer(QueryKind::orderEvents, events);
    Table order;
    order.columns = {"partition", "order", "market", "merchant", "merchant_name", "step", "placed", "promised"};
    order.rows = {{Cell(std::int64_t{0}), Cell(std::string("o-7")), Cell(std::string("demo")), Cell(std::string("m-1")),
                   Cell(std::string("Kitchen 2")), Cell(std::string("assigned")), Cell(begin),
                   Cell(begin + std::chrono::minutes(30))}};
    desk.fleet().setAnswer(QueryKind::orders, order);
    StallWatch stalls;
    desk.window().navigator().openOrder(QStringLiteral("o-7"));
    OrderPage& page = part<OrderPage>(desk);
    QTRY_COMPARE(page.timeline().rowCount(), 5000);
    page.timelineTable()->scrollToBottom();
    desk.picture(QStringLiteral("hostile-order"));
    QVERIFY(stillAnswers(desk, stalls, "an order with 5,000 events"));
}

void TestHostile::endlessNamesInEveryScriptWidenNothing() {
    Desk::Options options = standing(120);
    options.fleet.riderIdTail = longName({}).toStdString();
    Desk desk(options);
    QVERIFY(desk.waitForPicture());
    const QSize before = desk.window().size();
    desk.fleet().editMerchants(
        [](MerchantView& merchant) { merchant.name = longName(QStringLiteral("Kitchen")).toStdString(); });
    AlertRow row = alert(1, desk.fleet().status().now);
    row.message = longName(QStringLiteral("order")).toStdString();
    desk.fleet().setAlerts({row});
    desk.fleet().dressStatus(
        [](NodeStatus& status) { status.history.trouble = longName(QStringLiteral("disk")).toStdString(); });
    desk.fleet().step(Millis{1000});
    desk.window().select(desk.rider(5));
    StallWatch stalls;
    for (const QString& id : desk.window().workspaces().ids()) {
        desk.window().workspaces().show(id);
        desk.picture(QStringLiteral("hostile-names-") + id);
        QVERIFY2(desk.window().width() == before.width(), qPrintable(id));
        // The fonts of some scripts are taller than ours.
        QVERIFY2(desk.window().height() < before.height() + 16,
                 qPrintable(
                     QStringLiteral("%1: %2 instead of %3").arg(id).arg(desk.window().height()).arg(before.height())));
        QVERIFY2(desk.window().minimumSizeHint().width() <= 1400,
                 qPrintable(QStringLiteral("%1 wants %2").arg(id).arg(desk.window().minimumSizeHint().width())));
    }
    QTest::keyClick(&desk.window(), Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(desk.window().search());
    QTest::keyClicks(desk.window().search()->field(), QStringLiteral("kitchen"));
    desk.picture(QStringLiteral("hostile-names-search"));
    QTest::keyClick(desk.window().search()->field(), Qt::Key_Escape);
    QVERIFY(stillAnswers(desk, stalls, "names of 500 characters"));
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestHostile test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_hostile.moc"
