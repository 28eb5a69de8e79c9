#pragma once

// Shared by the sources of the embedded log alone.

#include "core/base/sqlite/connection.h"
#include "core/log/local_batch.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace roundsman::local {

inline constexpr int formatVersion = 1;

/// One file of a partition: the records of one UTC day from offset `base` on. The name carries all three, and since no
/// offset is given twice no name is either: a reader that still has a removed file open can never meet its successor.
struct Segment {
    std::filesystem::path file;
    PartitionNo partition;
    Offset base;
    std::string day; ///< "2026-11-21"
};

[[nodiscard]] std::string dayOf(EventTime time);
[[nodiscard]] Segment segmentFor(const std::filesystem::path& folder, PartitionNo partition, Offset base,
                                 EventTime time);

using SegmentsByPartition = std::map<PartitionNo, std::vector<Segment>>; ///< in the order of their offsets
[[nodiscard]] std::expected<SegmentsByPartition, LogError> listSegments(const std::filesystem::path& folder);

/// With what SQLite keeps beside it. False: it is still there.
bool removeSegment(const Segment& segment);
/// The file and its WAL.
[[nodiscard]] std::int64_t bytesOf(const Segment& segment);

[[nodiscard]] LogError logErrorOf(const sqlite::Error& error);
template <typename T>
std::unexpected<LogError> failed(const sqlite::Result<T>& result) {
    return std::unexpected(logErrorOf(result.error()));
}
[[nodiscard]] LogError damaged(const std::string& file, const BatchHead& head);

/// A row as it is read; the bytes hold until the next step.
struct StoredBatch {
    BatchHead head;
    std::uint32_t checksum = 0;
    std::span<const std::byte> bytes;
};
inline constexpr std::string_view batchColumns = "base, records, time, checksum, bytes";
[[nodiscard]] StoredBatch batchIn(const sqlite::Statement& row);

/// The last row, without its bytes; nothing when there is none, or not even a table yet (a crash at the file's birth).
[[nodiscard]] sqlite::Result<std::optional<BatchHead>> lastBatch(sqlite::Connection& connection);

/// The first row, between two offsets, whose time is at or after `time`; `end` when there is none.
[[nodiscard]] sqlite::Result<Offset> firstSince(sqlite::Connection& connection, Offset begin, Offset end,
                                                EventTime time);

} // namespace roundsman::local
