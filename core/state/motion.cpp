#include "core/state/motion.h"

#include <cmath>
#include <numbers>

namespace roundsman {
namespace {

constexpr double metresPerE7 = earthRadiusMetres * std::numbers::pi / 180.0 / 1e7;
constexpr double movedMetres = 5; ///< nearer than this a direction is noise
constexpr float share = 0.5F;

/// Good to 3e-5 for latitudes: plenty to smooth with, and no call.
double cosine(double radians) {
    const double square = radians * radians;
    return 1 - square * (0.5 - square * (1.0 / 24 - square * (1.0 / 720 - square * (1.0 / 40320))));
}

struct Way {
    double east = 0; ///< metres
    double north = 0;
    [[nodiscard]] double metres() const { return std::sqrt(east * east + north * north); }
};

/// On a flat map: riders do not cross oceans between two fixes.
Way wayBetween(GeoPoint from, GeoPoint to) {
    constexpr double turnE7 = 3.6e9;
    double east = static_cast<double>(to.longitudeE7()) - from.longitudeE7();
    if (east > turnE7 / 2) {
        east -= turnE7;
    } else if (east < -turnE7 / 2) {
        east += turnE7;
    }
    const double north = static_cast<double>(to.latitudeE7()) - from.latitudeE7();
    const double scale = cosine(to.latitude() * (std::numbers::pi / 180.0));
    return {east * scale * metresPerE7, north * metresPerE7};
}

float smoothedHeading(float before, float now) {
    if (before < 0) {
        return now;
    }
    float turn = now - before;
    turn += turn < -180 ? 360.0F : turn > 180 ? -360.0F : 0.0F;
    const float heading = before + share * turn;
    return heading < 0 ? heading + 360 : heading >= 360 ? heading - 360 : heading;
}

} // namespace

void startMotion(RiderState& state, const Fix& fix) {
    state.speedMps = std::isnan(fix.speedMps) ? 0 : fix.speedMps;
    state.headingDegrees = std::isnan(fix.headingDegrees) ? -1 : fix.headingDegrees;
}

void smoothMotion(RiderState& state, const Fix& fix, double seconds, bool jumped) {
    if (jumped) {
        startMotion(state, fix);
        return;
    }
    const bool speedGiven = !std::isnan(fix.speedMps);
    const bool headingGiven = !std::isnan(fix.headingDegrees);
    if (speedGiven && headingGiven) {
        state.speedMps += share * (fix.speedMps - state.speedMps);
        state.headingDegrees = smoothedHeading(state.headingDegrees, fix.headingDegrees);
        return;
    }
    const Way way = wayBetween(state.position, fix.position);
    const double metres = way.metres();
    if (speedGiven || seconds > 0) {
        const float speed = speedGiven ? fix.speedMps : static_cast<float>(metres / seconds);
        state.speedMps += share * (speed - state.speedMps);
    }
    if (headingGiven) {
        state.headingDegrees = smoothedHeading(state.headingDegrees, fix.headingDegrees);
    } else if (metres >= movedMetres) {
        const double bearing = std::atan2(way.east, way.north) * (180.0 / std::numbers::pi);
        state.headingDegrees =
            smoothedHeading(state.headingDegrees, static_cast<float>(bearing < 0 ? bearing + 360 : bearing));
    }
}

} // namespace roundsman
