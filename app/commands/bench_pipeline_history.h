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

/// What writing history beside it costs a lane, in CPU time: what others do on the machine hardly counts.
struct PipelineHistoryCost {
    double laneNanosOff = 0; ///< of the lane's thread, an update
    double laneNanosOn = 0;
    double writerNanos = 0; ///< of the thread that writes history
    double helperNanos = 0; ///< of its helper, that moves WALs
    double wallNanosOn = 0; ///< of all of it together, the making of the log and waits included
    std::uint64_t commits = 0;

    /// Updates a second with so many cores: no thread has more than one, and all of them together no more than there
    /// are.
    [[nodiscard]] double perSecondOn(unsigned cores) const;
    [[nodiscard]] double perSecondOff() const { return 1e9 / laneNanosOff; }
};
std::expected<PipelineHistoryCost, std::string> measurePipelineHistory(const PipelineHistoryRun& run,
                                                                       const LaneSettings& settings);
std::string jsonOf(const PipelineHistoryCost& cost);

} // namespace roundsman
