#include "ui/window/window_menus.h"

#include "ui/theme/icons.h"
#include "ui/window/window_actions.h"
#include "ui/window/workspaces.h"

#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>

namespace roundsman {

WindowMenus::WindowMenus(QMainWindow& window, WindowActions& actions, Workspaces& workspaces)
    : QObject(&window), m_window(window), m_actions(actions), m_workspaces(workspaces) {
    buildMenus();
    buildToolBar();
}

void WindowMenus::buildMenus() {
    QMenuBar* bar = m_window.menuBar();
    QMenu* file = bar->addMenu(tr("&File"));
    file->addActions({m_actions.welcome, m_actions.settings});
    file->addSeparator();
    file->addAction(m_actions.quit);
    buildViewMenu();
    m_map = bar->addMenu(tr("&Map"));
    buildWorkspaceMenu();
    if (!m_actions.past.isEmpty()) { // a restaurant's console has no such workspace
        bar->addMenu(tr("H&istory"))->addActions(m_actions.past);
    }
    QMenu* rider = bar->addMenu(tr("&Rider"));
    rider->addActions({m_actions.search, m_actions.filter});
    rider->addSeparator();
    rider->addActions({m_actions.centre, m_actions.follow, m_actions.clearSelection});
    QMenu* help = bar->addMenu(tr("&Help"));
    help->addActions({m_actions.shortcuts, m_actions.copyVersions});
    help->addSeparator();
    help->addAction(m_actions.about);
}

void WindowMenus::buildViewMenu() {
    QMenu* view = m_view = m_window.menuBar()->addMenu(tr("&View"));
    m_dockMenu = view->addMenu(tr("&Panels"));
    connect(m_dockMenu, &QMenu::aboutToShow, this, &WindowMenus::fillDockMenu);
    view->addAction(m_actions.resetLayout);
    view->addSeparator();
    view->addActions({m_actions.zoomIn, m_actions.zoomOut, m_actions.fit, m_actions.clusters});
    view->addSeparator();
    view->addActions(m_actions.layers->actions());
    view->addSeparator();
    view->addActions(m_actions.baseMaps->actions());
    view->addSeparator();
    view->addActions(m_actions.themes->actions());
}

void WindowMenus::buildWorkspaceMenu() {
    QMenu* menu = m_window.menuBar()->addMenu(tr("&Workspace"));
    int number = 0;
    for (const QString& id : m_workspaces.ids()) {
        QAction* action = m_actions.addWorkspace(m_workspaces.titleOf(id), ++number);
        action->setData(id);
        action->setChecked(id == m_workspaces.current());
        menu->addAction(action);
        m_window.addAction(action);
    }
    connect(m_actions.workspaces, &QActionGroup::triggered, this,
            [this](QAction* action) { m_workspaces.show(action->data().toString()); });
    connect(&m_workspaces, &Workspaces::changed, this, [this](const QString& id) {
        for (QAction* action : m_actions.workspaces->actions()) {
            action->setChecked(action->data().toString() == id);
        }
    });
    connect(m_actions.resetLayout, &QAction::triggered, &m_workspaces, &Workspaces::resetLayout);
}

void WindowMenus::fillDockMenu() {
    m_dockMenu->clear();
    for (QDockWidget* dock : m_workspaces.docksOf(m_workspaces.current())) {
        m_dockMenu->addAction(dock->toggleViewAction());
    }
}

void WindowMenus::buildToolBar() {
    QToolBar* bar = m_window.addToolBar(tr("Tools"));
    bar->setObjectName(QStringLiteral("tools"));
    bar->setMovable(false);
    bar->setIconSize({16, 16});
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    addWorkspaceButtons(*bar);
    addSearchButton(*bar);
    bar->addSeparator();
    addMapTools(*bar);
    auto* space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    m_mapTools << addMenuButton(*bar, Glyph::layers, tr("Layers"), m_actions.layers->actions())
               << addMenuButton(*bar, Glyph::street, tr("Base map"), m_actions.baseMaps->actions());
    QAction* theme = addMenuButton(*bar, Glyph::theme, tr("Theme"), m_actions.themes->actions());
    qobject_cast<QToolButton*>(bar->widgetForAction(theme))->setToolButtonStyle(Qt::ToolButtonIconOnly);
    connect(&m_workspaces, &Workspaces::changed, this, &WindowMenus::showMapTools);
    m_window.addActions(bar->actions());
    for (QToolButton* button : bar->findChildren<QToolButton*>()) {
        if (!button->objectName().startsWith(QStringLiteral("qt_"))) {
            button->setFocusPolicy(Qt::TabFocus); // Qt leaves toolbars to the mouse
        }
    }
}

void WindowMenus::addWorkspaceButtons(QToolBar& bar) {
    for (QAction* action : m_actions.workspaces->actions()) {
        bar.addAction(action);
        QWidget* button = bar.widgetForAction(action);
        button->setProperty("role", QStringLiteral("workspace"));
        button->setAccessibleName(tr("Workspace %1").arg(action->text()));
    }
    bar.addSeparator();
}

void WindowMenus::addSearchButton(QToolBar& bar) {
    auto* search = new QToolButton;
    search->setObjectName(QStringLiteral("searchButton"));
    search->setIcon(glyphIcon(Glyph::search));
    search->setText(tr("Search    Ctrl+K"));
    search->setAccessibleName(tr("Search"));
    search->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    search->setMinimumWidth(140);
    connect(search, &QToolButton::clicked, m_actions.search, &QAction::trigger);
    bar.addWidget(search);
}

/// Buttons of their own, so that the bar can leave them out while the menus keep the actions.
void WindowMenus::addMapTools(QToolBar& bar) {
    for (QAction* action : {m_actions.fit, m_actions.follow, m_actions.clusters}) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        m_mapTools << bar.addWidget(button);
    }
}

QAction* WindowMenus::addMenuButton(QToolBar& bar, Glyph glyph, const QString& text, const QList<QAction*>& choices) {
    auto* button = new QToolButton;
    button->setIcon(glyphIcon(glyph));
    button->setText(text);
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(button);
    menu->addActions(choices);
    button->setMenu(menu);
    return bar.addWidget(button);
}

void WindowMenus::showMapTools() {
    for (QAction* tool : std::as_const(m_mapTools)) {
        tool->setVisible(m_workspaces.showsMap());
    }
}

} // namespace roundsman
