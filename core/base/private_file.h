#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace roundsman {

enum class PrivateWrite : std::uint8_t {
    replace,     ///< the whole file, on the disk when it returns
    append,      ///< on the disk when it returns
    appendLater, ///< on the disk when the system has time
};

/// Writes a file that only its owner may read, or says why not.
std::string writePrivate(const std::filesystem::path& file, std::string_view text, PrivateWrite how);

/// A folder that only its owner may look into; an error is said as one.
std::string makePrivateFolder(const std::filesystem::path& folder);

} // namespace roundsman
