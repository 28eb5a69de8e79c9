#pragma once

#include "core/sim/city.h"
#include "core/sim/terrain.h"

#include <cstdint>
#include <vector>

namespace roundsman {

/// A street as drawn on the plan: it knows nothing of the streets it crosses yet.
struct StreetLine {
    SpotLine line;
    RoadClass roadClass = RoadClass::residential;
    std::uint32_t name = 0;
    bool oneWay = false;
    bool bridge = false;
};

/// What a street wants to be called after; the words are chosen later.
enum class NameWish : std::uint8_t { avenue, ring, motorway, street, lane, quay, coast, path, country };

struct PlannedDistrict {
    SpotLine outline;
    Spot centre;
    double density = 0;
    bool industrial = false;
    bool old = false;
};

struct StreetPlan {
    std::vector<StreetLine> lines;
    std::vector<NameWish> names;
    std::vector<PlannedDistrict> districts;
    std::vector<SpotLine> fields;

    std::uint32_t newName(NameWish wish) {
        names.push_back(wish);
        return static_cast<std::uint32_t>(names.size() - 1);
    }
};

/// Draws the whole plan: rings and radial roads, quarters in between that are grids or have grown, quays, a coast road,
/// footpaths in the parks; bent by the terrain and cut off at water and parks, with bridges where a road is worth one.
StreetPlan planStreets(std::uint64_t seed, const Terrain& terrain);

double areaOf(const SpotLine& outline);
Spot middleOf(const SpotLine& outline);

} // namespace roundsman
