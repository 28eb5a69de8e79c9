#pragma once

#include "core/base/time.h"
#include "core/gateway/key_ring.h"

#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

/// One credential as it is kept. Secrets of API keys are kept as their hash alone; a signing key's has to be kept whole
/// by whoever signs.
struct StoredKey {
    enum class Kind : std::uint8_t { signing, api, token };
    std::string id;
    Kind kind = Kind::api;
    std::string publicKey{};  ///< signing: 32 bytes
    std::string secret{};     ///< signing: 32 bytes; empty where only the public half is kept
    std::string secretHash{}; ///< api
    Identity who{};           ///< api: role, subject, scopes
    EventTime createdAt{};
    EventTime expiresAt{}; ///< 0: never
    EventTime revokedAt{}; ///< 0: not
    bool operator==(const StoredKey&) const = default;
};
std::string_view toText(StoredKey::Kind kind);

/// The credentials of an installation: a folder that only its owner may read, with one file, replaced as a whole, and
/// beside it the record of who changed what. One process changes it at a time; any number read.
class KeyStore {
public:
    explicit KeyStore(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// No file: no keys. An error is one sentence: a store that cannot be read lets nobody in.
    [[nodiscard]] std::expected<std::vector<StoredKey>, std::string> read() const;
    /// Changes the keys under the store's lock, and writes down the act.
    using Change = std::function<std::expected<void, std::string>(std::vector<StoredKey>&)>;
    std::expected<void, std::string> change(std::string_view act, std::string_view id, EventTime now,
                                            const Change& change) const;

    /// An installation without a folder of its own has no keys and gets none.
    [[nodiscard]] bool none() const { return m_folder.empty(); }
    [[nodiscard]] std::filesystem::path file() const { return m_folder / "keys.jsonl"; }
    [[nodiscard]] std::filesystem::path auditFile() const { return m_folder / "audit.jsonl"; }

private:
    std::expected<void, std::string> write(const std::vector<StoredKey>& keys) const;
    std::filesystem::path m_folder;
};

/// What holds at a time: the public side of it.
KeyRing ringOf(const std::vector<StoredKey>& keys, EventTime now);
/// The key that signs new tokens: the newest that holds.
std::optional<StoredKey> signerOf(const std::vector<StoredKey>& keys, EventTime now);
std::string newKeyId(std::string_view prefix);

} // namespace roundsman
