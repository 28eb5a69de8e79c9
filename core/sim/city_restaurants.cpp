#include "core/sim/city_restaurants.h"

#include "core/sim/city_names.h"

#include <algorithm>

namespace roundsman {
namespace {

constexpr double doorApartMetres = 30;
constexpr std::uint32_t doorsMax = 256; ///< more restaurants than that share doors: halls and terraces

struct Candidate {
    std::uint32_t road = 0;
    double weight = 0;
};

/// Even-odd, on the plane of degrees.
bool contains(const CityOutline& outline, GeoPoint point) {
    bool inside = false;
    for (std::size_t i = 0, k = outline.size() - 1; i < outline.size(); k = i++) {
        const bool above = outline[i].latitudeE7() > point.latitudeE7();
        if (above != (outline[k].latitudeE7() > point.latitudeE7())) {
            const double share = static_cast<double>(point.latitudeE7() - outline[i].latitudeE7()) /
                                 static_cast<double>(outline[k].latitudeE7() - outline[i].latitudeE7());
            const double at = outline[i].longitudeE7() +
                              share * static_cast<double>(outline[k].longitudeE7() - outline[i].longitudeE7());
            inside = inside != (point.longitudeE7() < at);
        }
    }
    return inside;
}

std::uint32_t districtAt(const City& city, const Plane& plane, GeoPoint point) {
    std::uint32_t nearest = 0;
    double best = 1e18;
    for (std::uint32_t i = 0; i < city.districts.size(); ++i) {
        if (contains(city.districts[i].outline, point)) {
            return i;
        }
        const double away = distance(plane.spot(city.districts[i].centre), plane.spot(point));
        if (away < best) {
            best = away;
            nearest = i;
        }
    }
    return nearest;
}

class Opener {
public:
    Opener(City& city, const Plane& plane, Random random) : m_city(city), m_plane(plane), m_random(random) {}

    std::vector<Restaurant> open(std::uint32_t count) {
        chooseDoors(std::min(count, doorsMax));
        std::vector<Restaurant> restaurants;
        for (std::uint32_t i = 0; i < count && !m_doors.empty(); ++i) {
            restaurants.push_back(openOne(i));
        }
        return restaurants;
    }

private:
    struct Door {
        std::uint32_t node = 0;
        std::uint32_t name = 0;
        Spot along;
    };

    /// Streets with long enough fronts, drawn by how many people pass.
    void chooseDoors(std::uint32_t count) {
        std::vector<Candidate> candidates;
        double sum = 0;
        for (std::uint32_t i = 0; i < m_city.roads.size(); ++i) {
            const double weight = weightOf(m_city.roads[i]);
            if (weight > 0) {
                sum += weight;
                candidates.push_back({i, sum});
            }
        }
        std::vector<bool> taken(m_city.roads.size(), false);
        for (std::uint32_t tries = 0; m_doors.size() < count && tries < count * 20 && !candidates.empty(); ++tries) {
            const double at = m_random.uniform() * sum;
            const auto found = std::ranges::lower_bound(candidates, at, {}, &Candidate::weight);
            const std::uint32_t road = found == candidates.end() ? candidates.back().road : found->road;
            if (!taken[road]) {
                taken[road] = true;
                openDoor(road);
            }
        }
    }

    [[nodiscard]] double weightOf(const CityRoad& road) const {
        const bool quiet = road.roadClass == RoadClass::motorway || road.roadClass == RoadClass::path || road.bridge;
        if (quiet || road.lengthMetres < doorApartMetres * 2) {
            return 0;
        }
        const Spot spot = m_plane.spot(road.line.front());
        const double away = lengthOf(spot) / cityRadius();
        if (away > 0.95) {
            return 0;
        }
        // Food streets come in clusters outside the centre too.
        const std::uint64_t quarter =
            mixBits(m_city.seed ^ mixBits(static_cast<std::uint64_t>(spot.x / 900 + 1'000) * 4'096 +
                                          static_cast<std::uint64_t>(spot.y / 900 + 1'000)));
        const double liking = quarter % 5 == 0 ? 5 : 0.6;
        const double kind = road.roadClass == RoadClass::street     ? 2.2
                            : road.roadClass == RoadClass::arterial ? 1.6
                                                                    : 0.7;
        return road.lengthMetres * kind * (std::exp(-away * away * 22) * 9 + std::exp(-away * away * 3) * liking);
    }

    [[nodiscard]] double cityRadius() const {
        double farthest = 1;
        for (const CityDistrict& district : m_city.districts) {
            farthest = std::max(farthest, lengthOf(m_plane.spot(district.centre)));
        }
        return farthest * 1.15;
    }

    void openDoor(std::uint32_t roadNo) {
        CityRoad& road = m_city.roads[roadNo];
        const double at = road.lengthMetres * m_random.between(0.3, 0.7);
        double walked = 0;
        for (std::size_t i = 0; i + 1 < road.line.size(); ++i) {
            const Spot a = m_plane.spot(road.line[i]);
            const Spot b = m_plane.spot(road.line[i + 1]);
            if (walked + distance(a, b) > at) {
                part(roadNo, i, between(a, b, (at - walked) / distance(a, b)), unit(b - a));
                return;
            }
            walked += distance(a, b);
        }
    }

    void part(std::uint32_t roadNo, std::size_t piece, Spot spot, Spot along) {
        const auto node = static_cast<std::uint32_t>(m_city.nodes.size());
        m_city.nodes.push_back({m_plane.geo(spot), false});
        CityRoad second = m_city.roads[roadNo];
        CityRoad& first = m_city.roads[roadNo];
        second.from = node;
        second.line.assign(first.line.begin() + static_cast<std::ptrdiff_t>(piece) + 1, first.line.end());
        second.line.insert(second.line.begin(), m_city.nodes[node].position);
        first.to = node;
        first.line.resize(piece + 1);
        first.line.push_back(m_city.nodes[node].position);
        m_doors.push_back({node, first.name, along});
        for (CityRoad* road : {&first, &second}) {
            road->lengthMetres = 0;
            for (std::size_t i = 0; i + 1 < road->line.size(); ++i) {
                road->lengthMetres +=
                    static_cast<float>(distance(m_plane.spot(road->line[i]), m_plane.spot(road->line[i + 1])));
            }
        }
        m_city.roads.push_back(std::move(second));
    }

    Restaurant openOne(std::uint32_t number) {
        const Door& door = m_doors[number % m_doors.size()];
        const Cuisine& cuisine = cuisines()[m_random.below(static_cast<std::uint32_t>(cuisines().size()))];
        const double side = number / m_doors.size() % 2 == 0 ? 1 : -1;
        const double shift = static_cast<double>(number / m_doors.size() / 2) * 4.0;
        Restaurant restaurant;
        restaurant.id = "m-" + std::to_string(number + 1);
        restaurant.name = restaurantName(cuisine, m_random);
        restaurant.cuisine = cuisine.name;
        restaurant.node = door.node;
        restaurant.position = m_plane.geo(m_plane.spot(m_city.nodes[door.node].position) +
                                          leftOf(door.along) * (side * 11.0) + door.along * std::min(shift, 14.0));
        restaurant.district = districtAt(m_city, m_plane, restaurant.position);
        restaurant.market = m_city.districts[restaurant.district].market;
        restaurant.address = std::to_string(m_random.below(180) + 1) + " " + m_city.streetNames[door.name];
        restaurant.popularity = static_cast<float>(std::exp(m_random.normal() * 0.7));
        setHours(restaurant, cuisine);
        setMenu(restaurant, cuisine);
        return restaurant;
    }

    void setHours(Restaurant& restaurant, const Cuisine& cuisine) {
        const bool early = cuisine.name == "Bakery" || m_random.chance(0.15);
        restaurant.opensAtMinute = early ? 390 : 600 + 30 * static_cast<std::int32_t>(m_random.below(4));
        restaurant.closesAtMinute = early ? 1'140 : 1'320 + 15 * static_cast<std::int32_t>(m_random.below(8));
        const double pace = cuisine.preparationMinutes * m_random.between(0.8, 1.35);
        for (std::size_t hour = 0; hour < restaurant.preparationMinutes.size(); ++hour) {
            const double h = static_cast<double>(hour);
            const double busy =
                std::exp(-std::pow(h - 12.7, 2) / 2.2) * 0.3 + std::exp(-std::pow(h - 19.4, 2) / 3.6) * 0.5;
            restaurant.preparationMinutes[hour] = static_cast<float>(pace * (1 + busy));
        }
    }

    void setMenu(Restaurant& restaurant, const Cuisine& cuisine) {
        const double dear = m_random.between(0.8, 1.4);
        for (const std::string& dish : cuisine.dishes) {
            const double share = m_random.between(0.35, 1.25);
            const auto price = static_cast<std::int32_t>(cuisine.priceMinor * dear * share / 10) * 10 + 9;
            restaurant.menu.push_back({dish, price, static_cast<float>(cuisine.preparationMinutes * share)});
        }
    }

    City& m_city;
    const Plane& m_plane;
    Random m_random;
    std::vector<Door> m_doors;
};

} // namespace

std::vector<Restaurant> openRestaurants(City& city, const Plane& plane, std::uint32_t count, Random random) {
    return Opener(city, plane, random).open(count);
}

} // namespace roundsman
