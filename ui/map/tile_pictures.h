#pragma once

#include "ui/map/map_view_state.h"

#include <QCache>
#include <QImage>
#include <QNetworkAccessManager>
#include <QObject>
#include <QSet>

class QPainter;

namespace roundsman {

/// The base map for a small map that a widget paints: pictures of the tile service, kept while they are few. GUI
/// thread.
class TilePictures : public QObject {
    Q_OBJECT

public:
    explicit TilePictures(QObject* parent = nullptr);

    /// Empty: there is no base map.
    void setHost(const QString& host);
    /// Paints what is here of the view; asks for the rest, and says `arrived` when it came.
    void paint(QPainter& painter, const MapViewState& view);
    /// Every tile of the view painted last has come.
    [[nodiscard]] bool isWhole() const { return m_asked.isEmpty(); }

Q_SIGNALS:
    void arrived();

private:
    [[nodiscard]] const QImage* tileAt(int zoom, int x, int y);
    void ask(const QString& name);

    QString m_host;
    QNetworkAccessManager m_network;
    QCache<QString, QImage> m_tiles;
    QSet<QString> m_asked;
    QSet<QString> m_missing; ///< not asked for again until there is another host
};

} // namespace roundsman
