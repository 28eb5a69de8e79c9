#include "ui/tiles/tile_server.h"

#include "ui/tiles/remote_tiles.h"

#include <QBuffer>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFutureInterface>
#include <QHttpServerResponse>
#include <QPromise>
#include <QSaveFile>
#include <QTcpServer>
#include <QtConcurrent>

namespace roundsman {

namespace {

constexpr qint64 cityCacheBytesMax = 256LL << 20;
constexpr int fastCompression = 80;  // PNG "quality": a little larger, much sooner
constexpr auto drawingVersion = "1"; // a new look must not show old tiles

QFuture<QHttpServerResponse> ready(QHttpServerResponse response) {
    QPromise<QHttpServerResponse> promise;
    QFuture<QHttpServerResponse> future = promise.future();
    promise.start();
    promise.addResult(std::move(response));
    promise.finish();
    return future;
}

QHttpServerResponse picture(const QByteArray& bytes) {
    return {QByteArrayLiteral("image/png"), bytes};
}

QByteArray pngOf(const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG", fastCompression);
    return bytes;
}

QByteArray storedOr(const QString& path, const TilePainter& painter, const TileKey& key) {
    QFile stored(path);
    if (!path.isEmpty() && stored.open(QIODevice::ReadOnly)) {
        return stored.readAll();
    }
    const QByteArray bytes = pngOf(painter.paint(key));
    if (!path.isEmpty() && QDir().mkpath(QFileInfo(path).path())) {
        QSaveFile file(path);
        if (file.open(QIODevice::WriteOnly)) {
            file.write(bytes);
            file.commit();
        }
    }
    return bytes;
}

bool valid(int zoom, int x, int y) {
    return zoom >= 0 && zoom <= 19 && x >= 0 && y >= 0 && x < (1 << zoom) && y < (1 << zoom);
}

} // namespace

TileServer::TileServer(std::shared_ptr<const City> city, QString cacheFolder)
    : m_city(std::move(city)), m_cacheFolder(std::move(cacheFolder)), m_painters(this) {
    m_painters.setMaxThreadCount(2);
    m_painters.setThreadPriority(QThread::LowPriority); // riders first
}

TileServer::~TileServer() {
    m_http.reset();
    m_painters.clear();
    m_painters.waitForDone();
}

quint16 TileServer::listen() {
    m_remote =
        std::make_unique<RemoteTiles>(m_cacheFolder.isEmpty() ? QString() : m_cacheFolder + QStringLiteral("/remote"));
    connect(m_remote.get(), &RemoteTiles::troubleChanged, this, &TileServer::troubleChanged);
    m_http = std::make_unique<QHttpServer>();
    m_http->route(QStringLiteral("/<arg>/<arg>/<arg>/<arg>"), this, &TileServer::answer);
    auto socket = std::make_unique<QTcpServer>();
    if (!socket->listen(QHostAddress::LocalHost) || !m_http->bind(socket.get())) {
        return 0;
    }
    forgetOldTiles();
    return socket.release()->serverPort();
}

void TileServer::addRemote(const QString& source, const QString& urlTemplate, int ratio) {
    m_remote->add(source, urlTemplate, ratio);
}

void TileServer::forgetOldTiles() const {
    if (m_cacheFolder.isEmpty()) {
        return;
    }
    qint64 bytes = 0;
    const QString folder = m_cacheFolder + QStringLiteral("/city");
    for (QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories); files.hasNext();) {
        bytes += files.nextFileInfo().size();
    }
    if (bytes > cityCacheBytesMax) {
        QDir(folder).removeRecursively();
    }
}

QFuture<QHttpServerResponse> TileServer::answer(const QString& source, int zoom, int x, const QString& file) {
    bool isNumber = false;
    const int y = file.section(u'.', 0, 0).toInt(&isNumber);
    if (!isNumber || !valid(zoom, x, y)) {
        return ready(QHttpServerResponse(QHttpServerResponse::StatusCode::NotFound));
    }
    if (m_remote->knows(source)) {
        return m_remote->get(source, zoom, x, y);
    }
    const QStringList words = source.split(u'-');
    if (!m_city || words.size() != 3 || words.front() != QStringLiteral("city")) {
        return ready(QHttpServerResponse(QHttpServerResponse::StatusCode::NotFound));
    }
    return cityTile(source, {zoom, x, y, words[1] == QStringLiteral("dark"), words[2].toInt() > 1 ? 2 : 1});
}

QFuture<QHttpServerResponse> TileServer::cityTile(const QString& source, const TileKey& key) {
    if (!m_painter) {
        m_painter = std::make_shared<const TilePainter>(m_city);
    }
    const QString folder = m_cacheFolder.isEmpty() ? QString()
                                                   : QStringLiteral("%1/city/%2-v%3-%4")
                                                         .arg(m_cacheFolder)
                                                         .arg(m_city->seed)
                                                         .arg(QLatin1StringView(drawingVersion), source);
    const QString path = folder.isEmpty()
                             ? QString()
                             : QStringLiteral("%1/%2/%3/%4.png").arg(folder).arg(key.zoom).arg(key.x).arg(key.y);
    return QtConcurrent::run(&m_painters,
                             [painter = m_painter, path, key] { return picture(storedOr(path, *painter, key)); });
}

} // namespace roundsman
