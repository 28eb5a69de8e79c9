#pragma once

#include "core/model/geo.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace roundsman {

// A generated city as plain values: what the simulator drives through and what the map draws. It stands on an island in
// open sea, so that it can never be taken for a real place. The same seed and options give the same city, bit for bit
// on one architecture.

/// A closed outline; the first point is not repeated at the end. No holes.
using CityOutline = std::vector<GeoPoint>;
using CityLine = std::vector<GeoPoint>;

struct CityBox {
    GeoPoint southWest;
    GeoPoint northEast;
};

/// Wide to narrow, in the order a map draws them from top to bottom.
enum class RoadClass : std::uint8_t { motorway, arterial, street, residential, path };
inline constexpr std::size_t roadClassCount = 5;

struct CityNode {
    GeoPoint position;
    bool signals = false; ///< traffic lights
};

/// A piece of street between two nodes.
struct CityRoad {
    std::uint32_t from = 0; ///< into City::nodes
    std::uint32_t to = 0;
    std::uint32_t name = 0; ///< into City::streetNames; pieces of one street share it
    RoadClass roadClass = RoadClass::residential;
    bool oneWay = false; ///< only from -> to
    bool bridge = false;
    float speedLimitMps = 0;
    float lengthMetres = 0;
    CityLine line; ///< from's position … to's position, at least two points
};

enum class GroundKind : std::uint8_t { park, forest, beach, square, industrial, farmland };
struct CityGround {
    GroundKind kind = GroundKind::park;
    std::string name; ///< empty: not worth a label
    CityOutline outline;
};

struct CityWater {
    std::string name;
    bool river = false; ///< otherwise a lake or pond
    CityOutline outline;
};

enum class BuildingKind : std::uint8_t { house, block, public_, industrial };
struct CityBuilding {
    BuildingKind kind = BuildingKind::house;
    CityOutline outline;
};

/// A group of districts that is run as one: the unit of sharding.
struct CityMarket {
    std::string id;   ///< "north": as documents spell it
    std::string name; ///< "North Side": for people
};

struct CityDistrict {
    std::string name;
    std::uint32_t market = 0; ///< into City::markets
    GeoPoint centre;
    CityOutline outline; ///< the districts tile the built-up land without overlap
    double density = 0;  ///< how many people live there for its area, 0 … 1
};

struct MenuItem {
    std::string name;
    std::int32_t priceMinor = 0;
    float preparationMinutes = 0;
};

struct Restaurant {
    std::string id; ///< "m-17"
    std::string name;
    std::string cuisine;
    std::uint32_t market = 0;   ///< into City::markets
    std::uint32_t district = 0; ///< into City::districts
    std::uint32_t node = 0;     ///< its front door on the street, into City::nodes
    GeoPoint position;          ///< some metres off the street
    std::string address;
    std::int32_t opensAtMinute = 0; ///< of the local day
    std::int32_t closesAtMinute = 0;
    float popularity = 1;
    std::vector<MenuItem> menu;
    std::array<float, 24> preparationMinutes{}; ///< median for an order taken in that local hour
};

enum class LabelKind : std::uint8_t { city, district, water, park, sea };
struct CityLabel {
    LabelKind kind = LabelKind::district;
    std::string text;
    GeoPoint position;
    std::int32_t rank = 0; ///< 0 is drawn first, from the farthest zoom
};

struct City {
    std::uint64_t seed = 0;
    std::string name;
    std::string timeZone;   ///< IANA
    int utcOffsetHours = 0; ///< of the time zone, the whole year
    std::string currency;   ///< ISO 4217
    GeoPoint centre;
    CityBox box; ///< holds the whole land and some sea

    std::vector<CityOutline> land; ///< the islands' coast lines; everything else is sea
    std::vector<CityWater> waters;
    std::vector<CityGround> grounds; ///< in drawing order
    std::vector<CityBuilding> buildings;

    std::vector<CityNode> nodes;
    std::vector<CityRoad> roads; ///< every node reaches every other
    std::vector<std::string> streetNames;

    std::vector<CityMarket> markets;
    std::vector<CityDistrict> districts;
    std::vector<Restaurant> restaurants;
    std::vector<CityLabel> labels;
};

struct CityOptions {
    double radiusMetres = 9'000; ///< of the built-up land
    std::uint32_t restaurants = 200;
    bool buildings = true;   ///< the simulator needs none
    int utcOffsetHours = -3; ///< local time: -12 … 14
    GeoPoint centre =
        GeoPoint::fromE7(300'000'000, -450'000'000); ///< the middle of the Atlantic, 1,600 km off any shore
};

/// REQUIRES: 2,000 <= radiusMetres <= 30,000; restaurants <= 5,000
City makeCity(std::uint64_t seed, const CityOptions& options = {});

} // namespace roundsman
