#pragma once

// Shared by the sources of the embedded log alone.

#include "core/log/local_files.h"
#include "core/log/local_log.h"

namespace roundsman::local {

/// What must be remembered of a partition though its files may be gone.
struct Floor {
    Offset low;         ///< nothing below it is kept
    Offset next;        ///< nothing below it is ever given again
    EventTime lastTime; ///< log time does not go back behind it
};

/// The lock that keeps a second writer out; gone with its process, however that ends.
class FolderLock {
public:
    static std::expected<FolderLock, LogError> take(const std::filesystem::path& folder);
    FolderLock() = default;
    ~FolderLock();
    FolderLock(FolderLock&& other) noexcept : m_file(std::exchange(other.m_file, -1)) {}
    FolderLock& operator=(FolderLock&& other) noexcept {
        std::swap(m_file, other.m_file);
        return *this;
    }

private:
    int m_file = -1;
};

/// The file log.db of a log's folder: who the log is, and the floors of its partitions.
class Catalog {
public:
    /// Makes it when it is not there (not when the settings say read-only).
    static std::expected<Catalog, LogError> open(const LocalLogSettings& settings);

    [[nodiscard]] const LogIdentity& identity() const { return m_identity; }
    [[nodiscard]] std::int32_t partitions() const { return m_partitions; }
    std::expected<Floor, LogError> floor(PartitionNo partition);
    /// Durable when it returns.
    std::expected<void, LogError> setFloor(PartitionNo partition, const Floor& floor);

private:
    std::expected<void, LogError> create(const LocalLogSettings& settings);
    std::expected<void, LogError> load(const LocalLogSettings& settings);

    sqlite::Connection m_connection;
    LogIdentity m_identity;
    std::int32_t m_partitions = 0;
};

} // namespace roundsman::local
