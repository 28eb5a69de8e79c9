#include "core/model/geo.h"

#include "core/model/angle.h"

#include <algorithm>
#include <numbers>

namespace roundsman {
namespace {

constexpr double mercatorRadiusMetres = 6'378'137.0;
constexpr double mercatorHalfSide = mercatorRadiusMetres * std::numbers::pi;

} // namespace

double distanceMetres(GeoPoint a, GeoPoint b) {
    const double phiA = radians(a.latitude());
    const double phiB = radians(b.latitude());
    const double sinLat = std::sin((phiB - phiA) / 2);
    const double sinLon = std::sin(radians(b.longitude() - a.longitude()) / 2);
    const double h = sinLat * sinLat + std::cos(phiA) * std::cos(phiB) * sinLon * sinLon;
    return 2 * earthRadiusMetres * std::asin(std::min(1.0, std::sqrt(h)));
}

double bearingDegrees(GeoPoint a, GeoPoint b) {
    const double phiA = radians(a.latitude());
    const double phiB = radians(b.latitude());
    const double lambda = radians(b.longitude() - a.longitude());
    const double y = std::sin(lambda) * std::cos(phiB);
    const double x = std::cos(phiA) * std::sin(phiB) - std::sin(phiA) * std::cos(phiB) * std::cos(lambda);
    const double bearing = degrees(std::atan2(y, x));
    return bearing < 0 ? bearing + 360 : bearing;
}

bool fromWebMercator(double x, double y, GeoPoint& out) {
    if (!(std::abs(x) <= mercatorHalfSide) || !(std::abs(y) <= mercatorHalfSide)) {
        return false;
    }
    const double latitude = degrees(2 * std::atan(std::exp(y / mercatorRadiusMetres)) - std::numbers::pi / 2);
    out = GeoPoint::fromDegrees(latitude, degrees(x / mercatorRadiusMetres));
    return true;
}

} // namespace roundsman
