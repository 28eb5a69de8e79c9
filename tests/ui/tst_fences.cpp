// Areas drawn and changed on the map, by mouse and by keys alone, with undo, through the log of a whole node.
#include "tests/ui/support/desk.h"
#include "tests/ui/support/eyes.h"
#include "tests/ui/support/node_desk.h"
#include "ui/map/fence_editor.h"
#include "ui/map/fence_overlay.h"
#include "ui/panels/fence_panel.h"
#include "ui/window/workspaces.h"

#include <QComboBox>
#include <QDockWidget>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QQuickWindow>
#include <QTableView>
#include <QTest>

#include <format>

namespace roundsman {

namespace {

constexpr int patience = 15'000;

/// A node with a market, a window on it, and the panel of areas in front.
struct Drawing {
    explicit Drawing(ThemeChoice theme = ThemeChoice::dark) : desk({QStringLiteral("ann")}, theme) {
        const GeoPoint centre = Desk::city()->centre;
        const bool there = desk.append(
            std::format(R"({{"driverId":"r-1","latitude":{:.6f},"longitude":{:.6f},"market":"south","status":"idle"}})",
                        centre.latitude(), centre.longitude()));
        if (!there || !QTest::qWaitFor([this] { return desk.frame() && !desk.frame()->riders.empty(); }, patience)) {
            qFatal("the node shows no rider");
        }
        Workspaces::bringForward(desk.window().findChild<QDockWidget*>(QStringLiteral("areas")));
        desk.map().camera().lookAt(worldOf(centre), 13.5);
    }
    FencePanel& panel() { return *desk.window().findChild<FencePanel*>(); }
    FenceEditor& editor() { return *desk.window().findChild<FenceEditor*>(); }
    FenceOverlay& overlay() { return *desk.map().fenceOverlay(); }
    QQuickWindow* scene() { return desk.map().window(); }
    /// A place of the map, from its middle.
    QPoint at(int x, int y) { return QPoint(scene()->width() / 2 + x, scene()->height() / 2 + y); }
    void click(int x, int y) { QTest::mouseClick(scene(), Qt::LeftButton, {}, at(x, y)); }
    void key(Qt::Key key, Qt::KeyboardModifiers with = {}) { QTest::keyClick(scene(), key, with); }
    void drag(QPoint from, QPoint to) {
        QTest::mousePress(scene(), Qt::LeftButton, {}, from);
        QTest::mouseMove(scene(), (from + to) / 2);
        QTest::mouseMove(scene(), to);
        QTest::mouseRelease(scene(), Qt::LeftButton, {}, to);
    }
    const Fence* known(const std::string& name) {
        for (const Fence& fence : desk.frame() ? listOf(desk.frame()->fences) : std::vector<Fence>{}) {
            if (fence.name == name) {
                kept = fence;
                return &kept;
            }
        }
        return nullptr;
    }
    /// Another rider, of another market, seen by the console.
    bool rider(const char* id, const char* market, GeoPoint place) {
        const bool there = desk.append(
            std::format(R"({{"driverId":"{}","latitude":{:.6f},"longitude":{:.6f},"market":"{}","status":"idle"}})", id,
                        place.latitude(), place.longitude(), market));
        return there && QTest::qWaitFor([this] { return marketsOf(desk.feed().picture()).size() == 2; }, patience);
    }
    void rename(const QString& name) {
        panel().nameField()->setFocus();
        panel().nameField()->selectAll();
        QTest::keyClicks(panel().nameField(), name);
    }
    NodeDesk desk;
    Fence kept;
};

} // namespace

class TestFences : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAreaIsDrawnCornerByCornerAndSaved();
    void cornersAreDraggedInsertedAndRemovedAndAllOfItIsUndone();
    void aCircleIsDrawnByItsCentreAndRim();
    void anAreaIsDrawnAndChangedByKeysAlone();
    void aBorderThatCrossesItselfIsRefusedWhereItDoes();
    void ofTwoChangesOfOneAreaTheSecondIsRefusedWithTheReason();
    void anAreaIsDeletedAfterAQuestion();
    void aNewAreaBelongsToTheMarketItLiesIn();
    void whereThePlaceDoesNotTellTheMarketIsChosenBeforeItIsSent();
};

void TestFences::anAreaIsDrawnCornerByCornerAndSaved() {
    Drawing at;
    QTest::mouseClick(at.panel().areaButton(), Qt::LeftButton);
    QCOMPARE(at.editor().mode(), FenceEditor::Mode::drawing);
    at.click(-150, -100);
    at.click(150, -100);
    at.click(170, 90);
    QTRY_COMPARE(cornersOf(at.editor().fence()), std::size_t{3});
    QTest::mouseMove(at.scene(), at.at(-60, 140));
    at.desk.picture(QStringLiteral("area-drawing"));
    QTest::mouseClick(at.scene(), Qt::LeftButton, {}, at.at(-150, 110));
    QTest::mouseDClick(at.scene(), Qt::LeftButton, {}, at.at(-150, 110));
    QTRY_COMPARE(at.editor().mode(), FenceEditor::Mode::editing);
    QCOMPARE(cornersOf(at.editor().fence()), std::size_t{4});
    at.rename(QStringLiteral("Old Town"));
    at.panel().useBox()->setFocus();
    QTest::keyClick(at.panel().useBox(), Qt::Key_Down);
    at.desk.picture(QStringLiteral("area-before-saving"));
    QTest::mouseClick(at.panel().sendButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(at.known("Old Town"), patience);
    QTRY_COMPARE(at.editor().mode(), FenceEditor::Mode::off);
    QCOMPARE(at.known("Old Town")->use, FenceUse::zone);
    QCOMPARE(at.known("Old Town")->rings[0].size(), std::size_t{4});
    QTRY_COMPARE_WITH_TIMEOUT(at.panel().model().rowCount(), 1, patience);
    at.desk.picture(QStringLiteral("area-saved"));
}

void TestFences::cornersAreDraggedInsertedAndRemovedAndAllOfItIsUndone() {
    Drawing at(ThemeChoice::light);
    QTest::mouseClick(at.panel().areaButton(), Qt::LeftButton);
    at.click(-150, -100);
    at.click(150, -100);
    at.click(0, 120);
    at.key(Qt::Key_Return);
    QCOMPARE(at.editor().mode(), FenceEditor::Mode::editing);
    const Fence drawn = at.editor().fence();
    at.drag(at.at(150, -100), at.at(220, -140));
    QVERIFY(at.editor().fence().rings[0][1] != drawn.rings[0][1]);
    const QPoint middle = (at.overlay().handleAt({0, 0}).toPoint() + at.overlay().handleAt({0, 1}).toPoint()) / 2;
    at.drag(middle, middle - QPoint(0, 60));
    QCOMPARE(cornersOf(at.editor().fence()), std::size_t{4});
    at.desk.picture(QStringLiteral("area-corners"));
    QTest::mouseClick(at.scene(), Qt::RightButton, {}, at.overlay().handleAt({0, 2}).toPoint());
    QCOMPARE(cornersOf(at.editor().fence()), std::size_t{3});
    const Fence changed = at.editor().fence();
    for (int n = 0; n < 10 && at.editor().fence() != drawn; ++n) {
        at.key(Qt::Key_Z, Qt::ControlModifier);
    }
    QCOMPARE(at.editor().fence(), drawn);
    while (at.editor().undo().canRedo()) {
        QTest::mouseClick(at.panel().redoButton(), Qt::LeftButton);
    }
    QCOMPARE(at.editor().fence(), changed);
    at.key(Qt::Key_Escape);
    QCOMPARE(at.editor().mode(), FenceEditor::Mode::off);
    QVERIFY(at.panel().areaButton()->isVisible());
}

void TestFences::aCircleIsDrawnByItsCentreAndRim() {
    Drawing at;
    QTest::mouseClick(at.panel().circleButton(), Qt::LeftButton);
    at.click(0, 0);
    QTest::mouseMove(at.scene(), at.at(60, 0));
    at.desk.picture(QStringLiteral("circle-drawing"));
    at.click(120, 0);
    QCOMPARE(at.editor().mode(), FenceEditor::Mode::editing);
    const double drawn = at.editor().fence().radiusMetres;
    QVERIFY(drawn > 100);
    at.drag(at.overlay().handleAt({0, 1}).toPoint(), at.at(180, 0));
    QVERIFY(at.editor().fence().radiusMetres > drawn * 1.3);
    at.rename(QStringLiteral("Depot"));
    at.desk.picture(QStringLiteral("circle-before-saving"));
    QTest::mouseClick(at.panel().sendButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(at.known("Depot"), patience);
    QCOMPARE(at.known("Depot")->version, 1U);
}

void TestFences::anAreaIsDrawnAndChangedByKeysAlone() {
    Drawing at;
    at.panel().areaButton()->setFocus();
    QTest::keyClick(at.panel().areaButton(), Qt::Key_Space);
    QCOMPARE(at.editor().mode(), FenceEditor::Mode::drawing);
    at.key(Qt::Key_Space);
    for (const Qt::Key way : {Qt::Key_Right, Qt::Key_Down}) {
        for (int n = 0; n < 5; ++n) {
            at.key(way);
        }
        at.key(Qt::Key_Space);
    }
    at.desk.picture(QStringLiteral("area-by-keys"));
    at.key(Qt::Key_Return);
    QCOMPARE(at.editor().mode(), FenceEditor::Mode::editing);
    at.key(Qt::Key_Tab);
    at.key(Qt::Key_Tab);
    QCOMPARE(at.editor().selected(), std::optional(CornerRef{0, 1}));
    const GeoPoint before = at.editor().fence().rings[0][1];
    at.key(Qt::Key_Up, Qt::ShiftModifier);
    QVERIFY(at.editor().fence().rings[0][1].latitude() > before.latitude());
    at.key(Qt::Key_Insert);
    QCOMPARE(cornersOf(at.editor().fence()), std::size_t{4});
    at.key(Qt::Key_Delete);
    QCOMPARE(cornersOf(at.editor().fence()), std::size_t{3});
    at.rename(QStringLiteral("By keys"));
    at.panel().sendButton()->setFocus();
    QTest::keyClick(at.panel().sendButton(), Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(at.known("By keys"), patience);
}

void TestFences::aBorderThatCrossesItselfIsRefusedWhereItDoes() {
    Drawing at;
    QTest::mouseClick(at.panel().areaButton(), Qt::LeftButton);
    at.click(-150, -100);
    at.click(150, 100);
    at.click(150, -100);
    at.click(-150, 100);
    at.key(Qt::Key_Return);
    QVERIFY(at.editor().trouble().has_value());
    const QPointF where = at.desk.map().camera().view().toScreen(worldOf(at.editor().trouble()->place));
    QVERIFY((where - QPointF(at.at(0, 0))).manhattanLength() < 4);
    QTest::mouseClick(at.panel().sendButton(), Qt::LeftButton);
    QCOMPARE(at.editor().mode(), FenceEditor::Mode::editing);
    QVERIFY(at.panel().words().contains(QStringLiteral("crosses itself")));
    at.desk.picture(QStringLiteral("area-crosses-itself"));
    at.key(Qt::Key_Z, Qt::ControlModifier); // the last corner goes, and with it the crossing
    QVERIFY(!at.editor().trouble().has_value());
}

void TestFences::ofTwoChangesOfOneAreaTheSecondIsRefusedWithTheReason() {
    Drawing at;
    const std::string circle = R"({"name":"Depot","latitude":0.05,"longitude":-29.95,"radiusMetres":)";
    const auto change = [&](int radius) {
        return at.desk.append(
            std::format(R"({{"type":"fence.changed","id":"f{0}","market":"south","subject":"depot","data":{1}{0}}}}})",
                        radius, circle));
    };
    QVERIFY(change(300));
    QTRY_COMPARE_WITH_TIMEOUT(at.panel().model().rowCount(), 1, patience);
    at.panel().table()->selectRow(0);
    QTest::mouseClick(at.panel().editButton(), Qt::LeftButton);
    QCOMPARE(at.editor().mode(), FenceEditor::Mode::editing);
    QVERIFY(change(500)); // somebody else meanwhile
    QTRY_VERIFY_WITH_TIMEOUT(at.known("Depot") && at.known("Depot")->version == 2, patience);
    at.rename(QStringLiteral("Mine"));
    QTest::mouseClick(at.panel().sendButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(at.editor().trouble().has_value(), patience);
    QCOMPARE(at.editor().mode(), FenceEditor::Mode::editing);
    QVERIFY(at.editor().trouble()->sentence.contains(QStringLiteral("somebody changed it meanwhile")));
    at.desk.picture(QStringLiteral("area-refused"));
    QCOMPARE(at.known("Depot")->radiusMetres, 500.0);
}

void TestFences::anAreaIsDeletedAfterAQuestion() {
    Drawing at;
    QVERIFY(at.desk.append(
        R"({"type":"fence.changed","id":"f","market":"south","subject":"depot","data":{"name":"Depot","latitude":0.05,"longitude":-29.95,"radiusMetres":300}})"));
    QTRY_COMPARE_WITH_TIMEOUT(at.panel().model().rowCount(), 1, patience);
    at.panel().table()->selectRow(0);
    at.panel().table()->setFocus();
    QTest::keyClick(at.panel().table(), Qt::Key_Delete);
    QTRY_VERIFY_WITH_TIMEOUT(openOf<QMessageBox>(at.desk.window()), patience);
    auto* const asked = openOf<QMessageBox>(at.desk.window());
    at.desk.picture(QStringLiteral("area-delete"));
    for (QAbstractButton* button : asked->buttons()) {
        if (asked->buttonRole(button) == QMessageBox::DestructiveRole) {
            QTest::mouseClick(button, Qt::LeftButton);
            break;
        }
    }
    QTRY_COMPARE_WITH_TIMEOUT(at.panel().model().rowCount(), 0, patience);
}

void TestFences::aNewAreaBelongsToTheMarketItLiesIn() {
    Drawing at;
    const GeoPoint centre = Desk::city()->centre;
    const GeoPoint north = GeoPoint::fromDegrees(centre.latitude() + 0.06, centre.longitude());
    QVERIFY(at.rider("r-2", "north", north));
    at.desk.map().camera().lookAt(worldOf(north), 13.5);
    QTest::mouseClick(at.panel().circleButton(), Qt::LeftButton);
    at.click(40, 0);
    at.click(160, 0);
    QCOMPARE(at.editor().mode(), FenceEditor::Mode::editing);
    QCOMPARE(at.panel().marketBox()->currentText(), QStringLiteral("north (by its place)"));
    at.rename(QStringLiteral("Up there"));
    at.desk.picture(QStringLiteral("area-market-by-place"));
    QTest::mouseClick(at.panel().sendButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(at.known("Up there"), patience);
    QCOMPARE(marketName(*at.desk.frame(), at.known("Up there")->market), QStringLiteral("north"));
    QVERIFY2(marketName(*at.desk.frame(), MarketNo{0}) != QStringLiteral("north"), "the first one would be no proof");
}

void TestFences::whereThePlaceDoesNotTellTheMarketIsChosenBeforeItIsSent() {
    Drawing at;
    QVERIFY(at.rider("r-2", "north", Desk::city()->centre));
    QTest::mouseClick(at.panel().circleButton(), Qt::LeftButton);
    at.click(0, 0);
    at.click(120, 0);
    QCOMPARE(at.panel().marketBox()->currentText(), QStringLiteral("Choose one…"));
    at.rename(QStringLiteral("On the border"));
    QTest::mouseClick(at.panel().sendButton(), Qt::LeftButton);
    QVERIFY2(at.editor().trouble().has_value(), "nothing is sent to whoever comes first");
    QCOMPARE(at.editor().mode(), FenceEditor::Mode::editing);
    at.desk.picture(QStringLiteral("area-market-unclear"));
    at.panel().marketBox()->setFocus();
    QTest::keyClicks(at.panel().marketBox(), QStringLiteral("north"));
    QTRY_COMPARE(at.panel().marketBox()->currentText(), QStringLiteral("north"));
    QTest::mouseClick(at.panel().sendButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(at.known("On the border"), patience);
    QCOMPARE(marketName(*at.desk.frame(), at.known("On the border")->market), QStringLiteral("north"));
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestFences test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_fences.moc"
