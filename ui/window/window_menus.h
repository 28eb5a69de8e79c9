#pragma once

#include <QList>
#include <QObject>

class QAction;
class QMainWindow;
class QMenu;
class QToolBar;

namespace roundsman {

class WindowActions;
class Workspaces;
enum class Glyph;

/// The menus and the toolbar of a window, made of its actions. GUI thread.
class WindowMenus : public QObject {
    Q_OBJECT

public:
    /// `actions` and `workspaces` outlive it; every workspace is there already.
    WindowMenus(QMainWindow& window, WindowActions& actions, Workspaces& workspaces);

    [[nodiscard]] QMenu& view() const { return *m_view; }
    [[nodiscard]] QMenu& map() const { return *m_map; }

private:
    void buildMenus();
    void buildViewMenu();
    void buildWorkspaceMenu();
    void fillDockMenu();
    void buildToolBar();
    void addWorkspaceButtons(QToolBar& bar);
    void addSearchButton(QToolBar& bar);
    void addMapTools(QToolBar& bar);
    static QAction* addMenuButton(QToolBar& bar, Glyph glyph, const QString& text, const QList<QAction*>& choices);
    void showMapTools();

    QMainWindow& m_window;
    WindowActions& m_actions;
    Workspaces& m_workspaces;
    QMenu* m_view = nullptr;
    QMenu* m_map = nullptr;
    QMenu* m_dockMenu = nullptr;
    QList<QAction*> m_mapTools; ///< of the toolbar; without a map they would do nothing
};

} // namespace roundsman
