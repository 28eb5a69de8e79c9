#include "core/gateway/gatekeeper.h"

#include "core/base/net/problem.h"

#include <charconv>
#include <utility>
#include <vector>

namespace roundsman {
namespace {

constexpr std::string_view ownProtocol = "roundsman.v1";
constexpr std::string_view bearerProtocol = "bearer.";
constexpr std::string_view apiKeyPrefix = "rk_";
constexpr std::string_view local = "local"; ///< of who comes while no key is configured

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

std::vector<std::string_view> offered(const HttpRequest& request) {
    std::vector<std::string_view> all;
    for (const auto& [name, value] : request.headers) {
        std::string_view rest = sameIgnoringCase(name, "Sec-WebSocket-Protocol") ? value : std::string_view{};
        while (!rest.empty()) {
            const auto comma = rest.find(',');
            all.push_back(trimmed(rest.substr(0, comma)));
            rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
        }
    }
    return all;
}

std::string_view credentialOf(const HttpRequest& request) {
    constexpr std::string_view scheme = "Bearer ";
    const std::string_view header = request.header("Authorization");
    if (sameIgnoringCase(header.substr(0, scheme.size()), scheme)) {
        return trimmed(header.substr(scheme.size()));
    }
    for (const std::string_view protocol : offered(request)) {
        if (protocol.starts_with(bearerProtocol)) {
            return protocol.substr(bearerProtocol.size());
        }
    }
    return {};
}

Identity owner(const HttpRequest& request) {
    Identity who{.role = Role::service,
                 .subject = "local",
                 .markets = {"*"},
                 .merchant = {},
                 .order = {},
                 .credential = std::string(local)};
    if (std::string rider = queryValue(request.query, "rider"); !rider.empty()) {
        who.role = Role::rider;
        who.subject = std::move(rider);
        who.markets.clear();
        if (std::string market = queryValue(request.query, "market"); !market.empty()) {
            who.markets.push_back(std::move(market));
        }
    }
    return who;
}

} // namespace

bool isOwner(const Identity& who) {
    return who.credential == local && who.role == Role::service;
}

std::string writeApiKey(std::string_view id, std::string_view secret) {
    return std::string(apiKeyPrefix) + std::string(id) + "_" + std::string(secret);
}

std::string hashOfSecret(std::string_view secret) {
    const Digest256 digest = sha256(secret);
    return toHex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

void Gatekeeper::use(std::shared_ptr<const KeyRing> ring) {
    const std::lock_guard lock(m_mutex);
    const bool open = !ring || !ring->configured;
    if (open && m_ring) {
        return; // a store that was emptied lets nobody in who was not let in before: that takes a restart
    }
    m_ring = open ? nullptr : std::move(ring);
}

std::shared_ptr<const KeyRing> Gatekeeper::ring() const {
    const std::lock_guard lock(m_mutex);
    return m_ring;
}

std::expected<Identity, HttpResponse> Gatekeeper::identify(const HttpRequest& request) const {
    const auto keys = ring();
    if (!keys) {
        return owner(request);
    }
    const auto who = know(credentialOf(request), *keys);
    if (who) {
        return *who;
    }
    m_counters.turnedAway(who.error());
    HttpResponse unknown = problem(401, "A valid credential is needed");
    unknown.headers.emplace_back("WWW-Authenticate", "Bearer");
    return std::unexpected(std::move(unknown));
}

std::expected<Identity, std::string_view> Gatekeeper::know(std::string_view credential, const KeyRing& ring) const {
    const EventTime now = m_clock.now();
    // The ring is made anew once a minute: until then it holds what has expired meanwhile.
    const auto hasPassed = [now](EventTime end) {
        return end != EventTime{} && now >= end;
    };
    if (credential.empty()) {
        return std::unexpected("none");
    }
    if (credential.starts_with(apiKeyPrefix)) {
        const std::string_view rest = credential.substr(apiKeyPrefix.size());
        const auto cut = rest.find('_');
        const auto found = ring.apiKeys.find(rest.substr(0, cut));
        if (cut == std::string_view::npos || found == ring.apiKeys.end() ||
            !equalInConstantTime(hashOfSecret(rest.substr(cut + 1)), found->second.secretHash)) {
            return std::unexpected("api_key");
        }
        const Identity& who = found->second.who;
        if (ring.revoked.contains(found->first) || hasPassed(who.expiresAt)) {
            return std::unexpected(toText(hasPassed(who.expiresAt) ? TokenTrouble::expired : TokenTrouble::revoked));
        }
        return who;
    }
    std::string signer;
    const auto publicKeyOf = [&](std::string_view id) {
        signer = id;
        const auto found = ring.publicKeys.find(id);
        const bool holds =
            found != ring.publicKeys.end() && !ring.revoked.contains(id) && !hasPassed(found->second.expiresAt);
        return holds ? found->second.publicKey : std::string{};
    };
    auto who = verifyToken(credential, publicKeyOf, now);
    if (!who) {
        return std::unexpected(toText(who.error()));
    }
    if (ring.revoked.contains(who->credential)) {
        return std::unexpected(toText(TokenTrouble::revoked));
    }
    who->signedBy = std::move(signer);
    return *who;
}

bool Gatekeeper::stillHolds(const Identity& who, std::uint64_t& seen) const {
    if (who.expiresAt != EventTime{} && m_clock.now() >= who.expiresAt + TokenLimits{}.skewMax) {
        return false;
    }
    const auto keys = ring();
    if (!keys || seen == keys->generation) {
        return true;
    }
    seen = keys->generation;
    return who.credential != local && !keys->revoked.contains(who.credential) && !keys->revoked.contains(who.signedBy);
}

std::string chosenProtocol(const HttpRequest& request) {
    std::string chosen;
    for (const std::string_view protocol : offered(request)) {
        if (protocol == ownProtocol) {
            return std::string(ownProtocol);
        }
        chosen = chosen.empty() && protocol.starts_with(bearerProtocol) ? std::string(protocol) : chosen;
    }
    return chosen; // a browser wants one of those it offered
}

std::string queryValue(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        const auto end = query.find('&');
        const std::string_view pair = query.substr(0, end);
        query = end == std::string_view::npos ? std::string_view{} : query.substr(end + 1);
        const auto equals = pair.find('=');
        if (pair.substr(0, equals) != name || equals == std::string_view::npos) {
            continue;
        }
        std::string value;
        for (std::size_t i = equals + 1; i < pair.size(); ++i) {
            unsigned code = 0;
            if (pair[i] == '%' && i + 2 < pair.size() &&
                std::from_chars(pair.data() + i + 1, pair.data() + i + 3, code, 16).ptr == pair.data() + i + 3) {
                value += static_cast<char>(code);
                i += 2;
            } else {
                value += pair[i];
            }
        }
        return value;
    }
    return {};
}

} // namespace roundsman
