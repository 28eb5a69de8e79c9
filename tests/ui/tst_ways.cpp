#include "tests/ui/support/desk.h"
#include "tests/ui/support/eyes.h"
#include "ui/panels/rider_inspector.h"
#include "ui/panels/rider_popup.h"
#include "ui/theme/tones.h"
#include "ui/workspaces/navigator.h"

#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTest>

namespace roundsman {

namespace {

/// The fleet as it is shown now, but for what `change` makes of it.
Picture another(Desk& desk, const std::function<void(Frame&)>& change) {
    auto frame = std::make_shared<Frame>(*desk.fleet().picture().lanes.front());
    frame->sequence += std::uint64_t{1} << 62U; // none of the feed's
    change(*frame);
    return {{frame}};
}

} // namespace

/// From what is shown to where it is, what it belongs to and what it was made from; and a word where no way leads on.
class TestWays : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theListOfAClusterTellsTheMomentThatTheMapShows();
    void whoHasNoPositionIsNotLookedForInTheOcean();
};

void TestWays::theListOfAClusterTellsTheMomentThatTheMapShows() {
    Desk desk(standing(3));
    QVERIFY(desk.waitForPicture());
    desk.map().showPast(another(desk, [](Frame& past) {
        for (RiderDot& dot : past.riders) {
            dot.status = RiderStatus::onBreak;
            dot.logTime = past.laneTime - Millis{7000};
        }
        auto ids = std::make_shared<Directory>(*past.riderIds); // one whom the present knows nothing of
        ids->append("r-gone");
        past.riderIds = std::move(ids);
        past.riders.push_back(past.riders.front());
        past.riders.back().rider = RiderNo{3};
    }));
    Q_EMIT desk.map().ridersClicked({desk.rider(0), desk.rider(3), desk.rider(9)}, {400, 300});
    auto* const popup = openOf<RiderPopup>(desk.window());
    QVERIFY(popup);
    QCOMPARE(popup->list()->count(), 2); // the last is in no picture at all
    for (const auto& [row, name] : {std::pair(0, QStringLiteral("r-1000")), std::pair(1, QStringLiteral("r-gone"))}) {
        const QString words = popup->list()->item(row)->text();
        QVERIFY2(words.startsWith(name), qPrintable(words));
        QVERIFY2(words.contains(statusName(RiderStatus::onBreak) + QStringLiteral(" · 7 s")), qPrintable(words));
    }
    popup->list()->setCurrentRow(1);
    QTest::keyClick(popup->list(), Qt::Key_Return);
    QTRY_COMPARE(desk.map().selected(), std::optional(desk.rider(3)));
}

void TestWays::whoHasNoPositionIsNotLookedForInTheOcean() {
    Desk desk(standing(3));
    QVERIFY(desk.waitForPicture());
    desk.fleet().edit(RiderNo{1}, [](RiderDot& dot) {
        dot.hasFix = false;
        dot.position = dot.previous = {};
    });
    desk.fleet().step(Millis{50});
    QTRY_VERIFY(!dotOf(desk.map().fleet(), desk.rider(1))->hasFix);
    desk.window().select(desk.rider(1));
    const World before = desk.map().camera().view().centre;
    const auto saysNowhere = [&] {
        const bool said = desk.window().statusBar()->currentMessage().contains(QStringLiteral("no position yet"));
        desk.window().statusBar()->clearMessage();
        return said;
    };
    desk.window().actions().centre->trigger();
    QVERIFY(saysNowhere());
    QTest::mouseClick(desk.window().inspector().followButton(), Qt::LeftButton);
    QVERIFY(desk.map().following() && saysNowhere());
    for (int n = 0; n < 20; ++n) {
        QVERIFY(desk.waitForPicture());
    }
    QVERIFY(desk.map().camera().view().centre == before);
    desk.window().navigator().openRider(desk.rider(1));
    QVERIFY(saysNowhere() && desk.map().camera().view().centre == before);
    // Whom it follows it shows as soon as he is somewhere.
    const GeoPoint place = Desk::city()->centre;
    desk.fleet().edit(RiderNo{1}, [&](RiderDot& dot) {
        dot.hasFix = true;
        dot.position = dot.previous = place;
        dot.status = RiderStatus::onBreak;
    });
    const auto isNear = [&] {
        desk.fleet().step(Millis{50});
        const QPointF at = desk.map().camera().view().toScreen(worldOf(place));
        const QSizeF size = desk.map().camera().view().size;
        return (at - QPointF(size.width() / 2, size.height() / 2)).manhattanLength() < 90;
    };
    QTRY_VERIFY(isNear());
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestWays test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_ways.moc"
