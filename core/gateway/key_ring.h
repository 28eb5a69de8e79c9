#pragma once

#include "core/gateway/access.h"
#include "core/gateway/token.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace roundsman {

/// The public side of all credentials: what is needed to know somebody again, and no secret.
struct KeyRing {
    struct ApiKey {
        std::string secretHash; ///< SHA-256 of the secret, hex
        Identity who;
    };
    struct Signer {
        std::string publicKey;
        EventTime expiresAt{}; ///< 0: never
    };
    std::map<std::string, Signer, std::less<>> publicKeys; ///< of tokens' signing keys, by id
    std::map<std::string, ApiKey, std::less<>> apiKeys;    ///< by id
    std::set<std::string, std::less<>> revoked;            ///< ids of tokens and keys
    std::uint64_t generation = 1;                          ///< rises with every change
    bool configured = true; ///< there are keys, though perhaps none of them holds: then nobody may come in
};

/// "rk_<id>_<secret>": what an API key looks like to its owner.
std::string writeApiKey(std::string_view id, std::string_view secret);
std::string hashOfSecret(std::string_view secret);

} // namespace roundsman
