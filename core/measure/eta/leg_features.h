#pragma once

#include "core/model/eta.h"

#include <array>
#include <cstddef>

namespace roundsman {

/// What a trained model sees of a leg, in this order. The order is part of a model's version.
inline constexpr std::size_t legFeatureCount = 18;
using LegFeatures = std::array<float, legFeatureCount>;

/// `logTable`: what the tables say (log seconds); the model corrects it. `merchantEffect`: theirs of the merchant
/// alone.
LegFeatures featuresOf(const LegQuery& query, double logTable, double merchantEffect);

} // namespace roundsman
