#include "ui/tiles/street_chains.h"

#include "ui/tiles/city_shapes.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace roundsman {

namespace {

/// The pieces of one street, walked end to end.
class Walker {
public:
    Walker(const City& city, std::vector<std::uint32_t> pieces) : m_city(city), m_pieces(std::move(pieces)) {
        for (const std::uint32_t piece : m_pieces) {
            m_at[m_city.roads[piece].from].push_back(piece);
            m_at[m_city.roads[piece].to].push_back(piece);
        }
    }

    void walk(std::vector<StreetChain>& chains) {
        for (const std::uint32_t piece : m_pieces) { // first from the ends, then what is left: rings
            const CityRoad& road = m_city.roads[piece];
            if (!m_used.contains(piece) && (m_at[road.from].size() != 2 || m_at[road.to].size() != 2)) {
                chains.push_back(chainFrom(piece, m_at[road.from].size() != 2 ? road.from : road.to));
            }
        }
        for (const std::uint32_t piece : m_pieces) {
            if (!m_used.contains(piece)) {
                chains.push_back(chainFrom(piece, m_city.roads[piece].from));
            }
        }
    }

private:
    StreetChain chainFrom(std::uint32_t piece, std::uint32_t node) {
        StreetChain chain;
        chain.name = m_city.roads[piece].name;
        chain.roadClass = m_city.roads[piece].roadClass;
        while (true) {
            m_used[piece] = true;
            const CityRoad& road = m_city.roads[piece];
            const bool forward = road.from == node;
            for (std::size_t n = 0; n < road.line.size(); ++n) {
                const QPointF point = worldPoint(road.line[forward ? n : road.line.size() - 1 - n]);
                if (chain.line.isEmpty() || chain.line.last() != point) {
                    chain.line << point;
                }
            }
            node = forward ? road.to : road.from;
            const auto& here = m_at[node];
            const auto next = std::ranges::find_if(here, [this](std::uint32_t p) { return !m_used.contains(p); });
            if (here.size() != 2 || next == here.end()) {
                return chain;
            }
            piece = *next;
        }
    }

    const City& m_city;
    std::vector<std::uint32_t> m_pieces;
    std::map<std::uint32_t, std::vector<std::uint32_t>> m_at;
    std::map<std::uint32_t, bool> m_used;
};

} // namespace

std::vector<StreetChain> streetChains(const City& city) {
    std::map<std::pair<RoadClass, std::uint32_t>, std::vector<std::uint32_t>> byName;
    for (std::uint32_t n = 0; n < city.roads.size(); ++n) {
        byName[{city.roads[n].roadClass, city.roads[n].name}].push_back(n);
    }
    std::vector<StreetChain> chains;
    for (auto& [name, pieces] : byName) {
        if (name.second < city.streetNames.size() && !city.streetNames[name.second].empty()) {
            Walker(city, std::move(pieces)).walk(chains);
        }
    }
    return chains;
}

} // namespace roundsman
