#pragma once

// Shared by the sources of the embedded log alone.

#include "core/log/local_catalog.h"
#include "core/log/local_progress.h"

namespace roundsman::local {

/// Writes one partition: its newest file, the next offset and the last log time. Used by the log's writing thread.
class PartitionStore {
public:
    PartitionStore(const LocalLogSettings& settings, const LocalLogLimits& limits, Catalog& catalog, Progress& progress,
                   PartitionNo partition)
        : m_settings(settings), m_limits(limits), m_catalog(catalog), m_progress(progress), m_partition(partition) {}

    /// Finds out where the partition ends, makes everything found durable, and publishes it.
    std::expected<void, LogError> open(std::vector<Segment> segments);

    /// Commits and publishes the rows together, or none of them. The offset of the first record.
    std::expected<Offset, LogError> append(std::span<const BatchBuilder* const> rows, EventTime now);

    /// Removes the files that retention lets go. How many.
    std::expected<int, LogError> applyRetention(EventTime now);

private:
    std::expected<void, LogError> openNewest();
    std::expected<void, LogError> takeOver(sqlite::Connection& file, const BatchHead& last);
    std::expected<void, LogError> startSegment(EventTime time);
    std::expected<void, LogError> openFile(const Segment& segment, sqlite::Access access);
    std::expected<void, LogError> readyFor(EventTime time);
    sqlite::Result<Offset> insertRows(std::span<const BatchBuilder* const> rows, EventTime time);
    void closeFile();
    std::expected<bool, LogError> isExpired(const Segment& segment, EventTime now);
    std::expected<void, LogError> removeOldest();
    void publish() { m_progress.publish(m_partition, {low(), m_next}, m_segments); }
    [[nodiscard]] Offset low() const { return m_segments.empty() ? m_next : m_segments.front().base; }

    const LocalLogSettings& m_settings;
    const LocalLogLimits& m_limits;
    Catalog& m_catalog;
    Progress& m_progress;
    const PartitionNo m_partition;
    std::vector<Segment> m_segments;
    Offset m_next;
    EventTime m_lastTime;
    sqlite::Connection m_file; // of the newest segment; none: it has to be looked at before it is written
    sqlite::Statement m_insert;
    std::int64_t m_fileBytes = 0;
};

} // namespace roundsman::local
