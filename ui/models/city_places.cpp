#include "ui/models/city_places.h"

#include "core/sim/city.h"

#include <set>

namespace roundsman {

Gazetteer placesOf(const City& city) {
    Gazetteer places;
    for (const CityDistrict& district : city.districts) {
        places.push_back({NamedPlace::Kind::district, QString::fromStdString(district.name), district.centre, 14.5});
    }
    std::set<std::uint32_t> seen;
    for (const CityRoad& road : city.roads) {
        if (road.name < city.streetNames.size() && !city.streetNames[road.name].empty() &&
            seen.insert(road.name).second) {
            places.push_back({NamedPlace::Kind::street, QString::fromStdString(city.streetNames[road.name]),
                              road.line[road.line.size() / 2], 16});
        }
    }
    for (const Restaurant& restaurant : city.restaurants) {
        places.push_back(
            {NamedPlace::Kind::merchant, QString::fromStdString(restaurant.name), restaurant.position, 17});
    }
    return places;
}

} // namespace roundsman
