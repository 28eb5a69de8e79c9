#pragma once

#include "core/measure/eta/trees.h"

#include <span>

namespace roundsman {

struct TreeSettings {
    unsigned rounds = 80;
    unsigned depth = 6;
    double learningRate = 0.1;
    double rowShare = 0.8;
    double columnShare = 0.7;
    double leafWeightMin = 10;
    unsigned seed = 1;
};

/// Boosts trees for both quantiles of the targets (XGBoost; tree_training.cpp is the only place that knows it). One
/// thread and a fixed seed: the same rows give the same trees. REQUIRES: as many targets as rows, and some.
Trees trainTrees(std::span<const LegFeatures> rows, std::span<const float> targets, const TreeSettings& settings);

} // namespace roundsman
