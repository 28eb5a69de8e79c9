// What one address may send, whoever it is that sends from there.
#include "tests/support/gateway_under_test.h"
#include "tests/support/ws_client.h"

#include <doctest/doctest.h>

#include <string>

using namespace roundsman;
using namespace roundsman::tests;
using Kind = WsSaid::Kind;

namespace {

/// So slow that nothing grows back while a test runs.
constexpr Millis longBurst{1'000'000};
GatewayLimits addressLimits(double documents, double bytes = 0) {
    return {.addressDocumentsPerSecond = documents / 1'000,
            .addressBytesPerSecond = bytes / 1'000,
            .limitLoopback = true,
            .burst = longBurst};
}

std::string fix(int sequence) {
    return R"({"market":"south","seq":)" + std::to_string(sequence) + R"(,"longitude":77.594123,"latitude":12.971234})";
}
std::string named(const std::string& rider, int sequence) {
    return R"({"driverId":")" + rider + R"(",)" + fix(sequence).substr(1);
}

const SigningKey key = newSigningKey();

std::shared_ptr<KeyRing> ring() {
    auto made = std::make_shared<KeyRing>();
    made->publicKeys.emplace("k1", key.publicKey);
    return made;
}
std::string bearer(const SigningKey& with) {
    const EventTime now = SystemClock{}.now();
    Identity who{.role = Role::service,
                 .subject = "shop",
                 .markets = {"south"},
                 .merchant = {},
                 .order = {},
                 .credential = "t-1"};
    who.expiresAt = now + std::chrono::minutes{10};
    return "Authorization: Bearer " + issueToken(who, now - std::chrono::seconds{1}, "k1", with) + "\r\n";
}

} // namespace

TEST_CASE("requests of one address count together, whoever sends them, and another address is served") {
    const GatewayUnderTest at(addressLimits(2));
    CHECK(at.post(named("1", 1), "", "/v1/events?rider=1").status == 202);
    CHECK(at.post(named("2", 1), "", "/v1/events?rider=2").status == 202);
    const HttpAnswer slow = at.post(named("3", 1), "", "/v1/events?rider=3");
    CHECK(slow.status == 429);
    CHECK(slow.header.contains("Retry-After: "));
    CHECK(slow.body.contains("This address sends too much a second"));
    CHECK(at.post(named("3", 1), "", "/v1/events?rider=3", "127.0.0.2").status == 202);
    CHECK(at.metric(R"(roundsman_gateway_shed_total{reason="address_rate"})") == 1);
    CHECK(at.documents("south").size() == 3);
}

TEST_CASE("bytes of one address count together, and who is refused for them keeps his own allowance") {
    GatewayLimits limits = addressLimits(0, 100);
    limits.riderMessagesPerSecond = 2 / 1'000.;
    const GatewayUnderTest at(limits);
    CHECK(at.post(named("1", 1), "", "/v1/events?rider=1").status == 202); // at rest anything passes
    for (int i = 0; i < 3; ++i) {
        const HttpAnswer slow = at.post(named("2", 1), "", "/v1/events?rider=2");
        CHECK(slow.status == 429);
        CHECK(slow.body.contains("This address sends too many bytes a second"));
    }
    CHECK(at.metric(R"(roundsman_gateway_shed_total{reason="address_bytes"})") == 3);
    for (int i = 1; i <= 2; ++i) {
        CHECK(at.post(named("2", i), "", "/v1/events?rider=2", "127.0.0." + std::to_string(i + 1)).status == 202);
    }
}

TEST_CASE("this machine's own addresses have no limit unless they are to: a proxy speaks for many") {
    GatewayLimits limits = addressLimits(1);
    limits.limitLoopback = false;
    const GatewayUnderTest at(limits);
    for (int i = 1; i <= 3; ++i) {
        CHECK(at.post(named("1", i), "", "/v1/events?rider=1").status == 202);
    }
}

TEST_CASE("who tries out credentials is soon told to wait, and nobody behind his address is let in meanwhile") {
    const GatewayUnderTest at(addressLimits(AddressDoor::uselessCredentialCounts), ring());
    const std::string foreign = bearer(newSigningKey());
    CHECK(at.post(named("1", 1), foreign).status == 401);
    CHECK(at.post(named("1", 1), foreign).status == 429);
    CHECK(at.post(named("1", 1), bearer(key)).status == 429);
    CHECK(WsClient(at.port, "/v1/riders", bearer(key)).handshake().starts_with("HTTP/1.1 429"));
    CHECK(at.post(named("1", 1), bearer(key), "/v1/events", "127.0.0.2").status == 202);
}

TEST_CASE("sockets of one address count together: what was taken is acknowledged, then the door is shown") {
    GatewayUnderTest at(addressLimits(2 + 3)); // two handshakes, three documents
    WsClient first(at.port, "/v1/riders?rider=1&market=south");
    REQUIRE(first.next().payload.contains("hello"));
    WsClient second(at.port, "/v1/riders?rider=2&market=south");
    REQUIRE(second.next().payload.contains("hello"));
    first.text(fix(1));
    first.text(fix(2));
    while (!first.next().payload.contains(R"("count":2)")) {
    }
    second.text(fix(1) + "\n" + fix(2));
    std::string acknowledged;
    bool asked = false;
    WsSaid said = second.next();
    for (; said.kind == Kind::text; said = second.next()) {
        asked = asked || said.payload.contains("send_every");
        acknowledged = said.payload.contains("ack") ? said.payload : acknowledged;
    }
    CHECK(asked);
    CHECK(acknowledged == R"({"type":"ack","seq":1,"count":1})");
    CHECK(said.code == ws_close::policy);
    CHECK(at.metric(R"(roundsman_gateway_shed_total{reason="address_rate"})") == 1);
    CHECK(WsClient(at.port, "/v1/riders?rider=3").handshake().starts_with("HTTP/1.1 429")); // no new allowance
}

TEST_CASE("an IPv6 address is counted by its first 64 bits, an IPv4 address as a whole") {
    CHECK(networkOf("2001:db8:1:2:3::4") == networkOf("2001:db8:1:2::9"));
    CHECK(networkOf("2001:db8:1:2::9") != networkOf("2001:db8:1:3::9"));
    CHECK(networkOf("192.0.2.7") == "192.0.2.7");
    CHECK(isThisMachine("127.0.0.2"));
    CHECK(isThisMachine("::1"));
    CHECK_FALSE(isThisMachine("10.0.0.1"));
}
