#pragma once

#include <QDockWidget>
#include <QHash>
#include <QList>
#include <QObject>
#include <QString>

class QMainWindow;
class QStackedWidget;

namespace roundsman {

class WindowState;

/// What people do at one time: a page in the middle (the map, or one of the workspace's own) and the docks around it.
/// Each remembers its own layout; what is detached stays on the screen. Docks may be shared between workspaces: they
/// are shown where they are wanted.
class Workspaces : public QObject {
    Q_OBJECT

public:
    static constexpr int usualSize = 280;

    /// `centre` is the window's middle, with the map as its first page.
    Workspaces(QMainWindow& window, QStackedWidget& centre, WindowState& state);

    void add(const QString& id, const QString& title);
    /// What stands in the middle instead of the map.
    void setPage(const QString& id, QWidget* page);
    /// A new dock of this workspace. `title` is for people, `name` for the saved layout.
    /// `size`: its width at the sides, its height at the bottom, at first.
    QDockWidget* addDock(const QString& id, const QString& name, const QString& title, QWidget* content,
                         Qt::DockWidgetArea area, int size = usualSize);
    /// One more, behind `other` as a tab.
    QDockWidget* addTab(const QString& id, QDockWidget* other, const QString& name, const QString& title,
                        QWidget* content);
    /// How much of the width a dock at the bottom has beside the others there; 10 unless it is said.
    void setShare(QDockWidget* dock, int share);
    /// Shows a dock of another workspace here too.
    void share(const QString& id, QDockWidget* dock);

    [[nodiscard]] QStringList ids() const;
    [[nodiscard]] QString titleOf(const QString& id) const;
    [[nodiscard]] QString current() const { return m_current; }
    [[nodiscard]] QList<QDockWidget*> docksOf(const QString& id) const;
    /// Whether the map is in the middle of the current one.
    [[nodiscard]] bool showsMap() const;
    /// What a workspace is made of: its own page, if it has one, and its docks.
    [[nodiscard]] QList<QWidget*> partsOf(const QString& id) const;
    void show(const QString& id);
    /// The docks of the current workspace as they were at first.
    void resetLayout();
    void saveLayout();
    /// Brings a dock to the front, also when it was closed or lies behind another.
    static void bringForward(QDockWidget* dock);

Q_SIGNALS:
    void changed(const QString& id);

private:
    struct Workspace {
        QString id;
        QString title;
        QWidget* page = nullptr; ///< null: the map
        QList<QDockWidget*> docks;
    };

    [[nodiscard]] Workspace* find(const QString& id);
    [[nodiscard]] QHash<QDockWidget*, QRect> detachedDocks() const;
    void hideDocksBut(const QList<QDockWidget*>& shown);
    void hideLeftTabs();
    void arrange(const Workspace& workspace);
    void shareWidth(const Workspace& workspace);
    static void addTitleBar(QDockWidget& dock, const QString& title);

    QMainWindow& m_window;
    QStackedWidget& m_centre;
    WindowState& m_state;
    QList<Workspace> m_workspaces;
    struct Place {
        QDockWidget* dock;
        Qt::DockWidgetArea area;
        int size;
        QDockWidget* behind; ///< null: it stands for itself
        int share = 10;      ///< of the width, at the bottom
    };
    QList<Place> m_places; ///< where each dock was at first
    QString m_current;
};

} // namespace roundsman
