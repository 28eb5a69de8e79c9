#pragma once

#include "core/history/history_error.h"

#include <filesystem>
#include <utility>

namespace roundsman {

/// One writer to a folder, over all processes; the system lets go of it when the process ends, however it ends.
class FolderLock {
public:
    static HistoryResult<FolderLock> take(const std::filesystem::path& folder);

    FolderLock() = default;
    ~FolderLock();
    FolderLock(FolderLock&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    FolderLock& operator=(FolderLock&& other) noexcept {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }

private:
    int m_descriptor = -1;
};

} // namespace roundsman
