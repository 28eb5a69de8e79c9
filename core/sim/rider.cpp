#include "core/sim/rider.h"

#include <algorithm>
#include <cmath>

namespace roundsman {
namespace {

constexpr float gathering = 1.8F; ///< m/s2
constexpr float braking = 2.8F;
constexpr float creeping = 0.7F; ///< m/s: the last metres to a stop
constexpr float nearEnough = 0.4F;

} // namespace

void Driver::place(Rider& rider, std::uint32_t way) const {
    rider.way = way;
    rider.next = noWay;
    rider.along = 0;
    rider.segment = 0;
    rider.speed = 0;
    rider.endSpeed = 0;
    rider.redLight = false;
}

float Driver::cornerSpeed(std::uint32_t way, std::uint32_t next) const {
    const Way& a = m_network.way(way);
    const Way& b = m_network.way(next);
    const float in = m_network.point(a.firstPoint + a.points - 2U).heading;
    const float out = m_network.point(b.firstPoint).heading;
    float turn = std::abs(out - in);
    turn = turn > 180 ? 360 - turn : turn;
    return turn < 25 ? 99.0F : turn < 60 ? 7.0F : turn < 120 ? 4.2F : 1.6F;
}

void Driver::lookAhead(Rider& rider, Guide& guide) const {
    const Way& way = m_network.way(rider.way);
    rider.next = guide.wayFrom(rider, way.to);
    if (rider.next == noWay) {
        rider.endSpeed = 0;
        rider.redLight = false;
        return;
    }
    rider.redLight = way.signalsAtEnd && rider.random.chance(0.35);
    const Way& next = m_network.way(rider.next);
    rider.endSpeed = rider.redLight ? 0 : std::min(cornerSpeed(rider.way, rider.next), next.limit * rider.pace);
}

void Driver::redirect(Rider& rider, Guide& guide) const {
    lookAhead(rider, guide);
    rider.redLight = false;
}

void Driver::enter(Rider& rider, std::uint32_t way, Guide& guide) const {
    rider.way = way;
    rider.along = 0;
    rider.segment = 0;
    rider.speed = std::min(rider.speed, m_network.way(way).limit * rider.pace);
    lookAhead(rider, guide);
}

bool Driver::ride(Rider& rider, float duration, float weather, Guide& guide) const {
    for (int corners = 0; corners < 8; ++corners) {
        const Way& way = m_network.way(rider.way);
        const float room = way.length - rider.along;
        const float wished = std::min(way.limit * rider.pace, rider.topSpeed) * weather;
        const float stoppable = std::sqrt(rider.endSpeed * rider.endSpeed + 2 * braking * std::max(0.0F, room));
        rider.speed = std::min({rider.speed + gathering * duration, wished, std::max(creeping, stoppable)});
        const float distance = rider.speed * duration;
        if (distance < room - nearEnough) {
            rider.along += distance;
            return false;
        }
        rider.along = way.length;
        if (rider.next == noWay) {
            rider.speed = 0;
            return true;
        }
        if (rider.redLight) {
            rider.redLight = false;
            rider.speed = 0;
            rider.hold = rider.at + seconds(rider.random.between(4, 38));
            return false;
        }
        duration = rider.speed > 0 ? std::max(0.0F, duration - std::max(0.0F, room) / rider.speed) : 0;
        enter(rider, rider.next, guide);
        if (duration <= 0.001F) {
            return false;
        }
    }
    return false;
}

Driver::Position Driver::positionOf(Rider& rider) const {
    const Way& way = m_network.way(rider.way);
    while (rider.segment + 2 < way.points && m_network.point(way.firstPoint + rider.segment + 1U).along < rider.along) {
        ++rider.segment;
    }
    const WayPoint& a = m_network.point(way.firstPoint + rider.segment);
    const WayPoint& b = m_network.point(way.firstPoint + rider.segment + 1U);
    const float length = b.along - a.along;
    const float share = length > 0 ? (rider.along - a.along) / length : 0;
    return {{a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share}, a.heading, way.limit};
}

} // namespace roundsman
