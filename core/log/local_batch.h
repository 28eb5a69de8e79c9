#pragma once

#include "core/log/event_log.h"

#include <cstddef>
#include <string>
#include <vector>

namespace roundsman {

// How the embedded log keeps many records in one row. A record is
//   keyBytes valueBytes headerCount { nameBytes valueBytes name value }… key value
// with every number a LEB128 varint.

/// Collects records into the bytes of one row.
class BatchBuilder {
public:
    void add(const NewRecord& record);
    [[nodiscard]] std::span<const std::byte> bytes() const { return std::as_bytes(std::span(m_bytes)); }
    [[nodiscard]] std::int64_t records() const { return m_records; }

private:
    std::string m_bytes;
    std::int64_t m_records = 0;
};

/// What a stored row says about itself; the checksum covers all of it.
struct BatchHead {
    Offset base;
    std::int64_t records = 0;
    EventTime logTime;
};
[[nodiscard]] std::uint32_t checksumOf(const BatchHead& head, std::span<const std::byte> bytes);

/// Records decoded from rows. Their views point into the rows' bytes, which somebody else keeps.
class DecodedRecords {
public:
    /// Takes the records from offset `from` on. False: the bytes are not such records, and nothing of them was taken.
    /// The bytes are believed to be damaged, never trusted.
    [[nodiscard]] bool add(PartitionNo partition, const BatchHead& head, std::span<const std::byte> bytes, Offset from);
    /// Call it after the last add: only then do the records' headers stay where they are.
    void finish();
    [[nodiscard]] std::span<const RecordView> records() const { return m_records; }

private:
    std::vector<RecordView> m_records;
    std::vector<HeaderView> m_headers;
    std::vector<std::size_t> m_headerCounts; // a record each
};

} // namespace roundsman
