#include "app/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

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

constexpr std::string_view temporaryName = "roundsman-demo-";
constexpr std::string_view lockName = "roundsman.lock";

/// Whether nobody holds its lock. A folder without a lock file may be one that is being made.
bool isLeft(const std::filesystem::path& folder) {
    struct stat folderIs{};
    if (::lstat(folder.c_str(), &folderIs) != 0 || !S_ISDIR(folderIs.st_mode) || folderIs.st_uid != ::geteuid()) {
        return false;
    }
    const int lock = ::open((folder / lockName).c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    struct stat lockIs{};
    const bool left =
        lock >= 0 && ::fstat(lock, &lockIs) == 0 && lockIs.st_size > 0 && ::flock(lock, LOCK_EX | LOCK_NB) == 0;
    if (lock >= 0) {
        ::close(lock);
    }
    return left;
}

/// Temporary folders whose process was killed, or left in a hurry, go now.
void removeLeftFolders(const std::filesystem::path& parent) {
    std::error_code error;
    std::vector<std::filesystem::path> left;
    for (std::filesystem::directory_iterator entry(parent, error), end; !error && entry != end;
         entry.increment(error)) {
        if (entry->path().filename().string().starts_with(temporaryName) && isLeft(entry->path())) {
            left.push_back(entry->path());
        }
    }
    for (const auto& folder : left) {
        std::filesystem::remove_all(folder, error);
    }
}

} // namespace

std::expected<DataFolder, std::string> DataFolder::take(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return std::unexpected("the data folder " + folder.string() + " cannot be made (" + error.message() +
                               "); name one that can be written with --data");
    }
    const std::filesystem::path lockFile = folder / lockName;
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
        return std::unexpected("the data folder " + folder.string() + " cannot be written (" + reason +
                               "); free some space, or name another with --data");
    }
    return DataFolder(folder, lock, false);
}

std::expected<DataFolder, std::string> DataFolder::takeTemporary() {
    std::error_code error;
    const auto parent = std::filesystem::temp_directory_path(error);
    removeLeftFolders(parent);
    std::string name = (parent / (std::string(temporaryName) + "XXXXXX")).string();
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
