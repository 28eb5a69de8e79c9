#include "core/sim/city_buildings.h"

#include <algorithm>
#include <array>

namespace roundsman {
namespace {

constexpr double blockCellMetres = 40;
constexpr std::size_t buildingsMax = 60'000;

/// What already stands where, as discs in a grid of cells over the whole land.
class Occupied {
public:
    explicit Occupied(double reach)
        : m_reach(reach),
          m_side(static_cast<std::int64_t>(2 * reach / blockCellMetres) + 1),
          m_cells(static_cast<std::size_t>(m_side * m_side)) {}

    [[nodiscard]] bool free(Spot spot, double radius) const {
        const std::int64_t x = column(spot.x);
        const std::int64_t y = column(spot.y);
        for (std::int64_t i = std::max<std::int64_t>(0, x - 1); i <= std::min(m_side - 1, x + 1); ++i) {
            for (std::int64_t j = std::max<std::int64_t>(0, y - 1); j <= std::min(m_side - 1, y + 1); ++j) {
                for (const Disc& disc : m_cells[static_cast<std::size_t>(j * m_side + i)]) {
                    if (distance(disc.spot, spot) < disc.radius + radius) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
    void take(Spot spot, double radius) {
        const std::int64_t x = column(spot.x);
        const std::int64_t y = column(spot.y);
        if (x >= 0 && y >= 0 && x < m_side && y < m_side) {
            m_cells[static_cast<std::size_t>(y * m_side + x)].push_back({spot, radius});
        }
    }

private:
    struct Disc {
        Spot spot;
        double radius = 0;
    };
    [[nodiscard]] std::int64_t column(double metres) const {
        return static_cast<std::int64_t>(std::floor((metres + m_reach) / blockCellMetres));
    }
    double m_reach;
    std::int64_t m_side;
    std::vector<std::vector<Disc>> m_cells;
};

double halfWidthOf(RoadClass roadClass) {
    constexpr std::array<double, roadClassCount> halfWidths{15, 10, 7.5, 5, 3};
    return halfWidths[static_cast<std::size_t>(roadClass)];
}

class Builder {
public:
    Builder(const City& city, const Terrain& terrain, const Plane& plane, Random random)
        : m_city(city), m_terrain(terrain), m_plane(plane), m_random(random), m_occupied(terrain.radius() * 1.3) {}

    std::vector<CityBuilding> build() {
        for (const CityRoad& road : m_city.roads) {
            keepRoadFree(road);
        }
        for (const CityRoad& road : fromTheCentre()) {
            if (road.roadClass != RoadClass::path && road.roadClass != RoadClass::motorway && !road.bridge) {
                lineUp(road);
            }
        }
        return std::move(m_buildings);
    }

private:
    /// The limit is met in the outskirts.
    [[nodiscard]] std::vector<CityRoad> fromTheCentre() const {
        std::vector<CityRoad> roads = m_city.roads;
        std::ranges::stable_sort(roads, {}, [&](const CityRoad& road) {
            return std::floor(lengthOf(m_plane.spot(road.line.front())) / 100);
        });
        return roads;
    }

    void keepRoadFree(const CityRoad& road) {
        const double half = halfWidthOf(road.roadClass);
        for (std::size_t i = 0; i + 1 < road.line.size(); ++i) {
            const Spot a = m_plane.spot(road.line[i]);
            const Spot b = m_plane.spot(road.line[i + 1]);
            const int steps = std::max(1, static_cast<int>(distance(a, b) / half));
            for (int k = 0; k <= steps; ++k) {
                m_occupied.take(between(a, b, k * 1.0 / steps), half);
            }
        }
    }

    void lineUp(const CityRoad& road) {
        for (std::size_t i = 0; i + 1 < road.line.size(); ++i) {
            const Spot a = m_plane.spot(road.line[i]);
            const Spot b = m_plane.spot(road.line[i + 1]);
            const double away = lengthOf(a) / m_terrain.radius();
            if (away > 1.15) {
                continue;
            }
            const double dense = away < 0.34 ? 0.94 : std::clamp(0.62 - 0.55 * away, 0.08, 1.0);
            for (const double side : {1.0, -1.0}) {
                lineUpSide(a, b, side, halfWidthOf(road.roadClass), away, dense);
            }
        }
    }

    void lineUpSide(Spot a, Spot b, double side, double halfWidth, double away, double dense) {
        const Spot along = unit(b - a);
        const Spot inwards = leftOf(along) * side;
        const double length = distance(a, b);
        const bool central = away < 0.3;
        double at = 3;
        while (at < length && m_buildings.size() < buildingsMax) {
            const double width = central ? m_random.between(11, 26) : m_random.between(9, 17);
            const double depth = central ? m_random.between(11, 18) : m_random.between(9, 13);
            const double setBack = halfWidth + (central ? 1.5 : m_random.between(4, 9));
            const Spot corner = a + along * at + inwards * setBack;
            if (at + width <= length + 2 && m_random.chance(dense)) {
                tryBuilding(corner, along * width, inwards * depth, away);
            }
            at += width + (central ? m_random.between(0.6, 3) : m_random.between(5, 16));
        }
    }

    void tryBuilding(Spot corner, Spot width, Spot depth, double away) {
        const Spot middle = corner + width * 0.5 + depth * 0.5;
        const double wide = lengthOf(width);
        const double deep = lengthOf(depth);
        const double radius = std::min(wide, deep) * 0.47;
        const Spot aside = unit(width) * std::max(0.0, (wide - deep) / 2);
        const bool clear = m_occupied.free(middle, radius) && m_occupied.free(middle + aside, radius) &&
                           m_occupied.free(middle - aside, radius) && m_occupied.free(corner + depth, 1) &&
                           m_occupied.free(corner + depth + width, 1);
        if (!clear || m_terrain.inPark(middle, 4) || m_terrain.inWater(middle, 14) || !m_terrain.onLand(middle, 30)) {
            return;
        }
        for (const Spot spot : {middle, middle + aside, middle - aside}) {
            m_occupied.take(spot, radius);
        }
        const BuildingKind kind = m_random.chance(0.012) ? BuildingKind::public_
                                  : away < 0.3           ? BuildingKind::block
                                                         : BuildingKind::house;
        m_buildings.push_back(
            {kind, m_plane.geo(SpotLine{corner, corner + width, corner + width + depth, corner + depth})});
    }

    const City& m_city;
    const Terrain& m_terrain;
    const Plane& m_plane;
    Random m_random;
    Occupied m_occupied;
    std::vector<CityBuilding> m_buildings;
};

} // namespace

std::vector<CityBuilding> putUpBuildings(const City& city, const Terrain& terrain, const Plane& plane, Random random) {
    return Builder(city, terrain, plane, random).build();
}

} // namespace roundsman
