#pragma once

#include <QList>
#include <QString>

class QAction;
class QWidget;

namespace roundsman {

class WindowActions;
class Workspaces;

/// A command of the window, and the workspace that it belongs to.
struct ListedAction {
    QAction* action = nullptr;
    QString workspace; ///< id; empty: everywhere
};

/// Every command that there is, read from the actions themselves: those of the window, and those of the panels and
/// pages of each workspace. Shortcut sheet and palette show what this says, so that neither can lie.
QList<ListedAction> listActions(const WindowActions& window, const Workspaces& workspaces);

/// The words of a menu without its marks: "&Search…" is "Search".
QString plainWords(const QAction& action);

} // namespace roundsman
