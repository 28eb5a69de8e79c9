#include "core/sim/city.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace roundsman;

namespace {

const City& city() {
    static const City made = makeCity(7);
    return made;
}

std::vector<bool> reachable(const City& in, bool along) {
    std::vector<std::vector<std::uint32_t>> next(in.nodes.size());
    for (const CityRoad& road : in.roads) {
        if (along || !road.oneWay) {
            next[road.from].push_back(road.to);
        }
        if (!along || !road.oneWay) {
            next[road.to].push_back(road.from);
        }
    }
    std::vector<bool> seen(in.nodes.size(), false);
    std::vector<std::uint32_t> todo{0};
    seen[0] = true;
    while (!todo.empty()) {
        const std::uint32_t node = todo.back();
        todo.pop_back();
        for (const std::uint32_t to : next[node]) {
            if (!seen[to]) {
                seen[to] = true;
                todo.push_back(to);
            }
        }
    }
    return seen;
}

bool all(const std::vector<bool>& flags) {
    return std::ranges::all_of(flags, [](bool flag) { return flag; });
}

} // namespace

TEST_CASE("every node of the street graph reaches every other, one-way streets respected") {
    CHECK(city().nodes.size() > 5'000);
    CHECK(all(reachable(city(), true)));
    CHECK(all(reachable(city(), false)));
    CHECK(std::ranges::count_if(city().roads, &CityRoad::oneWay) > 100);
}

TEST_CASE("a road's line runs from its node to its node and is as long as it says") {
    for (const CityRoad& road : city().roads) {
        REQUIRE(road.line.size() >= 2);
        REQUIRE(road.line.front() == city().nodes[road.from].position);
        REQUIRE(road.line.back() == city().nodes[road.to].position);
        REQUIRE(road.name < city().streetNames.size());
        REQUIRE(road.speedLimitMps > 4);
        double length = 0;
        for (std::size_t i = 0; i + 1 < road.line.size(); ++i) {
            length += distanceMetres(road.line[i], road.line[i + 1]);
        }
        REQUIRE(length == doctest::Approx(road.lengthMetres).epsilon(0.005));
    }
}

TEST_CASE("the city has all that a city needs") {
    CHECK(city().restaurants.size() == 200);
    CHECK(city().markets.size() == 4);
    CHECK(city().districts.size() > 30);
    CHECK(std::ranges::count_if(city().roads, &CityRoad::bridge) >= 5);
    for (const RoadClass roadClass :
         {RoadClass::motorway, RoadClass::arterial, RoadClass::street, RoadClass::residential, RoadClass::path}) {
        CHECK(std::ranges::count(city().roads, roadClass, &CityRoad::roadClass) > 20);
    }
    std::set<std::uint32_t> markets;
    for (const Restaurant& restaurant : city().restaurants) {
        CHECK(restaurant.menu.size() >= 3);
        CHECK(distanceMetres(restaurant.position, city().nodes[restaurant.node].position) < 25);
        markets.insert(restaurant.market);
    }
    CHECK(markets.size() == 4);
}

TEST_CASE("the same seed makes the same city and another seed another") {
    CityOptions small;
    small.radiusMetres = 3'000;
    small.restaurants = 40;
    const City a = makeCity(3, small);
    const City b = makeCity(3, small);
    const City c = makeCity(4, small);
    const auto lines = [](const City& of) {
        std::vector<CityLine> all;
        std::ranges::transform(of.roads, std::back_inserter(all), &CityRoad::line);
        return all;
    };
    CHECK(lines(a) == lines(b));
    CHECK(a.streetNames == b.streetNames);
    CHECK(a.buildings.size() == b.buildings.size());
    CHECK(lines(a) != lines(c));
}

TEST_CASE("cities of many seeds and sizes come out whole") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        CityOptions options;
        options.radiusMetres = seed % 3 == 0 ? 2'000 : 4'000;
        options.buildings = false;
        const City made = makeCity(seed, options);
        CAPTURE(seed);
        CHECK(made.nodes.size() > 1'000);
        CHECK(all(reachable(made, true)));
        CHECK(made.restaurants.size() == 200);
    }
}
