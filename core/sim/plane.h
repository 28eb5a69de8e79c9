#pragma once

#include "core/model/geo.h"

#include <cmath>
#include <numbers>
#include <vector>

namespace roundsman {

/// A place in metres east and north of the city's centre.
struct Spot {
    double x = 0;
    double y = 0;

    constexpr bool operator==(const Spot&) const = default;
};
using SpotLine = std::vector<Spot>;

constexpr Spot operator+(Spot a, Spot b) {
    return {a.x + b.x, a.y + b.y};
}
constexpr Spot operator-(Spot a, Spot b) {
    return {a.x - b.x, a.y - b.y};
}
constexpr Spot operator*(Spot a, double k) {
    return {a.x * k, a.y * k};
}
constexpr double dot(Spot a, Spot b) {
    return a.x * b.x + a.y * b.y;
}
constexpr double cross(Spot a, Spot b) {
    return a.x * b.y - a.y * b.x;
}
constexpr Spot leftOf(Spot a) {
    return {-a.y, a.x};
}
constexpr Spot between(Spot a, Spot b, double share) {
    return a + (b - a) * share;
}
inline double lengthOf(Spot a) {
    return std::sqrt(a.x * a.x + a.y * a.y);
}
inline double distance(Spot a, Spot b) {
    return lengthOf(b - a);
}
inline Spot unit(Spot a) {
    const double length = lengthOf(a);
    return length > 0 ? a * (1 / length) : Spot{1, 0};
}
inline Spot polar(double angle, double radius) {
    return {std::cos(angle) * radius, std::sin(angle) * radius};
}

/// A city is small enough for a plane: the error stays under 0.3 % of a length.
class Plane {
public:
    explicit Plane(GeoPoint centre)
        : m_latitudeE7(centre.latitude() * 1e7),
          m_longitudeE7(centre.longitude() * 1e7),
          m_eastE7(northE7 / std::cos(centre.latitude() * (std::numbers::pi / 180.0))) {}

    [[nodiscard]] GeoPoint geo(Spot spot) const {
        return GeoPoint::fromE7(static_cast<std::int32_t>(std::lrint(m_latitudeE7 + spot.y * northE7)),
                                static_cast<std::int32_t>(std::lrint(m_longitudeE7 + spot.x * m_eastE7)));
    }
    [[nodiscard]] Spot spot(GeoPoint point) const {
        return {(point.longitudeE7() - m_longitudeE7) / m_eastE7, (point.latitudeE7() - m_latitudeE7) / northE7};
    }
    [[nodiscard]] std::vector<GeoPoint> geo(const SpotLine& line) const {
        std::vector<GeoPoint> points;
        points.reserve(line.size());
        for (const Spot spot : line) {
            points.push_back(geo(spot));
        }
        return points;
    }

private:
    static constexpr double northE7 = 1e7 / (earthRadiusMetres * (std::numbers::pi / 180.0)); ///< of a metre
    double m_latitudeE7;
    double m_longitudeE7;
    double m_eastE7;
};

} // namespace roundsman
