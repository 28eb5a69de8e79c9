#include "app/command_line.h"
#include "app/commands/gateway_commands.h"
#include "app/settings.h"
#include "core/base/json_text.h"
#include "core/gateway/key_store.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace roundsman {
namespace {

constexpr std::size_t secretBytes = 32;

struct AskedKey {
    std::string config;
    std::string data;
    std::string kind = "signing";
    std::string role = "service";
    std::string subject;
    std::vector<std::string> markets;
    std::string merchant;
    std::string order;
    std::string id;
    std::int64_t days = 0;
    std::int64_t minutes = 15;
    std::int64_t overlapHours = 24;
    bool token = false;
    bool json = false;
};

std::expected<KeyStore, std::string> storeOf(const AskedKey& asked) {
    std::filesystem::path data = asked.data;
    if (data.empty() && !asked.config.empty()) {
        const auto settings = readSettings(asked.config);
        if (!settings) {
            return std::unexpected(settings.error().front());
        }
        data = settings->dataFolder;
    }
    if (data.empty()) {
        return std::unexpected("a data folder is needed: name it with --data, or a configuration with --config");
    }
    return KeyStore(data / "keys");
}

EventTime now() {
    return SystemClock{}.now();
}

std::expected<Identity, std::string> identityOf(const AskedKey& asked) {
    const auto role = roleFrom(asked.role);
    if (!role) {
        return std::unexpected("there is no role \"" + asked.role +
                               "\"; there are rider, customer, merchant, support, dispatch, admin and service");
    }
    Identity who{.role = *role,
                 .subject = asked.subject,
                 .markets = asked.markets,
                 .merchant = asked.merchant,
                 .order = asked.order,
                 .credential = {}};
    const auto needs = [&](bool missing, const char* option) {
        return missing ? std::string("a ") + asked.role + "'s credential needs " + option : std::string{};
    };
    for (const std::string& wrong :
         {needs(who.subject.empty(), "--subject: whose it is"),
          needs(who.role == Role::merchant && who.merchant.empty(), "--merchant: which one's"),
          needs(who.role == Role::customer && who.order.empty(), "--order: which one he may watch"),
          needs((who.role == Role::support || who.role == Role::dispatch || who.role == Role::service) &&
                    who.markets.empty(),
                "--market: which ones it is for (\"*\" is all)")}) {
        if (!wrong.empty()) {
            return std::unexpected(wrong);
        }
    }
    return who;
}

void printField(std::string& json, std::string_view name, std::string_view text) {
    json += json.size() > 1 ? "," : "";
    appendJsonString(json, name);
    json += ':';
    appendJsonString(json, text);
}

int say(const AskedKey& asked, const std::vector<std::pair<std::string_view, std::string>>& fields,
        const std::string& sentence) {
    if (!asked.json) {
        std::printf("%s\n", sentence.c_str());
        return exitOk;
    }
    std::string json = "{";
    for (const auto& [name, text] : fields) {
        printField(json, name, text);
    }
    std::printf("%s}\n", json.c_str());
    return exitOk;
}

StoredKey signingKey() {
    SigningKey made = newSigningKey();
    return {.id = newKeyId("s"),
            .kind = StoredKey::Kind::signing,
            .publicKey = std::move(made.publicKey),
            .secret = std::move(made.secret),
            .createdAt = now()};
}

int create(const AskedKey& asked) {
    const auto store = storeOf(asked);
    if (!store) {
        return fail(store.error());
    }
    StoredKey key;
    std::string secret;
    if (asked.kind == "signing") {
        key = signingKey();
    } else {
        const auto who = identityOf(asked);
        if (!who) {
            return fail(who.error());
        }
        secret = toHex(randomBytes(secretBytes));
        key = {.id = newKeyId("a"),
               .kind = StoredKey::Kind::api,
               .secretHash = hashOfSecret(secret),
               .who = *who,
               .createdAt = now()};
    }
    if (asked.days > 0) {
        key.expiresAt = key.createdAt + std::chrono::days(asked.days);
    }
    const auto changed = store->change("create " + asked.kind, key.id, now(), [&](std::vector<StoredKey>& keys) {
        keys.push_back(key);
        return std::expected<void, std::string>{};
    });
    if (!changed) {
        return fail(changed.error());
    }
    if (secret.empty()) {
        return say(asked, {{"id", key.id}, {"public", toBase64Url(key.publicKey)}},
                   key.id + ": signs tokens; its public key is " + toBase64Url(key.publicKey));
    }
    return say(asked, {{"id", key.id}, {"key", writeApiKey(key.id, secret)}},
               writeApiKey(key.id, secret) + "\n(said once: only its hash is kept)");
}

std::string stateOf(const StoredKey& key) {
    return key.revokedAt != EventTime{}                             ? "revoked"
           : key.expiresAt != EventTime{} && now() >= key.expiresAt ? "expired"
                                                                    : "holds";
}

int list(const AskedKey& asked) {
    const auto store = storeOf(asked);
    const auto keys = store ? store->read() : std::unexpected(store.error());
    if (!keys) {
        return fail(keys.error());
    }
    std::string json = "[";
    for (const StoredKey& key : *keys) {
        const std::string role = key.kind == StoredKey::Kind::api ? std::string(toText(key.who.role)) : "";
        const std::string ends = key.expiresAt == EventTime{} ? "" : toRfc3339(key.expiresAt);
        std::string one = "{";
        printField(one, "id", key.id);
        printField(one, "kind", toText(key.kind));
        printField(one, "state", stateOf(key));
        printField(one, "role", role);
        printField(one, "subject", key.who.subject);
        printField(one, "created", toRfc3339(key.createdAt));
        printField(one, "expires", ends);
        json += (json.size() > 1 ? "," : "") + one + "}";
        if (!asked.json) {
            std::printf("%-16s %-8s %-8s %-9s %-20s %s %s\n", key.id.c_str(), std::string(toText(key.kind)).c_str(),
                        stateOf(key).c_str(), role.c_str(), key.who.subject.c_str(), toRfc3339(key.createdAt).c_str(),
                        ends.c_str());
        }
    }
    if (asked.json) {
        std::printf("%s]\n", json.c_str());
    }
    return exitOk;
}

int revoke(const AskedKey& asked) {
    const auto store = storeOf(asked);
    if (!store) {
        return fail(store.error());
    }
    const auto changed =
        store->change("revoke", asked.id, now(), [&](std::vector<StoredKey>& keys) -> std::expected<void, std::string> {
            const auto found = std::ranges::find(keys, asked.id, &StoredKey::id);
            if (found != keys.end()) {
                found->revokedAt = now();
                found->secret.clear();
            } else if (!asked.token) {
                return std::unexpected(
                    "there is no key " + asked.id +
                    ": roundsman keys list names them, and --token says that it is a token's own id (jti)");
            } else { // tokens are not kept, their revocation is
                keys.push_back(
                    {.id = asked.id, .kind = StoredKey::Kind::token, .createdAt = now(), .revokedAt = now()});
            }
            return {};
        });
    return changed ? say(asked, {{"id", asked.id}, {"state", "revoked"}}, asked.id + " is revoked")
                   : fail(changed.error());
}

/// What was before goes on for a while, so that nobody is cut off: tokens live on, and callers change over.
int rotate(const AskedKey& asked) {
    const auto store = storeOf(asked);
    if (!store) {
        return fail(store.error());
    }
    std::string said;
    StoredKey fresh;
    const auto changed =
        store->change("rotate", asked.id, now(), [&](std::vector<StoredKey>& keys) -> std::expected<void, std::string> {
            const auto before = asked.id.empty() ? signerOf(keys, now()) : std::optional<StoredKey>{};
            const std::string id = before ? before->id : asked.id;
            const auto found = std::ranges::find(keys, id, &StoredKey::id);
            if (found == keys.end() || found->kind == StoredKey::Kind::token) {
                return std::unexpected("there is no key " + (id.empty() ? "to rotate" : id) + "; roundsman keys list");
            }
            const bool expires = found->expiresAt != EventTime{};
            if (found->revokedAt != EventTime{} || (expires && found->expiresAt <= now())) {
                return std::unexpected("key " + id + " holds no longer; make a new one with: roundsman keys create");
            }
            if (found->kind == StoredKey::Kind::signing) {
                fresh = signingKey();
                said = fresh.id + ": signs tokens from now on";
            } else {
                const std::string secret = toHex(randomBytes(secretBytes));
                fresh = *found;
                fresh.id = newKeyId("a");
                fresh.secretHash = hashOfSecret(secret);
                fresh.createdAt = now();
                said = writeApiKey(fresh.id, secret) + "\n(said once: only its hash is kept)";
            }
            const EventTime end = now() + std::chrono::hours(asked.overlapHours);
            found->expiresAt = expires ? std::min(found->expiresAt, end) : end;
            keys.push_back(fresh);
            return {};
        });
    return changed ? say(asked, {{"id", fresh.id}, {"key", said.substr(0, said.find('\n'))}}, said)
                   : fail(changed.error());
}

int token(const AskedKey& asked) {
    const auto store = storeOf(asked);
    const auto keys = store ? store->read() : std::unexpected(store.error());
    auto who = identityOf(asked);
    if (!keys || !who) {
        return fail(keys ? who.error() : keys.error());
    }
    const auto signer = signerOf(*keys, now());
    if (!signer) {
        return fail("there is no signing key; make one with: roundsman keys create --data DIR");
    }
    who->credential = newKeyId("t");
    who->expiresAt = now() + std::chrono::minutes(asked.minutes);
    const std::string text = issueToken(*who, now(), signer->id, {signer->secret, signer->publicKey});
    return say(asked, {{"token", text}, {"id", who->credential}, {"expires", toRfc3339(who->expiresAt)}}, text);
}

void addPlace(CLI::App& command, AskedKey& asked) {
    command.add_option("--data", asked.data, "the node's data folder")->type_name("DIR");
    command.add_option("--config", asked.config, "the node's configuration, which names it")->type_name("FILE");
    command.add_flag("--json", asked.json, "for programs");
}

void addWho(CLI::App& command, AskedKey& asked) {
    command.add_option("--role", asked.role, "rider, customer, merchant, support, dispatch, admin or service");
    command.add_option("--subject", asked.subject, "whose it is: the rider's id, a person, a service's name");
    command.add_option("--market", asked.markets, "which markets it is for; \"*\" is all")->delimiter(',');
    command.add_option("--merchant", asked.merchant, "of a merchant");
    command.add_option("--order", asked.order, "of a customer");
}

} // namespace

void addKeys(CommandLine& line) {
    const auto asked = std::make_shared<AskedKey>();
    CLI::App& keys = line.group("keys", "Credentials of the gateway: API keys, and the keys that sign tokens.");
    CLI::App& made =
        line.add(keys, "create", "Makes a signing key, or an API key of a role and scope.",
                 "roundsman keys create --data /var/lib/roundsman --kind api --role service --subject shop "
                 "--market south",
                 [asked] { return create(*asked); });
    addPlace(made, *asked);
    addWho(made, *asked);
    made.add_option("--kind", asked->kind, "signing or api")->check(CLI::IsMember({"signing", "api"}));
    made.add_option("--days", asked->days, "how long it holds; 0 is until it is revoked")->check(CLI::Range(0, 36'500));
    CLI::App& listed = line.add(keys, "list", "Lists credentials, without their secrets.",
                                "roundsman keys list --data /var/lib/roundsman", [asked] { return list(*asked); });
    addPlace(listed, *asked);
    CLI::App& revoked =
        line.add(keys, "revoke", "Ends a key, or with --token one token by its id, now.",
                 "roundsman keys revoke a1b2c3 --data /var/lib/roundsman", [asked] { return revoke(*asked); });
    revoked.add_option("id", asked->id, "of the key or token")->required();
    revoked.add_flag("--token", asked->token, "the id is a token's (jti)");
    addPlace(revoked, *asked);
    CLI::App& rotated = line.add(keys, "rotate", "Makes a successor; the key before it goes on for a while.",
                                 "roundsman keys rotate --data /var/lib/roundsman", [asked] { return rotate(*asked); });
    rotated.add_option("id", asked->id, "of the key; without: the signing key");
    rotated.add_option("--overlap-hours", asked->overlapHours, "how long the key before it goes on")
        ->capture_default_str()
        ->check(CLI::Range(0, 8'760));
    addPlace(rotated, *asked);
    CLI::App& issued =
        line.add(keys, "token", "Issues a short-lived token.",
                 "roundsman keys token --data /var/lib/roundsman --role rider --subject 453 --market south",
                 [asked] { return token(*asked); });
    addPlace(issued, *asked);
    addWho(issued, *asked);
    issued.add_option("--minutes", asked->minutes, "how long it holds")
        ->capture_default_str()
        ->check(CLI::Range(1, 1'440));
}

} // namespace roundsman
