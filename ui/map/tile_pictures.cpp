#include "ui/map/tile_pictures.h"

#include <QNetworkReply>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace roundsman {

namespace {

constexpr int tilesKept = 160; // a big window three times over
constexpr std::chrono::milliseconds tilePatience{15'000};

} // namespace

TilePictures::TilePictures(QObject* parent) : QObject(parent), m_tiles(tilesKept) {}

void TilePictures::setHost(const QString& host) {
    if (host != m_host) {
        m_host = host;
        m_tiles.clear();
        m_asked.clear();
        m_missing.clear();
        Q_EMIT arrived();
    }
}

void TilePictures::paint(QPainter& painter, const MapViewState& view) {
    if (m_host.isEmpty()) {
        return;
    }
    const int zoom = std::clamp(static_cast<int>(std::lround(view.zoom)), 0, static_cast<int>(zoomMax));
    const int tiles = 1 << zoom;
    const auto tileOf = [tiles](double part) {
        return std::clamp(static_cast<int>(std::floor(part * tiles)), 0, tiles - 1);
    };
    const World first = view.toWorld({0, 0});
    const World last = view.toWorld({view.size.width(), view.size.height()});
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (int y = tileOf(first.y); y <= tileOf(last.y); ++y) {
        for (int x = tileOf(first.x); x <= tileOf(last.x); ++x) {
            if (const QImage* tile = tileAt(zoom, x, y)) {
                const QPointF from = view.toScreen({static_cast<double>(x) / tiles, static_cast<double>(y) / tiles});
                const QPointF to = view.toScreen({(x + 1.0) / tiles, (y + 1.0) / tiles});
                painter.drawImage(QRectF(from, to), *tile);
            }
        }
    }
}

const QImage* TilePictures::tileAt(int zoom, int x, int y) {
    const QString name = QStringLiteral("%1/%2/%3.png").arg(zoom).arg(x).arg(y);
    const QImage* tile = m_tiles.object(name);
    if (!tile && !m_asked.contains(name) && !m_missing.contains(name)) {
        ask(name);
    }
    return tile;
}

void TilePictures::ask(const QString& name) {
    m_asked << name;
    QNetworkRequest request(QUrl(m_host + name));
    request.setTransferTimeout(tilePatience);
    QNetworkReply* reply = m_network.get(request);
    connect(reply, &QNetworkReply::finished, this, [this, reply, name, host = m_host] {
        reply->deleteLater();
        if (host != m_host) {
            return; // of another base map
        }
        m_asked.remove(name);
        const QImage tile = QImage::fromData(reply->readAll());
        if (tile.isNull()) {
            m_missing << name;
        } else {
            m_tiles.insert(name, new QImage(tile));
        }
        Q_EMIT arrived();
    });
}

} // namespace roundsman
