#include "ui/bench/synthetic_fleet.h"
#include "ui/map/map_camera.h"
#include "ui/map/rider_painter.h"
#include "ui/tiles/tile_painter.h"

#include <QGuiApplication>
#include <QTest>

namespace roundsman {

/// The map's own arithmetic: projection, glides, picking, tiles that agree.
class TestMap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPlaceSurvivesTheWayToTheScreenAndBack();
    void zoomingKeepsThePlaceUnderThePointer();
    void aRiderGlidesFromFixToFixOneIntervalBehind();
    void aJumpIsDrawnAsAJump();
    void pickingFindsEveryDrawnRiderAndNobodyElse();
    void marksShrinkWhenThereAreManyOfThem();
    void tilesAgreeAcrossTheirBorders();
    void theSameTileIsTheSamePixels();
};

void TestMap::aPlaceSurvivesTheWayToTheScreenAndBack() {
    const GeoPoint place = GeoPoint::fromDegrees(12.9712345, 77.5941234);
    const GeoPoint back = geoOf(worldOf(place));
    QVERIFY(std::abs(back.latitudeE7() - place.latitudeE7()) <= 1);
    QVERIFY(std::abs(back.longitudeE7() - place.longitudeE7()) <= 1);
    const GeoPoint fixed = geoOf(worldOf(fixedOf(worldOf(place))));
    QVERIFY(distanceMetres(place, fixed) < 0.03);
}

void TestMap::zoomingKeepsThePlaceUnderThePointer() {
    MapCamera camera;
    camera.setViewport({1000, 700}, 1);
    camera.lookAt(worldOf(30, -45), 12);
    const QPointF pointer(730, 211);
    const World before = camera.view().toWorld(pointer);
    camera.zoomAround(pointer, 15.3);
    const World after = camera.view().toWorld(pointer);
    QVERIFY(std::abs(before.x - after.x) < 1e-12 && std::abs(before.y - after.y) < 1e-12);
}

void TestMap::aRiderGlidesFromFixToFixOneIntervalBehind() {
    SyntheticFleet fleet({.riders = 1, .updatesPerSecond = 0, .runs = false});
    RiderTracks tracks;
    const SteadyTime start = std::chrono::steady_clock::now();
    tracks.update(fleet.picture(), start);
    const GeoPoint home = fleet.picture().lanes[0]->riders[0].position;
    const GeoPoint next = GeoPoint::fromE7(home.latitudeE7() + 10'000, home.longitudeE7());
    fleet.edit(RiderNo{0}, [&](RiderDot& dot) {
        dot.previous = home;
        dot.position = next;
        dot.previousFixTime = dot.fixTime;
        dot.fixTime += std::chrono::seconds(4);
        dot.logTime += std::chrono::seconds(4);
    });
    fleet.step(Millis{4000});
    const SteadyTime heard = start + std::chrono::seconds(4);
    tracks.update(fleet.picture(), heard);
    const auto metresAlong = [&](double seconds) {
        const auto at = tracks.secondsAt(heard) + seconds;
        return distanceMetres(home, geoOf(worldOf(RiderTracks::placeAt(tracks.motions()[0], at))));
    };
    const double whole = distanceMetres(home, next);
    QVERIFY(metresAlong(0) < 1);
    QVERIFY(std::abs(metresAlong(2) - whole / 2) < 1.5);
    QVERIFY(std::abs(metresAlong(4) - whole) < 0.1);
    QVERIFY2(std::abs(metresAlong(60) - whole) < 0.1, "nobody is driven on past his last fix");
}

void TestMap::aJumpIsDrawnAsAJump() {
    SyntheticFleet fleet({.riders = 1, .updatesPerSecond = 0, .runs = false});
    RiderTracks tracks;
    const SteadyTime start = std::chrono::steady_clock::now();
    tracks.update(fleet.picture(), start);
    const GeoPoint far = GeoPoint::fromDegrees(0.5, -29);
    fleet.edit(RiderNo{0}, [&](RiderDot& dot) {
        dot.position = far;
        dot.jumped = true;
        dot.fixTime += std::chrono::seconds(4);
        dot.logTime += std::chrono::seconds(4);
    });
    fleet.step(Millis{4000});
    tracks.update(fleet.picture(), start);
    const auto drawn = geoOf(worldOf(RiderTracks::placeAt(tracks.motions()[0], tracks.secondsAt(start))));
    QVERIFY(distanceMetres(drawn, far) < 0.1);
}

void TestMap::pickingFindsEveryDrawnRiderAndNobodyElse() {
    SyntheticFleet fleet({.riders = 3000, .updatesPerSecond = 0, .runs = false});
    RiderTracks tracks;
    const SteadyTime now = std::chrono::steady_clock::now();
    tracks.update(fleet.picture(), now);
    RiderPictureOrder order;
    order.clusters = false;
    order.view = {worldOf(0.05, -29.95), 13, {900, 600}, 1};
    RiderPainter painter;
    const auto picture = painter.paint(tracks, order, now);
    QVERIFY(picture->picks.size() > 500);
    for (const DrawnMark& mark : picture->picks.marks()) {
        const QPointF place(mark.x + 0.5, mark.y + 0.5);
        const auto found = picture->picks.near(place, 0.6, 100);
        QVERIFY(std::ranges::any_of(found, [&](const DrawnMark& m) { return m.index == mark.index; }));
        const auto wide = picture->picks.near(place, 30, 5000);
        std::size_t byHand = 0;
        for (const DrawnMark& other : picture->picks.marks()) {
            byHand += std::hypot(other.x - mark.x, other.y - mark.y) <= 30;
        }
        QCOMPARE(wide.size(), byHand);
    }
}

void TestMap::marksShrinkWhenThereAreManyOfThem() {
    QVERIFY(MarkSprites::diameterFor(15, 50, 1400 * 900) > 10);
    QVERIFY(MarkSprites::diameterFor(15, 100'000, 1400 * 900) < 5);
}

void TestMap::tilesAgreeAcrossTheirBorders() {
    CityOptions options;
    options.radiusMetres = 3000;
    const auto city = std::make_shared<const City>(makeCity(3, options));
    const TilePainter painter(city);
    const int zoom = 15;
    const World centre = worldOf(city->centre);
    const int x = static_cast<int>(centre.x * (1 << zoom));
    const int y = static_cast<int>(centre.y * (1 << zoom));
    // A tile of the next zoom out, drawn at twice the density, has its border elsewhere; here the last column of one
    // tile and the first of its neighbour must look alike wherever something crosses.
    const QImage left = painter.paint({zoom, x, y, true, 1});
    const QImage right = painter.paint({zoom, x + 1, y, true, 1});
    int far = 0;
    for (int row = 0; row < 256; ++row) {
        const QColor a = left.pixelColor(255, row);
        const QColor b = right.pixelColor(0, row);
        far += std::abs(a.lightness() - b.lightness()) > 60;
    }
    QVERIFY2(far < 26, qPrintable(QStringLiteral("%1 of 256 rows break at the border").arg(far)));
}

void TestMap::theSameTileIsTheSamePixels() {
    CityOptions options;
    options.radiusMetres = 3000;
    const auto city = std::make_shared<const City>(makeCity(3, options));
    const World centre = worldOf(city->centre);
    const TileKey key{16, static_cast<int>(centre.x * 65536), static_cast<int>(centre.y * 65536), false, 2};
    const TilePainter one(city);
    const TilePainter other(city);
    QCOMPARE(one.paint(key), other.paint(key));
    QCOMPARE(one.paint(key).width(), 512);
}

} // namespace roundsman

int main(int argc, char** argv) {
    const QGuiApplication application(argc, argv);
    roundsman::TestMap test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_map.moc"
