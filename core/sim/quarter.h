#pragma once

#include "core/sim/random.h"
#include "core/sim/street_plan.h"

namespace roundsman {

/// How the land between main roads is divided into blocks.
struct QuarterStyle {
    bool grid = false;
    double angle = 0;          ///< of the grid
    double blockArea = 12'000; ///< square metres: smaller ones are divided no further
    double unrest = 0.15;      ///< how far cuts turn from the rule, in radians
    double earlyStop = 0;      ///< chance that a larger piece stays whole: fields between the houses
    double laneShare = 1;      ///< of the cuts that are roads: in the country most are hedges
    bool oneWays = false;
};

/// Divides quarters on the straight plan; lines are emitted before the terrain bends them.
class Quarters {
public:
    Quarters(StreetPlan& plan, Random random) : m_plan(plan), m_random(random) {}

    void fill(const SpotLine& outline, const QuarterStyle& style);

private:
    void fillGrid(const SpotLine& outline, const QuarterStyle& style);
    void divide(const SpotLine& outline, const QuarterStyle& style, int depth);
    void emitChords(const SpotLine& outline, Spot on, Spot direction, RoadClass roadClass, bool oneWay);

    StreetPlan& m_plan;
    Random m_random;
};

} // namespace roundsman
