#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace roundsman::tests {

/// Sends bytes over TLS, trusting one certificate alone, and gives what came back until the other end closed; empty
/// when the handshake failed. With `whenSent` its own half is closed when all is sent, and that is called before
/// anything is received.
std::string tlsExchange(std::uint16_t port, const std::filesystem::path& trusted, const std::string& bytes,
                        const std::function<void()>& whenSent = {});

} // namespace roundsman::tests
