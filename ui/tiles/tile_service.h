#pragma once

#include "ui/tiles/base_map.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace roundsman {

struct City;
class TileServer;

/// Tiles for the map, from one place on loopback: drawn by us from a city, or fetched for us from elsewhere under our
/// own name, two at a time, and kept on disk. The server lives on a thread of its own; this face of it on the GUI
/// thread.
class TileService : public QObject {
    Q_OBJECT

public:
    /// `city` may be null: then there is nothing of our own to draw. `cacheFolder` empty: nothing is kept on disk.
    TileService(std::shared_ptr<const City> city, const QString& cacheFolder, QObject* parent = nullptr);
    ~TileService() override;

    [[nodiscard]] bool hasCity() const { return m_hasCity; }
    /// What the osm plugin is pointed to; empty for none, or when the server could not start.
    [[nodiscard]] QString host(const BaseMap& map, bool dark, double pixelRatio);
    [[nodiscard]] QString attribution(const BaseMap& map) const;

Q_SIGNALS:
    /// Empty: tiles come again.
    void troubleChanged(const QString& sentence);

private:
    bool m_hasCity;
    QThread m_thread;
    TileServer* m_server;
    quint16 m_port = 0;
};

} // namespace roundsman
