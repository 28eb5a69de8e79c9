#include "core/gateway/key_store.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

const EventTime now = eventTimeFromMillis(1'795'251'600'000);

StoredKey signingKey(const std::string& id, EventTime createdAt) {
    const SigningKey made = newSigningKey();
    return {.id = id,
            .kind = StoredKey::Kind::signing,
            .publicKey = made.publicKey,
            .secret = made.secret,
            .createdAt = createdAt};
}

StoredKey apiKey(const std::string& id, const std::string& secret) {
    StoredKey key{.id = id, .kind = StoredKey::Kind::api, .secretHash = hashOfSecret(secret), .createdAt = now};
    key.who = {.role = Role::service,
               .subject = "the \"shop\"",
               .markets = {"south", "north"},
               .merchant = "m-1",
               .order = {},
               .credential = id};
    return key;
}

std::expected<void, std::string> add(const KeyStore& store, const StoredKey& key) {
    return store.change("create", key.id, now, [&](std::vector<StoredKey>& keys) {
        keys.push_back(key);
        return std::expected<void, std::string>{};
    });
}

unsigned modeOf(const std::filesystem::path& file) {
    struct stat about{};
    ::stat(file.c_str(), &about);
    return about.st_mode & 0777U;
}

std::string textOf(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

} // namespace

TEST_CASE("keys are read back as they were kept; no file is no keys") {
    const TempFolder folder;
    const KeyStore store(folder.path() / "keys");
    CHECK(store.read() == std::vector<StoredKey>{});
    const StoredKey one = signingKey("s1", now);
    const StoredKey two = apiKey("a1", "secret");
    REQUIRE(add(store, one));
    REQUIRE(add(store, two));
    const auto keys = store.read();
    REQUIRE(keys);
    CHECK(keys->at(0).secret == one.secret);
    CHECK(keys->at(0).publicKey == one.publicKey);
    CHECK(keys->at(1) == two);
}

TEST_CASE("only their owner can read the keys, and an API key's secret is nowhere in them") {
    const TempFolder folder;
    const KeyStore store(folder.path() / "keys");
    REQUIRE(add(store, apiKey("a1", "topsecret")));
    CHECK(modeOf(folder.path() / "keys") == 0700);
    CHECK(modeOf(store.file()) == 0600);
    CHECK(modeOf(store.auditFile()) == 0600);
    CHECK_FALSE(textOf(store.file()).contains("topsecret"));
    CHECK(textOf(store.auditFile()).contains(R"("act":"create","thing":"a1","outcome":"allowed")"));
}

TEST_CASE("a ring holds what holds: expired keys are gone, revoked ones are known as such") {
    StoredKey expired = signingKey("s1", now);
    expired.expiresAt = now + std::chrono::hours{1};
    StoredKey revoked = apiKey("a1", "x");
    revoked.revokedAt = now;
    const std::vector keys{expired, revoked, apiKey("a2", "y")};
    const KeyRing before = ringOf(keys, now);
    CHECK(before.publicKeys.contains("s1"));
    CHECK(before.revoked.contains("a1"));
    CHECK_FALSE(before.apiKeys.contains("a1"));
    CHECK(before.apiKeys.contains("a2"));
    CHECK_FALSE(ringOf(keys, now + std::chrono::hours{2}).publicKeys.contains("s1"));
    CHECK(ringOf({revoked}, now).configured); // nobody may come in, which is not the same as everybody
    CHECK_FALSE(ringOf({}, now).configured);
}

TEST_CASE("after a rotation the new key signs and the old one is still believed for a while") {
    StoredKey old = signingKey("s1", now - std::chrono::hours{48});
    old.expiresAt = now + std::chrono::hours{24};
    const std::vector keys{old, signingKey("s2", now)};
    CHECK(signerOf(keys, now)->id == "s2");
    CHECK(ringOf(keys, now).publicKeys.size() == 2);
    CHECK_FALSE(signerOf({}, now));
}

TEST_CASE("a damaged store is refused with its line, and lets nobody in") {
    const TempFolder folder;
    const KeyStore store(folder.path() / "keys");
    REQUIRE(add(store, apiKey("a1", "x")));
    for (const auto* line : {"{", "{}", R"({"id":"a","kind":"king"})", R"({"id":"a","kind":"api","role":7})", ""}) {
        CAPTURE(line);
        std::ofstream(store.file(), std::ios::app) << line << "\n";
        REQUIRE_FALSE(store.read());
        CHECK(store.read().error().contains("is damaged in line 2"));
        CHECK_FALSE(add(store, apiKey("a2", "y")));
        std::ofstream(store.file()) << R"({"id":"a1","kind":"api","hash":"00","role":"service","subject":"s"})"
                                       "\n";
    }
}

TEST_CASE("a store that cannot be looked at is not a store without keys") {
    const TempFolder folder;
    const KeyStore store(folder.path());
    std::filesystem::create_symlink(store.file().filename(), store.file()); // to itself
    const auto keys = store.read();
    REQUIRE_FALSE(keys);
    CHECK(keys.error().contains("cannot be read"));
}
