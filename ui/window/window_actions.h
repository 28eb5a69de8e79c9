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
    QAction* resetLayout;
    QActionGroup* workspaces;
    QActionGroup* themes;
    QAction* themeSystem;
    QAction* themeDark;
    QAction* themeLight;
    QActionGroup* layers; ///< each with its MapLayer as data
    QActionGroup* baseMaps;
    QAction* baseCity;
    QAction* baseOsm;
    QAction* baseUrl;
    QAction* baseNone;

    /// Ctrl+`number` goes there.
    QAction* addWorkspace(const QString& title, int number);
    [[nodiscard]] QList<QAction*> all() const { return m_all; }

private:
    QAction* make(const QString& text, const QKeySequence& keys = {});
    QAction* makeChoice(QActionGroup* group, const QString& text);

    QList<QAction*> m_all;
};

} // namespace roundsman
