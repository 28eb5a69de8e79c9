#pragma once

#include "core/history/history_error.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace roundsman {

struct TableDigest {
    std::string table;
    std::uint64_t rows = 0;
    std::uint64_t digest = 0;

    bool operator==(const TableDigest&) const = default;
};

/// A checksum of each derived table's rows, trails included, and of how far each lane is: equal for equal logs, however
/// they were cut into batches. Each row is hashed with its key, and the hashes are added up, so that it does not matter
/// in which block or file a fix stands.
HistoryResult<std::vector<TableDigest>> digestHistory(const std::filesystem::path& folder);

} // namespace roundsman
