#include "ui/window/action_catalog.h"

#include "ui/window/window_actions.h"
#include "ui/window/workspaces.h"

#include <QAction>
#include <QSet>
#include <QWidget>

namespace roundsman {

namespace {

/// Actions that were put onto a widget with words and keys of their own; a field's clear button and the like have none.
QList<QAction*> actionsIn(const QWidget* part) {
    QList<QAction*> found;
    const auto take = [&found](const QWidget* widget) {
        for (QAction* action : widget->actions()) {
            if (!action->shortcut().isEmpty() && !action->text().isEmpty()) {
                found << action;
            }
        }
    };
    take(part);
    for (const QWidget* widget : part->findChildren<QWidget*>()) {
        take(widget);
    }
    return found;
}

} // namespace

QList<ListedAction> listActions(const WindowActions& window, const Workspaces& workspaces) {
    QList<ListedAction> listed;
    QSet<const QAction*> seen;
    for (QAction* action : window.all()) {
        listed << ListedAction{.action = action, .workspace = {}};
        seen << action;
    }
    for (const QString& id : workspaces.ids()) {
        for (const QWidget* part : workspaces.partsOf(id)) {
            for (QAction* action : actionsIn(part)) {
                if (!seen.contains(action)) {
                    seen << action;
                    listed << ListedAction{.action = action, .workspace = id};
                }
            }
        }
        for (const QDockWidget* dock : workspaces.docksOf(id)) {
            listed << ListedAction{.action = dock->toggleViewAction(), .workspace = id};
        }
    }
    return listed;
}

QString plainWords(const QAction& action) {
    QString words = action.text();
    return words.remove(u'&').remove(QStringLiteral("…"));
}

} // namespace roundsman
