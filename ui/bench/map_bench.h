#pragma once

#include "core/api/console_api.h"

#include <array>
#include <chrono>
#include <string>

namespace roundsman {

class TileService;

struct MapBenchSettings {
    std::uint32_t riders = 100'000;
    bool allLayers = false;          ///< base map, layers and clusters as well; off: every rider drawn on plain ground
    bool inWidget = false;           ///< compare: the scene graph on the GUI thread
    std::string drawing = "picture"; ///< compare: "points" and "quads" of the scene graph
    bool tables = false;             ///< the whole window with its lists and boards, not the map alone
    std::uint32_t orders = 0;        ///< waits until so many are open
    TileService* tiles = nullptr;    ///< null: no base map; the whole window needs them
    std::chrono::milliseconds warmUp{1500};
    std::chrono::milliseconds measured{6000};
    std::string picturePath; ///< a PNG of the window at the end
};

/// Megabytes.
struct MemoryUse {
    double resident = 0;
    double own = 0; ///< without the pages of mapped files
};

struct MapBenchResult {
    double framesPerSecond = 0; ///< of the window
    double riderPicturesPerSecond = 0;
    double cpuMillisPerFrame = 0;  ///< of the whole process
    double longestStallMillis = 0; ///< of the GUI thread
    double longestStallAt = 0;     ///< seconds from the beginning
    std::uint32_t stallsOver50 = 0;
    double riderDrawMillis = 0; ///< one picture of the riders
    double updatesPerSecond = 0;
    std::size_t openOrders = 0;
    double memoryMegabytes = 0;                 ///< the most that was resident
    std::array<MemoryUse, 4> memoryByQuarter{}; ///< the mean of each quarter of the time: whether it grows
};

/// Pans and zooms the map over a fleet in a window of 1400x900 for some seconds. REQUIRES: a QApplication.
MapBenchResult benchMap(ConsoleApi& fleet, const MapBenchSettings& settings);

} // namespace roundsman
