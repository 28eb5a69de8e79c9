#pragma once

#include "core/model/geo.h"

#include <QPointF>

#include <cmath>
#include <cstdint>
#include <numbers>

namespace roundsman {

/// A place on the web-mercator square: x to the east, y to the south, both [0, 1).
struct World {
    double x = 0.5;
    double y = 0.5;

    bool operator==(const World&) const = default;
};

inline constexpr double latitudeLimit = 85.0511287798;
inline constexpr double tileSide = 256; ///< logical pixels of one tile, so of the whole world at zoom 0

inline World worldOf(double latitude, double longitude) {
    const double clamped = std::fmin(std::fmax(latitude, -latitudeLimit), latitudeLimit);
    const double sine = std::sin(clamped * std::numbers::pi / 180);
    return {longitude / 360 + 0.5, 0.5 - std::log((1 + sine) / (1 - sine)) / (4 * std::numbers::pi)};
}
inline World worldOf(GeoPoint point) {
    return worldOf(point.latitude(), point.longitude());
}

inline double latitudeOf(World place) {
    return std::atan(std::sinh(std::numbers::pi * (1 - 2 * place.y))) * 180 / std::numbers::pi;
}
inline double longitudeOf(World place) {
    return (place.x - 0.5) * 360;
}
inline GeoPoint geoOf(World place) {
    return GeoPoint::fromDegrees(latitudeOf(place), std::fmin(std::fmax(longitudeOf(place), -180.0), 180.0));
}

/// Logical pixels of the whole world at a zoom.
inline double worldPixels(double zoom) {
    return tileSide * std::exp2(zoom);
}

/// The same square in whole numbers, 9 mm a step at the equator: differences are exact and 32 bits wide.
struct FixedWorld {
    std::uint32_t x = 0;
    std::uint32_t y = 0;

    bool operator==(const FixedWorld&) const = default;
};
inline FixedWorld fixedOf(World place) {
    constexpr double steps = 4294967296.0;
    const auto whole = [](double v) {
        return static_cast<std::uint32_t>(std::fmin(std::fmax(v * steps, 0.0), steps - 1));
    };
    return {whole(place.x), whole(place.y)};
}
inline World worldOf(FixedWorld fixed) {
    constexpr double step = 1 / 4294967296.0;
    return {fixed.x * step, fixed.y * step};
}

} // namespace roundsman
