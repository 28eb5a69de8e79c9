#pragma once

#include "core/base/net/tls.h"

#include <expected>
#include <filesystem>
#include <string>

namespace roundsman {

/// Writes a certificate for this machine alone (localhost, 127.0.0.1, ::1), signed by itself, and its key, which only
/// its owner may read. For demos, benchmarks and tests: nobody else trusts it.
std::expected<TlsFiles, std::string> writeSelfSigned(const std::filesystem::path& folder);

} // namespace roundsman
