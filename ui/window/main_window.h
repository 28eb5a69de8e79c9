#pragma once

#include "ui/map/map_view.h"
#include "ui/models/gazetteer.h"
#include "ui/window/window_actions.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QPointer>

class QDockWidget;
class QStackedWidget;

namespace roundsman {

class AlertNotices;
class CommandDesk;
class FrameFeed;
class MapChoices;
class Navigator;
class NoticeBar;
class RiderInspector;
class RiderList;
class SearchDialog;
class Theme;
class TileService;
class WindowDialogs;
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
    [[nodiscard]] SearchDialog* search() const;
    void select(std::optional<RiderRef> rider);
    [[nodiscard]] WindowDialogs& dialogs() { return *m_dialogs; }
    [[nodiscard]] NoticeBar& notices() { return *m_notices; }
    [[nodiscard]] AlertNotices& alertNotices() { return *m_alertNotices; }
    [[nodiscard]] MapChoices& mapChoices() { return *m_choices; }
    void comeForward();

protected:
    void closeEvent(QCloseEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QString mapWorkspace() const;
    void buildWorkspaces();
    void connectNavigator();
    void connectMap();
    void connectThingsOnMap();
    void connectPanels();
    void connectActions();
    void applyTheme();
    void firstPicture();
    void showMap();
    void zoomBy(double steps);
    void openRider(RiderRef rider);
    void openPlace(const NamedPlace& place);
    void openSearch();
    void runCommand(QAction* command, const QString& workspace);
    void listRiders(const QList<RiderRef>& riders, QPoint globalPlace);
    void applySettings();
    void openAlert(const QString& id);

    FrameFeed& m_feed;
    Theme& m_theme;
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
    QPointer<SearchDialog> m_search; ///< goes when it is closed
    MapChoices* m_choices = nullptr;
    NoticeBar* m_notices;
    WindowDialogs* m_dialogs;
    AlertNotices* m_alertNotices;
    enum class Fitted { notYet, toLost, toHeard } m_fitted = Fitted::notYet;
    MapViewState m_fittedView;
    std::size_t m_fittedRiders = 0; ///< when it was fitted last
    QElapsedTimer m_gathering;      ///< since there were any
};

} // namespace roundsman
