#include "ui/window/map_tools.h"

#include "ui/bridge/frame_feed.h"
#include "ui/map/map_view.h"
#include "ui/map/measure_item.h"
#include "ui/support/words.h"
#include "ui/window/window_actions.h"
#include "ui/workspaces/navigator.h"

#include <QEvent>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>

#include <algorithm>
#include <utility>

namespace roundsman {

namespace {

constexpr qsizetype marketsListedAtMost = 60;
constexpr double fitMargin = 64;
constexpr double onePlaceZoom = 15;

void eachPlaceOf(const Frame& lane, const RiderDot& dot, std::vector<GeoPoint>& places) {
    if (dot.hasFix) {
        places.push_back(dot.position);
    }
    if (const OrderView* order = orderOf(lane, dot.order)) {
        places.push_back(order->pickup);
        if (order->hasDropoff) {
            places.push_back(order->dropoff);
        }
    }
}

} // namespace

MapTools::MapTools(QMainWindow& window, QMenu& menu, FrameFeed& feed, MapView& map, Navigator& navigator,
                   WindowActions& actions, WindowState& state)
    : QObject(&window),
      m_window(window),
      m_menu(menu),
      m_feed(feed),
      m_map(map),
      m_navigator(navigator),
      m_actions(actions),
      m_state(state),
      m_bookmarks(readBookmarks(state)) {
    buildMeasure();
    buildWhatIsHere();
    m_menu.addSeparator();
    buildFits();
    m_menu.addSeparator();
    buildBookmarks();
    m_menu.addSeparator();
    buildFullScreen();
    window.installEventFilter(this);
    refreshEscape();
}

QAction* MapTools::add(const QString& words, const QKeySequence& keys) {
    QAction* action = m_actions.make(words, keys);
    m_menu.addAction(action);
    m_window.addAction(action);
    return action;
}

void MapTools::buildMeasure() {
    m_measure = add(tr("&Measure a distance"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M));
    m_measure->setCheckable(true);
    m_undo = add(tr("Take back the &last point"));
    m_undo->setShortcuts({QKeySequence(Qt::Key_Backspace), QKeySequence(QKeySequence::Undo)});
    m_undo->setEnabled(false);
    // One key ends whatever is going on: measuring, the full screen, and, when there is neither, the selection.
    m_escape = new QAction(this);
    m_escape->setShortcut(QKeySequence(Qt::Key_Escape));
    m_escape->setShortcutContext(Qt::WindowShortcut); // dialogs are closed by the same key
    m_window.addAction(m_escape);
    connect(m_measure, &QAction::toggled, this, &MapTools::setMeasuring);
    connect(m_undo, &QAction::triggered, m_map.measure(), &MeasureItem::undoPoint);
    connect(m_escape, &QAction::triggered, this, &MapTools::escape);
    connect(m_map.measure(), &MeasureItem::changed, this, &MapTools::showLength);
    connect(&m_map.scene(), &MapScene::measureAsked, m_measure, &QAction::toggle);
}

/// What a click on the map does, without a mouse: who is there, whose drop-off it is, why surge is what it is.
void MapTools::buildWhatIsHere() {
    m_whatIsHere = add(tr("&What is in the middle of the map?"), QKeySequence(Qt::CTRL | Qt::Key_I));
    connect(m_whatIsHere, &QAction::triggered, this, [this] {
        bringMap();
        m_map.chooseMiddle();
    });
}

/// What is measured or kept has to be seen.
void MapTools::bringMap() {
    if (!m_map.isVisible()) {
        m_navigator.openPlace(geoOf(m_map.camera().view().centre), 0);
    }
}

void MapTools::setMeasuring(bool on) {
    if (on) {
        bringMap();
    }
    m_map.measure()->setOn(on);
    m_map.scene().hideCard();
    refreshEscape();
    if (on) {
        m_map.setFocus(Qt::OtherFocusReason); // its keys are meant now
        m_navigator.say(tr("Click points on the map; or arrows move it under the cross, Space sets a point. Backspace "
                           "takes one back, Esc ends."));
    }
}

void MapTools::showLength() {
    const MeasureItem& tape = *m_map.measure();
    m_undo->setEnabled(tape.isOn() && !tape.points().empty());
    if (tape.isOn() && tape.points().size() > 1) {
        m_navigator.say(tr("%1 along the way").arg(lengthText(tape.metres())));
    }
}

void MapTools::escape() {
    if (m_measure->isChecked()) {
        m_measure->setChecked(false);
    } else if (m_window.isFullScreen()) {
        setFullScreen(false);
    }
}

void MapTools::refreshEscape() {
    const bool ours = m_measure->isChecked() || m_window.isFullScreen();
    m_escape->setEnabled(ours);
    m_actions.clearSelection->setEnabled(!ours); // two enabled actions of one key would answer neither
}

void MapTools::buildFits() {
    m_menu.addActions({m_actions.fit});
    m_fitSelection = add(tr("Fit &selection"), QKeySequence(Qt::CTRL | Qt::Key_9));
    m_fitSelection->setToolTip(tr("The selected rider with his order, from pick-up to drop-off"));
    m_marketMenu = m_menu.addMenu(tr("Fit &market"));
    m_marketMenu->setEnabled(false);
    connect(m_fitSelection, &QAction::triggered, this, &MapTools::fitSelected);
    connect(&m_feed, &FrameFeed::pictureChanged, this, &MapTools::refreshMarkets);
    refreshMarkets();
}

void MapTools::fit(const std::vector<GeoPoint>& places) {
    if (places.empty()) {
        m_navigator.say(tr("There is nothing to fit yet."));
        return;
    }
    World least{1, 1};
    World most{0, 0};
    for (const GeoPoint point : places) {
        const World place = worldOf(point);
        least = {std::min(least.x, place.x), std::min(least.y, place.y)};
        most = {std::max(most.x, place.x), std::max(most.y, place.y)};
    }
    m_map.setFollowing(false);
    if (least == most) {
        m_map.camera().lookAt(least, std::max(m_map.camera().zoom(), onePlaceZoom));
    } else {
        m_map.camera().fit(least, most, fitMargin);
    }
}

void MapTools::fitSelected() {
    std::vector<GeoPoint> places;
    if (const auto rider = m_map.selected()) {
        const Frame* lane = laneOf(m_map.fleet(), rider->partition);
        if (const RiderDot* dot = dotOf(m_map.fleet(), *rider); dot && lane) {
            eachPlaceOf(*lane, *dot, places);
        }
    }
    if (places.empty()) {
        m_navigator.say(tr("Select a rider first: on the map, in the list, or by Ctrl+K."));
        return;
    }
    fit(places);
}

void MapTools::fitMarket(const QString& name) {
    std::vector<GeoPoint> places;
    for (const FramePtr& lane : m_map.fleet().lanes) {
        for (const RiderDot& dot : lane->riders) {
            if (dot.hasFix && dot.staleness != Staleness::lost && marketName(*lane, dot.market) == name) {
                places.push_back(dot.position);
            }
        }
        for (const MerchantView& merchant : listOf(lane->merchants)) {
            if (merchant.position != GeoPoint{} && marketName(*lane, merchant.market) == name) {
                places.push_back(merchant.position);
            }
        }
    }
    fit(places);
}

/// One action a market, found by search too. Markets come seldom and never go.
void MapTools::refreshMarkets() {
    std::size_t seen = 0;
    for (const FramePtr& lane : m_feed.picture().lanes) {
        seen += lane->marketNames ? lane->marketNames->size() : 0;
    }
    if (std::exchange(m_marketsSeen, seen) == seen) {
        return;
    }
    for (const FramePtr& lane : m_feed.picture().lanes) {
        const std::size_t known = lane->marketNames ? lane->marketNames->size() : 0;
        for (std::size_t n = 0; n < known; ++n) {
            const QString name = marketName(*lane, MarketNo{static_cast<MarketNo::rep>(n)});
            if (name.isEmpty() || m_markets.contains(name) || m_markets.size() >= marketsListedAtMost) {
                continue;
            }
            QAction* action = m_actions.make(tr("Fit market %1").arg(isolated(name)));
            if (m_markets.isEmpty()) {
                action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_8));
            }
            m_markets << name;
            m_marketMenu->addAction(action);
            m_window.addAction(action);
            m_marketMenu->setEnabled(true);
            connect(action, &QAction::triggered, this, [this, name] { fitMarket(name); });
        }
    }
}

void MapTools::buildFullScreen() {
    m_fullScreen = add(tr("&Full screen"), QKeySequence(Qt::Key_F11));
    m_fullScreen->setCheckable(true);
    connect(m_fullScreen, &QAction::triggered, this, &MapTools::setFullScreen);
}

void MapTools::setFullScreen(bool on) {
    m_wasMaximized = on ? m_window.isMaximized() : m_wasMaximized;
    if (on) {
        m_window.showFullScreen();
        m_navigator.say(tr("Full screen. Esc or F11 brings menus and bars back."));
    } else if (m_wasMaximized) {
        m_window.showMaximized();
    } else {
        m_window.showNormal();
    }
}

/// The window manager may change it without us.
bool MapTools::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::WindowStateChange) {
        const bool full = m_window.isFullScreen();
        m_fullScreen->setChecked(full);
        m_window.menuBar()->setVisible(!full);
        for (QToolBar* bar : m_window.findChildren<QToolBar*>(QString(), Qt::FindDirectChildrenOnly)) {
            bar->setVisible(!full);
        }
        refreshEscape();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace roundsman
