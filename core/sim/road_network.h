#pragma once

#include "core/sim/city.h"
#include "core/sim/plane.h"

#include <cstdint>
#include <span>
#include <vector>

namespace roundsman {

inline constexpr std::uint32_t noWay = UINT32_MAX;

/// A street in one direction, laid out for driving.
struct Way {
    std::uint32_t to = 0;
    std::uint32_t firstPoint = 0; ///< into the network's points
    std::uint16_t points = 0;
    bool signalsAtEnd = false;
    bool path = false;
    float length = 0;
    float limit = 0;   ///< m/s
    float seconds = 0; ///< to drive it through, as routes are chosen
};

struct WayPoint {
    float x = 0;
    float y = 0;
    float along = 0;   ///< metres from the way's start
    float heading = 0; ///< degrees clockwise from north, of the line that begins here
};

/// The way to take from every node to reach one node, or by which every node is reached from it.
class RouteTree {
public:
    explicit RouteTree(std::vector<std::uint8_t> choices) : m_choices(std::move(choices)) {}
    [[nodiscard]] std::uint8_t at(std::uint32_t node) const { return m_choices[node]; }

private:
    std::vector<std::uint8_t> m_choices;
};
inline constexpr std::uint8_t routeRoot = 0xff;

/// The city's streets for riders: directed, in metres, with the shortest routes to and from some nodes.
class RoadNetwork {
public:
    explicit RoadNetwork(const City& city);

    [[nodiscard]] const Way& way(std::uint32_t number) const { return m_ways[number]; }
    [[nodiscard]] const WayPoint& point(std::uint32_t number) const { return m_points[number]; }
    [[nodiscard]] std::span<const std::uint32_t> waysFrom(std::uint32_t node) const {
        return {m_out.data() + m_outStart[node], m_outStart[node + 1] - m_outStart[node]};
    }
    [[nodiscard]] std::span<const std::uint32_t> waysInto(std::uint32_t node) const {
        return {m_in.data() + m_inStart[node], m_inStart[node + 1] - m_inStart[node]};
    }
    [[nodiscard]] std::uint32_t nodes() const { return static_cast<std::uint32_t>(m_outStart.size() - 1); }
    [[nodiscard]] std::uint32_t from(std::uint32_t way) const { return m_from[way]; }
    [[nodiscard]] Spot spotOf(std::uint32_t node) const { return m_spots[node]; }

    [[nodiscard]] RouteTree routesTo(std::uint32_t node) const { return grow(node, true); }
    [[nodiscard]] RouteTree routesFrom(std::uint32_t node) const { return grow(node, false); }

    /// The first way of the route to a tree's root; noWay at the root itself.
    [[nodiscard]] std::uint32_t nextTo(const RouteTree& tree, std::uint32_t node) const {
        const std::uint8_t choice = tree.at(node);
        return choice == routeRoot ? noWay : m_out[m_outStart[node] + choice];
    }
    /// The whole route from a tree's root, and its length.
    float routeTo(const RouteTree& from, std::uint32_t node, std::vector<std::uint32_t>& ways) const;

private:
    void addWay(const CityRoad& road, bool backwards, const City& city);
    void indexNodes();
    [[nodiscard]] RouteTree grow(std::uint32_t root, bool towards) const;

    Plane m_plane;
    std::vector<Way> m_ways;
    std::vector<std::uint32_t> m_from;
    std::vector<WayPoint> m_points;
    std::vector<Spot> m_spots;
    std::vector<std::uint32_t> m_out, m_outStart, m_in, m_inStart;
};

} // namespace roundsman
