#include "tests/ui/support/desk.h"
#include "ui/panels/chips.h"
#include "ui/panels/rider_inspector.h"
#include "ui/panels/rider_list.h"
#include "ui/panels/search_dialog.h"
#include "ui/window/map_choices.h"

#include <QHttpServer>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QQuickWindow>
#include <QTableView>
#include <QTcpServer>
#include <QTest>

#include <cmath>

namespace roundsman {

namespace {

double distanceToMiddle(Desk& desk, RiderRef rider) {
    const auto place = desk.map().layer()->placeOf(rider);
    const QSizeF size = desk.map().camera().view().size;
    return place ? std::hypot(place->x() - size.width() / 2, place->y() - size.height() / 2) : 1e9;
}

/// The riders whose marks the picture on the screen shows.
std::vector<RiderRef> ridersDrawn(Desk& desk) {
    const auto seen = desk.map().layer()->shown();
    std::vector<RiderRef> riders;
    for (const auto& mark : seen->picks.marks()) {
        riders.push_back(seen->layout.refOf(mark.index));
    }
    return riders;
}

bool isListed(Desk& desk, RiderRef rider) {
    const RiderModel& model = desk.window().list().model();
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.refAt(row) == rider) {
            return true;
        }
    }
    return false;
}

double lightness(const QImage& image, QRect area) {
    double sum = 0;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            sum += image.pixelColor(x, y).lightnessF();
        }
    }
    return sum / (area.width() * area.height());
}

} // namespace

/// The console as people use it: list, map, search, keyboard. The same at 100 % and 200 %.
class TestConsole : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRiderChosenInTheListIsFoundOnTheMap();
    void aClickOnAMarkSelectsThatVeryRider();
    void followKeepsTheRiderInTheMiddleUntilAHandMovesTheMap();
    void theFilterShowsOnlyRidersThatMatch();
    void aStateTakenAwayLeavesListAndMap();
    void searchFindsARiderByKeyboardAlone();
    void searchFindsDistrictsStreetsAndCommands();
    void newPicturesNeverMoveTheMap();
    void theThemeSwitchChangesEverything();
    void ridersAreDrawnWithoutABaseMap();
    void theCityMapGetsReady();
    void aTileServerThatAnswersErrorsIsSaidInWords();
    void brokenSettingsAreAsIfNeverSaved();
    void anEmptyFleetSaysWhatToExpect();
    void clustersCountTheirRidersAndNameTheWorst();
};

void TestConsole::aRiderChosenInTheListIsFoundOnTheMap() {
    Desk desk(standing(400));
    QTRY_COMPARE(desk.window().list().model().rowCount(), 400);
    QTableView* table = desk.window().list().table();
    const QModelIndex row = desk.window().list().model().index(7, 0);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(row).center());
    const RiderRef chosen = desk.window().list().model().refAt(7);
    QCOMPARE(desk.map().selected(), std::optional(chosen));
    QCOMPARE(desk.window().inspector().shown(), std::optional(chosen));
    QTest::keyClick(&desk.window(), Qt::Key_M, Qt::ControlModifier);
    QVERIFY(desk.waitForPicture());
    QVERIFY2(distanceToMiddle(desk, chosen) < 60, "Show on map brings him into the middle");
    desk.picture(QStringLiteral("chosen"));
}

void TestConsole::aClickOnAMarkSelectsThatVeryRider() {
    Desk desk(standing(150));
    QVERIFY(desk.waitForPicture());
    desk.map().setClusters(false);
    QVERIFY(desk.waitForPicture());
    // Those that nothing of the map's own controls can lie over: in the middle of it.
    const QSizeF size = desk.map().layer()->size();
    const QRectF middle(size.width() * 0.3, size.height() * 0.2, size.width() * 0.4, size.height() * 0.6);
    std::vector<RiderRef> marks;
    for (const RiderRef rider : ridersDrawn(desk)) {
        const auto place = desk.map().layer()->placeOf(rider);
        if (place && middle.contains(*place)) {
            marks.push_back(rider);
        }
    }
    QVERIFY(marks.size() > 2);
    for (const RiderRef wanted : {marks.front(), marks[marks.size() / 2], marks.back()}) {
        const auto place = desk.map().layer()->placeOf(wanted);
        QVERIFY(place);
        const auto nearest = desk.map().layer()->ridersNear(*place, 8);
        QVERIFY2(std::ranges::find(nearest, wanted) != nearest.end(), "his own place finds him");
        QTest::mouseClick(desk.mapWindow(), Qt::LeftButton, {}, place->toPoint());
        QTRY_VERIFY(desk.map().selected().has_value());
        const auto chosen = desk.map().layer()->placeOf(*desk.map().selected());
        QVERIFY(chosen && std::hypot(chosen->x() - place->x(), chosen->y() - place->y()) < 2);
    }
}

void TestConsole::followKeepsTheRiderInTheMiddleUntilAHandMovesTheMap() {
    Desk desk(standing(50));
    desk.window().select(desk.rider(3));
    QTest::keyClick(&desk.window(), Qt::Key_J, Qt::ControlModifier);
    QVERIFY(desk.map().following());
    QTRY_VERIFY_WITH_TIMEOUT((desk.fleet().step(Millis{500}), distanceToMiddle(desk, desk.rider(3)) < 90), 10'000);
    const QPoint middle(desk.mapWindow()->width() / 2, desk.mapWindow()->height() / 2);
    QTest::mousePress(desk.mapWindow(), Qt::LeftButton, {}, middle);
    QTest::mouseMove(desk.mapWindow(), middle + QPoint(60, 40));
    QTest::mouseMove(desk.mapWindow(), middle + QPoint(120, 80));
    QTest::mouseRelease(desk.mapWindow(), Qt::LeftButton, {}, middle + QPoint(120, 80));
    QTRY_VERIFY(!desk.map().following());
    QVERIFY(!desk.window().inspector().followButton()->isChecked());
}

void TestConsole::theFilterShowsOnlyRidersThatMatch() {
    Desk desk(standing(300));
    QTRY_COMPARE(desk.window().list().model().rowCount(), 300);
    QTest::keyClick(&desk.window(), Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(desk.window().list().filterField()->hasFocus());
    QTest::keyClicks(desk.window().list().filterField(), QStringLiteral("r-112"));
    QTRY_COMPARE(desk.window().list().model().rowCount(), 10); // r-1120 … r-1129
    QTest::keyClicks(desk.window().list().filterField(), QStringLiteral("xyz"));
    QTRY_COMPARE(desk.window().list().model().rowCount(), 0);
    desk.picture(QStringLiteral("nothing-matches"));
}

void TestConsole::aStateTakenAwayLeavesListAndMap() {
    Desk desk(standing(200));
    desk.map().setClusters(false);
    QTRY_COMPARE(desk.window().list().model().rowCount(), 200);
    QVERIFY(desk.waitForPicture());
    const auto before = ridersDrawn(desk);
    const auto chips = desk.window().list().chips()->findChildren<QAbstractButton*>();
    QTest::mouseClick(chips.front(), Qt::LeftButton); // idle
    QTRY_VERIFY(desk.window().list().model().rowCount() < 200);
    const auto listed = [&](RiderRef rider) {
        return isListed(desk, rider);
    };
    QVERIFY2(!std::ranges::all_of(before, listed), "some of those on the map were idle");
    QVERIFY(desk.waitForPicture());
    QTRY_VERIFY(std::ranges::all_of(ridersDrawn(desk), listed));
    QVERIFY(!ridersDrawn(desk).empty());
}

void TestConsole::searchFindsARiderByKeyboardAlone() {
    Desk desk(standing(300));
    QVERIFY(desk.waitForPicture());
    QTest::keyClick(&desk.window(), Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(desk.window().search());
    QTest::keyClicks(desk.window().search()->field(), QStringLiteral("r-1217"));
    desk.picture(QStringLiteral("search"));
    QTest::keyClick(desk.window().search()->field(), Qt::Key_Return);
    QTRY_COMPARE(desk.map().selected(), std::optional(desk.rider(217)));
    QVERIFY(desk.waitForPicture());
    QVERIFY(distanceToMiddle(desk, desk.rider(217)) < 60);
    QTRY_VERIFY(!desk.window().search());
}

void TestConsole::searchFindsDistrictsStreetsAndCommands() {
    Desk desk(standing(20));
    const CityDistrict& district = Desk::city()->districts.front();
    QTest::keyClick(&desk.window(), Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(desk.window().search());
    QTest::keyClicks(desk.window().search()->field(), QString::fromStdString(district.name));
    QTest::keyClick(desk.window().search()->field(), Qt::Key_Return);
    const World centre = desk.map().camera().view().centre;
    QVERIFY(std::hypot(centre.x - worldOf(district.centre).x, centre.y - worldOf(district.centre).y) < 1e-9);
    QTRY_VERIFY(!desk.window().search());
    QTest::keyClick(&desk.window(), Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(desk.window().search());
    QTest::keyClicks(desk.window().search()->field(), QStringLiteral("Theme: light"));
    QTest::keyClick(desk.window().search()->field(), Qt::Key_Return);
    QTRY_COMPARE(desk.theme().choice(), ThemeChoice::light);
}

void TestConsole::newPicturesNeverMoveTheMap() {
    Desk desk(standing(100));
    QVERIFY(desk.waitForPicture());
    desk.map().camera().lookAt(worldOf(Desk::city()->centre), 13.25);
    desk.window().select(desk.rider(5));
    const MapViewState before = desk.map().camera().view();
    for (int n = 0; n < 10; ++n) {
        QVERIFY(desk.waitForPicture());
    }
    const MapViewState after = desk.map().camera().view();
    QCOMPARE(after.centre.x, before.centre.x); // its size is the docks' affair
    QCOMPARE(after.centre.y, before.centre.y);
    QCOMPARE(after.zoom, before.zoom);
}

void TestConsole::theThemeSwitchChangesEverything() {
    Desk desk(standing(200));
    const QImage dark = desk.picture(QStringLiteral("theme-dark"));
    desk.window().actions().themeLight->trigger();
    const QImage light = desk.picture(QStringLiteral("theme-light"));
    const double ratio = desk.window().devicePixelRatioF();
    const auto area = [ratio](int x, int y, int w, int h) {
        return QRect(int(x * ratio), int(y * ratio), int(w * ratio), int(h * ratio));
    };
    for (const QRect where : {area(20, 560, 300, 60), area(425, 85, 60, 40), area(1150, 250, 180, 80)}) {
        QVERIFY2(lightness(dark, where) < 0.35, "list, map and inspector are dark");
        QVERIFY2(lightness(light, where) > 0.75, "list, map and inspector are light");
    }
}

void TestConsole::ridersAreDrawnWithoutABaseMap() {
    Desk desk(standing(200));
    QVERIFY(desk.waitForPicture());
    QVERIFY(!desk.map().scene().mapReady());
    desk.map().setClusters(false);
    QVERIFY(desk.waitForPicture());
    QTRY_VERIFY(desk.map().layer()->shown()->picks.size() > 100); // a picture with clusters may have been on its way
}

void TestConsole::theCityMapGetsReady() {
    Desk::Options options = standing(300);
    options.baseMap = BaseMapKind::city;
    Desk desk(options);
    QTRY_VERIFY_WITH_TIMEOUT(desk.map().scene().mapReady(), 20'000);
    desk.map().camera().lookAt(worldOf(Desk::city()->centre), 14);
    // The streets are there when the middle of the map is no longer one colour.
    const auto colours = [&] {
        const QImage image = desk.picture(QStringLiteral("city"));
        QSet<QRgb> seen;
        const double ratio = desk.window().devicePixelRatioF();
        const QPoint middle = desk.map().mapTo(&desk.window(), desk.map().rect().center());
        for (int x = -200; x < 200; x += 3) {
            seen.insert(image.pixel(QPointF((middle + QPoint(x, 0)) * ratio).toPoint()));
        }
        return seen.size();
    };
    QTRY_VERIFY_WITH_TIMEOUT(colours() > 12, 30'000);
    QVERIFY(desk.map().scene().trouble().isEmpty());
}

void TestConsole::aTileServerThatAnswersErrorsIsSaidInWords() {
    QHttpServer broken;
    broken.setMissingHandler(&broken, [](const QHttpServerRequest&, QHttpServerResponder& responder) {
        responder.write(QHttpServerResponder::StatusCode::ServiceUnavailable);
    });
    auto* socket = new QTcpServer(&broken);
    QVERIFY(socket->listen(QHostAddress::LocalHost) && broken.bind(socket));
    Desk desk(standing(100));
    desk.window().mapChoices().setBaseMap(
        {BaseMapKind::url, QStringLiteral("http://127.0.0.1:%1/{z}/{x}/{y}.png").arg(socket->serverPort()), {}});
    QTRY_VERIFY_WITH_TIMEOUT(desk.map().scene().trouble().contains(QStringLiteral("503")), 20'000);
    QVERIFY2(desk.waitForPicture(), "riders are drawn on");
    desk.picture(QStringLiteral("no-tiles"));
    desk.window().mapChoices().setBaseMap({BaseMapKind::none, {}, {}});
    QVERIFY(desk.map().scene().trouble().isEmpty());
}

void TestConsole::brokenSettingsAreAsIfNeverSaved() {
    Desk::Options options = standing(20);
    options.settings =
        QByteArrayLiteral("[window]\ngeometry=@ByteArray(\\0\\xff garbage)\ndocks=@Invalid()\ntheme=plaid\n"
                          "[map]\nbase=moon\nclusters=perhaps\nurl=\x01\x02\n[[[");
    Desk desk(options);
    QVERIFY(desk.window().isVisible());
    QVERIFY(desk.window().width() > 600 && desk.window().height() > 400);
    QVERIFY(desk.waitForPicture());
}

void TestConsole::anEmptyFleetSaysWhatToExpect() {
    Desk desk(standing(0));
    QTRY_VERIFY(desk.window().list().model().rowCount() == 0);
    const auto labels = desk.window().list().findChildren<QLabel*>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
        return label->isVisible() && label->text().contains(QStringLiteral("No riders yet"));
    }));
    desk.picture(QStringLiteral("empty"));
}

void TestConsole::clustersCountTheirRidersAndNameTheWorst() {
    Desk desk(standing(2000));
    desk.map().setClusters(true);
    desk.map().camera().lookAt(worldOf(Desk::city()->centre), 11);
    QVERIFY(desk.waitForPicture());
    const auto shown = desk.map().layer()->shown();
    std::size_t counted = shown->picks.size();
    for (const Cluster& cluster : shown->clusters) {
        counted += cluster.count;
    }
    QCOMPARE(counted, std::size_t{2000});
    QVERIFY(!shown->clusters.empty());
    desk.picture(QStringLiteral("clusters"));
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestConsole test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_console.moc"
