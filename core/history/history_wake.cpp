#include "core/history/history_wake.h"

#include "core/history/schema.h"

#include <fcntl.h>
#include <unistd.h>

#include <system_error>

namespace roundsman {
namespace {

void wake(const std::filesystem::path& file) {
    const int handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle >= 0) {
        ::posix_fadvise(handle, 0, 0, POSIX_FADV_WILLNEED); // all of it; a hint, so what it says does not matter
        ::close(handle);
    }
}

} // namespace

void wakeHistory(const std::filesystem::path& folder) {
    const HistoryPaths paths{folder};
    wake(paths.main());
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(paths.snapshots(), none)) {
        wake(entry.path());
    }
}

} // namespace roundsman
