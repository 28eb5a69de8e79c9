#pragma once

#include "core/api/console_api.h"
#include "ui/map/map_view_state.h"
#include "ui/models/rider_ref.h"

#include <QColor>
#include <QImage>

#include <cstdint>
#include <memory>
#include <optional>

namespace roundsman {

struct Tones;

/// What lies between the streets and the riders, each switched on its own.
enum class MapLayer : std::uint8_t { surge, fences, orderLines, merchants, dropOffs };
inline constexpr std::size_t mapLayerCount = 5;
constexpr std::uint32_t bitOf(MapLayer layer) {
    return 1U << static_cast<unsigned>(layer);
}
inline constexpr std::uint32_t allLayers = (1U << mapLayerCount) - 1;

/// What a picture of the layers is wanted of.
struct LayerOrder {
    MapViewState view;
    std::uint32_t layers = 0;
    bool dark = true;
    std::optional<OrderRef> selected;

    bool operator==(const LayerOrder&) const = default;
};

struct LayerPicture {
    QImage image;      ///< the view with a margin on each side
    MapViewState view; ///< without the margin
    int marginPixels = 0;
    float drawMillis = 0;
};

/// Paints the layers of a fleet. Any one thread.
std::shared_ptr<const LayerPicture> paintLayers(const Picture& fleet, const LayerOrder& order);

/// The colour of a surge value: light to dark in one direction, told apart without red and green (after "cividis").
QColor surgeColour(double multiplier);
/// Caps and freezes of people hold it: it is marked as such.
bool isHeldBack(const SurgeRow& row);
/// Cells without surge are not drawn, but for those that people hold back.
bool isDrawn(const SurgeRow& row);

} // namespace roundsman
