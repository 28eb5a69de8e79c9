#include "core/measure/eta/leg_features.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace roundsman {
namespace {

constexpr double metresPerDegree = 111'195.08;
constexpr float unknown = std::numeric_limits<float>::quiet_NaN(); ///< XGBoost's own word for "not there"

/// East and north of `from`, metres.
struct Offset2d {
    double east;
    double north;
};

Offset2d offsetOf(const LegQuery& query) {
    const double middle = (query.from.latitude() + query.to.latitude()) / 2 * (std::numbers::pi / 180);
    return {(query.to.longitude() - query.from.longitude()) * std::cos(middle) * metresPerDegree,
            (query.to.latitude() - query.from.latitude()) * metresPerDegree};
}

float logMetres(double metres) {
    return static_cast<float>(std::log(1 + std::abs(metres)));
}

} // namespace

LegFeatures featuresOf(const LegQuery& query, double logTable, double merchantEffect) {
    LegFeatures f;
    f.fill(unknown);
    f[0] = static_cast<float>(logTable);
    f[1] = static_cast<float>(query.localMinuteOfWeek % 1440) / 60;
    f[2] = static_cast<float>(query.localMinuteOfWeek / 1440);
    f[3] = static_cast<float>(merchantEffect);
    f[4] = static_cast<float>(query.channel % 1021); // a category: equal or not equal is all that splits can use
    f[5] = query.vehicle == 0 ? unknown : static_cast<float>(query.vehicle % 1021); // likewise
    if (!query.hasPlaces) {
        return f;
    }
    // Streets run in two directions: the distance along them, for a grid to the north and for one turned by 45 degrees.
    const Offset2d way = offsetOf(query);
    const double half = std::numbers::sqrt2 / 2;
    f[6] = logMetres(distanceMetres(query.from, query.to));
    f[7] = logMetres(std::abs(way.east) + std::abs(way.north));
    f[8] = logMetres(half * (std::abs(way.east - way.north) + std::abs(way.east + way.north)));
    f[9] = static_cast<float>(std::atan2(way.east, way.north));
    f[10] = static_cast<float>(way.east);
    f[11] = static_cast<float>(way.north);
    f[12] = static_cast<float>(query.from.latitude());
    f[13] = static_cast<float>(query.from.longitude());
    f[14] = static_cast<float>(query.to.latitude());
    f[15] = static_cast<float>(query.to.longitude());
    f[16] = static_cast<float>((query.from.latitude() + query.to.latitude()) / 2);
    f[17] = static_cast<float>((query.from.longitude() + query.to.longitude()) / 2);
    return f;
}

} // namespace roundsman
