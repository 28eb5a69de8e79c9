#pragma once

#include <QAction>
#include <QActionGroup>
#include <QObject>

namespace roundsman {

/// Every command of the window once, with its words and keys: menus, toolbar and search show the same ones.
class WindowActions : public QObject {
    Q_OBJECT

public:
    explicit WindowActions(QObject* parent = nullptr);

    QAction* search;
    QAction* filter;
    QAction* fit;
    QAction* follow;
    QAction* centre;
    QAction* clearSelection;
    QAction* clusters;
    QAction* zoomIn;
    QAction* zoomOut;
    QAction* quit;
    QAction* about;
    QAction* settings;
    QAction* shortcuts;
    QAction* copyVersions;
    QAction* welcome;
    QAction* resetLayout;
    QActionGroup* workspaces;
    QActionGroup* themes;
    QAction* themeSystem;
    QAction* themeDark;
    QAction* themeLight;
    QList<QAction*> past; ///< of the History workspace
    QActionGroup* layers; ///< each with its MapLayer as data
    QActionGroup* baseMaps;
    QAction* baseCity;
    QAction* baseOsm;
    QAction* baseUrl;
    QAction* baseNone;

    /// Ctrl+`number` goes there.
    QAction* addWorkspace(const QString& title, int number);
    /// One more, of a workspace or a tool: it works all over the window and is found by search.
    QAction* make(const QString& text, const QKeySequence& keys = {});
    QAction* makeChoice(QActionGroup* group, const QString& text);
    /// Away with one of those that were made so.
    void remove(QAction* action);
    [[nodiscard]] QList<QAction*> all() const { return m_all; }

private:
    QList<QAction*> m_all;
};

} // namespace roundsman
