#include "core/history/snapshot_files.h"

#include "core/base/crc32c.h"

#include <fcntl.h>
#include <unistd.h>
#include <zstd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace roundsman {
namespace {

constexpr std::uint64_t stateBytesMax = 8ULL << 30U; // a hostile header must not make us allocate

std::unexpected<HistoryError> cannotWrite(const std::filesystem::path& file) {
    const auto trouble = errno == ENOSPC || errno == EDQUOT  ? HistoryTrouble::full
                         : errno == EACCES || errno == EROFS ? HistoryTrouble::readOnly
                                                             : HistoryTrouble::other;
    return std::unexpected(HistoryError{trouble, file.string() + " cannot be written: " + std::strerror(errno)});
}

bool writeThrough(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    return ::fsync(descriptor) == 0;
}

void syncFolder(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        static_cast<void>(::fsync(descriptor));
        ::close(descriptor);
    }
}

} // namespace

HistoryResult<WrittenSnapshot> writeSnapshotFile(const std::filesystem::path& file, std::string_view state) {
    std::string packed(ZSTD_compressBound(state.size()), '\0');
    const std::size_t size = ZSTD_compress(packed.data(), packed.size(), state.data(), state.size(), 1);
    if (ZSTD_isError(size) != 0) {
        return std::unexpected(HistoryError{HistoryTrouble::other, ZSTD_getErrorName(size)});
    }
    packed.resize(size);
    std::error_code ignored; // opening tells
    std::filesystem::create_directories(file.parent_path(), ignored);
    const std::filesystem::path unfinished = file.string() + ".part";
    const int descriptor = ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0) {
        return cannotWrite(unfinished);
    }
    const bool whole = writeThrough(descriptor, packed);
    const int reason = errno;
    ::close(descriptor);
    if (!whole || ::rename(unfinished.c_str(), file.c_str()) != 0) {
        errno = whole ? errno : reason;
        const auto error = cannotWrite(file);
        std::filesystem::remove(unfinished, ignored);
        return error;
    }
    syncFolder(file.parent_path());
    return WrittenSnapshot{.bytes = static_cast<std::int64_t>(size), .checksum = crc32c(packed)};
}

HistoryResult<std::string> readSnapshotFile(const std::filesystem::path& file, std::uint32_t checksum) {
    std::ifstream in(file, std::ios::binary);
    const std::string packed{std::istreambuf_iterator<char>(in), {}};
    const auto damaged = [&] {
        return std::unexpected(HistoryError{HistoryTrouble::damaged, file.string() + " is not what was written"});
    };
    if (packed.empty() || crc32c(packed) != checksum) {
        return damaged();
    }
    const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size > stateBytesMax) { // also "unknown" and "error"
        return damaged();
    }
    std::string state(size, '\0');
    const std::size_t got = ZSTD_decompress(state.data(), state.size(), packed.data(), packed.size());
    return got == size ? HistoryResult<std::string>(std::move(state)) : damaged();
}

} // namespace roundsman
