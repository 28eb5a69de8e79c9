#include "core/gateway/key_store.h"

#include "core/base/audit_log.h"
#include "core/base/base64.h"
#include "core/base/json_text.h"
#include "core/base/private_file.h"
#include "core/decode/json_scanner.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

namespace roundsman {
namespace {

constexpr std::array<std::string_view, 3> kindTexts{"signing", "api", "token"};

void appendText(std::string& json, std::string_view name, std::string_view value) {
    if (!value.empty()) {
        json += json.size() > 1 ? ",\"" : "\"";
        json += name;
        json += "\":";
        appendJsonString(json, value);
    }
}

void appendTime(std::string& json, std::string_view name, EventTime time) {
    if (time != EventTime{}) {
        appendText(json, name, toRfc3339(time));
    }
}

std::string lineOf(const StoredKey& key) {
    std::string json = "{";
    appendText(json, "id", key.id);
    appendText(json, "kind", toText(key.kind));
    appendText(json, "public", toBase64Url(key.publicKey));
    appendText(json, "secret", toBase64Url(key.secret));
    appendText(json, "hash", key.secretHash);
    if (key.kind == StoredKey::Kind::api) {
        appendText(json, "role", toText(key.who.role));
        appendText(json, "subject", key.who.subject);
        appendText(json, "merchant", key.who.merchant);
        appendText(json, "order", key.who.order);
        std::string markets;
        for (const std::string& market : key.who.markets) {
            markets += (markets.empty() ? "" : ",") + market;
        }
        appendText(json, "markets", markets);
    }
    appendTime(json, "created", key.createdAt);
    appendTime(json, "expires", key.expiresAt);
    appendTime(json, "revoked", key.revokedAt);
    return json + "}\n";
}

std::vector<std::string> splitAtCommas(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto comma = text.find(',');
        parts.emplace_back(text.substr(0, comma));
        text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
    }
    return parts;
}

bool readTime(std::string_view text, EventTime& out) {
    const auto time = parseRfc3339(text);
    out = time.value_or(EventTime{});
    return time.has_value();
}

bool readBytes(std::string_view text, std::string& out) {
    auto bytes = fromBase64Url(text);
    out = bytes ? std::string(bytes->begin(), bytes->end()) : std::string{};
    return bytes.has_value();
}

bool readField(std::string_view name, std::string_view text, StoredKey& key) {
    const std::array<std::pair<std::string_view, std::string*>, 5> texts{{{"id", &key.id},
                                                                          {"hash", &key.secretHash},
                                                                          {"subject", &key.who.subject},
                                                                          {"merchant", &key.who.merchant},
                                                                          {"order", &key.who.order}}};
    for (const auto& [known, target] : texts) {
        if (name == known) {
            *target = text;
            return true;
        }
    }
    if (name == "kind") {
        const auto* const found = std::ranges::find(kindTexts, text);
        key.kind = static_cast<StoredKey::Kind>(found - kindTexts.begin());
        return found != kindTexts.end();
    }
    if (name == "role") {
        const auto role = roleFrom(text);
        key.who.role = role.value_or(Role::rider);
        return role.has_value();
    }
    if (name == "markets") {
        key.who.markets = splitAtCommas(text);
        return true;
    }
    if (name == "public" || name == "secret") {
        return readBytes(text, name == "public" ? key.publicKey : key.secret);
    }
    if (name == "created" || name == "expires" || name == "revoked") {
        return readTime(text, name == "created" ? key.createdAt : name == "expires" ? key.expiresAt : key.revokedAt);
    }
    return false;
}

std::optional<StoredKey> keyOf(std::string_view line) {
    TextArena arena(line.size() + 64);
    JsonScanner in(line, arena);
    std::string_view name;
    JsonValue value;
    StoredKey key;
    if (!in.enterObject()) {
        return std::nullopt;
    }
    while (in.nextField(name)) {
        if (!in.value(value) || value.kind != JsonKind::string || !readField(name, value.text, key)) {
            return std::nullopt;
        }
    }
    if (!in.atEnd() || key.id.empty()) {
        return std::nullopt;
    }
    key.who.credential = key.id;
    key.who.expiresAt = key.expiresAt;
    return key;
}

/// Holds the store's lock as long as it lives.
class StoreLock {
public:
    explicit StoreLock(const std::filesystem::path& folder)
        : m_file(::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        if (m_file >= 0) {
            ::flock(m_file, LOCK_EX);
        }
    }
    ~StoreLock() {
        if (m_file >= 0) {
            ::close(m_file);
        }
    }
    StoreLock(const StoreLock&) = delete;
    StoreLock& operator=(const StoreLock&) = delete;

private:
    int m_file;
};

bool holds(const StoredKey& key, EventTime now) {
    return key.revokedAt == EventTime{} && (key.expiresAt == EventTime{} || now < key.expiresAt);
}

} // namespace

std::string_view toText(StoredKey::Kind kind) {
    return kindTexts[static_cast<std::size_t>(kind)];
}

std::expected<std::vector<StoredKey>, std::string> KeyStore::read() const {
    std::vector<StoredKey> keys;
    std::error_code error;
    const bool there = !none() && std::filesystem::exists(file(), error);
    if (error) { // not "there are none": that would let everybody in
        return std::unexpected("the key store " + file().string() + " cannot be read by this user: " + error.message());
    }
    if (!there) {
        return keys;
    }
    std::ifstream in(file());
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        auto key = keyOf(line);
        if (!key) {
            return std::unexpected("the key store " + file().string() + " is damaged in line " +
                                   std::to_string(number) + "; restore it, or remove it and create new keys");
        }
        keys.push_back(std::move(*key));
    }
    if (!in.eof()) {
        return std::unexpected("the key store " + file().string() + " cannot be read by this user");
    }
    return keys;
}

std::expected<void, std::string> KeyStore::write(const std::vector<StoredKey>& keys) const {
    std::string text;
    for (const StoredKey& key : keys) {
        text += lineOf(key);
    }
    const std::filesystem::path fresh = m_folder / "keys.jsonl.new";
    std::string why = writePrivate(fresh, text, PrivateWrite::replace);
    if (why.empty() && ::rename(fresh.c_str(), file().c_str()) != 0) {
        why = std::generic_category().message(errno);
    }
    return why.empty() ? std::expected<void, std::string>{}
                       : std::unexpected("the key store " + file().string() + " cannot be written: " + why);
}

std::expected<void, std::string> KeyStore::change(std::string_view act, std::string_view id, EventTime now,
                                                  const Change& change) const {
    if (std::string why = makePrivateFolder(m_folder); !why.empty()) {
        return std::unexpected(std::move(why));
    }
    const StoreLock lock(m_folder);
    auto keys = read();
    if (!keys) {
        return std::unexpected(keys.error());
    }
    if (auto changed = change(*keys); !changed) {
        return changed;
    }
    const std::string user = "uid " + std::to_string(::getuid());
    const std::string line = auditLine({.door = "keys", .role = "owner", .who = user, .act = act, .thing = id}, now);
    if (const std::string why = writePrivate(auditFile(), line, PrivateWrite::append); !why.empty()) {
        return std::unexpected("the audit record " + auditFile().string() + " cannot be written: " + why);
    }
    return write(*keys);
}

KeyRing ringOf(const std::vector<StoredKey>& keys, EventTime now) {
    KeyRing ring;
    for (const StoredKey& key : keys) {
        if (key.revokedAt != EventTime{}) {
            ring.revoked.insert(key.id);
        } else if (!holds(key, now)) {
            continue;
        } else if (key.kind == StoredKey::Kind::signing) {
            ring.publicKeys.emplace(key.id, KeyRing::Signer{key.publicKey, key.expiresAt});
        } else if (key.kind == StoredKey::Kind::api) {
            ring.apiKeys.emplace(key.id, KeyRing::ApiKey{key.secretHash, key.who});
        }
    }
    ring.configured = std::ranges::any_of(keys, [](const StoredKey& k) { return k.kind != StoredKey::Kind::token; });
    return ring;
}

std::optional<StoredKey> signerOf(const std::vector<StoredKey>& keys, EventTime now) {
    std::optional<StoredKey> newest;
    for (const StoredKey& key : keys) {
        const bool signs = key.kind == StoredKey::Kind::signing && !key.secret.empty() && holds(key, now);
        if (signs && (!newest || key.createdAt >= newest->createdAt)) {
            newest = key;
        }
    }
    return newest;
}

std::string newKeyId(std::string_view prefix) {
    constexpr std::size_t bytes = 6;
    return std::string(prefix) + toHex(randomBytes(bytes));
}

} // namespace roundsman
