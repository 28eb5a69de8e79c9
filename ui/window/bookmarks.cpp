#include "ui/window/bookmarks.h"

#include "ui/window/window_state.h"

#include <QDialogButtonBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace roundsman {

namespace {

constexpr qsizetype nameAtMost = 120;

QString key() {
    return QStringLiteral("map/bookmarks");
}

} // namespace

/// Whatever is unreadable is left out, and harms nothing else.
QList<Bookmark> readBookmarks(const WindowState& state) {
    QList<Bookmark> bookmarks;
    const QByteArray text = state.value(key(), QString()).toString().toUtf8();
    for (const QJsonValue& value : QJsonDocument::fromJson(text).array()) {
        const QJsonObject fields = value.toObject();
        const double latitude = fields.value(QStringLiteral("latitude")).toDouble(1000);
        const double longitude = fields.value(QStringLiteral("longitude")).toDouble(1000);
        const QString name = fields.value(QStringLiteral("name")).toString().trimmed().left(nameAtMost);
        if (name.isEmpty() || !(std::fabs(latitude) <= 90) || !(std::fabs(longitude) <= 180) ||
            bookmarks.size() >= bookmarksAtMost) {
            continue;
        }
        bookmarks << Bookmark{.name = name,
                              .centre = GeoPoint::fromDegrees(latitude, longitude),
                              .zoom = fields.value(QStringLiteral("zoom")).toDouble(12)};
    }
    return bookmarks;
}

void saveBookmarks(WindowState& state, const QList<Bookmark>& bookmarks) {
    QJsonArray all;
    for (const Bookmark& bookmark : bookmarks) {
        all << QJsonObject{{QStringLiteral("name"), bookmark.name},
                           {QStringLiteral("latitude"), bookmark.centre.latitude()},
                           {QStringLiteral("longitude"), bookmark.centre.longitude()},
                           {QStringLiteral("zoom"), bookmark.zoom}};
    }
    state.setValue(key(), QString::fromUtf8(QJsonDocument(all).toJson(QJsonDocument::Compact)));
}

BookmarksDialog::BookmarksDialog(const QList<Bookmark>& bookmarks, QWidget* parent)
    : QDialog(parent), m_bookmarks(bookmarks), m_list(new QListWidget) {
    setObjectName(QStringLiteral("bookmarks"));
    setWindowTitle(tr("Bookmarks"));
    setMinimumSize(420, 340);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(18, 16, 18, 14);
    column->setSpacing(10);
    m_list->setAccessibleName(tr("Bookmarks"));
    for (qsizetype n = 0; n < m_bookmarks.size(); ++n) {
        auto* item = new QListWidgetItem(m_bookmarks[n].name, m_list);
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        item->setData(Qt::UserRole, n);
    }
    m_list->setCurrentRow(0);
    column->addWidget(m_list, 1);
    auto* row = new QHBoxLayout;
    const auto button = [&](const QString& words, auto work) {
        auto* made = new QPushButton(words);
        made->setAutoDefault(false);
        connect(made, &QPushButton::clicked, this, work);
        row->addWidget(made);
    };
    button(tr("&Rename"), [this] { m_list->editItem(m_list->currentItem()); });
    button(tr("&Up"), [this] { move(-1); });
    button(tr("&Down"), [this] { move(1); });
    button(tr("Re&move"), [this] { remove(); });
    row->addStretch();
    column->addLayout(row);
    auto* ends = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    connect(ends, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(ends, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(ends);
}

void BookmarksDialog::move(int by) {
    const int row = m_list->currentRow();
    if (row < 0 || row + by < 0 || row + by >= m_list->count()) {
        return;
    }
    QListWidgetItem* item = m_list->takeItem(row);
    m_list->insertItem(row + by, item);
    m_list->setCurrentRow(row + by);
}

void BookmarksDialog::remove() {
    delete m_list->takeItem(m_list->currentRow());
}

QList<Bookmark> BookmarksDialog::bookmarks() const {
    QList<Bookmark> bookmarks;
    for (int row = 0; row < m_list->count(); ++row) {
        const QListWidgetItem* item = m_list->item(row);
        Bookmark bookmark = m_bookmarks[item->data(Qt::UserRole).toLongLong()];
        const QString name = item->text().trimmed().left(nameAtMost);
        bookmark.name = name.isEmpty() ? bookmark.name : name;
        bookmarks << bookmark;
    }
    return bookmarks;
}

} // namespace roundsman
