#pragma once

#include "core/base/base64.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace roundsman {

// The few things of OpenSSL that the rest of the program needs, behind plain values.

using Digest256 = std::array<std::uint8_t, 32>;

Digest256 sha256(std::string_view bytes);
Digest256 hmacSha256(std::string_view key, std::string_view bytes);

/// From the system's generator; a machine without one ends the program.
std::string randomBytes(std::size_t count);

/// Takes the same time wherever the first difference lies.
bool equalInConstantTime(std::string_view a, std::string_view b);

std::string toHex(std::string_view bytes);
/// An Ed25519 key pair, as raw bytes.
struct SigningKey {
    std::string secret;    ///< 32 bytes
    std::string publicKey; ///< 32 bytes
};
SigningKey newSigningKey();
std::string sign(const SigningKey& key, std::string_view message); ///< 64 bytes
bool verify(std::string_view publicKey, std::string_view message, std::string_view signature);

} // namespace roundsman
