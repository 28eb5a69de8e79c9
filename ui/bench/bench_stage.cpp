#include "ui/bench/bench_stage.h"

#include "ui/map/map_view.h"
#include "ui/theme/theme.h"
#include "ui/tiles/tile_service.h"
#include "ui/window/main_window.h"
#include "ui/window/window_state.h"

#include <QApplication>

namespace roundsman {

BenchStage::BenchStage(FrameFeed& feed, const MapBenchSettings& settings) {
    if (settings.tables) {
        openWindow(feed, settings);
    } else {
        m_alone = std::make_unique<MapView>(feed, settings.inWidget ? MapHost::widget : MapHost::ownThread);
    }
    map().setClusters(settings.allLayers);
    map().setLayers(settings.allLayers ? allLayers : 0);
    if (m_alone && settings.tiles) {
        map().scene().setBaseMap(settings.tiles->host({}, true, 1), {}, {});
    }
    widget().resize(1400, 900);
    widget().show();
}

BenchStage::~BenchStage() = default;

void BenchStage::openWindow(FrameFeed& feed, const MapBenchSettings& settings) {
    m_theme = std::make_unique<Theme>(*qApp);
    m_theme->choose(ThemeChoice::dark);
    m_state = std::make_unique<WindowState>(m_folder.filePath(QStringLiteral("window.ini")));
    m_window = std::make_unique<MainWindow>(feed, *m_theme, *settings.tiles, *m_state, Gazetteer{});
}

MapView& BenchStage::map() const {
    return m_alone ? *m_alone : m_window->map();
}

QWidget& BenchStage::widget() const {
    return m_alone ? static_cast<QWidget&>(*m_alone) : *m_window;
}

} // namespace roundsman
