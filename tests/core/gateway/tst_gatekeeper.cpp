#include "core/gateway/gatekeeper.h"
#include "tests/support/hand_clock.h"

#include <doctest/doctest.h>

using namespace roundsman;
using namespace roundsman::tests;

TEST_CASE("a key that expires ends then, not when the keys are read again: an API key, and one that signs tokens") {
    HandClock clock;
    Metrics metrics;
    GatewayCounters counters(metrics);
    Gatekeeper gate(clock, counters);
    const SigningKey signing = newSigningKey();
    const EventTime end = clock.now() + std::chrono::hours{1};
    Identity who{.role = Role::service,
                 .subject = "shop",
                 .markets = {"south"},
                 .merchant = {},
                 .order = {},
                 .credential = "a1"};
    who.expiresAt = end;
    auto ring = std::make_shared<KeyRing>();
    ring->apiKeys.emplace("a1", KeyRing::ApiKey{.secretHash = hashOfSecret("s"), .who = who});
    ring->publicKeys.emplace("k1", KeyRing::Signer{.publicKey = signing.publicKey, .expiresAt = end});
    gate.use(ring);
    who.credential = "t-1";
    who.expiresAt = end + std::chrono::hours{1};
    const std::string token = issueToken(who, clock.now(), "k1", signing);
    const auto isKnown = [&](const std::string& credential) {
        return gate
            .identify({.method = "GET",
                       .path = "/",
                       .query = {},
                       .headers = {{"Authorization", "Bearer " + credential}},
                       .body = {},
                       .peer = "127.0.0.1"})
            .has_value();
    };
    clock.advance(std::chrono::hours{1} - Millis{1});
    CHECK(isKnown(writeApiKey("a1", "s")));
    CHECK(isKnown(token));
    clock.advance(Millis{1});
    CHECK_FALSE(isKnown(writeApiKey("a1", "s")));
    CHECK_FALSE(isKnown(token));
}
