#include "ui/tiles/tile_service.h"

#include "ui/tiles/tile_server.h"

#include <QUrl>

namespace roundsman {

TileService::TileService(std::shared_ptr<const City> city, const QString& cacheFolder, QObject* parent)
    : QObject(parent), m_hasCity(city != nullptr), m_server(new TileServer(std::move(city), cacheFolder)) {
    m_thread.setObjectName(QStringLiteral("tiles"));
    m_server->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_server, &QObject::deleteLater);
    connect(m_server, &TileServer::troubleChanged, this, &TileService::troubleChanged);
    m_thread.start();
    QMetaObject::invokeMethod(m_server, &TileServer::listen, Qt::BlockingQueuedConnection, &m_port);
}

TileService::~TileService() {
    m_thread.quit();
    m_thread.wait();
}

QString TileService::host(const BaseMap& map, bool dark, double pixelRatio) {
    if (map.kind == BaseMapKind::none || m_port == 0 || (map.kind == BaseMapKind::city && !m_hasCity)) {
        return {};
    }
    const int ratio = pixelRatio > 1.25 ? 2 : 1;
    QString source;
    if (map.kind == BaseMapKind::city) {
        source = QStringLiteral("city-%1-%2").arg(dark ? QStringLiteral("dark") : QStringLiteral("light")).arg(ratio);
    } else {
        const QString address = map.kind == BaseMapKind::osm
                                    ? QStringLiteral("https://tile.openstreetmap.org/{z}/{x}/{y}.png")
                                    : map.urlTemplate;
        source = QStringLiteral("remote-%1-%2").arg(qHash(address)).arg(ratio);
        QMetaObject::invokeMethod(
            m_server, [server = m_server, source, address, ratio] { server->addRemote(source, address, ratio); });
    }
    return QStringLiteral("http://127.0.0.1:%1/%2/").arg(m_port).arg(source);
}

QString TileService::attribution(const BaseMap& map) const {
    switch (map.kind) {
    case BaseMapKind::city:
        return tr("Demo city, generated: no real place");
    case BaseMapKind::osm:
        return tr("© OpenStreetMap contributors");
    case BaseMapKind::url:
        return map.attribution.isEmpty() ? tr("Tiles: %1").arg(QUrl(map.urlTemplate).host()) : map.attribution;
    case BaseMapKind::none:
        break;
    }
    return {};
}

} // namespace roundsman
