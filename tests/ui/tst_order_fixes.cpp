// What a rider sent and what was admitted of it, on an order's page over a whole node.
#include "tests/ui/support/desk.h"
#include "tests/ui/support/node_desk.h"
#include "ui/panels/order_fixes.h"
#include "ui/panels/order_page.h"
#include "ui/panels/record_browser.h"
#include "ui/window/workspaces.h"
#include "ui/workspaces/navigator.h"

#include <QCheckBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

#include <chrono>
#include <format>
#include <string>

namespace roundsman {

namespace {

constexpr int patience = 20'000;

std::string place(double east = 0) {
    const GeoPoint centre = Desk::city()->centre;
    return std::format(R"("latitude":{:.6f},"longitude":{:.6f})", centre.latitude(), centre.longitude() + east);
}

/// An order on its way, and a rider whose phone sends every kind of thing.
class Errand {
public:
    explicit Errand(ThemeChoice theme = ThemeChoice::dark) : desk({QStringLiteral("ann")}, theme) {
        fix(1, desk.now(), place());
        desk.advance(std::chrono::seconds(40)); // that one was before the order
        const EventTime start = desk.now();
        event("order.placed", "p",
              std::format(R"("merchantId":"m-1","pickup":{{{0}}},"dropoff":{{{0}}},"promisedAt":"{1}")", place(),
                          toRfc3339(start + std::chrono::minutes(30))));
        event("order.assigned", "a", R"("riderId":"r-1")");
        fix(2, start, place(0.0001));
        fix(3, start + std::chrono::seconds(2), place(0.0002));
        fix(3, start + std::chrono::seconds(2), place(0.0002));  // sent twice
        fix(4, start - std::chrono::seconds(10), place(0.0001)); // held up on its way
        fix(5, start + std::chrono::seconds(4), R"("latitude":0,"longitude":0)");
        desk.append(R"({"driverId":"r-2",)" + place() + R"(,"market":"south"})"); // somebody else's
        fix(6, start + std::chrono::seconds(6), place(0.0003));
    }

    OrderPage& page() { return *desk.window().findChild<OrderPage*>(); }
    OrderFixes& fixes() { return *desk.window().findChild<OrderFixes*>(); }
    QString text(int row, int column) { return fixes().model().index(row, column).data().toString(); }
    /// As one gets there: the order's page, and the tab by a click.
    void look() {
        QTRY_VERIFY_WITH_TIMEOUT(desk.frame() && desk.frame()->nextOffset >= Offset{10}, patience);
        desk.window().navigator().openOrder(QStringLiteral("o-1"));
        QTabBar* bar = page().tabs().tabBar();
        QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), patience);
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(page().tabs().indexOf(&fixes())).center());
        QTRY_VERIFY(!fixes().table()->visibleRegion().isEmpty()); // in sight, not only there
    }

    NodeDesk desk;

private:
    void fix(int sequence, EventTime time, const std::string& where) {
        desk.append(std::format(
            R"({{"driverId":"r-1",{},"market":"south","timestamp":"{}","session":"s","seq":{},"status":"to_merchant"}})",
            where, toRfc3339(time), sequence));
    }
    void event(const char* type, const char* id, const std::string& data) {
        desk.append(
            std::format(R"({{"type":"{}","id":"{}","market":"south","subject":"o-1","data":{{{}}}}})", type, id, data));
    }
};

} // namespace

class TestOrderFixes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachDocumentStandsBesideWhatWasAdmittedOfIt();
    void onlyWhatWasNotAcceptedAndItsRecord();
};

void TestOrderFixes::eachDocumentStandsBesideWhatWasAdmittedOfIt() {
    Errand errand;
    errand.look();
    QTRY_COMPARE_WITH_TIMEOUT(errand.fixes().model().rowCount(), 6, patience);
    QStringList verdicts;
    for (int row = 0; row < 6; ++row) {
        verdicts << errand.text(row, 3);
    }
    errand.desk.picture(QStringLiteral("order-fixes"));
    QCOMPARE(verdicts,
             (QStringList{QStringLiteral("accepted"), QStringLiteral("accepted"), QStringLiteral("duplicate"),
                          QStringLiteral("late"), QStringLiteral("quarantined"), QStringLiteral("accepted")}));
    QCOMPARE(errand.text(2, 7), QStringLiteral("same sequence"));
    QCOMPARE(errand.text(3, 7), QStringLiteral("older than last"));
    QVERIFY2(errand.text(4, 7).startsWith(QStringLiteral("null island")), qPrintable(errand.text(4, 7)));
    QCOMPARE(errand.text(0, 2), errand.text(0, 5)); // taken as it was sent
    QCOMPARE(errand.text(2, 5), QStringLiteral("–"));
    QVERIFY(errand.fixes().words().contains(QStringLiteral("1 quarantined")));
}

void TestOrderFixes::onlyWhatWasNotAcceptedAndItsRecord() {
    Errand errand(ThemeChoice::light);
    errand.look();
    QTRY_COMPARE_WITH_TIMEOUT(errand.fixes().model().rowCount(), 6, patience);
    QTest::mouseClick(errand.fixes().onlyRefusedBox(), Qt::LeftButton, {},
                      QPoint(8, errand.fixes().onlyRefusedBox()->height() / 2));
    QCOMPARE(errand.fixes().model().rowCount(), 3);
    errand.desk.picture(QStringLiteral("order-fixes-refused"));
    errand.fixes().table()->selectRow(2);
    errand.fixes().table()->setFocus();
    QTest::keyClick(errand.fixes().table(), Qt::Key_Return);
    auto& records = *errand.desk.window().findChild<RecordBrowser*>();
    QTRY_VERIFY_WITH_TIMEOUT(records.bytes()->toPlainText().contains(QStringLiteral("\"seq\": 5")), patience);
    errand.desk.picture(QStringLiteral("order-fixes-record"));
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestOrderFixes test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_order_fixes.moc"
