#pragma once

#include "core/model/geo.h"

#include <QDialog>
#include <QList>
#include <QString>

class QListWidget;

namespace roundsman {

class WindowState;

/// A view of the map under a name.
struct Bookmark {
    QString name;
    GeoPoint centre;
    double zoom = 0;

    bool operator==(const Bookmark&) const = default;
};

inline constexpr qsizetype bookmarksAtMost = 60;

QList<Bookmark> readBookmarks(const WindowState& state);
void saveBookmarks(WindowState& state, const QList<Bookmark>& bookmarks);

/// Rename, put in order, remove. GUI thread.
class BookmarksDialog : public QDialog {
    Q_OBJECT

public:
    BookmarksDialog(const QList<Bookmark>& bookmarks, QWidget* parent = nullptr);

    [[nodiscard]] QList<Bookmark> bookmarks() const;
    [[nodiscard]] QListWidget* list() const { return m_list; }

private:
    void move(int by);
    void remove();

    QList<Bookmark> m_bookmarks;
    QListWidget* m_list;
};

} // namespace roundsman
