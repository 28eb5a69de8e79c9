#include "ui/window/main_window.h"

#include "ui/bridge/command_desk.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/order_rows.h"
#include "ui/panels/rider_inspector.h"
#include "ui/panels/rider_list.h"
#include "ui/panels/rider_popup.h"
#include "ui/panels/search_dialog.h"
#include "ui/panels/surge_why.h"
#include "ui/support/on_screen.h"
#include "ui/support/words.h"
#include "ui/theme/theme.h"
#include "ui/tiles/tile_service.h"
#include "ui/window/action_catalog.h"
#include "ui/window/alert_notices.h"
#include "ui/window/map_choices.h"
#include "ui/window/map_tools.h"
#include "ui/window/notice_bar.h"
#include "ui/window/status_line.h"
#include "ui/window/window_dialogs.h"
#include "ui/window/window_menus.h"
#include "ui/window/window_state.h"
#include "ui/window/workspaces.h"
#include "ui/window/zone_switch.h"
#include "ui/workspaces/navigator.h"
#include "ui/workspaces/workbench.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QLineEdit>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <functional>

namespace roundsman {

namespace {

constexpr int messageMillis = 8000;
constexpr std::chrono::seconds gatheringMost{10}; // later the map does not move by itself
constexpr QSize usualSize{1400, 900};

} // namespace

MainWindow::MainWindow(FrameFeed& feed, Theme& theme, TileService& tiles, WindowState& state, Gazetteer places,
                       QWidget* parent)
    : QMainWindow(parent),
      m_feed(feed),
      m_theme(theme),
      m_state(state),
      m_places(std::move(places)),
      m_centre(new QStackedWidget),
      m_navigator(new Navigator(this)),
      m_commands(new CommandDesk(feed, this)),
      m_workspaces(new Workspaces(*this, *m_centre, state)),
      m_map(new MapView(feed)),
      m_list(new RiderList(feed)),
      m_inspector(new RiderInspector(feed, *m_navigator)),
      m_notices(new NoticeBar(feed)),
      m_dialogs(new WindowDialogs(*this, feed, state, m_actions, *m_workspaces, tiles.hasCity())),
      m_alertNotices(new AlertNotices(feed, state, this)) {
    setWindowTitle(tr("Roundsman"));
    setObjectName(QStringLiteral("main"));
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
    m_map->setMinimumSize(320, 240);
    m_centre->addWidget(m_map);
    auto* middle = new QWidget;
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notices);
    column->addWidget(m_centre, 1);
    setCentralWidget(middle);
    buildWorkspaces();
    addActions(m_actions.all());
    const auto* menus = new WindowMenus(*this, m_actions, *m_workspaces);
    new StatusLine(*statusBar(), feed, *m_map, theme, this);
    new ZoneSwitch(*this, menus->view(), feed, m_actions, state);
    new MapTools(*this, menus->map(), feed, *m_map, *m_navigator, m_actions, state);
    connectMap();
    connectThingsOnMap();
    connectPanels();
    connectNavigator();
    connectActions();
    applyTheme();
    m_choices = new MapChoices(*m_map, tiles, theme, state, m_actions, *this);

    resize(usualSize.boundedTo(screen()->availableSize())); // a laptop's screen is lower
    restoreGeometry(state.geometry());
    m_workspaces->show(m_workspaces->ids().contains(state.workspace()) ? state.workspace()
                                                                       : m_workspaces->ids().front());
    firstPicture();
    if (!state.trouble().isEmpty()) {
        m_notices->tell(state.trouble());
    }
}

MainWindow::~MainWindow() = default;

SearchDialog* MainWindow::search() const {
    return m_search;
}

/// The one that has the map in its middle and the riders beside it.
QString MainWindow::mapWorkspace() const {
    return m_feed.api().scope().merchant.empty() ? QStringLiteral("dispatch") : QStringLiteral("map");
}

void MainWindow::buildWorkspaces() {
    const bool restaurant = !m_feed.api().scope().merchant.empty();
    if (restaurant) {
        m_workspaces->add(QStringLiteral("merchant"), tr("Restaurant"));
        m_workspaces->add(QStringLiteral("orders"), tr("Orders"));
        m_workspaces->add(mapWorkspace(), tr("Map"));
    } else {
        m_workspaces->add(QStringLiteral("dispatch"), tr("Dispatch"));
        m_workspaces->add(QStringLiteral("support"), tr("Support"));
        m_workspaces->add(QStringLiteral("merchant"), tr("Merchant"));
        m_workspaces->add(QStringLiteral("history"), tr("History"));
        m_workspaces->add(QStringLiteral("pipeline"), tr("Pipeline"));
    }
    m_listDock = m_workspaces->addDock(mapWorkspace(), QStringLiteral("riders"), tr("Riders"), m_list,
                                       Qt::LeftDockWidgetArea, 428);
    m_inspectorDock = m_workspaces->addDock(mapWorkspace(), QStringLiteral("inspector"), tr("Rider"), m_inspector,
                                            Qt::RightDockWidgetArea, 330);
    const Workbench bench{.feed = m_feed,
                          .theme = m_theme,
                          .map = *m_map,
                          .workspaces = *m_workspaces,
                          .navigator = *m_navigator,
                          .commands = *m_commands,
                          .state = m_state,
                          .actions = m_actions};
    if (restaurant) {
        buildRestaurant(bench);
        return;
    }
    buildDispatch(bench);
    buildSupport(bench);
    buildMerchant(bench);
    buildHistory(bench);
    buildPipeline(bench);
}

void MainWindow::connectThingsOnMap() {
    connect(m_map, &MapView::orderClicked, this, [this](OrderRef ref) {
        m_map->selectOrder(ref);
        if (const OrderView* order = orderOf(m_map->fleet(), ref)) {
            m_navigator->openOrder(QString::fromStdString(order->id));
        }
    });
    connect(m_map, &MapView::merchantClicked, this, [this](PartitionNo partition, MerchantNo number) {
        const Frame* lane = laneOf(m_map->fleet(), partition);
        if (const MerchantView* merchant = lane ? merchantOf(*lane, number) : nullptr) {
            m_navigator->openMerchant(QString::fromStdString(merchant->id));
        }
    });
    connect(m_map, &MapView::surgeClicked, this, [this](PartitionNo partition, const SurgeRow& row, QPoint place) {
        auto* why = new SurgeWhy(partition, row, m_feed, *m_commands, *m_navigator, this);
        moveOntoScreen(*why, place + QPoint(10, 10));
        why->show();
    });
}

void MainWindow::connectNavigator() {
    connect(m_navigator, &Navigator::riderChosen, this, [this](RiderRef rider) { select(rider); });
    connect(m_navigator, &Navigator::riderAsked, this, &MainWindow::openRider);
    connect(m_navigator, &Navigator::placeAsked, this, [this](GeoPoint place, double zoom) {
        showMap();
        m_map->setFollowing(false);
        m_map->camera().lookAt(worldOf(place), std::max(zoom, m_map->camera().zoom()));
    });
    connect(m_navigator, &Navigator::said, this,
            [this](const QString& sentence) { statusBar()->showMessage(sentence, messageMillis); });
    connect(m_commands, &CommandDesk::answered, this,
            [this](const QString&, bool, const QString& sentence) { m_navigator->say(sentence); });
    // Of two who did the same, the one who lost must not miss it.
    connect(m_commands, &CommandDesk::mattered, m_notices, &NoticeBar::tell);
}

void MainWindow::connectMap() {
    connect(m_map, &MapView::riderClicked, this, [this](RiderRef rider) { select(rider); });
    connect(m_map, &MapView::groundClicked, this, [this] { select(std::nullopt); });
    connect(m_map, &MapView::ridersClicked, this, &MainWindow::listRiders);
    connect(m_map, &MapView::nowhereYet, this, [this](RiderRef rider) {
        m_navigator->say(tr("%1 has no position yet.").arg(isolated(riderId(m_map->fleet(), rider))));
    });
    connect(m_map, &MapView::followingChanged, m_inspector, &RiderInspector::setFollowing);
    connect(m_map, &MapView::followingChanged, m_actions.follow, &QAction::setChecked);
    connect(&m_feed, &FrameFeed::pictureChanged, this, &MainWindow::firstPicture);
}

void MainWindow::connectPanels() {
    connect(m_list, &RiderList::chosen, this, [this](RiderRef rider) { select(rider); });
    connect(m_list, &RiderList::opened, this, &MainWindow::openRider);
    connect(m_list, &RiderList::shownChanged, m_map, &MapView::setShown);
    connect(m_inspector, &RiderInspector::followAsked, m_map, &MapView::setFollowing);
    connect(m_inspector, &RiderInspector::centreAsked, m_actions.centre, &QAction::trigger);
}

void MainWindow::connectActions() {
    connect(m_actions.search, &QAction::triggered, this, &MainWindow::openSearch);
    connect(m_actions.filter, &QAction::triggered, this, [this] {
        if (!m_workspaces->docksOf(m_workspaces->current()).contains(m_listDock)) {
            m_workspaces->show(mapWorkspace());
        }
        Workspaces::bringForward(m_listDock);
        m_list->filterField()->setFocus(Qt::ShortcutFocusReason);
        m_list->filterField()->selectAll();
    });
    connect(m_actions.fit, &QAction::triggered, this, [this] {
        showMap();
        m_map->fitFleet();
    });
    connect(m_actions.follow, &QAction::triggered, m_map, &MapView::setFollowing);
    connect(m_actions.centre, &QAction::triggered, this, [this] {
        if (m_map->selected()) {
            showMap();
            m_map->goTo(*m_map->selected());
        }
    });
    connect(m_actions.clearSelection, &QAction::triggered, this, [this] { select(std::nullopt); });
    connect(m_actions.zoomIn, &QAction::triggered, this, [this] { zoomBy(1); });
    connect(m_actions.zoomOut, &QAction::triggered, this, [this] { zoomBy(-1); });
    connect(m_actions.quit, &QAction::triggered, this, &QWidget::close);
    connect(m_dialogs, &WindowDialogs::settingsSaved, this, &MainWindow::applySettings);
    connect(m_dialogs, &WindowDialogs::said, m_navigator, &Navigator::say);
    m_notices->setHasDetails(m_workspaces->ids().contains(QStringLiteral("pipeline")));
    connect(m_notices, &NoticeBar::detailsAsked, this, [this] { m_workspaces->show(QStringLiteral("pipeline")); });
    connect(m_alertNotices, &AlertNotices::opened, this, &MainWindow::openAlert);
    connect(m_alertNotices, &AlertNotices::forwardAsked, this, &MainWindow::comeForward);
    connect(&m_theme, &Theme::changed, this, &MainWindow::applyTheme);
    connect(m_actions.themes, &QActionGroup::triggered, this, [this](QAction* action) {
        const ThemeChoice choice = action == m_actions.themeDark    ? ThemeChoice::dark
                                   : action == m_actions.themeLight ? ThemeChoice::light
                                                                    : ThemeChoice::system;
        m_state.saveTheme(choice);
        m_theme.choose(choice);
    });
}

void MainWindow::applyTheme() {
    m_map->setDark(m_theme.dark());
    m_list->setTones(m_theme.tones());
    m_inspector->setTones(m_theme.tones());
    const ThemeChoice choice = m_theme.choice();
    (choice == ThemeChoice::dark    ? m_actions.themeDark
     : choice == ThemeChoice::light ? m_actions.themeLight
                                    : m_actions.themeSystem)
        ->setChecked(true);
    if (m_choices) {
        m_choices->reloadBaseMap();
    }
}

bool MainWindow::event(QEvent* event) {
    if (event->type() == QEvent::DevicePixelRatioChange && m_choices) {
        m_choices->reloadBaseMap();
    }
    return QMainWindow::event(event);
}

void MainWindow::firstPicture() {
    std::size_t riders = 0;
    bool heard = false; // of a past that is run again, the first pictures are full of riders long lost
    for (const FramePtr& lane : m_feed.picture().lanes) {
        riders += lane->riders.size();
        heard = heard || std::ranges::any_of(lane->riders, [](const RiderDot& dot) {
                    return dot.staleness != Staleness::lost && dot.position != GeoPoint{};
                });
    }
    if (riders == 0) {
        m_map->scene().setEmpty(tr("No riders yet"),
                                m_feed.api().status().trouble.empty()
                                    ? tr("The node is running. Riders appear here with their first position.")
                                    : tr("The node does not run. Riders appear here with their first position."));
        return;
    }
    m_map->scene().setEmpty({}, {});
    const bool behind = std::ranges::any_of(m_feed.api().status().lanes, std::not_fn(&LaneStatus::caughtUp));
    const Fitted fit = heard ? Fitted::toHeard : Fitted::toLost;
    const bool isGathering = m_gathering.isValid() && m_gathering.durationElapsed() < gatheringMost;
    const bool more = isGathering && riders >= 2 * m_fittedRiders;
    if (behind || (fit <= m_fitted && !more)) {
        return;
    }
    // The one time the map looks somewhere by itself: before anybody looked. A fleet may come by and by, the first few
    // riders first. Where all are long lost (an old history) it shows where they were, and goes to the first who is
    // heard again.
    const MapViewState& view = m_map->camera().view(); // its size changes by itself while the window is laid out
    const bool lookedMeanwhile =
        m_fitted != Fitted::notYet && (view.centre != m_fittedView.centre || view.zoom != m_fittedView.zoom);
    if (fit > m_fitted) {
        m_gathering.start();
    }
    m_fitted = std::max(fit, m_fitted);
    m_fittedRiders = riders;
    if (!lookedMeanwhile) {
        m_map->fitFleet();
        m_fittedView = view;
    }
}

void MainWindow::select(std::optional<RiderRef> rider) {
    m_map->select(rider);
    m_list->select(rider);
    m_inspector->show(rider);
    m_actions.follow->setEnabled(rider.has_value());
    m_actions.centre->setEnabled(rider.has_value());
    if (!rider) {
        m_actions.follow->setChecked(false);
    }
}

/// Goes to a workspace that has the map, when this one has none.
void MainWindow::showMap() {
    if (m_centre->currentWidget() != m_map) {
        m_workspaces->show(mapWorkspace());
    }
}

/// The map stays as it was left while it is out of sight.
void MainWindow::zoomBy(double steps) {
    if (m_workspaces->showsMap()) {
        m_map->camera().zoomBy(steps);
    }
}

void MainWindow::openRider(RiderRef rider) {
    showMap();
    select(rider);
    m_map->goTo(rider);
}

void MainWindow::openPlace(const NamedPlace& place) {
    showMap();
    m_map->setFollowing(false);
    m_map->camera().lookAt(worldOf(place.position), place.zoom);
}

void MainWindow::openSearch() {
    if (m_search) {
        return;
    }
    QList<PaletteCommand> commands;
    for (const ListedAction& listed : listActions(m_actions, *m_workspaces)) {
        commands << PaletteCommand{
            .action = listed.action, .workspace = listed.workspace, .where = m_workspaces->titleOf(listed.workspace)};
    }
    m_search = new SearchDialog(m_feed, m_places, commands, m_theme.tones(), this);
    m_search->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_search, &QDialog::finished, m_search, &QObject::deleteLater);
    connect(m_search, &SearchDialog::riderChosen, this, &MainWindow::openRider);
    connect(m_search, &SearchDialog::placeChosen, this, &MainWindow::openPlace);
    connect(m_search, &SearchDialog::orderChosen, m_navigator, &Navigator::openOrder);
    connect(m_search, &SearchDialog::recordChosen, m_navigator, &Navigator::openRecord);
    connect(m_search, &SearchDialog::timeChosen, this, [this](const TimeLink& link) {
        m_navigator->openTime(link.time);
        if (link.place) {
            m_map->camera().lookAt(worldOf(*link.place), link.zoom);
        }
    });
    connect(m_search, &SearchDialog::commandChosen, this, &MainWindow::runCommand);
    connect(m_search, &SearchDialog::merchantChosen, m_navigator, &Navigator::openMerchant);
    m_search->move(mapToGlobal(QPoint((width() - m_search->width()) / 2, 90)));
    m_search->show();
    m_search->activateWindow();
}

/// A panel is asked for to be looked at: its own action would close one that is open.
void MainWindow::runCommand(QAction* command, const QString& workspace) {
    if (!workspace.isEmpty()) {
        m_workspaces->show(workspace);
    }
    const QList<QDockWidget*> docks = m_workspaces->docksOf(workspace);
    const auto dock = std::ranges::find(docks, command, &QDockWidget::toggleViewAction);
    if (dock != docks.end()) {
        Workspaces::bringForward(*dock);
    } else {
        command->trigger();
    }
}

void MainWindow::listRiders(const QList<RiderRef>& riders, QPoint globalPlace) {
    auto* popup = new RiderPopup(m_map->fleet(), riders, m_theme.tones(), this);
    connect(popup, &RiderPopup::riderChosen, this, &MainWindow::openRider);
    moveOntoScreen(*popup, globalPlace + QPoint(8, 8));
    popup->show();
}

/// What the dialog changed is another choice of theme and map, and takes effect at once.
void MainWindow::applySettings() {
    m_actions.clusters->setChecked(m_state.clusters());
    m_choices->setBaseMap(m_state.baseMap(m_choices->hasCity()));
    m_theme.choose(m_state.theme());
}

void MainWindow::openAlert(const QString& id) {
    comeForward();
    m_workspaces->show(QStringLiteral("dispatch"));
    m_navigator->openAlert(id);
}

void MainWindow::comeForward() {
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    m_state.saveGeometry(saveGeometry());
    m_workspaces->saveLayout();
    QMainWindow::closeEvent(event);
}

} // namespace roundsman
