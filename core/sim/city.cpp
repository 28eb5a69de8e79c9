#include "core/sim/city.h"

#include "core/base/check.h"
#include "core/sim/city_buildings.h"
#include "core/sim/city_names.h"
#include "core/sim/city_restaurants.h"
#include "core/sim/street_graph.h"
#include "core/sim/street_plan.h"
#include "core/sim/terrain.h"

#include <algorithm>
#include <limits>

namespace roundsman {
namespace {

float speedLimitOf(RoadClass roadClass, Spot where, double radius) {
    switch (roadClass) {
    case RoadClass::motorway:
        return 25.0F; // 90 km/h
    case RoadClass::arterial:
        return lengthOf(where) < radius * 0.2 ? 13.89F : 16.67F; // 50, 60
    case RoadClass::street:
        return lengthOf(where) > radius * 0.95 ? 19.44F : 13.89F; // 70, 50
    case RoadClass::residential:
        return 8.333F; // 30
    case RoadClass::path:
        break;
    }
    return 4.167F; // 15
}

/// IANA's fixed zones count westward: UTC-3 is "Etc/GMT+3".
std::string timeZoneOf(int utcOffsetHours) {
    const std::string hours = std::to_string(std::abs(utcOffsetHours));
    return utcOffsetHours == 0 ? "Etc/GMT" : (utcOffsetHours > 0 ? "Etc/GMT-" : "Etc/GMT+") + hours;
}

class CityMaker {
public:
    CityMaker(std::uint64_t seed, const CityOptions& options)
        : m_seed(seed),
          m_options(options),
          m_plane(options.centre),
          m_terrain(seed, options.radiusMetres),
          m_plan(planStreets(seed, m_terrain)) {}

    City make() {
        nameCity();
        const StreetGraph graph = meetStreets(std::move(m_plan.lines));
        takeStreets(graph);
        takeTerrain();
        takeDistricts();
        m_city.restaurants = openRestaurants(m_city, m_plane, m_options.restaurants, Random(m_seed, 7));
        if (m_options.buildings) {
            m_city.buildings = putUpBuildings(m_city, m_terrain, m_plane, Random(m_seed, 8));
        }
        markSignals();
        writeLabels();
        return std::move(m_city);
    }

private:
    void nameCity() {
        Random random(m_seed, 4);
        m_city.seed = m_seed;
        m_city.name = cityName(random);
        m_city.utcOffsetHours = m_options.utcOffsetHours;
        m_city.timeZone = timeZoneOf(m_options.utcOffsetHours);
        m_city.currency = "EUR";
        m_city.centre = m_options.centre;
        m_city.streetNames = streetNames(m_plan.names, Random(m_seed, 5));
        m_city.markets = {{"north", "North"}, {"east", "East"}, {"south", "South"}, {"west", "West"}};
    }

    void takeStreets(const StreetGraph& graph) {
        for (const Spot spot : graph.nodes) {
            m_city.nodes.push_back({m_plane.geo(spot), false});
        }
        m_city.roads.reserve(graph.pieces.size());
        for (const StreetPiece& piece : graph.pieces) {
            const StreetLine& street = piece.street;
            m_city.roads.push_back({piece.from, piece.to, street.name, street.roadClass, street.oneWay, street.bridge,
                                    speedLimitOf(street.roadClass, graph.nodes[piece.from], m_options.radiusMetres),
                                    static_cast<float>(lengthOf(street.line)), m_plane.geo(street.line)});
        }
    }

    void takeTerrain() {
        m_city.land.push_back(m_plane.geo(m_terrain.coast()));
        for (const SpotLine& islet : m_terrain.islets()) {
            m_city.land.push_back(m_plane.geo(islet));
        }
        m_city.waters.push_back({m_city.name.substr(0, 4) + "wend", true, m_plane.geo(m_terrain.riverOutline())});
        for (const Blob& lake : m_terrain.lakes()) {
            m_city.waters.push_back({"Head Water", false, m_plane.geo(lake.outline())});
        }
        takeGrounds();
        setBox();
    }

    void takeGrounds() {
        for (const SpotLine& field : m_plan.fields) {
            const bool dry = std::ranges::all_of(
                field, [&](Spot spot) { return m_terrain.onLand(spot, 40) && !m_terrain.inWater(spot); });
            if (dry && lengthOf(middleOf(field)) > m_options.radiusMetres * 0.6) {
                m_city.grounds.push_back({GroundKind::farmland, {}, m_plane.geo(field)});
            }
        }
        for (const PlannedDistrict& district : m_plan.districts) {
            if (district.industrial) {
                m_city.grounds.push_back({GroundKind::industrial, {}, m_plane.geo(onFirmLand(district))});
            }
        }
        for (const Blob& wood : m_terrain.woods()) {
            m_city.grounds.push_back({GroundKind::forest, {}, m_plane.geo(wood.outline())});
        }
        const Blob square{m_terrain.bend({}), 62, 1.3, 0.4, m_seed, 0.12};
        m_city.grounds.push_back({GroundKind::square, "Old Market", m_plane.geo(square.outline(12))});
        for (const SpotLine& beach : m_terrain.beaches()) {
            m_city.grounds.push_back({GroundKind::beach, {}, m_plane.geo(beach)});
        }
        const std::vector<std::string> names = parkNames(m_terrain.parks().size(), Random(m_seed, 6));
        for (std::size_t i = 0; i < names.size(); ++i) {
            m_city.grounds.push_back({GroundKind::park, names[i], m_plane.geo(m_terrain.parks()[i].outline())});
        }
    }

    /// A district's outline, drawn in to where its land ends.
    [[nodiscard]] SpotLine onFirmLand(const PlannedDistrict& district) const {
        SpotLine outline = district.outline;
        for (Spot& spot : outline) {
            for (int i = 0; i < 40 && !m_terrain.onLand(spot, 30); ++i) {
                spot = between(spot, district.centre, 0.06);
            }
        }
        return outline;
    }

    void takeDistricts() {
        const std::vector<std::string> names = districtNames(m_plan.districts.size(), Random(m_seed, 9));
        for (std::size_t i = 0; i < m_plan.districts.size(); ++i) {
            const PlannedDistrict& planned = m_plan.districts[i];
            const std::string name = planned.old ? "Old Town" : planned.industrial ? names[i] + " Docks" : names[i];
            m_city.districts.push_back({name, marketOf(planned.centre), m_plane.geo(planned.centre),
                                        m_plane.geo(onFirmLand(planned)), planned.density});
        }
    }

    /// Quarters of the compass, turned a little, so that the old town is wholly in one.
    [[nodiscard]] static std::uint32_t marketOf(Spot spot) {
        const bool north = spot.y + spot.x * 0.18 >= 0;
        const bool steep = std::abs(spot.y) >= std::abs(spot.x);
        return steep ? (north ? 0U : 2U) : (spot.x > 0 ? 1U : 3U);
    }

    void setBox() {
        Spot low{1e9, 1e9};
        Spot high{-1e9, -1e9};
        for (const Spot spot : m_terrain.coast()) {
            low = {std::min(low.x, spot.x), std::min(low.y, spot.y)};
            high = {std::max(high.x, spot.x), std::max(high.y, spot.y)};
        }
        constexpr double sea = 3'000;
        m_city.box = {m_plane.geo(low - Spot{sea, sea}), m_plane.geo(high + Spot{sea, sea})};
    }

    void markSignals() {
        std::vector<std::uint32_t> main(m_city.nodes.size());
        std::vector<std::uint32_t> all(m_city.nodes.size());
        for (const CityRoad& road : m_city.roads) {
            for (const std::uint32_t node : {road.from, road.to}) {
                ++all[node];
                main[node] += road.roadClass <= RoadClass::street ? 1 : 0;
            }
        }
        for (std::size_t i = 0; i < all.size(); ++i) {
            m_city.nodes[i].signals = all[i] >= 3 && main[i] >= 3;
        }
    }

    void writeLabels() {
        m_city.labels.push_back({LabelKind::city, m_city.name, m_city.centre, 0});
        for (const CityDistrict& district : m_city.districts) {
            m_city.labels.push_back(
                {LabelKind::district, district.name, district.centre, district.density > 0.6 ? 1 : 2});
        }
        const std::vector<RiverPoint>& river = m_terrain.river();
        for (const double share : {0.25, 0.5, 0.85}) {
            const auto at = static_cast<std::size_t>(share * static_cast<double>(river.size()));
            m_city.labels.push_back({LabelKind::water, m_city.waters[0].name, m_plane.geo(river[at].spot), 2});
        }
        for (const Blob& lake : m_terrain.lakes()) {
            m_city.labels.push_back({LabelKind::water, "Head Water", m_plane.geo(lake.centre), 2});
        }
        for (std::size_t i = 0; i < m_terrain.parks().size(); ++i) {
            const std::size_t first = m_city.grounds.size() - m_terrain.parks().size();
            m_city.labels.push_back(
                {LabelKind::park, m_city.grounds[first + i].name, m_plane.geo(m_terrain.parks()[i].centre), 3});
        }
        m_city.labels.push_back({LabelKind::sea, m_city.name + " Roads", m_plane.geo(river.back().spot * 1.5), 1});
    }

    std::uint64_t m_seed;
    CityOptions m_options;
    Plane m_plane;
    Terrain m_terrain;
    StreetPlan m_plan;
    City m_city;
};

} // namespace

City makeCity(std::uint64_t seed, const CityOptions& options) {
    check(options.radiusMetres >= 2'000 && options.radiusMetres <= 30'000, "a city's radius is 2 to 30 km");
    check(options.restaurants <= 5'000, "a city has at most 5,000 restaurants");
    return CityMaker(seed, options).make();
}

} // namespace roundsman
