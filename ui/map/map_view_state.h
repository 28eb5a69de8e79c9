#pragma once

#include "ui/map/mercator.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace roundsman {

inline constexpr double zoomMin = 3;
inline constexpr double zoomMax = 19;

/// What part of the world a map shows: a value that crosses threads.
struct MapViewState {
    World centre;
    double zoom = zoomMin;
    QSizeF size; ///< logical pixels
    double pixelRatio = 1;

    bool operator==(const MapViewState&) const = default;

    [[nodiscard]] QPointF toScreen(World place) const {
        const double scale = worldPixels(zoom);
        return {(place.x - centre.x) * scale + size.width() / 2, (place.y - centre.y) * scale + size.height() / 2};
    }
    [[nodiscard]] World toWorld(QPointF screen) const {
        const double scale = worldPixels(zoom);
        return {centre.x + (screen.x() - size.width() / 2) / scale,
                centre.y + (screen.y() - size.height() / 2) / scale};
    }
};

} // namespace roundsman
