#include "tests/ui/support/desk.h"
#include "tests/ui/support/eyes.h"
#include "ui/panels/fence_panel.h"
#include "ui/panels/order_page.h"
#include "ui/panels/rider_inspector.h"
#include "ui/panels/rider_popup.h"
#include "ui/panels/surge_why.h"
#include "ui/theme/tones.h"
#include "ui/window/workspaces.h"
#include "ui/workspaces/navigator.h"

#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTableView>
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

/// The records that somebody asked for, in order.
std::shared_ptr<QList<RecordRef>> recordsAsked(Desk& desk) {
    auto asked = std::make_shared<QList<RecordRef>>();
    QObject::connect(&desk.window().navigator(), &Navigator::recordAsked, &desk.window(),
                     [asked](RecordRef record) { *asked << record; });
    return asked;
}

RecordRef recordOf(const FixSeen& fix) {
    return {PartitionNo{0}, fix.document.offset, fix.document.index};
}

/// Versions of areas, as history answers for them.
Table fenceVersions() {
    const auto row = [](const char* id, std::int64_t version, std::int64_t offset) {
        return std::vector<Cell>{Cell(std::int64_t{0}), Cell(std::string("fence")),
                                 Cell(std::string(id)), Cell(version),
                                 Cell(offset),          Cell(std::int64_t{1})};
    };
    return {.columns = {"partition", "kind", "name", "version", "offset", "document"},
            .rows = {row("depot", 1, 20), row("elsewhere", 2, 25), row("depot", 2, 30), row("depot", 3, 35)}};
}

} // namespace

/// From what is shown to where it is, what it belongs to and what it was made from; and a word where no way leads on.
class TestWays : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theListOfAClusterTellsTheMomentThatTheMapShows();
    void whoHasNoPositionIsNotLookedForInTheOcean();
    void theInspectorLeadsToTheRecordOfEachFixAndToTheOrder();
    void surgeLeadsToEitherEndOfWhatItWasMadeFrom();
    void anAreaLeadsToTheRecordThatMadeItWhatItIs();
    void anOrderWhoseRiderIsGoneSaysSo();
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

void TestWays::theInspectorLeadsToTheRecordOfEachFixAndToTheOrder() {
    Desk desk(standing(60));
    const auto asked = recordsAsked(desk);
    const auto riders = desk.fleet().picture().lanes.front()->riders;
    const auto busy = std::ranges::find_if(riders, [](const RiderDot& dot) { return dot.order != noOrder; });
    QVERIFY(busy != riders.end());
    RiderInspector& inspector = desk.window().inspector();
    desk.window().select(RiderRef{PartitionNo{0}, busy->rider});
    QTRY_VERIFY(inspector.fixes().rowCount() > 3);
    QTableView& table = *inspector.fixTable();
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Down);
    QTest::keyClick(&table, Qt::Key_Down);
    QTest::keyClick(&table, Qt::Key_Return);
    QCOMPARE(*asked, QList{recordOf(inspector.fixes().at(1))});
    QTRY_COMPARE(desk.window().workspaces().current(), QStringLiteral("support"));

    desk.window().workspaces().show(QStringLiteral("dispatch"));
    const QPoint third = table.visualRect(inspector.fixes().index(2, FixModel::verdict)).center();
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, third);
    QTest::mouseDClick(table.viewport(), Qt::LeftButton, {}, third);
    QCOMPARE(asked->back(), recordOf(inspector.fixes().at(2)));
    QCOMPARE(table.contextMenuPolicy(), Qt::ActionsContextMenu);
    table.selectRow(0);
    table.actions().front()->trigger();
    QCOMPARE(asked->back(), recordOf(inspector.fixes().at(0)));

    desk.window().workspaces().show(QStringLiteral("dispatch"));
    const QSignalSpy orders(&desk.window().navigator(), &Navigator::orderAsked);
    QVERIFY(inspector.orderButton()->isVisible());
    QTest::mouseClick(inspector.orderButton(), Qt::LeftButton);
    QCOMPARE(orders.count(), 1);
    const Frame& lane = *desk.fleet().picture().lanes.front();
    QCOMPARE(orders.front().front().toString().toStdString(), orderOf(lane, busy->order)->id);
    const auto idle = std::ranges::find(riders, noOrder, &RiderDot::order);
    desk.window().workspaces().show(QStringLiteral("dispatch"));
    desk.window().select(RiderRef{PartitionNo{0}, idle->rider});
    QVERIFY(!inspector.orderButton()->isVisible());
}

void TestWays::surgeLeadsToEitherEndOfWhatItWasMadeFrom() {
    Desk desk(standing(4));
    const auto asked = recordsAsked(desk);
    const SurgeRow row = desk.fleet().picture().lanes.front()->surge->front();
    QVERIFY(row.first != row.last);
    for (const auto& [button, end] : {std::pair("firstRecord", row.first), std::pair("lastRecord", row.last)}) {
        Q_EMIT desk.map().surgeClicked(PartitionNo{0}, row, {300, 300});
        auto* const why = openOf<SurgeWhy>(desk.window());
        QVERIFY(why);
        const auto labels = why->findChildren<QLabel*>();
        QVERIFY(
            std::ranges::any_of(labels, [](const QLabel* label) { return label->text() == QStringLiteral("36/1"); }));
        why->findChild<QPushButton*>(QString::fromLatin1(button))->click();
        QCOMPARE(asked->back(), (RecordRef{PartitionNo{0}, end.offset, end.index}));
        QTRY_VERIFY(!desk.window().findChild<SurgeWhy*>());
    }
}

void TestWays::anAreaLeadsToTheRecordThatMadeItWhatItIs() {
    Desk desk(standing(4));
    const auto asked = recordsAsked(desk);
    Workspaces::bringForward(desk.window().findChild<QDockWidget*>(QStringLiteral("areas")));
    FencePanel& panel = part<FencePanel>(desk);
    panel.table()->setFocus();
    QTRY_VERIFY(panel.table()->model()->rowCount() > 0);
    QVERIFY(!panel.recordButton()->isEnabled());
    panel.table()->selectRow(0);
    QTRY_VERIFY(panel.recordButton()->isEnabled());
    panel.recordButton()->click(); // history has nothing of it
    QTRY_VERIFY(desk.window().statusBar()->currentMessage().contains(QStringLiteral("Depot")));
    QVERIFY(asked->isEmpty());
    desk.fleet().setAnswer(QueryKind::settings, [](const Query& query) {
        Table all = fenceVersions();
        QTest::qVerify(query.text == "fence", "text", "the areas are asked for", __FILE__, __LINE__);
        Table page = all;
        page.rows.assign(all.rows.begin() + std::min<std::ptrdiff_t>(query.after, 4), all.rows.end());
        page.rows.resize(std::min<std::size_t>(page.rows.size(), 2)); // a page of two
        page.more = query.after + page.rows.size() < all.rows.size();
        return page;
    });
    panel.recordButton()->click();
    QTRY_COMPARE(*asked, (QList{RecordRef{PartitionNo{0}, Offset{30}, 1}})); // of the version that stands
}

void TestWays::anOrderWhoseRiderIsGoneSaysSo() {
    Desk desk(standing(4));
    desk.fleet().setAnswer(QueryKind::orders, {.columns = {"partition", "order", "rider"},
                                               .rows = {{Cell(std::int64_t{0}), Cell(std::string("o-7")),
                                                         Cell(std::string("r-long-gone"))}}});
    desk.window().navigator().openOrder(QStringLiteral("o-7"));
    const auto rider = [&]() -> QPushButton* {
        for (QPushButton* button : part<OrderPage>(desk).findChildren<QPushButton*>()) {
            if (button->text() == QStringLiteral("Rider")) {
                return button;
            }
        }
        return nullptr;
    };
    QVERIFY(rider());
    const auto says = [&] {
        rider()->click();
        return desk.window().statusBar()->currentMessage().contains(QStringLiteral("r-long-gone is not among"));
    };
    QTRY_VERIFY(says());
    QVERIFY(!desk.map().selected());
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestWays test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_ways.moc"
