#pragma once

#include "core/api/console_api.h"

#include <chrono>
#include <string>

namespace roundsman {

struct MapBenchSettings {
    std::uint32_t riders = 100'000;
    bool allLayers = false;          ///< base map, layers and clusters as well; off: every rider drawn on plain ground
    bool inWidget = false;           ///< compare: the scene graph on the GUI thread
    std::string drawing = "picture"; ///< compare: "points" and "quads" of the scene graph
    std::string tileHost;            ///< of a tile server; empty: no base map
    std::chrono::milliseconds warmUp{1500};
    std::chrono::milliseconds measured{6000};
    std::string picturePath; ///< a PNG of the window at the end
};

struct MapBenchResult {
    double framesPerSecond = 0; ///< of the window
    double riderPicturesPerSecond = 0;
    double cpuMillisPerFrame = 0;  ///< of the whole process
    double longestStallMillis = 0; ///< of the GUI thread
    double riderDrawMillis = 0;    ///< one picture of the riders
    double updatesPerSecond = 0;
};

/// Pans and zooms the map over a fleet at 1400x900 for some seconds. REQUIRES: a QApplication.
MapBenchResult benchMap(ConsoleApi& fleet, const MapBenchSettings& settings);

} // namespace roundsman
