#include "core/history/trail_point.h"

#include <algorithm>
#include <cmath>

namespace roundsman {
namespace {

constexpr std::uint32_t evidenceMax = 1U << 24U; // 167 km/s, 1,677 km: no phone gets there

std::uint32_t toUnits(float value, float unitsEach) {
    if (std::isnan(value)) {
        return 0;
    }
    const float units = std::max(value, 0.0F) * unitsEach + 0.5F; // cut below: rounded
    return 1 + static_cast<std::uint32_t>(std::min(units, static_cast<float>(evidenceMax)));
}

float fromUnits(std::uint32_t units, float unitsEach) {
    return units == 0 ? notMeasured : static_cast<float>(units - 1) / unitsEach;
}

} // namespace

TrailPoint toTrailPoint(const FixRow& fix) {
    TrailPoint point;
    const std::int64_t log = millisOf(fix.logTime);
    point.deviceMillis = millisOf(fix.deviceTime);
    point.lagMillis = wrappingDifference(log, point.deviceMillis);
    point.deliveryMillis = wrappingDifference(log, millisOf(fix.receiveTime));
    point.offset = fix.document.offset.value();
    point.index = fix.document.index;
    point.latitudeE7 = fix.position.latitudeE7();
    point.longitudeE7 = fix.position.longitudeE7();
    point.speed = toUnits(fix.speedMps, 100);
    point.heading = toUnits(fix.headingDegrees, 10);
    point.accuracy = toUnits(fix.accuracyMetres, 10);
    point.market = fix.market.value();
    point.flags =
        static_cast<std::uint8_t>(static_cast<std::uint8_t>(fix.status) | (fix.late ? TrailPoint::lateFlag : 0) |
                                  (fix.jumped ? TrailPoint::jumpedFlag : 0));
    return point;
}

FixRow toFixRow(RiderNo rider, const TrailPoint& point) {
    FixRow fix;
    const std::int64_t log = wrappingSum(point.deviceMillis, point.lagMillis);
    fix.rider = rider;
    fix.market = MarketNo{point.market};
    fix.position = GeoPoint::fromE7(point.latitudeE7, point.longitudeE7);
    fix.deviceTime = eventTimeFromMillis(point.deviceMillis);
    fix.receiveTime = eventTimeFromMillis(wrappingDifference(log, point.deliveryMillis));
    fix.logTime = eventTimeFromMillis(log);
    fix.document = point.document();
    fix.speedMps = fromUnits(point.speed, 100);
    fix.headingDegrees = fromUnits(point.heading, 10);
    fix.accuracyMetres = fromUnits(point.accuracy, 10);
    fix.status = static_cast<RiderStatus>(point.flags & TrailPoint::statusMask);
    fix.late = point.late();
    fix.jumped = (point.flags & TrailPoint::jumpedFlag) != 0;
    return fix;
}

} // namespace roundsman
