#include "ui/window/workspaces.h"

#include "ui/theme/icons.h"
#include "ui/window/panel_scroll.h"
#include "ui/window/window_state.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMainWindow>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

#include <algorithm>

namespace roundsman {

namespace {

constexpr double lowerDocksMost = 0.4; // of the window's height: the map above them stays worth looking at

QToolButton* titleButton(Glyph glyph, const QString& name, const QString& tip) {
    auto* button = new QToolButton;
    button->setIcon(glyphIcon(glyph));
    button->setIconSize({12, 12});
    button->setAccessibleName(name);
    button->setToolTip(tip);
    return button;
}

} // namespace

Workspaces::Workspaces(QMainWindow& window, QStackedWidget& centre, WindowState& state)
    : QObject(&window), m_window(window), m_centre(centre), m_state(state) {}

void Workspaces::add(const QString& id, const QString& title) {
    m_workspaces << Workspace{.id = id, .title = title, .docks = {}};
}

void Workspaces::setPage(const QString& id, QWidget* page) {
    if (Workspace* workspace = find(id)) {
        workspace->page = new PanelScroll(page); // the pages that are not shown would hold the window open, too
        m_centre.addWidget(workspace->page);
    }
}

QDockWidget* Workspaces::addDock(const QString& id, const QString& name, const QString& title, QWidget* content,
                                 Qt::DockWidgetArea area, int size) {
    auto* dock = new QDockWidget(title, &m_window);
    dock->setObjectName(name);
    dock->setWidget(new PanelScroll(content));
    addTitleBar(*dock, title);
    m_window.addDockWidget(area, dock);
    m_places << Place{.dock = dock, .area = area, .size = size, .behind = nullptr};
    share(id, dock);
    dock->setVisible(id == m_current);
    return dock;
}

QDockWidget* Workspaces::addTab(const QString& id, QDockWidget* other, const QString& name, const QString& title,
                                QWidget* content) {
    QDockWidget* dock = addDock(id, name, title, content, m_window.dockWidgetArea(other));
    m_places.back().behind = other;
    for (const Place& place : m_places) {
        if (place.dock == other) {
            m_places.back().size = place.size; // they share it
        }
    }
    return dock;
}

/// A bar of our own, so that it looks like the rest; it can be dragged and double-clicked like Qt's.
void Workspaces::addTitleBar(QDockWidget& dock, const QString& title) {
    auto* bar = new QWidget;
    bar->setObjectName(QStringLiteral("dockTitle"));
    bar->setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 2, 6, 2);
    row->setSpacing(0);
    auto* words = new QLabel(title);
    words->setObjectName(QStringLiteral("dockTitleText"));
    QToolButton* detach = titleButton(Glyph::detach, tr("Detach %1").arg(title), tr("A window of its own, and back"));
    QToolButton* close = titleButton(Glyph::close, tr("Close %1").arg(title), tr("Close; View brings it back"));
    QObject::connect(detach, &QToolButton::clicked, &dock, [&dock] { dock.setFloating(!dock.isFloating()); });
    QObject::connect(close, &QToolButton::clicked, &dock, &QDockWidget::close);
    row->addWidget(words, 1);
    row->addWidget(detach);
    row->addWidget(close);
    dock.setTitleBarWidget(bar);
}

void Workspaces::share(const QString& id, QDockWidget* dock) {
    if (Workspace* workspace = find(id)) {
        workspace->docks << dock;
    }
}

QStringList Workspaces::ids() const {
    QStringList ids;
    for (const Workspace& workspace : m_workspaces) {
        ids << workspace.id;
    }
    return ids;
}

QString Workspaces::titleOf(const QString& id) const {
    const auto found = std::ranges::find(m_workspaces, id, &Workspace::id);
    return found == m_workspaces.end() ? QString() : found->title;
}

QList<QDockWidget*> Workspaces::docksOf(const QString& id) const {
    const auto found = std::ranges::find(m_workspaces, id, &Workspace::id);
    return found == m_workspaces.end() ? QList<QDockWidget*>() : found->docks;
}

bool Workspaces::showsMap() const {
    const auto found = std::ranges::find(m_workspaces, m_current, &Workspace::id);
    return found != m_workspaces.end() && !found->page;
}

QList<QWidget*> Workspaces::partsOf(const QString& id) const {
    QList<QWidget*> parts;
    const auto found = std::ranges::find(m_workspaces, id, &Workspace::id);
    if (found != m_workspaces.end()) {
        if (found->page) {
            parts << found->page;
        }
        for (QDockWidget* dock : found->docks) {
            parts << dock;
        }
    }
    return parts;
}

Workspaces::Workspace* Workspaces::find(const QString& id) {
    const auto found = std::ranges::find(m_workspaces, id, &Workspace::id);
    return found == m_workspaces.end() ? nullptr : &*found;
}

void Workspaces::show(const QString& id) {
    const Workspace* next = find(id);
    if (!next || id == m_current) {
        return;
    }
    saveLayout();
    m_current = id;
    m_window.setUpdatesEnabled(false); // one change to the eye, not one a dock
    const QHash<QDockWidget*, QRect> apart = detachedDocks();
    hideDocksBut({});
    m_centre.setCurrentIndex(next->page ? m_centre.indexOf(next->page) : 0);
    if (const QByteArray saved = m_state.layout(id); saved.isEmpty() || !m_window.restoreState(saved)) {
        arrange(*next);
    }
    hideDocksBut(next->docks); // a layout remembers what stood apart when it was left
    for (const auto [dock, place] : apart.asKeyValueRange()) {
        dock->setFloating(true);
        dock->setGeometry(place);
        dock->show();
    }
    hideLeftTabs();
    m_window.setUpdatesEnabled(true);
    m_state.saveWorkspace(id);
    Q_EMIT changed(id);
}

/// What somebody has put on another screen stays there, whatever the window shows.
QHash<QDockWidget*, QRect> Workspaces::detachedDocks() const {
    QHash<QDockWidget*, QRect> apart;
    for (const Place& place : m_places) {
        if (place.dock->isFloating() && place.dock->isVisible()) {
            apart.insert(place.dock, place.dock->geometry());
        }
    }
    return apart;
}

void Workspaces::hideDocksBut(const QList<QDockWidget*>& shown) {
    for (const Place& place : m_places) {
        if (!shown.contains(place.dock)) {
            place.dock->hide();
        }
    }
}

/// Of docks that stood as tabs and are shown no more Qt leaves the bar where it was, and its line is drawn across what
/// is shown there now.
void Workspaces::hideLeftTabs() {
    for (QTabBar* bar : m_window.findChildren<QTabBar*>(Qt::FindDirectChildrenOnly)) {
        bar->setDrawBase(false);
        const QList<QDockWidget*> docks = docksOf(m_current);
        const bool used = std::ranges::any_of(docks, [bar](const QDockWidget* dock) {
            for (int tab = 0; tab < bar->count(); ++tab) {
                if (bar->tabText(tab) == dock->windowTitle()) {
                    return true;
                }
            }
            return false;
        });
        if (!used) {
            bar->hide();
        }
    }
}

void Workspaces::arrange(const Workspace& workspace) {
    for (const Place& place : m_places) {
        if (!workspace.docks.contains(place.dock)) {
            continue;
        }
        place.dock->setFloating(false);
        m_window.addDockWidget(place.area, place.dock);
        place.dock->show();
        if (place.behind && workspace.docks.contains(place.behind)) {
            m_window.tabifyDockWidget(place.behind, place.dock);
            place.behind->raise();
        }
        const bool below = place.area == Qt::BottomDockWidgetArea || place.area == Qt::TopDockWidgetArea;
        const int most = below ? qRound(m_window.height() * lowerDocksMost) : m_window.width();
        m_window.resizeDocks({place.dock}, {std::min(place.size, most)}, below ? Qt::Vertical : Qt::Horizontal);
    }
    shareWidth(workspace);
}

/// Qt gives what is over to the first of them, and leaves the others at their least.
void Workspaces::shareWidth(const Workspace& workspace) {
    QList<QDockWidget*> docks;
    QList<int> shares;
    int whole = 0;
    for (const Place& place : m_places) {
        if (place.area == Qt::BottomDockWidgetArea && !place.behind && workspace.docks.contains(place.dock)) {
            docks << place.dock;
            shares << place.share;
            whole += place.share;
        }
    }
    for (int& share : shares) {
        share = m_window.width() * share / whole;
    }
    m_window.resizeDocks(docks, shares, Qt::Horizontal);
}

void Workspaces::setShare(QDockWidget* dock, int share) {
    for (Place& place : m_places) {
        place.share = place.dock == dock ? share : place.share;
    }
}

void Workspaces::resetLayout() {
    if (const Workspace* workspace = find(m_current)) {
        arrange(*workspace);
    }
}

void Workspaces::saveLayout() {
    if (!m_current.isEmpty()) {
        m_state.saveLayout(m_current, m_window.saveState());
    }
}

void Workspaces::bringForward(QDockWidget* dock) {
    dock->show();
    dock->raise();
}

} // namespace roundsman
