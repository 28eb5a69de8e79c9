#pragma once

#include "ui/map/map_view.h"
#include "ui/models/gazetteer.h"
#include "ui/tiles/base_map.h"
#include "ui/window/window_actions.h"

#include <QMainWindow>

class QDockWidget;

namespace roundsman {

class FrameFeed;
class RiderInspector;
class RiderList;
class SearchDialog;
class Theme;
class TileService;
class WindowState;

/// The console's window: the map, docks around it, and the wires between them. GUI thread.
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
    /// The open search, or null.
    [[nodiscard]] SearchDialog* search() const { return m_search; }
    void select(std::optional<RiderRef> rider);
    void setBaseMap(const BaseMap& map);
    void comeForward();

protected:
    void closeEvent(QCloseEvent* event) override;
    bool event(QEvent* event) override;

private:
    QDockWidget* addDock(const QString& name, const QString& title, QWidget* content, Qt::DockWidgetArea area);
    void buildMenus();
    void buildToolBar();
    void connectMap();
    void connectPanels();
    void connectActions();
    void applyTheme();
    void reloadBaseMap();
    void firstPicture();
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
    MapView* m_map;
    RiderList* m_list;
    RiderInspector* m_inspector;
    QDockWidget* m_listDock = nullptr;
    QDockWidget* m_inspectorDock = nullptr;
    SearchDialog* m_search = nullptr;
    BaseMap m_baseMap;
    bool m_fitted = false;
};

} // namespace roundsman
