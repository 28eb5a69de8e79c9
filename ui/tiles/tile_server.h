#pragma once

#include "ui/tiles/tile_painter.h"

#include <QHash>
#include <QHttpServer>
#include <QObject>
#include <QThreadPool>

#include <memory>

namespace roundsman {

class RemoteTiles;

/// GET /<source>/<z>/<x>/<y>.png on loopback. A source is "city-dark-2" or one added with addRemote. Lives on the tile
/// thread; city tiles are drawn on two more, so that one slow tile holds up nobody.
class TileServer : public QObject {
    Q_OBJECT

public:
    TileServer(std::shared_ptr<const City> city, QString cacheFolder);
    ~TileServer() override;

    /// The port; 0 when none could be had.
    quint16 listen();
    void addRemote(const QString& source, const QString& urlTemplate, int ratio);

Q_SIGNALS:
    void troubleChanged(const QString& sentence);

private:
    QFuture<QHttpServerResponse> answer(const QString& source, int zoom, int x, const QString& file);
    QFuture<QHttpServerResponse> cityTile(const QString& source, const TileKey& key);
    void forgetOldTiles() const;

    std::shared_ptr<const City> m_city;
    std::shared_ptr<const TilePainter> m_painter; ///< made with the first city tile
    QString m_cacheFolder;
    QThreadPool m_painters;
    std::unique_ptr<RemoteTiles> m_remote;
    std::unique_ptr<QHttpServer> m_http;
};

} // namespace roundsman
