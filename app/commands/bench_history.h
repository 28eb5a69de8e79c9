#pragma once

#include "core/model/fix.h"

#include <cstdint>
#include <expected>
#include <filesystem>
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

struct StoreRun {
    std::filesystem::path folder;
    bool withEvidence = true; ///< off: time and position alone
};

std::expected<StoreCost, std::string> storeAsTrails(FixSource& source, const StoreRun& run);
/// The same as rows of a table with an index on rider and time.
std::expected<StoreCost, std::string> storeAsRows(FixSource& source, const StoreRun& run);

} // namespace roundsman
