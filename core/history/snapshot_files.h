#pragma once

#include "core/history/history_error.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace roundsman {

struct WrittenSnapshot {
    std::int64_t bytes = 0; ///< on the disk, compressed
    std::uint32_t checksum = 0;
};

/// Writes a lane's state compressed, through to the disk, and under its name only when it is whole.
HistoryResult<WrittenSnapshot> writeSnapshotFile(const std::filesystem::path& file, std::string_view state);
/// The state, when the file has this checksum.
HistoryResult<std::string> readSnapshotFile(const std::filesystem::path& file, std::uint32_t checksum);

} // namespace roundsman
