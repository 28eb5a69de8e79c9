#include "core/log/local_progress.h"

#include "core/base/check.h"

#include <algorithm>

namespace roundsman::local {

const Progress::Partition& Progress::at(PartitionNo partition) const {
    const auto index = static_cast<std::size_t>(partition.value());
    check(index < m_partitions.size(), "the log has this partition");
    return m_partitions[index];
}

std::optional<Segment> Progress::segmentOf(PartitionNo partition, Offset offset) const {
    const std::scoped_lock lock(m_mutex);
    const auto& segments = at(partition).segments;
    const auto after = std::ranges::upper_bound(segments, offset, {}, &Segment::base);
    if (after != segments.begin()) {
        return *std::prev(after);
    }
    return segments.empty() ? std::nullopt : std::optional(segments.front());
}

void Progress::publish(PartitionNo partition, OffsetRange range) {
    {
        const std::scoped_lock lock(m_mutex);
        const_cast<Partition&>(at(partition)).range = range;
        ++m_version;
    }
    m_changed.notify_all();
}

void Progress::publish(PartitionNo partition, OffsetRange range, std::vector<Segment> segments) {
    {
        const std::scoped_lock lock(m_mutex);
        auto& published = const_cast<Partition&>(at(partition));
        published.range = range;
        published.segments = std::move(segments);
        ++m_version;
    }
    m_changed.notify_all();
}

void Progress::wakeAll() {
    {
        const std::scoped_lock lock(m_mutex);
        ++m_version;
    }
    m_changed.notify_all();
}

bool Progress::waitBeyond(std::uint64_t seen, Deadline until) {
    std::unique_lock lock(m_mutex);
    return m_changed.wait_until(lock, until, [&] { return m_version != seen; });
}

} // namespace roundsman::local
