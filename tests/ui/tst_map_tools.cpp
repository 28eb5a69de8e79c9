#include "tests/ui/support/desk.h"
#include "tests/ui/support/eyes.h"
#include "ui/map/measure_item.h"
#include "ui/panels/rider_inspector.h"
#include "ui/panels/search_dialog.h"
#include "ui/panels/surge_why.h"
#include "ui/support/shown_time.h"
#include "ui/window/map_tools.h"
#include "ui/window/workspaces.h"
#include "ui/window/zone_switch.h"

#include <QAction>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QQuickWindow>
#include <QTest>
#include <QToolButton>

namespace roundsman {

namespace {

MapTools& toolsOf(Desk& desk) {
    return *desk.window().findChild<MapTools*>();
}

QPoint placeOf(Desk& desk, GeoPoint point) {
    return desk.map().camera().view().toScreen(worldOf(point)).toPoint();
}

} // namespace

/// What one does with the map, by mouse and keyboard.
class TestMapTools : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aKnownDistanceIsMeasured();
    void keysMeasureAndAskWhatIsThereUnderACross();
    void whatIsMeasuredOrKeptIsSeen();
    void escEndsWhatIsGoingOnAndNothingElse();
    void aBookmarkIsKeptOverARestart();
    void theSelectionIsFitted();
    void aMarketIsFittedFromSearch();
    void theScreenIsFilledAndGivenBack();
    void timesAreToldInTheZoneThatIsChosen();
};

void TestMapTools::aKnownDistanceIsMeasured() {
    Desk desk(standing(40));
    desk.map().camera().lookAt(worldOf(Desk::city()->centre), 14);
    QVERIFY(desk.waitForPicture());
    QTest::keyClick(&desk.window(), Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    MeasureItem& tape = *desk.map().measure();
    QTRY_VERIFY(tape.isOn() && tape.isVisible());
    const auto selected = desk.map().selected();
    // A hundredth of a degree to the east, 963 m in the city's thirty degrees north, and one to the north, 1,112 m.
    const GeoPoint a = Desk::city()->centre;
    const GeoPoint b = GeoPoint::fromDegrees(a.latitude(), a.longitude() + 0.01);
    const GeoPoint c = GeoPoint::fromDegrees(a.latitude() + 0.01, a.longitude() + 0.01);
    for (const GeoPoint point : {a, b, c}) {
        QTest::mouseClick(desk.mapWindow(), Qt::LeftButton, {}, placeOf(desk, point));
    }
    QCOMPARE(tape.points().size(), std::size_t{3});
    const double pixel = desk.map().camera().metresPerPixel();
    const double truth = distanceMetres(a, b) + distanceMetres(b, c);
    QVERIFY2(std::abs(tape.metres() - truth) < 3 * pixel, qPrintable(QString::number(tape.metres())));
    QVERIFY(std::abs(truth - (963 + 1112)) < 4);
    QCOMPARE(desk.map().selected(), selected); // a click of the tape chooses nobody
    desk.picture(QStringLiteral("measure"));
    QTest::keyClick(&desk.window(), Qt::Key_Backspace);
    QCOMPARE(tape.points().size(), std::size_t{2});
    QVERIFY(std::abs(tape.metres() - distanceMetres(a, b)) < 2 * pixel);
    QCOMPARE(lengthText(840), QStringLiteral("840 m"));
    QCOMPARE(lengthText(1234), QStringLiteral("1.23 km"));
    // Dragging still moves the map, and sets no point.
    const World before = desk.map().camera().view().centre;
    QTest::mousePress(desk.mapWindow(), Qt::LeftButton, {}, QPoint(300, 300));
    QTest::mouseMove(desk.mapWindow(), QPoint(340, 300));
    QTest::mouseMove(desk.mapWindow(), QPoint(380, 320));
    QTest::mouseRelease(desk.mapWindow(), Qt::LeftButton, {}, QPoint(380, 320));
    QVERIFY(!(desk.map().camera().view().centre == before));
    QCOMPARE(tape.points().size(), std::size_t{2});
    QTest::keyClick(&desk.window(), Qt::Key_Escape);
    QVERIFY(!tape.isOn() && tape.points().empty());
}

void TestMapTools::keysMeasureAndAskWhatIsThereUnderACross() {
    Desk desk(standing(4));
    desk.map().setLayers(bitOf(MapLayer::surge));
    desk.map().camera().lookAt(worldOf(Desk::city()->centre), 13);
    QVERIFY(desk.waitForPicture());
    const MapScene& scene = desk.map().scene();
    const auto press = [&](Qt::Key key, Qt::KeyboardModifiers with = {}) {
        QTest::keyClick(desk.mapWindow(), key, with);
    };
    desk.map().setFocus();
    QTRY_COMPARE(desk.mapWindow()->activeFocusItem(), static_cast<QQuickItem*>(desk.map().layer()));
    QVERIFY(!scene.cross());
    const World before = desk.map().camera().view().centre;
    press(Qt::Key_Right);
    QVERIFY(scene.cross());
    press(Qt::Key_Right, Qt::ShiftModifier); // and finely
    const QPointF way = desk.map().camera().view().toScreen(before) -
                        desk.map().camera().view().toScreen(desk.map().camera().view().centre);
    QVERIFY2(std::abs(way.x() + 96) < 0.5, qPrintable(QString::number(way.x())));
    desk.map().camera().lookAt(before, 13);
    press(Qt::Key_Space);
    QTRY_VERIFY(openOf<SurgeWhy>(desk.window()));
    QTest::keyClick(openOf<SurgeWhy>(desk.window()), Qt::Key_Escape);
    QTRY_VERIFY(!desk.window().findChild<SurgeWhy*>());

    toolsOf(desk).measure()->trigger();
    MeasureItem& tape = *desk.map().measure();
    press(Qt::Key_Space);
    press(Qt::Key_Right);
    desk.picture(QStringLiteral("measure-by-keys"));
    press(Qt::Key_Space);
    QCOMPARE(tape.points().size(), std::size_t{2});
    QVERIFY(std::abs(tape.metres() - 90 * desk.map().camera().metresPerPixel()) < desk.map().camera().metresPerPixel());
    QTest::mouseMove(desk.mapWindow(), QPoint(200, 200));
    QTest::mouseMove(desk.mapWindow(), QPoint(220, 210));
    QTRY_VERIFY2(!scene.cross(), "the mouse points by itself");
    press(Qt::Key_Escape);
    QTRY_VERIFY(!tape.isOn());

    desk.map().camera().lookAt(before, 13);
    desk.window().workspaces().show(QStringLiteral("pipeline")); // it is found from everywhere, by search as well
    toolsOf(desk).whatIsHere()->trigger();
    QTRY_VERIFY(openOf<SurgeWhy>(desk.window()));
    QVERIFY(desk.map().isVisible());
    QTest::keyClick(openOf<SurgeWhy>(desk.window()), Qt::Key_Escape);
}

void TestMapTools::whatIsMeasuredOrKeptIsSeen() {
    Desk desk(standing(10));
    desk.map().camera().lookAt(worldOf(Desk::city()->centre), 14);
    const MapViewState before = desk.map().camera().view();
    for (QAction* action : {toolsOf(desk).measure(), toolsOf(desk).addBookmark()}) {
        desk.window().workspaces().show(QStringLiteral("pipeline"));
        QTRY_VERIFY(!desk.map().isVisible());
        action->trigger();
        QTRY_VERIFY(desk.map().isVisible());
        QVERIFY(
            (desk.map().camera().view().toScreen(before.centre) - before.toScreen(before.centre)).manhattanLength() <
            2);
    }
    auto* name = desk.window().findChild<QInputDialog*>();
    QVERIFY(name && name->isVisible());
    name->reject();
}

void TestMapTools::escEndsWhatIsGoingOnAndNothingElse() {
    Desk desk(standing(40));
    desk.window().select(desk.rider(3));
    toolsOf(desk).measure()->trigger();
    QTest::keyClick(&desk.window(), Qt::Key_Escape);
    QVERIFY(!desk.map().measure()->isOn());
    QVERIFY(desk.map().selected().has_value());
    QTest::keyClick(&desk.window(), Qt::Key_Escape);
    QVERIFY(!desk.map().selected().has_value());
}

void TestMapTools::aBookmarkIsKeptOverARestart() {
    QByteArray settings;
    const GeoPoint place = Desk::city()->centre;
    {
        Desk desk(standing(30));
        desk.map().camera().lookAt(worldOf(place), 15.5);
        QTest::keyClick(&desk.window(), Qt::Key_B, Qt::ControlModifier);
        auto* dialog = desk.window().findChild<QInputDialog*>(QStringLiteral("bookmarkName"));
        QVERIFY(dialog);
        dialog->setTextValue(QStringLiteral("Old & new harbour"));
        desk.picture(QStringLiteral("bookmark-name"));
        dialog->accept();
        QCOMPARE(toolsOf(desk).bookmarks().size(), 1);
        settings = desk.settings();
    }
    Desk::Options options = standing(30);
    options.settings = settings;
    Desk desk(options);
    desk.map().camera().lookAt(worldOf(GeoPoint::fromDegrees(0, -20)), 9);
    QTest::keyClick(&desk.window(), Qt::Key_1, Qt::AltModifier);
    QTRY_VERIFY(std::abs(desk.map().camera().zoom() - 15.5) < 0.01);
    QVERIFY(std::abs(desk.map().camera().latitude() - place.latitude()) < 1e-4);
    // From another workspace, by search: it brings the map.
    desk.window().workspaces().show(QStringLiteral("support"));
    QTest::keyClick(&desk.window(), Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(desk.window().search());
    QTest::keyClicks(desk.window().search()->field(), QStringLiteral("harbour"));
    desk.picture(QStringLiteral("bookmark-search"));
    QTest::keyClick(desk.window().search()->field(), Qt::Key_Return);
    QTRY_COMPARE(desk.window().workspaces().current(), QStringLiteral("dispatch"));
}

void TestMapTools::theSelectionIsFitted() {
    Desk desk(standing(60));
    RiderRef busy = desk.rider(0);
    const Frame& lane = *desk.fleet().picture().lanes.front();
    for (const RiderDot& dot : lane.riders) {
        if (orderOf(lane, dot.order)) {
            busy = {PartitionNo{0}, dot.rider};
        }
    }
    desk.window().select(busy);
    QTest::keyClick(&desk.window(), Qt::Key_9, Qt::ControlModifier);
    const MapViewState& view = desk.map().camera().view();
    const QRectF screen(QPointF(), view.size);
    const RiderDot* dot = dotOf(desk.map().fleet(), busy);
    QVERIFY(screen.contains(view.toScreen(worldOf(dot->position))));
    if (const OrderView* order = orderOf(*desk.map().fleet().lanes.front(), dot->order)) {
        QVERIFY(screen.contains(view.toScreen(worldOf(order->pickup))));
    }
    desk.picture(QStringLiteral("fit-selection"));
}

void TestMapTools::aMarketIsFittedFromSearch() {
    Desk desk(standing(60));
    desk.map().camera().lookAt(worldOf(GeoPoint::fromDegrees(0, -20)), 9);
    QTest::keyClick(&desk.window(), Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(desk.window().search());
    QTest::keyClicks(desk.window().search()->field(), QStringLiteral("fit market"));
    QTest::keyClick(desk.window().search()->field(), Qt::Key_Return);
    const QRectF screen(QPointF(), desk.map().camera().view().size);
    QTRY_VERIFY(screen.contains(desk.map().camera().view().toScreen(worldOf(Desk::city()->centre))));
}

void TestMapTools::theScreenIsFilledAndGivenBack() {
    Desk desk(standing(30));
    QTest::keyClick(&desk.window(), Qt::Key_F11);
    QTRY_VERIFY(desk.window().isFullScreen());
    QTRY_VERIFY(!desk.window().menuBar()->isVisible());
    desk.picture(QStringLiteral("full-screen"));
    QTest::keyClick(&desk.window(), Qt::Key_Escape);
    QTRY_VERIFY(!desk.window().isFullScreen());
    QTRY_VERIFY(desk.window().menuBar()->isVisible());
}

void TestMapTools::timesAreToldInTheZoneThatIsChosen() {
    Desk desk(standing(30));
    Table markets;
    markets.columns = {"partition", "market", "time_zone", "merchants"};
    markets.rows = {
        {Cell(std::int64_t{0}), Cell(std::string("south")), Cell(std::string("Asia/Kolkata")), Cell(std::int64_t{12})}};
    desk.fleet().setAnswer(QueryKind::settings, markets);
    ZoneSwitch& zones = *desk.window().findChild<ZoneSwitch*>();
    zones.refreshMarkets();
    const EventTime time = eventTimeFromMillis(1'795'000'000'000);
    zones.choose(QStringLiteral("utc"));
    QCOMPARE(clockText(time), QStringLiteral("%1 +00:00").arg(bareClockText(time)));
    QTRY_COMPARE(zones.menu()->actions().size(), 3);
    desk.window().select(desk.rider(2));
    QTest::keyClick(&desk.window(), Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(desk.window().search());
    QTest::keyClicks(desk.window().search()->field(), QStringLiteral("kolkata"));
    QTest::keyClick(desk.window().search()->field(), Qt::Key_Return);
    QCOMPARE(zones.chosen(), QStringLiteral("Asia/Kolkata"));
    QCOMPARE(offsetText(time), QStringLiteral("+05:30"));
    QVERIFY(zones.clock()->text().contains(QStringLiteral("+05:30")));
    const auto inInspector = [&desk] {
        const auto labels = desk.window().inspector().findChildren<QLabel*>();
        return std::ranges::any_of(
            labels, [](const QLabel* label) { return label->text().contains(QStringLiteral("+05:30")); });
    };
    QTRY_VERIFY(inInspector());
    desk.picture(QStringLiteral("time-zone"));
    const QByteArray settings = desk.settings();
    QVERIFY(settings.contains("Asia/Kolkata"));
    zones.choose(QStringLiteral("nowhere"));
    QCOMPARE(zones.chosen(), QStringLiteral("local"));
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestMapTools test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_map_tools.moc"
