#pragma once

#include "core/model/fix.h"
#include "core/model/lane_output.h"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace roundsman {

/// What one way of storing fixes took.
struct StoreCost {
    std::uint64_t fixes = 0;
    double cpuSeconds = 0;  ///< of all threads but the making of the fixes
    double wallSeconds = 0; ///< same
    double syncSeconds = 0; ///< of those, waiting for the disk to have it
    double commitP50Millis = 0;
    double commitP999Millis = 0;
    double commitMaxMillis = 0;
    std::uint64_t bytes = 0; ///< on the disk, all files

    [[nodiscard]] double fixesPerCpuSecond() const {
        return cpuSeconds > 0 ? static_cast<double>(fixes) / cpuSeconds : 0;
    }
    [[nodiscard]] double bytesPerFix() const {
        return fixes > 0 ? static_cast<double>(bytes) / static_cast<double>(fixes) : 0;
    }
};

/// Gives fixes in log order, a batch at a time; false at the end.
class FixSource {
public:
    virtual ~FixSource() = default;
    virtual bool next(std::vector<FixRow>& batch) = 0;
};

inline constexpr std::int64_t ridersStartMillis = 1'763'683'200'000; ///< midnight

struct RidersOptions {
    std::uint32_t riders = 100'000;
    std::uint64_t fixes = 0;
    std::uint32_t intervalMillis = 4'000;
    std::uint32_t batch = 65'536;
};
/// Riders that ride: each gives a fix every so often, all in turn, with everything a phone measures.
std::unique_ptr<FixSource> movingRiders(const RidersOptions& options);

struct StoreRun {
    std::filesystem::path folder;
    bool withEvidence = true; ///< off: time and position alone
};

std::expected<StoreCost, std::string> storeAsTrails(FixSource& source, const StoreRun& run);
/// The same as rows of a table with an index on rider and time.
std::expected<StoreCost, std::string> storeAsRows(FixSource& source, const StoreRun& run);

std::uint64_t bytesIn(const std::filesystem::path& folder);

/// A run of fixes as a lane hands it on.
void fillOutput(LaneOutput& out, std::int64_t& offset);

struct DayRun {
    std::filesystem::path folder;
    std::uint32_t riders = 100'000;
    std::uint32_t intervalMillis = 60'000;
    std::uint32_t updatesPerSecond = 50'000;
    std::uint32_t seconds = 20;
};
/// What questions to a store of a whole day took while more came in.
struct DayCost {
    std::uint64_t fixes = 0;
    double buildSeconds = 0;
    std::uint64_t bytes = 0;
    double updatesPerSecond = 0; ///< that were taken and committed meanwhile
    double commitP50Millis = 0;
    double commitMaxMillis = 0;
    std::size_t fleetQuestions = 0;
    std::size_t fleetRiders = 0; ///< in the last picture
    double fleetP50Millis = 0;
    double fleetMaxMillis = 0;
    std::size_t riderQuestions = 0;
    double riderFixes = 0; ///< in the mean
    double riderP50Millis = 0;
    double riderP99Millis = 0;
    double riderMaxMillis = 0;
};
std::expected<DayCost, std::string> measureDay(const DayRun& run);
std::string jsonOf(const DayCost& cost);

} // namespace roundsman
