#include "core/gateway/token.h"

#include "core/base/json_text.h"
#include "core/decode/json_scanner.h"

#include <array>
#include <optional>

namespace roundsman {
namespace {

std::int64_t secondsOf(EventTime time) {
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}
EventTime timeOf(std::int64_t seconds) {
    return EventTime{std::chrono::seconds{seconds}};
}

void appendMember(std::string& json, std::string_view name, std::string_view value) {
    if (value.empty()) {
        return;
    }
    json += json.ends_with('{') ? "" : ",";
    appendJsonString(json, name);
    json += ':';
    appendJsonString(json, value);
}

std::string claimsOf(const Identity& who, EventTime notBefore) {
    std::string json = "{";
    appendMember(json, "sub", who.subject);
    appendMember(json, "role", toText(who.role));
    appendMember(json, "merchant", who.merchant);
    appendMember(json, "order", who.order);
    appendMember(json, "jti", who.credential);
    json += R"(,"markets":[)";
    for (const std::string& market : who.markets) {
        json += json.ends_with('[') ? "" : ",";
        appendJsonString(json, market);
    }
    json += R"(],"nbf":)" + std::to_string(secondsOf(notBefore)) + R"(,"exp":)" +
            std::to_string(secondsOf(who.expiresAt)) + "}";
    return json;
}

std::optional<std::int64_t> wholeNumber(const JsonValue& value) {
    constexpr std::uint64_t most = 1ULL << 40; // seconds: far beyond any date that means anything
    const bool ok = value.kind == JsonKind::number && value.number.plainInteger && !value.number.negative &&
                    value.number.exact && value.number.digits < most;
    return ok ? std::optional{static_cast<std::int64_t>(value.number.digits)} : std::nullopt;
}

bool readMarkets(std::string_view array, std::vector<std::string>& out) {
    TextArena arena(array.size());
    JsonScanner in(array, arena);
    JsonValue value;
    if (!in.enterArray()) {
        return false;
    }
    while (in.nextElement()) {
        if (!in.value(value) || value.kind != JsonKind::string) {
            return false;
        }
        out.emplace_back(value.text);
    }
    return !in.failed();
}

struct Claims {
    Identity who;
    std::optional<std::int64_t> notBefore;
    std::optional<std::int64_t> expires;
    bool hasRole = false;
};

bool readClaim(std::string_view name, const JsonValue& value, Claims& out) {
    const std::array<std::pair<std::string_view, std::string*>, 4> texts{{{"sub", &out.who.subject},
                                                                          {"merchant", &out.who.merchant},
                                                                          {"order", &out.who.order},
                                                                          {"jti", &out.who.credential}}};
    for (const auto& [known, target] : texts) {
        if (name == known) {
            *target = value.text;
            return value.kind == JsonKind::string;
        }
    }
    if (name == "role") {
        const auto role = value.kind == JsonKind::string ? roleFrom(value.text) : std::nullopt;
        out.hasRole = role.has_value();
        out.who.role = role.value_or(Role::rider);
        return out.hasRole;
    }
    if (name == "markets") {
        return value.kind == JsonKind::array && readMarkets(value.text, out.who.markets);
    }
    if (name == "nbf" || name == "exp") {
        (name == "nbf" ? out.notBefore : out.expires) = wholeNumber(value);
        return wholeNumber(value).has_value();
    }
    return true; // claims that mean nothing here are no harm
}

/// Reads a flat object; `take` is asked for each field.
template <typename Take>
bool readObject(std::string_view json, Take take) {
    TextArena arena(json.size() + 64);
    JsonScanner in(json, arena);
    std::string_view name;
    JsonValue value;
    if (!in.enterObject()) {
        return false;
    }
    while (in.nextField(name)) {
        if (!in.value(value) || !take(name, value)) {
            return false;
        }
    }
    return in.atEnd();
}

struct Header {
    std::string algorithm;
    std::string keyId;
};

std::optional<Header> readHeader(std::string_view json) {
    Header header;
    const bool ok = readObject(json, [&](std::string_view name, const JsonValue& value) {
        if (name == "alg" || name == "kid") {
            (name == "alg" ? header.algorithm : header.keyId) = value.text;
            return value.kind == JsonKind::string;
        }
        return name != "crit"; // extensions that must be understood are not
    });
    return ok ? std::optional{header} : std::nullopt;
}

std::expected<Identity, TokenTrouble> inTime(Claims claims, EventTime now, const TokenLimits& limits) {
    if (!claims.hasRole || !claims.expires || claims.who.subject.empty()) {
        return std::unexpected(TokenTrouble::malformed);
    }
    claims.who.expiresAt = timeOf(*claims.expires);
    if (now >= claims.who.expiresAt + limits.skewMax) {
        return std::unexpected(TokenTrouble::expired);
    }
    const EventTime from = claims.notBefore ? timeOf(*claims.notBefore) : now;
    if (now < from - limits.skewMax) {
        return std::unexpected(TokenTrouble::notYetValid);
    }
    if (claims.who.expiresAt - from > limits.lifetimeMax) {
        return std::unexpected(TokenTrouble::tooLong);
    }
    return claims.who;
}

} // namespace

std::string_view toText(TokenTrouble trouble) {
    constexpr std::array<std::string_view, 8> texts{"malformed",       "other_algorithm", "unknown_key",
                                                    "wrong_signature", "not_yet_valid",   "expired",
                                                    "too_long",        "revoked"};
    return texts[static_cast<std::size_t>(trouble)];
}

std::string issueToken(const Identity& who, EventTime notBefore, std::string_view keyId, const SigningKey& key) {
    std::string header = R"({"alg":"EdDSA","typ":"JWT")";
    appendMember(header, "kid", keyId);
    const std::string body = toBase64Url(header + "}") + "." + toBase64Url(claimsOf(who, notBefore));
    return body + "." + toBase64Url(sign(key, body));
}

std::expected<Identity, TokenTrouble> verifyToken(std::string_view token, const PublicKeyOf& publicKeyOf, EventTime now,
                                                  const TokenLimits& limits) {
    const auto first = token.find('.');
    const auto second = first == std::string_view::npos ? first : token.find('.', first + 1);
    if (token.size() > limits.bytesMax || second == std::string_view::npos) {
        return std::unexpected(TokenTrouble::malformed);
    }
    const auto headerJson = fromBase64Url(token.substr(0, first));
    const auto header = headerJson ? readHeader(*headerJson) : std::nullopt;
    const auto signature = fromBase64Url(token.substr(second + 1));
    if (!header || !signature) {
        return std::unexpected(TokenTrouble::malformed);
    }
    if (header->algorithm != "EdDSA") {
        return std::unexpected(TokenTrouble::otherAlgorithm);
    }
    const std::string publicKey = publicKeyOf(header->keyId);
    if (publicKey.empty()) {
        return std::unexpected(TokenTrouble::unknownKey);
    }
    if (!verify(publicKey, token.substr(0, second), *signature)) {
        return std::unexpected(TokenTrouble::wrongSignature);
    }
    // Only from here on is anything in it believed.
    const auto json = fromBase64Url(token.substr(first + 1, second - first - 1));
    Claims claims;
    const auto take = [&](std::string_view name, const JsonValue& value) {
        return readClaim(name, value, claims);
    };
    if (!json || !readObject(*json, take)) {
        return std::unexpected(TokenTrouble::malformed);
    }
    return inTime(std::move(claims), now, limits);
}

} // namespace roundsman
