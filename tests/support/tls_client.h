#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace roundsman::tests {

/// Sends bytes over TLS, trusting one certificate alone, and gives what came back until the other end closed; empty
/// when the handshake failed.
std::string tlsExchange(std::uint16_t port, const std::filesystem::path& trusted, const std::string& bytes);

} // namespace roundsman::tests
