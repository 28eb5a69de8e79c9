#pragma once

// Shared by the sources of the embedded log alone.

#include "core/log/local_files.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace roundsman::local {

using Deadline = std::chrono::steady_clock::time_point;

/// What readers may see of each partition. The writer publishes after its commit, so nothing else is ever read; readers
/// wait here, and are woken by the commit itself. Any thread.
class Progress {
public:
    explicit Progress(std::int32_t partitions) : m_partitions(static_cast<std::size_t>(partitions)) {}

    [[nodiscard]] OffsetRange range(PartitionNo partition) const {
        const std::scoped_lock lock(m_mutex);
        return at(partition).range;
    }
    /// The file that holds `offset`, or the first one when it is older than all; nothing when there is no file.
    [[nodiscard]] std::optional<Segment> segmentOf(PartitionNo partition, Offset offset) const;
    [[nodiscard]] std::vector<Segment> segments(PartitionNo partition) const {
        const std::scoped_lock lock(m_mutex);
        return at(partition).segments;
    }

    void publish(PartitionNo partition, OffsetRange range);
    void publish(PartitionNo partition, OffsetRange range, std::vector<Segment> segments);

    /// Counts every publication and wake.
    [[nodiscard]] std::uint64_t version() const {
        const std::scoped_lock lock(m_mutex);
        return m_version;
    }
    void wakeAll();
    /// True: the version is no longer `seen`. False: the time is over.
    bool waitBeyond(std::uint64_t seen, Deadline until);

private:
    struct Partition {
        OffsetRange range{};
        std::vector<Segment> segments;
    };
    [[nodiscard]] const Partition& at(PartitionNo partition) const;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Partition> m_partitions;
    std::uint64_t m_version = 0;
};

} // namespace roundsman::local
