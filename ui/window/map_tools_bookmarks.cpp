// Bookmarks of the map: the menu, the keys, and what is kept.
#include "ui/map/map_view.h"
#include "ui/window/map_tools.h"
#include "ui/window/window_actions.h"
#include "ui/workspaces/navigator.h"

#include <QInputDialog>
#include <QMainWindow>
#include <QMenu>

namespace roundsman {

namespace {

constexpr int numbered = 9; // Alt+1 to Alt+9

} // namespace

void MapTools::buildBookmarks() {
    m_addBookmark = add(tr("&Bookmark this view…"), QKeySequence(Qt::CTRL | Qt::Key_B));
    m_bookmarkMenu = m_menu.addMenu(tr("B&ookmarks"));
    QAction* manage = add(tr("Man&age bookmarks…"));
    connect(m_addBookmark, &QAction::triggered, this, &MapTools::askForName);
    connect(manage, &QAction::triggered, this, &MapTools::manageBookmarks);
    refreshBookmarks();
}

void MapTools::refreshBookmarks() {
    for (QAction* action : std::as_const(m_bookmarkActions)) {
        m_actions.remove(action);
    }
    m_bookmarkActions.clear();
    for (qsizetype n = 0; n < m_bookmarks.size(); ++n) {
        const Bookmark bookmark = m_bookmarks[n];
        QAction* action =
            m_actions.make(tr("Bookmark: %1").arg(QString(bookmark.name).replace(u'&', QStringLiteral("&&"))));
        if (n < numbered) {
            action->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + n)));
        }
        connect(action, &QAction::triggered, this, [this, bookmark] { goTo(bookmark); });
        m_bookmarkMenu->addAction(action);
        m_window.addAction(action);
        m_bookmarkActions << action;
    }
    m_bookmarkMenu->setEnabled(!m_bookmarks.isEmpty());
}

void MapTools::goTo(const Bookmark& bookmark) {
    m_navigator.openPlace(bookmark.centre, 0); // where the map is not shown, it is brought
    m_map.camera().lookAt(worldOf(bookmark.centre), bookmark.zoom);
}

void MapTools::keepBookmark(const QString& name) {
    const QString words = name.trimmed();
    if (words.isEmpty()) {
        return;
    }
    if (m_bookmarks.size() >= bookmarksAtMost) {
        m_navigator.say(tr("There are %1 bookmarks already: remove one first.").arg(bookmarksAtMost));
        return;
    }
    m_bookmarks << Bookmark{
        .name = words, .centre = geoOf(m_map.camera().view().centre), .zoom = m_map.camera().zoom()};
    saveBookmarks(m_state, m_bookmarks);
    refreshBookmarks();
    m_navigator.say(m_bookmarks.size() <= numbered
                        ? tr("Kept as “%1”: Alt+%2 comes back to it.").arg(words).arg(m_bookmarks.size())
                        : tr("Kept as “%1”.").arg(words));
}

void MapTools::askForName() {
    bringMap();
    auto* dialog = new QInputDialog(&m_window);
    dialog->setObjectName(QStringLiteral("bookmarkName"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Bookmark this view"));
    dialog->setLabelText(tr("Name of the place:"));
    dialog->setTextValue(tr("Place %1").arg(m_bookmarks.size() + 1));
    connect(dialog, &QInputDialog::textValueSelected, this, &MapTools::keepBookmark);
    dialog->open();
}

void MapTools::manageBookmarks() {
    auto* dialog = new BookmarksDialog(m_bookmarks, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_bookmarks = dialog->bookmarks();
        saveBookmarks(m_state, m_bookmarks);
        refreshBookmarks();
    });
    dialog->open();
}

} // namespace roundsman
