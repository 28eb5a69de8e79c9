#pragma once

#include "core/sim/city.h"

#include <QPolygonF>

#include <cstdint>
#include <vector>

namespace roundsman {

/// A street joined from its pieces, as far as it runs without a gap: what a name is written along. World coordinates.
struct StreetChain {
    QPolygonF line;
    std::uint32_t name = 0;
    RoadClass roadClass = RoadClass::residential;
};

std::vector<StreetChain> streetChains(const City& city);

} // namespace roundsman
