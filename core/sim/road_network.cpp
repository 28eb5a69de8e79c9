#include "core/sim/road_network.h"

#include "core/base/check.h"

#include <algorithm>
#include <array>
#include <memory>

namespace roundsman {
namespace {

/// A queue of nodes by whole tenths of a second: the farthest is never more than one way ahead of the nearest.
class TenthsQueue {
public:
    void push(std::uint32_t tenths, std::uint32_t node) {
        m_slots[tenths % slots].push_back(node);
        ++m_waiting;
    }
    [[nodiscard]] bool empty() const { return m_waiting == 0; }
    /// The nodes of the nearest slot; `tenths` moves on to it.
    std::vector<std::uint32_t> take(std::uint32_t& tenths) {
        while (m_slots[tenths % slots].empty()) {
            ++tenths;
        }
        std::vector<std::uint32_t> nodes;
        nodes.swap(m_slots[tenths % slots]);
        m_waiting -= nodes.size();
        return nodes;
    }
    static constexpr std::uint32_t slots = 16'384; ///< the longest way takes less: 27 min

private:
    std::array<std::vector<std::uint32_t>, slots> m_slots;
    std::size_t m_waiting = 0;
};

std::uint32_t tenthsOf(const Way& way) {
    return std::clamp(static_cast<std::uint32_t>(way.seconds * 10), 1U, TenthsQueue::slots - 1);
}

} // namespace

RoadNetwork::RoadNetwork(const City& city) : m_plane(city.centre) {
    for (const CityNode& node : city.nodes) {
        m_spots.push_back(m_plane.spot(node.position));
    }
    for (const CityRoad& road : city.roads) {
        addWay(road, false, city);
        if (!road.oneWay) {
            addWay(road, true, city);
        }
    }
    indexNodes();
}

void RoadNetwork::addWay(const CityRoad& road, bool backwards, const City& city) {
    SpotLine line;
    for (const GeoPoint point : road.line) {
        line.push_back(m_plane.spot(point));
    }
    if (backwards) {
        std::ranges::reverse(line);
    }
    const std::uint32_t to = backwards ? road.from : road.to;
    const auto first = static_cast<std::uint32_t>(m_points.size());
    double along = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const Spot a = i + 1 < line.size() ? line[i] : line[i - 1];
        const Spot b = i + 1 < line.size() ? line[i + 1] : line[i];
        const double heading = std::atan2(b.x - a.x, b.y - a.y) * (180 / std::numbers::pi);
        m_points.push_back({static_cast<float>(line[i].x), static_cast<float>(line[i].y), static_cast<float>(along),
                            static_cast<float>(heading < 0 ? heading + 360 : heading)});
        along += i + 1 < line.size() ? distance(a, b) : 0;
    }
    const auto length = static_cast<float>(along);
    const bool signals = city.nodes[to].signals;
    const bool path = road.roadClass == RoadClass::path;
    m_ways.push_back({to, first, static_cast<std::uint16_t>(line.size()), signals, path, length, road.speedLimitMps,
                      length / road.speedLimitMps + (signals ? 12.0F : 3.0F) + (path ? length * 0.3F : 0.0F)});
    m_from.push_back(backwards ? road.to : road.from);
}

void RoadNetwork::indexNodes() {
    const auto index = [&](std::vector<std::uint32_t>& starts, std::vector<std::uint32_t>& ways, auto nodeOf) {
        starts.assign(m_spots.size() + 1, 0);
        for (std::uint32_t i = 0; i < m_ways.size(); ++i) {
            ++starts[nodeOf(i) + 1];
        }
        for (std::size_t i = 1; i < starts.size(); ++i) {
            check(starts[i] < routeRoot, "a node has fewer than 255 streets");
            starts[i] += starts[i - 1];
        }
        ways.resize(m_ways.size());
        std::vector<std::uint32_t> at(starts.begin(), starts.end() - 1);
        for (std::uint32_t i = 0; i < m_ways.size(); ++i) {
            ways[at[nodeOf(i)]++] = i;
        }
    };
    index(m_outStart, m_out, [&](std::uint32_t i) { return m_from[i]; });
    index(m_inStart, m_in, [&](std::uint32_t i) { return m_ways[i].to; });
}

RouteTree RoadNetwork::grow(std::uint32_t root, bool towards) const {
    std::vector<std::uint8_t> choice(m_spots.size(), routeRoot);
    std::vector<std::uint32_t> best(m_spots.size(), UINT32_MAX);
    std::vector<bool> settled(m_spots.size(), false);
    const auto queueOwner = std::make_unique<TenthsQueue>(); // too large for the stack
    TenthsQueue& queue = *queueOwner;
    best[root] = 0;
    queue.push(0, root);
    for (std::uint32_t tenths = 0; !queue.empty();) {
        for (const std::uint32_t node : queue.take(tenths)) {
            if (settled[node]) {
                continue;
            }
            settled[node] = true;
            for (const std::uint32_t number : towards ? waysInto(node) : waysFrom(node)) {
                const std::uint32_t other = towards ? m_from[number] : m_ways[number].to;
                const std::uint32_t cost = best[node] + tenthsOf(m_ways[number]);
                if (cost < best[other]) {
                    best[other] = cost;
                    const auto ways = towards ? waysFrom(other) : waysInto(other);
                    choice[other] = static_cast<std::uint8_t>(std::ranges::find(ways, number) - ways.begin());
                    queue.push(cost, other);
                }
            }
        }
    }
    choice[root] = routeRoot;
    return RouteTree(std::move(choice));
}

float RoadNetwork::routeTo(const RouteTree& from, std::uint32_t node, std::vector<std::uint32_t>& ways) const {
    ways.clear();
    float metres = 0;
    for (std::uint8_t choice = from.at(node); choice != routeRoot; choice = from.at(node)) {
        const std::uint32_t number = waysInto(node)[choice];
        ways.push_back(number);
        metres += m_ways[number].length;
        node = m_from[number];
    }
    std::ranges::reverse(ways);
    return metres;
}

} // namespace roundsman
