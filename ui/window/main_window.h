#pragma once

#include "ui/map/map_view.h"
#include "ui/models/gazetteer.h"
#include "ui/tiles/base_map.h"
#include "ui/window/window_actions.h"

#include <QMainWindow>

class QDockWidget;
class QStackedWidget;
class QToolBar;

namespace roundsman {

class CommandDesk;
class FrameFeed;
class Navigator;
class RiderInspector;
class RiderList;
class SearchDialog;
class Theme;
class TileService;
class WindowState;
class Workspaces;

/// The console's window: workspaces, the map that they share, and the wires between them. GUI thread.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(FrameFeed& feed, Theme& theme, TileService& tiles, WindowState& state, Gazetteer places,
               QWidget* parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] MapView& map() { return *m_map; }
    [[nodiscard]] RiderList& list() { return *m_list; }
    [[nodiscard]] RiderInspector& inspector() { return *m_inspector; }
    [[nodiscard]] WindowActions& actions() { return m_actions; }
    [[nodiscard]] Workspaces& workspaces() { return *m_workspaces; }
    [[nodiscard]] Navigator& navigator() { return *m_navigator; }
    [[nodiscard]] CommandDesk& commands() { return *m_commands; }
    /// The open search, or null.
    [[nodiscard]] SearchDialog* search() const { return m_search; }
    void select(std::optional<RiderRef> rider);
    void setBaseMap(const BaseMap& map);
    void comeForward();

protected:
    void closeEvent(QCloseEvent* event) override;
    bool event(QEvent* event) override;

private:
    void buildWorkspaces();
    void buildMenus();
    void buildWorkspaceMenu();
    void fillDockMenu();
    void buildToolBar();
    void addWorkspaceButtons(QToolBar& bar);
    void connectLayers();
    void connectNavigator();
    void connectMap();
    void connectPanels();
    void connectActions();
    void applyTheme();
    void reloadBaseMap();
    void firstPicture();
    void showMap();
    void openRider(RiderRef rider);
    void openPlace(const NamedPlace& place);
    void openSearch();
    void listRiders(const QList<RiderRef>& riders, QPoint globalPlace);
    void askForUrl();
    void sayAbout();

    FrameFeed& m_feed;
    Theme& m_theme;
    TileService& m_tiles;
    WindowState& m_state;
    Gazetteer m_places;
    WindowActions m_actions;
    QStackedWidget* m_centre;
    Navigator* m_navigator;
    CommandDesk* m_commands;
    Workspaces* m_workspaces;
    MapView* m_map;
    RiderList* m_list;
    RiderInspector* m_inspector;
    QDockWidget* m_listDock = nullptr;
    QDockWidget* m_inspectorDock = nullptr;
    SearchDialog* m_search = nullptr;
    QMenu* m_dockMenu = nullptr;
    BaseMap m_baseMap;
    bool m_fitted = false;
};

} // namespace roundsman
