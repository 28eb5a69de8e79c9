#pragma once

#include "core/measure/shape.h"
#include "core/model/cell.h"

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace roundsman {

/// Which named polygons a point lies in. A cell remembers the zones that hold all of it and those whose border comes
/// near, so that most points are answered by their cell.
class Zones {
public:
    void set(const Fence& zone);
    void remove(std::string_view id);
    [[nodiscard]] std::size_t size() const { return m_zones.size(); }
    [[nodiscard]] bool empty() const { return m_zones.empty(); }

    /// Calls `visit(number)` for each zone of the market that holds the point, in order of number.
    template <typename Visit>
    void forEach(MarketNo market, GeoPoint point, CellId cell, const Visit& visit) {
        for (const Candidate& candidate : candidatesOf(cell)) {
            const Zone& zone = m_zones[candidate.zone];
            if (zone.live && zone.market == market && (candidate.wholly || zone.shape.contains(point))) {
                visit(candidate.zone);
            }
        }
    }
    /// Numbers are never given to another id.
    [[nodiscard]] const std::string& id(std::uint32_t number) const { return m_zones[number].id; }
    std::uint32_t numberOf(std::string_view id);

private:
    static constexpr std::size_t cellsRemembered = 65'536;

    struct Zone {
        std::string id;
        MarketNo market;
        Shape shape{Fence{}};
        bool live = false;
    };
    struct Candidate {
        std::uint32_t zone;
        bool wholly;
    };
    const std::vector<Candidate>& candidatesOf(CellId cell);

    std::vector<Zone> m_zones;
    std::map<std::string, std::uint32_t, std::less<>> m_byId;
    std::unordered_map<CellId, std::vector<Candidate>> m_byCell; ///< looked up, never walked
};

} // namespace roundsman
