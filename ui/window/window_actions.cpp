#include "ui/window/window_actions.h"

#include "ui/map/layer_painter.h"
#include "ui/theme/icons.h"

#include <utility>

namespace roundsman {

WindowActions::WindowActions(QObject* parent) : QObject(parent) {
    search = make(tr("&Search…"), QKeySequence(Qt::CTRL | Qt::Key_K));
    search->setIcon(glyphIcon(Glyph::search));
    filter = make(tr("&Filter riders"), QKeySequence::Find);
    fit = make(tr("Fit &fleet"), QKeySequence(Qt::CTRL | Qt::Key_0));
    fit->setIcon(glyphIcon(Glyph::fit));
    fit->setToolTip(tr("Show the whole fleet"));
    follow = make(tr("F&ollow rider"), QKeySequence(Qt::CTRL | Qt::Key_J));
    follow->setIcon(glyphIcon(Glyph::follow));
    follow->setCheckable(true);
    follow->setEnabled(false);
    centre = make(tr("Show &rider on map"), QKeySequence(Qt::CTRL | Qt::Key_M));
    centre->setEnabled(false);
    clearSelection = make(tr("&Clear selection"), QKeySequence(Qt::Key_Escape));
    clearSelection->setShortcutContext(Qt::WindowShortcut); // dialogs are closed by the same key
    clusters = make(tr("&Group riders"), QKeySequence(Qt::CTRL | Qt::Key_G));
    clusters->setIcon(glyphIcon(Glyph::clusters));
    clusters->setCheckable(true);
    clusters->setToolTip(tr("Count riders together when the map is far away"));
    zoomIn = make(tr("Zoom &in"), QKeySequence::ZoomIn);
    zoomOut = make(tr("Zoom &out"), QKeySequence::ZoomOut);
    quit = make(tr("&Quit"), QKeySequence::Quit);
    about = make(tr("&About Roundsman"));
    settings = make(tr("Se&ttings…"), QKeySequence(Qt::CTRL | Qt::Key_Comma));
    shortcuts = make(tr("&Keyboard shortcuts"));
    shortcuts->setShortcuts({QKeySequence(Qt::Key_F1), QKeySequence(Qt::CTRL | Qt::Key_Slash)});
    copyVersions = make(tr("Copy &versions for support"));
    welcome = make(tr("&Open something else…"));
    welcome->setToolTip(tr("The page of the first start: the demo, a configuration, a data folder"));
    resetLayout = make(tr("&Reset layout"));
    workspaces = new QActionGroup(this);
    themes = new QActionGroup(this);
    themeSystem = makeChoice(themes, tr("Theme: as the &system"));
    themeDark = makeChoice(themes, tr("Theme: &dark"));
    themeLight = makeChoice(themes, tr("Theme: &light"));
    layers = new QActionGroup(this);
    layers->setExclusionPolicy(QActionGroup::ExclusionPolicy::None);
    const std::pair<MapLayer, QString> names[] = {{MapLayer::surge, tr("Layer: &surge")},
                                                  {MapLayer::orderLines, tr("Layer: order &lines")},
                                                  {MapLayer::dropOffs, tr("Layer: &drop-offs")},
                                                  {MapLayer::merchants, tr("Layer: &merchants")},
                                                  {MapLayer::fences, tr("Layer: &fences")}};
    for (const auto& [layer, name] : names) {
        makeChoice(layers, name)->setData(static_cast<int>(layer));
    }
    baseMaps = new QActionGroup(this);
    baseCity = makeChoice(baseMaps, tr("Base map: demo &city"));
    baseOsm = makeChoice(baseMaps, tr("Base map: &OpenStreetMap"));
    baseUrl = makeChoice(baseMaps, tr("Base map: other &tiles…"));
    baseNone = makeChoice(baseMaps, tr("Base map: &none"));
}

QAction* WindowActions::addWorkspace(const QString& title, int number) {
    QAction* action = makeChoice(workspaces, title);
    action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number)));
    action->setToolTip(tr("%1 (%2)").arg(title, action->shortcut().toString(QKeySequence::NativeText)));
    return action;
}

QAction* WindowActions::make(const QString& text, const QKeySequence& keys) {
    auto* action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::ApplicationShortcut);
    m_all << action;
    return action;
}

void WindowActions::remove(QAction* action) {
    m_all.removeOne(action);
    delete action;
}

QAction* WindowActions::makeChoice(QActionGroup* group, const QString& text) {
    QAction* action = make(text);
    action->setCheckable(true);
    group->addAction(action);
    return action;
}

} // namespace roundsman
