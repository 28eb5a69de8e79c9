#include "ui/window/main_window.h"

#include "ui/bridge/frame_feed.h"
#include "ui/panels/rider_inspector.h"
#include "ui/panels/rider_list.h"
#include "ui/panels/rider_popup.h"
#include "ui/panels/search_dialog.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/tiles/tile_service.h"
#include "ui/window/status_line.h"
#include "ui/window/window_state.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>

namespace roundsman {

namespace {

QString tileMemory() {
    return QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + QStringLiteral("/map");
}

} // namespace

MainWindow::MainWindow(FrameFeed& feed, Theme& theme, TileService& tiles, WindowState& state, Gazetteer places,
                       QWidget* parent)
    : QMainWindow(parent),
      m_feed(feed),
      m_theme(theme),
      m_tiles(tiles),
      m_state(state),
      m_places(std::move(places)),
      m_map(new MapView(feed)),
      m_list(new RiderList(feed)),
      m_inspector(new RiderInspector(feed)) {
    setWindowTitle(tr("Roundsman"));
    setObjectName(QStringLiteral("main"));
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
    m_map->setMinimumSize(320, 240);
    setCentralWidget(m_map);
    m_listDock = addDock(QStringLiteral("riders"), tr("Riders"), m_list, Qt::LeftDockWidgetArea);
    m_inspectorDock = addDock(QStringLiteral("inspector"), tr("Rider"), m_inspector, Qt::RightDockWidgetArea);
    addActions(m_actions.all());
    buildMenus();
    buildToolBar();
    new StatusLine(*statusBar(), feed, *m_map, theme, this);
    connectMap();
    connectPanels();
    connectActions();

    resize(1400, 900);
    resizeDocks({m_listDock, m_inspectorDock}, {386, 330}, Qt::Horizontal);
    restoreGeometry(state.geometry());
    restoreState(state.docks());
    m_actions.clusters->setChecked(state.clusters());
    m_map->setClusters(state.clusters());
    applyTheme();
    setBaseMap(state.baseMap(tiles.hasCity()));
    firstPicture();
}

MainWindow::~MainWindow() = default;

QDockWidget* MainWindow::addDock(const QString& name, const QString& title, QWidget* content, Qt::DockWidgetArea area) {
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setWidget(content);
    auto* bar = new QWidget;
    bar->setObjectName(QStringLiteral("dockTitle"));
    bar->setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 6, 6, 6);
    auto* words = new QLabel(title);
    words->setObjectName(QStringLiteral("dockTitleText"));
    auto* close = new QToolButton;
    close->setIcon(glyphIcon(Glyph::close));
    close->setIconSize({12, 12});
    close->setAccessibleName(tr("Close %1").arg(title));
    close->setToolTip(tr("Close; View brings it back"));
    connect(close, &QToolButton::clicked, dock, &QDockWidget::close);
    row->addWidget(words, 1);
    row->addWidget(close);
    dock->setTitleBarWidget(bar);
    addDockWidget(area, dock);
    return dock;
}

void MainWindow::buildMenus() {
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->addAction(m_actions.quit);
    QMenu* view = menuBar()->addMenu(tr("&View"));
    view->addAction(m_listDock->toggleViewAction());
    view->addAction(m_inspectorDock->toggleViewAction());
    view->addSeparator();
    view->addActions({m_actions.zoomIn, m_actions.zoomOut, m_actions.fit, m_actions.clusters});
    view->addSeparator();
    view->addActions(m_actions.baseMaps->actions());
    view->addSeparator();
    view->addActions(m_actions.themes->actions());
    QMenu* rider = menuBar()->addMenu(tr("&Rider"));
    rider->addActions({m_actions.search, m_actions.filter});
    rider->addSeparator();
    rider->addActions({m_actions.centre, m_actions.follow, m_actions.clearSelection});
    menuBar()->addMenu(tr("&Help"))->addAction(m_actions.about);
    m_actions.baseCity->setVisible(m_tiles.hasCity());
}

void MainWindow::buildToolBar() {
    QToolBar* bar = addToolBar(tr("Tools"));
    bar->setObjectName(QStringLiteral("tools"));
    bar->setMovable(false);
    bar->setIconSize({16, 16});
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto* search = new QToolButton;
    search->setObjectName(QStringLiteral("searchButton"));
    search->setIcon(glyphIcon(Glyph::search));
    search->setText(tr("Search riders, places, commands    Ctrl+K"));
    search->setAccessibleName(tr("Search"));
    search->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    search->setMinimumWidth(330);
    connect(search, &QToolButton::clicked, this, &MainWindow::openSearch);
    bar->addWidget(search);
    bar->addSeparator();
    bar->addActions({m_actions.fit, m_actions.follow, m_actions.clusters});
    auto* space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    const auto addMenuButton = [&](Glyph glyph, const QString& text, const QList<QAction*>& choices) {
        auto* button = new QToolButton;
        button->setIcon(glyphIcon(glyph));
        button->setText(text);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setPopupMode(QToolButton::InstantPopup);
        auto* menu = new QMenu(button);
        menu->addActions(choices);
        button->setMenu(menu);
        bar->addWidget(button);
    };
    addMenuButton(Glyph::layers, tr("Base map"), m_actions.baseMaps->actions());
    addMenuButton(Glyph::theme, tr("Theme"), m_actions.themes->actions());
    addActions(bar->actions());
}

void MainWindow::connectMap() {
    connect(m_map, &MapView::riderClicked, this, [this](RiderRef rider) { select(rider); });
    connect(m_map, &MapView::groundClicked, this, [this] { select(std::nullopt); });
    connect(m_map, &MapView::ridersClicked, this, &MainWindow::listRiders);
    connect(m_map, &MapView::followingChanged, m_inspector, &RiderInspector::setFollowing);
    connect(m_map, &MapView::followingChanged, m_actions.follow, &QAction::setChecked);
    connect(&m_tiles, &TileService::troubleChanged, &m_map->scene(), &MapScene::setTrouble);
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
        m_listDock->show();
        m_list->filterField()->setFocus(Qt::ShortcutFocusReason);
        m_list->filterField()->selectAll();
    });
    connect(m_actions.fit, &QAction::triggered, m_map, &MapView::fitFleet);
    connect(m_actions.follow, &QAction::triggered, m_map, &MapView::setFollowing);
    connect(m_actions.centre, &QAction::triggered, this, [this] {
        if (m_map->selected()) {
            m_map->goTo(*m_map->selected());
        }
    });
    connect(m_actions.clearSelection, &QAction::triggered, this, [this] { select(std::nullopt); });
    connect(m_actions.clusters, &QAction::toggled, this, [this](bool on) {
        m_map->setClusters(on);
        m_state.saveClusters(on);
    });
    connect(m_actions.zoomIn, &QAction::triggered, this, [this] { m_map->camera().zoomBy(1); });
    connect(m_actions.zoomOut, &QAction::triggered, this, [this] { m_map->camera().zoomBy(-1); });
    connect(m_actions.quit, &QAction::triggered, this, &QWidget::close);
    connect(m_actions.about, &QAction::triggered, this, &MainWindow::sayAbout);
    connect(&m_theme, &Theme::changed, this, &MainWindow::applyTheme);
    connect(m_actions.themes, &QActionGroup::triggered, this, [this](QAction* action) {
        const ThemeChoice choice = action == m_actions.themeDark    ? ThemeChoice::dark
                                   : action == m_actions.themeLight ? ThemeChoice::light
                                                                    : ThemeChoice::system;
        m_state.saveTheme(choice);
        m_theme.choose(choice);
    });
    connect(m_actions.baseMaps, &QActionGroup::triggered, this, [this](QAction* action) {
        if (action == m_actions.baseUrl) {
            askForUrl();
            return;
        }
        BaseMap next = m_baseMap;
        next.kind = action == m_actions.baseCity  ? BaseMapKind::city
                    : action == m_actions.baseOsm ? BaseMapKind::osm
                                                  : BaseMapKind::none;
        setBaseMap(next);
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
    reloadBaseMap();
}

void MainWindow::setBaseMap(const BaseMap& map) {
    m_baseMap = map;
    m_state.saveBaseMap(map);
    QAction* const actions[] = {m_actions.baseCity, m_actions.baseOsm, m_actions.baseUrl, m_actions.baseNone};
    actions[static_cast<std::size_t>(map.kind)]->setChecked(true);
    reloadBaseMap();
}

void MainWindow::reloadBaseMap() {
    m_map->scene().setTrouble({});
    m_map->scene().setBaseMap(m_tiles.host(m_baseMap, m_theme.dark(), devicePixelRatioF()), tileMemory(),
                              m_tiles.attribution(m_baseMap));
}

bool MainWindow::event(QEvent* event) {
    if (event->type() == QEvent::DevicePixelRatioChange) {
        reloadBaseMap();
    }
    return QMainWindow::event(event);
}

void MainWindow::firstPicture() {
    std::size_t riders = 0;
    for (const FramePtr& lane : m_feed.picture().lanes) {
        riders += lane->riders.size();
    }
    if (riders == 0) {
        m_map->scene().setEmpty(tr("No riders yet"),
                                tr("The node is running. Riders appear here with their first position."));
        return;
    }
    m_map->scene().setEmpty({}, {});
    if (!m_fitted) {
        m_fitted = true; // the one time the map looks somewhere by itself: before anybody looked
        m_map->fitFleet();
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

void MainWindow::openRider(RiderRef rider) {
    select(rider);
    m_map->goTo(rider);
}

void MainWindow::openPlace(const NamedPlace& place) {
    m_map->setFollowing(false);
    m_map->camera().lookAt(worldOf(place.position), place.zoom);
}

void MainWindow::openSearch() {
    if (m_search) {
        return;
    }
    m_search = new SearchDialog(m_feed, m_places, m_actions.all(), m_theme.tones(), this);
    m_search->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_search, &QDialog::finished, m_search, &QObject::deleteLater);
    connect(m_search, &QObject::destroyed, this, [this] { m_search = nullptr; });
    connect(m_search, &SearchDialog::riderChosen, this, &MainWindow::openRider);
    connect(m_search, &SearchDialog::placeChosen, this, &MainWindow::openPlace);
    m_search->move(mapToGlobal(QPoint((width() - m_search->width()) / 2, 90)));
    m_search->show();
    m_search->activateWindow();
}

void MainWindow::listRiders(const QList<RiderRef>& riders, QPoint globalPlace) {
    auto* popup = new RiderPopup(m_feed.picture(), riders, m_theme.tones(), this);
    connect(popup, &RiderPopup::riderChosen, this, &MainWindow::openRider);
    popup->move(globalPlace + QPoint(8, 8));
    popup->show();
}

void MainWindow::askForUrl() {
    bool accepted = false;
    const QString url =
        QInputDialog::getText(this, tr("Other tiles"), tr("Address of the tiles, with {z}, {x} and {y}:"),
                              QLineEdit::Normal, m_baseMap.urlTemplate, &accepted);
    BaseMap next = m_baseMap;
    if (accepted && url.contains(QStringLiteral("{z}"))) {
        next.kind = BaseMapKind::url;
        next.urlTemplate = url.trimmed();
    }
    setBaseMap(next);
}

void MainWindow::sayAbout() {
    QMessageBox::about(this, tr("About Roundsman"),
                       tr("<b>Roundsman %1</b><br>The operations console for delivery and ride fleets.<br>"
                          "GPL-3.0-or-later")
                           .arg(QString::fromStdString(m_feed.api().status().version)));
}

void MainWindow::comeForward() {
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    m_state.saveWindow(saveGeometry(), saveState());
    QMainWindow::closeEvent(event);
}

} // namespace roundsman
