#pragma once

#include <cmath>
#include <compare>
#include <cstdint>

namespace roundsman {

/// A place on earth (WGS 84), kept as whole 1e-7 degrees (11 mm). Rounded once, when bytes become types, so that every
/// later stage, the history and a replay compute from the very same number.
class GeoPoint {
public:
    constexpr GeoPoint() = default;

    /// REQUIRES: |latitude| <= 90, |longitude| <= 180
    static GeoPoint fromDegrees(double latitude, double longitude) {
        return fromE7(static_cast<std::int32_t>(std::lround(latitude * 1e7)),
                      static_cast<std::int32_t>(std::lround(longitude * 1e7)));
    }
    static constexpr GeoPoint fromE7(std::int32_t latitude, std::int32_t longitude) {
        GeoPoint p;
        p.m_latitudeE7 = latitude;
        p.m_longitudeE7 = longitude;
        return p;
    }

    [[nodiscard]] constexpr double latitude() const { return m_latitudeE7 / 1e7; }
    [[nodiscard]] constexpr double longitude() const { return m_longitudeE7 / 1e7; }
    [[nodiscard]] constexpr std::int32_t latitudeE7() const { return m_latitudeE7; }
    [[nodiscard]] constexpr std::int32_t longitudeE7() const { return m_longitudeE7; }

    constexpr auto operator<=>(const GeoPoint&) const = default;

private:
    std::int32_t m_latitudeE7 = 0;
    std::int32_t m_longitudeE7 = 0;
};

inline constexpr double earthRadiusMetres = 6'371'008.8;

/// Great-circle distance (haversine).
double distanceMetres(GeoPoint a, GeoPoint b);

/// Initial bearing from a to b, degrees clockwise from north, [0, 360).
double bearingDegrees(GeoPoint a, GeoPoint b);

/// Spherical web-mercator metres (EPSG:3857) to degrees; outside the square of the projection: false.
bool fromWebMercator(double x, double y, GeoPoint& out);

} // namespace roundsman
