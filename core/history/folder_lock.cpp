#include "core/history/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace roundsman {

HistoryResult<FolderLock> FolderLock::take(const std::filesystem::path& folder) {
    const std::string file = (folder / "writer.lock").string();
    FolderLock lock;
    lock.m_descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock.m_descriptor < 0) {
        const auto trouble = errno == EACCES || errno == EROFS ? HistoryTrouble::readOnly
                             : errno == ENOSPC                 ? HistoryTrouble::full
                                                               : HistoryTrouble::other;
        return std::unexpected(HistoryError{trouble, file + " cannot be written: " + std::strerror(errno)});
    }
    if (::flock(lock.m_descriptor, LOCK_EX | LOCK_NB) != 0) {
        return std::unexpected(
            HistoryError{HistoryTrouble::inUse, folder.string() + " is being written by another process: stop that one "
                                                                  "first, or name another folder"});
    }
    return lock;
}

FolderLock::~FolderLock() {
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

} // namespace roundsman
