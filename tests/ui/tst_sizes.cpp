// A laptop's screen: every workspace fits it, and what does not fit is scrolled to.
#include "core/node/scoped_console.h"
#include "tests/ui/support/desk.h"
#include "tests/ui/support/eyes.h"
#include "tests/ui/support/node_desk.h"
#include "ui/map/fence_editor.h"
#include "ui/panels/alert_inbox.h"
#include "ui/panels/assign_dialog.h"
#include "ui/panels/chips.h"
#include "ui/panels/fence_panel.h"
#include "ui/panels/order_board.h"
#include "ui/panels/plain_table.h"
#include "ui/panels/record_browser.h"
#include "ui/panels/rider_list.h"
#include "ui/window/panel_scroll.h"
#include "ui/window/workspaces.h"
#include "ui/workspaces/navigator.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QHeaderView>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QStatusBar>
#include <QTableView>
#include <QTest>

namespace roundsman {

namespace {

constexpr QSize smallScreen{1280, 720};
constexpr int usualWidth = 1400;

Desk::Options standing(ThemeChoice theme = ThemeChoice::dark) {
    Desk::Options options;
    options.fleet.riders = 300;
    options.fleet.updatesPerSecond = 60;
    options.fleet.runs = false;
    options.theme = theme;
    return options;
}

/// Small things that a heading's row or a field draws inside itself.
bool isInnerPart(const QWidget& widget) {
    return widget.objectName().startsWith(QStringLiteral("qt_")) || qobject_cast<QLineEdit*>(widget.parentWidget()) ||
           qobject_cast<QComboBox*>(widget.parentWidget()) ||
           qobject_cast<QAbstractScrollArea*>(widget.parentWidget()) ||
           qobject_cast<QStatusBar*>(widget.parentWidget()); // whose height is its own to give
}

/// Controls that somebody cannot see the whole of, and cannot scroll to.
QStringList cutOff(QWidget& window) {
    QStringList found;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        const bool isControl = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QLineEdit*>(widget) ||
                               qobject_cast<QComboBox*>(widget) || qobject_cast<QAbstractScrollArea*>(widget);
        if (!isControl || !widget->isVisible() || widget->window() != &window || isInnerPart(*widget)) {
            continue;
        }
        const QSize least = widget->minimumSizeHint().boundedTo(widget->maximumSize());
        const bool squeezed = widget->height() < least.height() || widget->width() < least.width();
        if (squeezed || !widget->parentWidget()->rect().contains(widget->geometry())) {
            found << QStringLiteral("%1 %2 “%3” %4x%5")
                         .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
                              widget->accessibleName())
                         .arg(widget->width())
                         .arg(widget->height());
        }
    }
    return found;
}

/// Panels that can only be read by scrolling sideways.
QStringList tooNarrow(QWidget& window) {
    QStringList found;
    for (PanelScroll* panel : window.findChildren<PanelScroll*>()) {
        if (panel->isVisible() && panel->horizontalScrollBar()->maximum() > 0) {
            found << QStringLiteral("%1: %2 of %3")
                         .arg(QLatin1String(panel->widget()->metaObject()->className()))
                         .arg(panel->viewport()->width())
                         .arg(panel->widget()->minimumSizeHint().width());
        }
    }
    return found;
}

/// Whole rows that are in sight, without anything being scrolled.
int rowsInSight(const QTableView& table) {
    const int height = table.viewport()->visibleRegion().boundingRect().height();
    int rows = 0;
    while (rows < table.model()->rowCount() && table.rowViewportPosition(rows) + table.rowHeight(rows) <= height) {
        ++rows;
    }
    return rows;
}

/// Cells in sight that cannot be read whole, of columns that are not there to be cut off.
QStringList cutCells(QWidget& window) {
    QStringList found;
    for (QTableView* table : window.findChildren<QTableView*>()) {
        const QHeaderView& header = *table->horizontalHeader();
        const int rows = table->isVisible() ? rowsInSight(*table) : 0;
        for (int row = 0; row < rows; ++row) {
            for (int column = 0; column < table->model()->columnCount(); ++column) {
                const QModelIndex index = table->model()->index(row, column);
                const bool elastic = header.sectionResizeMode(column) == QHeaderView::Stretch;
                if (!elastic && !table->isColumnHidden(column) &&
                    table->sizeHintForIndex(index).width() > table->columnWidth(column)) {
                    found << QStringLiteral("%1: “%2”").arg(table->accessibleName(), index.data().toString());
                }
            }
        }
    }
    return found;
}

/// Lists that have to be scrolled sideways, and are not made for that.
QStringList scrolledSideways(QWidget& window) {
    QStringList found;
    for (QTableView* table : window.findChildren<QTableView*>()) {
        if (!table->visibleRegion().isEmpty() && table->horizontalScrollBar()->maximum() > 0) {
            QStringList widths;
            bool elastic = false;
            for (int column = 0; column < table->model()->columnCount(); ++column) {
                widths << QString::number(table->columnWidth(column));
                elastic = elastic || table->horizontalHeader()->sectionResizeMode(column) == QHeaderView::Stretch;
            }
            if (!elastic) {
                continue;
            }
            found << QStringLiteral("%1: %2 in %3")
                         .arg(table->accessibleName(), widths.join(u'+'))
                         .arg(table->viewport()->width());
        }
    }
    return found;
}

void makeSmall(QWidget& window) {
    window.resize(smallScreen);
    QTRY_COMPARE(window.size(), smallScreen);
}

} // namespace

class TestSizes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyWorkspaceFitsASmallScreen_data();
    void everyWorkspaceFitsASmallScreen();
    void listsShowTheirRowsAndNotTheirHeadsAlone_data();
    void listsShowTheirRowsAndNotTheirHeadsAlone();
    void figuresAndTimesAreWholeAtTheUsualSize();
    void whoComesFromAnotherMarketMakesRoomForItsName();
    void aWidthThatWasDrawnByHandStays();
    void theListOfWhoCouldTakeAnOrderIsOnTheScreen();
    void whatTheChosenRiderAndADrawnAreaNeedIsScrolledTo();
    void aRestaurantsWorkspacesFitASmallScreen();
    void theFirstWindowIsNoLargerThanTheScreen();
};

void TestSizes::everyWorkspaceFitsASmallScreen_data() {
    QTest::addColumn<bool>("dark");
    QTest::newRow("dark") << true;
    QTest::newRow("light") << false;
}

void TestSizes::everyWorkspaceFitsASmallScreen() {
    QFETCH(const bool, dark);
    Desk desk(standing(dark ? ThemeChoice::dark : ThemeChoice::light));
    makeSmall(desk.window());
    desk.window().workspaces().resetLayout();
    for (const QString& id : desk.window().workspaces().ids()) {
        desk.window().workspaces().show(id);
        desk.picture(QStringLiteral("small-%1-%2").arg(id, dark ? QStringLiteral("dark") : QStringLiteral("light")));
        QVERIFY2(desk.window().size() == smallScreen, qPrintable(id));
        const QSize least = desk.window().minimumSizeHint();
        QVERIFY2(least.height() <= 640 && least.width() <= smallScreen.width(),
                 qPrintable(QStringLiteral("%1 wants %2x%3").arg(id).arg(least.width()).arg(least.height())));
        QTRY_VERIFY2(cutOff(desk.window()).isEmpty(), qPrintable(id + u' ' + cutOff(desk.window()).join(u'\n')));
        QTRY_VERIFY2(tooNarrow(desk.window()).isEmpty(), qPrintable(id + u' ' + tooNarrow(desk.window()).join(u'\n')));
    }
}

void TestSizes::listsShowTheirRowsAndNotTheirHeadsAlone_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("rows");
    QTest::addColumn<bool>("terse");
    QTest::newRow("laptop") << QSize(1400, 860) << 5 << true;
    if (QGuiApplication::primaryScreen()->availableSize().height() >= 1000) {
        QTest::newRow("desk") << QSize(1600, 1000) << 6 << true;
    }
}

void TestSizes::listsShowTheirRowsAndNotTheirHeadsAlone() {
    QFETCH(const QSize, size);
    QFETCH(const int, rows);
    QFETCH(const bool, terse);
    Desk desk(standing());
    desk.window().resize(size);
    QTRY_COMPARE(desk.window().size(), size);
    desk.window().workspaces().resetLayout();
    const RiderList& riders = desk.window().list();
    QTRY_VERIFY2(rowsInSight(*riders.table()) >= rows, qPrintable(QString::number(rowsInSight(*riders.table()))));
    QCOMPARE(riders.chips()->isTerse(), terse);
    const OrderBoard& board = *desk.window().findChild<OrderBoard*>();
    QTRY_VERIFY2(rowsInSight(*board.table()) >= 5, qPrintable(QString::number(rowsInSight(*board.table()))));
    const AlertInbox& inbox = *desk.window().findChild<AlertInbox*>();
    QTRY_VERIFY(inbox.table()->height() >= 7 * plainRowHeight);
    desk.picture(QStringLiteral("rows-%1").arg(size.height()));
    desk.window().workspaces().show(QStringLiteral("support"));
    const RecordBrowser& records = *desk.window().findChild<RecordBrowser*>();
    QTRY_VERIFY(records.table()->height() >= 5 * plainRowHeight);
    desk.picture(QStringLiteral("rows-support-%1").arg(size.height()));
}

void TestSizes::figuresAndTimesAreWholeAtTheUsualSize() {
    Desk desk(standing());
    const bool usual = desk.window().width() >= usualWidth; // a small screen's lists are scrolled to what is cut off
    for (const QString& id : desk.window().workspaces().ids()) {
        desk.window().workspaces().show(id);
        QTRY_VERIFY2(cutCells(desk.window()).isEmpty(), qPrintable(id + u'\n' + cutCells(desk.window()).join(u'\n')));
        QTRY_VERIFY2(!usual || scrolledSideways(desk.window()).isEmpty(),
                     qPrintable(id + u'\n' + scrolledSideways(desk.window()).join(u'\n')));
        desk.picture(QStringLiteral("whole-") + id);
    }
}

void TestSizes::whoComesFromAnotherMarketMakesRoomForItsName() {
    NodeDesk desk({QStringLiteral("ann")});
    RiderList& riders = desk.window().list();
    QTableView& list = *riders.table();
    constexpr auto market = static_cast<int>(RiderColumn::market);
    QVERIFY(desk.append(R"({"driverId":"r-1","latitude":12.9,"longitude":77.5,"market":"south"})"));
    QTRY_COMPARE_WITH_TIMEOUT(riders.model().rowCount(), 1, 15'000);
    QTRY_VERIFY2(list.isColumnHidden(market), "one market alone would say the same in each row");
    QVERIFY(desk.append(R"({"driverId":"r-2","latitude":12.9,"longitude":77.5,"market":"north"})"));
    QTRY_COMPARE_WITH_TIMEOUT(riders.model().rowCount(), 2, 15'000);
    QTRY_VERIFY(!list.isColumnHidden(market));
    const QModelIndex name = riders.model().index(1, market);
    QTRY_VERIFY(list.columnWidth(market) >= list.sizeHintForIndex(name).width());
    QTRY_VERIFY2(list.horizontalScrollBar()->maximum() == 0,
                 qPrintable(QString::number(list.horizontalScrollBar()->maximum())));
    desk.picture(QStringLiteral("two-markets"));
}

void TestSizes::aWidthThatWasDrawnByHandStays() {
    Desk desk(standing());
    QTableView& list = *part<RiderList>(desk).table();
    QTRY_VERIFY(list.model()->rowCount() > 0);
    constexpr auto order = static_cast<int>(RiderColumn::order);
    constexpr auto age = static_cast<int>(RiderColumn::age);
    constexpr int narrow = 41;
    list.setColumnHidden(age, true); // hiding is not drawing
    list.setColumnHidden(age, false);
    list.horizontalHeader()->resizeSection(order, narrow);
    const int before = list.columnWidth(age);
    for (std::uint32_t rider = 0; rider < 12; ++rider) {
        desk.fleet().edit(RiderNo{rider}, [](RiderDot& dot) { dot.logTime -= std::chrono::minutes(88); });
    }
    desk.fleet().step(Millis{1});
    QTRY_VERIFY(list.columnWidth(age) > before); // all columns are looked at together
    QCOMPARE(list.columnWidth(order), narrow);
}

void TestSizes::theListOfWhoCouldTakeAnOrderIsOnTheScreen() {
    Desk desk(standing());
    desk.window().resize(QGuiApplication::primaryScreen()->availableSize());
    desk.window().move(0, 0);
    desk.window().workspaces().resetLayout();
    OrderBoard& board = *desk.window().findChild<OrderBoard*>();
    QTRY_VERIFY(board.model().rowCount() > 0);
    board.table()->selectRow(0);
    board.assign();
    QTRY_VERIFY(openOf<AssignDialog>(desk.window()));
    const auto* dialog = openOf<AssignDialog>(desk.window());
    QVERIFY(desk.window().screen()->availableGeometry().contains(dialog->geometry()));
    QVERIFY(dialog->list()->count() > 0);
    QCOMPARE(dialog->list()->visualItemRect(dialog->list()->item(0)).height(), plainRowHeight);
    desk.picture(QStringLiteral("assign-on-screen"));
}

void TestSizes::whatTheChosenRiderAndADrawnAreaNeedIsScrolledTo() {
    Desk desk(standing());
    makeSmall(desk.window());
    desk.window().workspaces().resetLayout();
    desk.window().navigator().openRider(desk.rider(5));
    desk.picture(QStringLiteral("small-rider"));
    auto& fences = *desk.window().findChild<FencePanel*>();
    Workspaces::bringForward(desk.window().findChild<QDockWidget*>(QStringLiteral("areas")));
    QTest::mouseClick(fences.areaButton(), Qt::LeftButton);
    QTRY_VERIFY(fences.sendButton()->isVisible());
    QCOMPARE(desk.window().size(), smallScreen);
    QTRY_VERIFY2(cutOff(desk.window()).isEmpty(), qPrintable(cutOff(desk.window()).join(u'\n')));
    desk.picture(QStringLiteral("small-area"));
    fences.sendButton()->setFocus(Qt::TabFocusReason); // by Tab, what has the focus comes into sight
    auto& scroll = *desk.window().findChild<QDockWidget*>(QStringLiteral("areas"))->findChild<PanelScroll*>();
    scroll.ensureWidgetVisible(fences.sendButton());
    const QRect shown(fences.sendButton()->mapTo(scroll.viewport(), QPoint(0, 0)), fences.sendButton()->size());
    QTRY_VERIFY(scroll.viewport()->rect().contains(shown));
    desk.picture(QStringLiteral("small-area-scrolled"));
}

void TestSizes::aRestaurantsWorkspacesFitASmallScreen() {
    SyntheticFleetSettings settings;
    settings.riders = 500;
    settings.runs = false;
    settings.centre = Desk::city()->centre;
    SyntheticFleet fleet(settings);
    Identity who;
    who.role = Role::merchant;
    who.merchant = "m-7";
    const SystemClock clock;
    AuditLog audit(clock, [](std::string_view) {});
    ScopedConsole scoped(fleet, who, audit);
    Desk::Options options = standing();
    options.api = &scoped;
    Desk desk(options);
    makeSmall(desk.window());
    QVERIFY(desk.window().workspaces().ids().contains(QStringLiteral("map")));
    for (const QString& id : desk.window().workspaces().ids()) {
        desk.window().workspaces().show(id);
        desk.picture(QStringLiteral("small-restaurant-%1").arg(id));
        QVERIFY2(desk.window().size() == smallScreen, qPrintable(id));
        QTRY_VERIFY2(cutOff(desk.window()).isEmpty(), qPrintable(id + u' ' + cutOff(desk.window()).join(u'\n')));
    }
}

void TestSizes::theFirstWindowIsNoLargerThanTheScreen() {
    SyntheticFleet fleet({.riders = 10, .runs = false});
    const QTemporaryDir folder;
    Theme theme(*qApp);
    TileService tiles(Desk::city(), folder.filePath(QStringLiteral("cache")));
    WindowState state(folder.filePath(QStringLiteral("window.ini")));
    FrameFeed feed(fleet);
    const MainWindow first(feed, theme, tiles, state, {});
    const QSize screen = first.screen()->availableSize();
    QVERIFY(first.width() <= screen.width() && first.height() <= screen.height());
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestSizes test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_sizes.moc"
