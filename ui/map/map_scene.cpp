#include "ui/map/map_scene.h"

#include "ui/map/layer_painter.h"
#include "ui/theme/tones.h"

namespace roundsman {

MapScene::MapScene(QObject* parent) : QObject(parent) {
    setTones(darkTones());
    for (int tenths = 11; tenths <= 20; ++tenths) {
        m_surgeColours << surgeColour(tenths / 10.0).name();
    }
}

void MapScene::setSurgeLegend(bool on) {
    if (m_surgeLegend != on) {
        m_surgeLegend = on;
        Q_EMIT surgeLegendChanged();
    }
}

void MapScene::setCross(bool on) {
    if (m_cross != on) {
        m_cross = on;
        Q_EMIT crossChanged();
    }
}

void MapScene::setPast(const QString& when) {
    if (m_past != when) {
        m_past = when;
        Q_EMIT pastChanged();
    }
}

void MapScene::setTones(const Tones& tones) {
    m_ground = tones.mapGround;
    m_surface = tones.surface;
    m_line = tones.line;
    m_text = tones.text;
    m_muted = tones.textMuted;
    m_accent = tones.accent;
    m_warning = tones.warning;
    Q_EMIT tonesChanged();
}

void MapScene::setBaseMap(const QString& tileHost, const QString& tileCache, const QString& attribution) {
    m_tileHost = tileHost;
    m_tileCache = tileCache;
    m_attribution = attribution;
    m_mapReady = false;
    Q_EMIT mapReadyChanged();
    Q_EMIT baseMapChanged();
}

void MapScene::setTrouble(const QString& sentence) {
    if (m_trouble != sentence) {
        m_trouble = sentence;
        Q_EMIT troubleChanged();
    }
}

void MapScene::setEmpty(const QString& title, const QString& text) {
    if (m_emptyTitle != title || m_emptyText != text) {
        m_emptyTitle = title;
        m_emptyText = text;
        Q_EMIT emptyChanged();
    }
}

void MapScene::showCard(QPointF place, const QString& title, const QString& text) {
    m_cardShown = true;
    m_cardPlace = place;
    m_cardTitle = title;
    m_cardText = text;
    Q_EMIT cardChanged();
}

void MapScene::hideCard() {
    if (m_cardShown) {
        m_cardShown = false;
        Q_EMIT cardChanged();
    }
}

void MapScene::setFollowing(const QString& name) {
    if (m_following != name) {
        m_following = name;
        Q_EMIT followingChanged();
    }
}

} // namespace roundsman
