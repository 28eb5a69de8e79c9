#pragma once

#include "core/sim/city.h"

#include <memory>

namespace roundsman::tests {

/// A city that is made in a moment: small, and without buildings.
inline std::shared_ptr<const City> smallCity() {
    static const auto city = [] {
        CityOptions options;
        options.radiusMetres = 3'000;
        options.restaurants = 50;
        options.buildings = false;
        return std::make_shared<const City>(makeCity(5, options));
    }();
    return city;
}

} // namespace roundsman::tests
