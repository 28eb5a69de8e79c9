#pragma once

#include "core/base/net/crypto.h"
#include "core/gateway/access.h"

#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <string_view>

namespace roundsman {

/// Why a token is refused. Clients hear only "not valid"; logs and counters hear this.
enum class TokenTrouble : std::uint8_t {
    malformed,
    otherAlgorithm, ///< anything but EdDSA: "none" and HMAC with the public key among them
    unknownKey,
    wrongSignature,
    notYetValid,
    expired,
    tooLong, ///< valid for longer than tokens may be
    revoked,
};
std::string_view toText(TokenTrouble trouble);

struct TokenLimits {
    Millis skewMax{30'000};                 ///< between our clock and the issuer's
    Millis lifetimeMax{24LL * 3600 * 1000}; ///< tokens are short-lived; long-lived things are keys
    std::size_t bytesMax = 4096;
};

/// JSON Web Tokens signed with Ed25519 (RFC 8037), so that any backend can issue them: {"alg":"EdDSA","kid":"…"} and
/// the claims sub, role, markets, merchant, order, nbf, exp, jti. Times are whole seconds.
std::string issueToken(const Identity& who, EventTime notBefore, std::string_view keyId, const SigningKey& key);

/// The public key of a key id, empty when it is unknown or revoked.
using PublicKeyOf = std::function<std::string(std::string_view keyId)>;

/// Only what is signed by a known key, and holds now, becomes an identity. Revocation is the caller's to look up.
std::expected<Identity, TokenTrouble> verifyToken(std::string_view token, const PublicKeyOf& publicKeyOf, EventTime now,
                                                  const TokenLimits& limits = {});

} // namespace roundsman
