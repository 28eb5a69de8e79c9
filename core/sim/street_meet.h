#pragma once

#include "core/sim/street_graph.h"

namespace roundsman {

/// Every crossing and end becomes a node; what is nearly one place is one node.
StreetGraph crossStreets(const std::vector<StreetLine>& lines);

} // namespace roundsman
