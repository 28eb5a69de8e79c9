#pragma once

#include "ui/bench/map_bench.h"

#include <QTemporaryDir>

#include <memory>

class QWidget;

namespace roundsman {

class FrameFeed;
class MainWindow;
class MapView;
class Theme;
class WindowState;

/// What a benchmark looks at: the map alone, or the whole window with its tables open. GUI thread.
class BenchStage {
public:
    BenchStage(FrameFeed& feed, const MapBenchSettings& settings);
    ~BenchStage();

    [[nodiscard]] MapView& map() const;
    [[nodiscard]] QWidget& widget() const;

private:
    void openWindow(FrameFeed& feed, const MapBenchSettings& settings);

    QTemporaryDir m_folder; ///< settings and cache of the window
    std::unique_ptr<MapView> m_alone;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<WindowState> m_state;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace roundsman
