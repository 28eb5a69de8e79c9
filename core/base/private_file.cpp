#include "core/base/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace roundsman {

std::string writePrivate(const std::filesystem::path& file, std::string_view text, PrivateWrite how) {
    const int flags = how == PrivateWrite::replace ? O_TRUNC : O_APPEND;
    const int to = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0600);
    if (to < 0) {
        return std::strerror(errno);
    }
    const bool ok = ::fchmod(to, 0600) == 0 &&
                    ::write(to, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                    (how == PrivateWrite::appendLater || ::fsync(to) == 0);
    const std::string why = ok ? "" : std::strerror(errno);
    ::close(to);
    return why;
}

std::string makePrivateFolder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    return error ? "the folder " + folder.string() + " cannot be made: " + error.message() : std::string();
}

} // namespace roundsman
