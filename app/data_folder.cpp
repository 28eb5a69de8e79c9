#include "app/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace roundsman {
namespace {

/// What the owner wrote into the lock file, for the sentence that refuses the second.
std::string ownerOf(int file) {
    char text[32] = {};
    const ssize_t length = ::pread(file, text, sizeof text - 1, 0);
    std::string owner(text, length > 0 ? static_cast<std::size_t>(length) : 0);
    while (!owner.empty() && owner.back() == '\n') {
        owner.pop_back();
    }
    return owner.empty() ? std::string{} : " (process " + owner + ")";
}

std::string why(int error) {
    return std::string(std::strerror(error)); // NOLINT(concurrency-mt-unsafe): at start, one thread
}

} // namespace

std::expected<DataFolder, std::string> DataFolder::take(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return std::unexpected("the data folder " + folder.string() + " cannot be made: " + error.message());
    }
    const std::filesystem::path lockFile = folder / "roundsman.lock";
    const int lock = ::open(lockFile.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock < 0) {
        return std::unexpected("the data folder " + folder.string() + " cannot be written (" + why(errno) +
                               "); mend its permissions or name another with --data");
    }
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
        const std::string owner = ownerOf(lock);
        ::close(lock);
        return std::unexpected("the data folder " + folder.string() + " is in use by another roundsman" + owner +
                               "; stop it, or name another folder with --data");
    }
    const std::string owner = std::to_string(::getpid()) + "\n";
    const bool written = ::ftruncate(lock, 0) == 0 && ::pwrite(lock, owner.data(), owner.size(), 0) > 0;
    if (!written) {
        const std::string reason = why(errno);
        ::close(lock);
        return std::unexpected("the data folder " + folder.string() + " cannot be written: " + reason);
    }
    return DataFolder(folder, lock, false);
}

std::expected<DataFolder, std::string> DataFolder::takeTemporary() {
    std::error_code error;
    const auto parent = std::filesystem::temp_directory_path(error);
    std::string name = (parent / "roundsman-demo-XXXXXX").string();
    if (error || ::mkdtemp(name.data()) == nullptr) {
        return std::unexpected("no temporary folder can be made in " + parent.string() + "; name one with --data");
    }
    auto folder = take(name);
    if (folder) {
        folder->m_temporary = true;
    }
    return folder;
}

DataFolder::DataFolder(std::filesystem::path path, int lock, bool temporary)
    : m_path(std::move(path)), m_lock(lock), m_temporary(temporary) {}

DataFolder::DataFolder(DataFolder&& other) noexcept
    : m_path(std::move(other.m_path)),
      m_lock(std::exchange(other.m_lock, -1)),
      m_temporary(std::exchange(other.m_temporary, false)) {}

DataFolder& DataFolder::operator=(DataFolder&& other) noexcept {
    std::swap(m_path, other.m_path);
    std::swap(m_lock, other.m_lock);
    std::swap(m_temporary, other.m_temporary);
    return *this;
}

DataFolder::~DataFolder() {
    if (m_lock >= 0) {
        if (m_temporary) {
            std::error_code ignored;
            std::filesystem::remove_all(m_path, ignored);
        }
        ::close(m_lock); // the lock goes last
    }
}

} // namespace roundsman
