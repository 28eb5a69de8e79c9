#pragma once

// Shared by the sources of the embedded log alone.

#include "core/log/local_catalog.h"
#include "core/log/local_progress.h"

namespace roundsman::local {

/// Watches files that another process writes.
class Follower {
public:
    Follower(const LocalLogSettings& settings, Catalog& catalog, Progress& progress)
        : m_settings(settings),
          m_catalog(catalog),
          m_progress(progress),
          m_newest(static_cast<std::size_t>(catalog.partitions())) {}

    /// Any thread.
    std::expected<void, LogError> look();

private:
    struct Newest {
        std::filesystem::path name;
        sqlite::Connection file;
        std::int64_t dataVersion = -1;
        std::size_t segments = 0;
    };
    std::expected<void, LogError> look(PartitionNo partition, std::vector<Segment> segments);
    std::expected<std::optional<Offset>, LogError> endOf(Newest& newest, const Segment& segment);

    const LocalLogSettings& m_settings;
    Catalog& m_catalog;
    Progress& m_progress;
    std::mutex m_mutex;
    std::vector<Newest> m_newest;
};

} // namespace roundsman::local
