#pragma once

#include "ui/tiles/base_map.h"

#include <QObject>

class QWidget;

namespace roundsman {

class MapView;
class Theme;
class TileService;
class WindowActions;
class WindowState;

/// What people chose the map to show: base map, layers, riders in groups. Remembered from day to day. GUI thread.
class MapChoices : public QObject {
    Q_OBJECT

public:
    /// All outlive it. `window` owns it, and the questions that it asks.
    MapChoices(MapView& map, TileService& tiles, Theme& theme, WindowState& state, WindowActions& actions,
               QWidget& window);

    void setBaseMap(const BaseMap& map);
    [[nodiscard]] bool hasCity() const;
    /// Again as before: the theme, or the density of the screen, is another.
    void reloadBaseMap();

private:
    void connectLayers();
    void connectBaseMaps();
    void askForUrl();

    MapView& m_map;
    TileService& m_tiles;
    Theme& m_theme;
    WindowState& m_state;
    WindowActions& m_actions;
    QWidget& m_window;
    BaseMap m_baseMap;
};

} // namespace roundsman
