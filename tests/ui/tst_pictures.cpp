#include "tests/ui/support/desk.h"
#include "ui/panels/search_dialog.h"

#include <QDir>
#include <QLineEdit>
#include <QTest>

namespace roundsman {

/// The pictures of README and docs. They are made by this test, so that they stay true; they are written into the
/// source tree only when ROUNDSMAN_IMAGES names the folder (target roundsman_pictures).
class TestPictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void consoleDark();
    void consoleLight();
    void search();

private:
    static Desk::Options city(ThemeChoice theme);
    static void keep(const QImage& image, const QString& name);
};

Desk::Options TestPictures::city(ThemeChoice theme) {
    Desk::Options options;
    options.fleet.riders = 600;
    options.fleet.updatesPerSecond = 200;
    options.baseMap = BaseMapKind::city;
    options.theme = theme;
    return options;
}

void TestPictures::keep(const QImage& image, const QString& name) {
    QVERIFY(!image.isNull());
    const QString folder = qEnvironmentVariable("ROUNDSMAN_IMAGES");
    if (!folder.isEmpty()) {
        QVERIFY(QDir().mkpath(folder) && image.save(folder + u'/' + name + QStringLiteral(".png")));
    }
}

namespace {

/// Tiles have come when two pictures of a still map are alike in their streets; waiting for the count of colours is
/// enough.
bool streetsAreThere(Desk& desk) {
    return QTest::qWaitFor(
        [&desk] {
            const QImage image = desk.picture(QStringLiteral("waiting"));
            QSet<QRgb> seen;
            for (int x = 420; x < 1040; x += 2) {
                seen.insert(image.pixel(x, 300));
                seen.insert(image.pixel(x, 420));
            }
            return desk.map().scene().mapReady() && seen.size() > 60;
        },
        30'000);
}

void lookClosely(Desk& desk) {
    desk.map().camera().lookAt(worldOf(Desk::city()->centre), 15);
    RiderRef busy = desk.rider(0);
    double least = 1e9;
    for (std::uint32_t n = 0; n < 600; ++n) { // somebody on the way to a customer, near the middle
        const RiderDot& dot = desk.fleet().picture().lanes.front()->riders[n];
        const double metres = distanceMetres(dot.position, Desk::city()->centre);
        if (dot.status == RiderStatus::toCustomer && metres < least) {
            least = metres;
            busy = desk.rider(n);
        }
    }
    desk.window().select(busy);
}

} // namespace

void TestPictures::consoleDark() {
    Desk desk(city(ThemeChoice::dark));
    lookClosely(desk);
    QVERIFY(streetsAreThere(desk));

    keep(desk.picture(QStringLiteral("console-dark")), QStringLiteral("console-dark"));
}

void TestPictures::consoleLight() {
    Desk desk(city(ThemeChoice::light));
    desk.map().camera().lookAt(worldOf(Desk::city()->centre), 12.6);
    QVERIFY(streetsAreThere(desk));
    keep(desk.picture(QStringLiteral("console-light")), QStringLiteral("console-light"));
}

void TestPictures::search() {
    Desk desk(city(ThemeChoice::dark));
    desk.map().camera().lookAt(worldOf(Desk::city()->centre), 14);
    QVERIFY(streetsAreThere(desk));
    QTest::keyClick(&desk.window(), Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(desk.window().search());
    QTest::keyClicks(desk.window().search()->field(), QStringLiteral("or"));
    keep(desk.picture(QStringLiteral("search-palette")), QStringLiteral("search"));
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestPictures test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_pictures.moc"
