#include "core/log/local_follower.h"

namespace roundsman::local {

std::expected<void, LogError> Follower::look() {
    const std::scoped_lock lock(m_mutex);
    auto segments = listSegments(m_settings.folder);
    if (!segments) {
        return std::unexpected(segments.error());
    }
    for (std::int32_t partition = 0; partition < m_catalog.partitions(); ++partition) {
        if (auto looked = look(PartitionNo{partition}, std::move((*segments)[PartitionNo{partition}])); !looked) {
            return looked;
        }
    }
    return {};
}

/// The end of the file, or nothing when it is the same as at the last look.
std::expected<std::optional<Offset>, LogError> Follower::endOf(Newest& newest, const Segment& segment) {
    if (newest.name != segment.file) {
        newest = {};
        auto connection =
            sqlite::Connection::open(segment.file, {.access = sqlite::Access::readOnly, .vfs = m_settings.vfs});
        if (!connection) {
            return failed(connection);
        }
        newest.file = std::move(*connection);
        newest.name = segment.file;
    }
    const auto dataVersion = newest.file.dataVersion();
    if (!dataVersion) {
        return failed(dataVersion);
    }
    if (std::exchange(newest.dataVersion, *dataVersion) == *dataVersion) {
        return std::optional<Offset>();
    }
    const auto last = lastBatch(newest.file);
    if (!last) {
        return failed(last);
    }
    return last->transform([](const BatchHead& head) { return Offset{head.base.value() + head.records}; }).or_else([&] {
        return std::optional(segment.base);
    });
}

std::expected<void, LogError> Follower::look(PartitionNo partition, std::vector<Segment> segments) {
    Newest& newest = m_newest[static_cast<std::size_t>(partition.value())];
    if (segments.empty()) {
        const auto floor = m_catalog.floor(partition);
        if (!floor) {
            return std::unexpected(floor.error());
        }
        newest = {};
        if (m_progress.range(partition).high != floor->next || !m_progress.segments(partition).empty()) {
            m_progress.publish(partition, {floor->next, floor->next}, {});
        }
        return {};
    }
    const std::size_t before = std::exchange(newest.segments, segments.size());
    const Offset low = segments.front().base;
    const auto end = endOf(newest, segments.back());
    if (!end) {
        return std::unexpected(end.error());
    }
    newest.segments = segments.size();
    if (end->has_value() || before != segments.size()) {
        const Offset high = end->value_or(m_progress.range(partition).high);
        m_progress.publish(partition, {low, high}, std::move(segments));
    }
    return {};
}

} // namespace roundsman::local
