#pragma once

#include "core/model/rider.h"
#include "core/sim/agenda.h"
#include "core/sim/random.h"
#include "core/sim/road_network.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace roundsman {

inline constexpr std::uint32_t nobody = UINT32_MAX;

/// What a rider is about to do.
enum class Errand : std::uint8_t {
    parked,     ///< idle: waits for an order
    cruising,   ///< idle: rides about
    toSpot,     ///< idle: rides to where orders come from
    toDoor,     ///< fetches an order
    atDoor,     ///< waits for it
    toCustomer, ///< brings it
    atCustomer,
    onBreak,
};
constexpr bool isIdle(Errand errand) {
    return errand <= Errand::toSpot;
}
constexpr bool isMoving(Errand errand) {
    return errand == Errand::cruising || errand == Errand::toSpot || errand == Errand::toDoor ||
           errand == Errand::toCustomer;
}

/// A rider with his vehicle and his phone. Plain data in one array, touched front to back by each sweep.
struct Rider {
    Random random;
    Moment at = 0;   ///< he is where he is at this moment
    Moment hold = 0; ///< he stands until then

    // on the street
    std::uint32_t way = 0;
    std::uint32_t next = noWay; ///< the way after this one; noWay: he stops at its end
    float along = 0;            ///< metres from the way's start
    float speed = 0;
    float endSpeed = 0;  ///< how fast he may be at the way's end
    float pace = 1;      ///< share of the speed limit that he makes use of
    float topSpeed = 25; ///< of the vehicle
    std::uint16_t segment = 0;
    std::uint16_t cruiseLeft = 0; ///< ways until he parks
    bool redLight = false;        ///< he will stop at this way's end
    Errand errand = Errand::parked;

    // at work
    std::uint8_t market = 0;
    std::uint16_t door = 0;       ///< whose route tree he follows
    std::uint32_t order = nobody; ///< into the simulation's orders
    std::uint32_t routeAt = 0;
    std::uint32_t id = 0;
    std::uint32_t session = 0;
    Moment shiftEnds = 0;
    std::uint32_t cell = nobody, cellBefore = nobody, cellAfter = nobody; ///< in the map of idle riders

    // the phone
    std::uint64_t sequence = 0;
    Moment silentUntil = 0; ///< no network; 0: all is well
    std::uint32_t backlog = nobody;
    std::int32_t skewMicros = 0;
    std::uint32_t latencyMicros = 0;
    float noiseX = 0, noiseY = 0;
    bool onShift = false;
};

/// How a session is spelled: "a1", "a2" … "z9", and then from the beginning.
class SessionText {
public:
    explicit SessionText(std::uint32_t session)
        : m_text{static_cast<char>('a' + session / 9 % 26), static_cast<char>('1' + session % 9)} {}
    [[nodiscard]] std::string_view view() const { return {m_text.data(), m_text.size()}; }

private:
    std::array<char, 2> m_text;
};

/// What a rider asks when a street ends.
class Guide {
public:
    virtual ~Guide() = default;
    /// The way to take from a node, or noWay: he has come to where he wanted.
    virtual std::uint32_t wayFrom(Rider& rider, std::uint32_t node) = 0;
};

/// Drives riders along streets: they gather speed and brake, slow down for corners, stop at lights, and never go faster
/// than the street allows.
class Driver {
public:
    explicit Driver(const RoadNetwork& network) : m_network(network) {}

    /// Puts the rider at the start of a way.
    void place(Rider& rider, std::uint32_t way) const;
    /// After his errand changed: where he goes from the end of the street he is on.
    void redirect(Rider& rider, Guide& guide) const;
    /// Rides on for `duration`, at most a second. True: he has arrived, and stands at the end of a way.
    bool ride(Rider& rider, float duration, float weather, Guide& guide) const;

    struct Position {
        Spot spot;
        float heading = 0;
        float limit = 0;
    };
    [[nodiscard]] Position positionOf(Rider& rider) const;

private:
    void enter(Rider& rider, std::uint32_t way, Guide& guide) const;
    void lookAhead(Rider& rider, Guide& guide) const;
    [[nodiscard]] float cornerSpeed(std::uint32_t way, std::uint32_t next) const;

    const RoadNetwork& m_network;
};

} // namespace roundsman
