#pragma once

#include "core/history/history_error.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace roundsman {

/// How long the disk lasts.
struct DiskOutlook {
    std::uint64_t bytesNewestDay = 0; ///< written on the newest whole day, trails
    std::uint64_t bytesFree = 0;
    double daysUntilFull = -1; ///< at that day's rate; negative: cannot be told
};

/// Looks at the sizes of files alone: cheap enough to be asked again and again, beside the writer.
HistoryResult<DiskOutlook> diskOutlook(const std::filesystem::path& folder);

/// What a look at a history's folder found.
struct HistoryHealth {
    struct Table {
        std::string name;
        std::uint64_t rows = 0;
        std::int64_t oldest = 0; ///< milliseconds since the epoch; 0: none
        std::int64_t newest = 0;
    };
    std::vector<std::string> troubles; ///< a sentence each; none: it is sound
    std::vector<Table> tables;
    std::uint64_t fixes = 0;
    std::uint64_t damagedBlocks = 0;
    std::uint64_t bytes = 0;
    DiskOutlook disk;
};

/// Checks the files' structure and every block's checksum; reads all of it.
HistoryResult<HistoryHealth> examineHistory(const std::filesystem::path& folder);

/// Copies a history while it is in use, as of one commit. The target appears under its name only when it is whole.
HistoryDone backUpHistory(const std::filesystem::path& folder, const std::filesystem::path& target);
/// Renames the folder of a history that nobody writes to; gives its new name.
HistoryResult<std::filesystem::path> setHistoryAside(const std::filesystem::path& folder);
/// Puts a backup in place of nothing: the target must not exist yet. The backup is checked first.
HistoryDone restoreHistory(const std::filesystem::path& backup, const std::filesystem::path& target);

} // namespace roundsman
