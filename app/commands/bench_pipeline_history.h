#pragma once

#include "core/model/settings.h"

#include <cstdint>
#include <expected>
#include <string>

namespace roundsman {

struct PipelineHistoryRun {
    std::uint32_t riders = 100'000;
    std::uint64_t updates = 10'000'000;
    std::uint32_t documentsPerRecord = 50;
    std::string folder; ///< where history is written; "on": a temporary folder
};

/// What writing history beside it costs: CPU time by thread, and the wall clock of both runs over a log made
/// beforehand.
struct PipelineHistoryCost {
    double laneNanosOff = 0; ///< of the lane's thread, an update
    double laneNanosOn = 0;
    double writerNanos = 0; ///< of the thread that writes history
    double helperNanos = 0; ///< of its helper, that moves WALs
    double wallNanosOff = 0;
    double wallNanosOn = 0;
    std::uint64_t commits = 0;
};
std::expected<PipelineHistoryCost, std::string> measurePipelineHistory(const PipelineHistoryRun& run,
                                                                       const LaneSettings& settings);
std::string jsonOf(const PipelineHistoryCost& cost);

} // namespace roundsman
