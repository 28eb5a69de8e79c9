#pragma once

#include "core/sim/street_plan.h"

#include <cstdint>
#include <vector>

namespace roundsman {

struct StreetPiece {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    StreetLine street; ///< line from node to node
};

struct StreetGraph {
    std::vector<Spot> nodes;
    std::vector<StreetPiece> pieces;
};

/// Finds where streets meet and makes one graph of them, in which every node reaches every other.
/// Stubs and what cannot be reached are left out.
StreetGraph meetStreets(std::vector<StreetLine> lines);

double lengthOf(const SpotLine& line);

} // namespace roundsman
