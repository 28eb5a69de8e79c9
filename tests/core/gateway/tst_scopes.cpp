#include "tests/support/gateway_under_test.h"
#include "tests/support/ws_client.h"

#include <doctest/doctest.h>

#include <map>
#include <tuple>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

const SigningKey key = newSigningKey();

std::shared_ptr<KeyRing> ring() {
    auto made = std::make_shared<KeyRing>();
    made->publicKeys.emplace("k1", key.publicKey);
    return made;
}

/// The next one, in which this token or key is revoked.
std::shared_ptr<KeyRing> ringWithout(const std::string& id) {
    auto made = ring();
    made->revoked.insert(id);
    made->generation = 2;
    return made;
}

EventTime now() {
    return SystemClock{}.now();
}

Identity someone(Role role) {
    Identity who{.role = role,
                 .subject = role == Role::rider ? "r-1" : "somebody",
                 .markets = {"south"},
                 .merchant = role == Role::merchant ? "m-1" : "",
                 .order = role == Role::customer ? "o-1" : "",
                 .credential = "t-1"};
    who.expiresAt = eventTimeFromMillis(millisOf(now()) / 1000 * 1000) + std::chrono::minutes{10};
    return who;
}

std::string bearer(const std::string& token) {
    return "Authorization: Bearer " + token + "\r\n";
}
std::string tokenOf(Role role) {
    return issueToken(someone(role), now() - std::chrono::seconds{1}, "k1", key);
}

std::string fix(const std::string& rider, const std::string& market) {
    return R"({"driverId":")" + rider + R"(","lat":12.97,"lng":77.59,"market":")" + market + R"(","seq":1})";
}
std::string order(const std::string& type, const std::string& id, const std::string& merchant,
                  const std::string& market) {
    return R"({"id":"e","type":")" + type + R"(","market":")" + market + R"(","subject":")" + id + R"(","data":{)" +
           (merchant.empty() ? "" : R"("merchantId":")" + merchant + "\"") + "}}";
}
/// Whose order it is to bring.
std::string carrier(const std::string& type) {
    return R"({"id":"w","type":"order.)" + type +
           R"(","market":"south","subject":"o-1","data":{"merchantId":"m-1","driverId":"r-1"}})";
}
/// Naming the merchant that the sender claims it is of.
std::string commandOf(const std::string& id, const std::string& merchant, const std::string& market) {
    return R"({"id":"c","type":"command.cancel_order","market":")" + market + R"(","subject":")" + id +
           R"(","data":{"merchantId":")" + merchant + R"(","reason":"test"}})";
}
std::string command(const std::string& id, const std::string& market) {
    return R"({"id":"c","type":"command.cancel_order","market":")" + market + R"(","subject":")" + id +
           R"(","data":{"orderId":")" + id + R"(","reason":"test"}})";
}
/// What dispatchers do, about what a merchant would call his own.
std::string desk(const std::string& type, const std::string& market) {
    return R"({"id":"d","type":"command.)" + type + R"(","market":")" + market +
           R"(","subject":"o-1","data":{"orderId":"o-1","merchantId":"m-1","driverId":"r-1","text":"x","cap":1.2,"reason":"x"}})";
}
std::string other(const std::string& type, const std::string& market, const std::string& merchant = {}) {
    return R"({"id":"x","type":")" + type + R"(","market":")" + market + R"(","subject":"x-1","data":{)" +
           (merchant.empty() ? "" : R"("merchantId":")" + merchant + R"(",)") +
           R"("document":{"driverId":"a"},"surge":{"cap":2}}})";
}

/// What may be posted, in the order of the table's columns.
std::vector<std::pair<std::string, std::string>> bodies() {
    return {{"own position", fix("r-1", "south")},
            {"another rider's position", fix("r-2", "south")},
            {"a position in a foreign market", fix("r-1", "north")},
            {"an order of the own merchant", order("order.placed", "o-9", "m-1", "south")},
            {"an order of a foreign merchant", order("order.placed", "o-9", "m-2", "south")},
            {"an order of a foreign market", order("order.placed", "o-9", "m-1", "north")},
            {"a step of an own order", order("order.accepted", "o-1", "", "south")},
            {"a step of a foreign order", order("order.accepted", "o-2", "", "south")},
            {"a step of a foreign order, called own", order("order.accepted", "o-2", "m-1", "south")},
            {"a command about an own order", command("o-1", "south")},
            {"a command about a foreign order", command("o-2", "south")},
            {"a command in a foreign market", command("o-1", "north")},
            {"a retry", other("retry", "south")},
            {"a retry in a foreign market", other("retry", "north")},
            {"settings", other("settings.changed", "south")},
            {"the clock", other("clock.tick", "south")},
            {"a note on an own order", desk("note_order", "south")},
            {"a note in a foreign market", desk("note_order", "north")},
            {"a claim of an own order", desk("claim_order", "south")},
            {"a cap on surge, called the own merchant's", desk("limit_surge", "south")},
            {"a foreign order placed again as one's own", order("order.placed", "o-2", "m-1", "south")},
            {"a command about a foreign order, called own", commandOf("o-2", "m-1", "south")},
            {"a step of an order of a foreign market", order("order.accepted", "o-3", "m-1", "south")},
            {"a command about an order of a foreign market", commandOf("o-3", "m-1", "south")},
            {"a person, called the own merchant's", other("rider.upserted", "south", "m-1")},
            {"somebody's shift, called the own merchant's", other("shift.ended", "south", "m-1")},
            {"a rider for an own order", desk("assign", "south")},
            {"an own order taken from its rider", desk("unassign", "south")},
            {"another promise for an own order", desk("change_promise", "south")},
            {"a kitchen's word on an own order", desk("mark_ready", "south")},
            {"an own order said to be a rider's", carrier("assigned")},
            {"an own order said to be nobody's", carrier("unassigned")}};
}

} // namespace

TEST_CASE("POST /v1/events takes from each role what its line says, and answers 2xx to nothing else") {
    GatewayUnderTest at({}, ring());
    at.owners = {{"o-1", {"m-1", "south"}}, {"o-2", {"m-2", "south"}}, {"o-3", {"m-1", "north"}}};
    at.quarantine = {{DocumentRef{}, R"({"driverId":"a"})"}}; // what other("retry", …) brings back
    const std::map<Role, std::string> table{
        {Role::rider, "x-------------------------------"},    {Role::customer, "--------------------------------"},
        {Role::merchant, "---x--x--x-------------------x--"}, {Role::support, "------------x---x---------------"},
        {Role::dispatch, "---------xx-x---x-xx-x----xxxx--"}, {Role::admin, "---xxxxxxxxxxxx-xxxxxxxxxxxxxxxx"},
        {Role::service, "xx-xx-xxx-----------x---xx----xx"},
    };
    for (const auto& [role, line] : table) {
        const std::string credential = bearer(tokenOf(role));
        const auto all = bodies();
        for (std::size_t i = 0; i < all.size(); ++i) {
            CAPTURE(toText(role));
            CAPTURE(all[i].first);
            const int status = at.post(all[i].second, credential).status;
            CHECK(status == (line[i] == 'x' ? 202 : 403));
        }
    }
}

TEST_CASE("/v1/riders lets in riders and services alone, and a rider moves nobody but himself") {
    const GatewayUnderTest at({}, ring());
    const std::map<Role, bool> mayIn{{Role::rider, true},    {Role::customer, false}, {Role::merchant, false},
                                     {Role::support, false}, {Role::dispatch, false}, {Role::admin, false},
                                     {Role::service, true}};
    for (const auto& [role, may] : mayIn) {
        CAPTURE(toText(role));
        const WsClient client(at.port, "/v1/riders?rider=r-2", bearer(tokenOf(role)));
        CHECK(client.open() == may);
        CHECK(client.handshake().starts_with(may ? "HTTP/1.1 101" : "HTTP/1.1 403"));
    }
    for (const auto& [name, refused] : {std::pair{"r-1", false}, std::pair{"r-2", true}}) {
        WsClient client(at.port, "/v1/riders", bearer(tokenOf(Role::rider)));
        REQUIRE(client.next().payload.contains(R"("rider":"r-1")"));
        client.text(fix(name, "south"));
        CHECK(client.next().payload.contains(R"("reason":"not_your_rider")") == refused);
    }
    CHECK(WsClient(at.port, "/v1/riders?market=north", bearer(tokenOf(Role::rider)))
              .handshake()
              .starts_with("HTTP/1.1 403"));
    WsClient client(at.port, "/v1/riders?market=south", bearer(tokenOf(Role::rider)));
    client.next();
    client.text(fix("r-1", "north"));
    CHECK(client.next().payload.contains(R"("reason":"not_your_market")"));
}

TEST_CASE("a browser says its token as a subprotocol, and is answered with our own") {
    const GatewayUnderTest at({}, ring());
    const WsClient client(at.port, "/v1/riders",
                          "Sec-WebSocket-Protocol: roundsman.v1, bearer." + tokenOf(Role::rider) + "\r\n");
    CHECK(client.open());
    CHECK(client.handshake().contains("Sec-WebSocket-Protocol: roundsman.v1\r\n"));
}

TEST_CASE("tokens that are expired, not yet valid, foreign, of another algorithm, bent or revoked are refused") {
    auto keys = ring();
    keys->revoked.insert("t-revoked");
    GatewayUnderTest at({}, keys);
    Identity who = someone(Role::service);
    const auto from = [&](std::chrono::minutes begin, std::chrono::minutes end, const SigningKey& with = key,
                          const char* id = "k1") {
        Identity one = who;
        one.expiresAt = now() + end;
        return issueToken(one, now() + begin, id, with);
    };
    using std::chrono::minutes;
    Identity revoked = who;
    revoked.credential = "t-revoked";
    std::string bent = tokenOf(Role::service);
    bent[bent.size() / 2] = bent[bent.size() / 2] == 'A' ? 'B' : 'A';
    const std::string claims = toBase64Url(R"({"sub":"x","role":"admin","exp":9999999999})");
    const std::map<std::string, std::string> refused{
        {"expired", from(minutes{-10}, minutes{-5})},
        {"not yet valid", from(minutes{5}, minutes{10})},
        {"of a foreign key", from(minutes{-1}, minutes{5}, newSigningKey())},
        {"of an unknown key id", from(minutes{-1}, minutes{5}, key, "k2")},
        {"without a signature", toBase64Url(R"({"alg":"none","kid":"k1"})") + "." + claims + "."},
        {"signed with the public key as a secret",
         toBase64Url(R"({"alg":"HS256","kid":"k1"})") + "." + claims + ".AAAA"},
        {"bent", bent},
        {"revoked", issueToken(revoked, now(), "k1", key)},
        {"an API key nobody made", "rk_a1_00"},
        {"nonsense", "nonsense"},
        {"nothing", ""}};
    for (const auto& [what, token] : refused) {
        CAPTURE(what);
        CHECK(at.post(fix("r-1", "south"), token.empty() ? "" : bearer(token)).status == 401);
        CHECK(WsClient(at.port, "/v1/riders", token.empty() ? "" : bearer(token))
                  .handshake()
                  .starts_with("HTTP/1.1 401"));
    }
    CHECK(at.post(fix("r-1", "south"), bearer(tokenOf(Role::service))).status == 202);
    CHECK(at.documents("south").size() == 1);
}

TEST_CASE("a token that is revoked while its socket is open ends the socket") {
    GatewayUnderTest at({}, ring());
    WsClient client(at.port, "/v1/riders", bearer(tokenOf(Role::rider)));
    REQUIRE(client.next().payload.contains("hello"));
    at.gateway().useKeys(ringWithout("t-1"));
    const WsSaid said = client.next();
    CHECK(said.kind == WsSaid::Kind::close);
    CHECK(said.code == ws_close::policy);
}

TEST_CASE(
    "a signing key that is revoked ends the sockets of its tokens, and who came before there were keys goes, too") {
    GatewayUnderTest at;
    WsClient early(at.port, "/v1/riders?rider=r-1");
    REQUIRE(early.next().payload.contains("hello"));
    at.gateway().useKeys(ring());
    CHECK(early.next().code == ws_close::policy);
    WsClient client(at.port, "/v1/riders", bearer(tokenOf(Role::rider)));
    REQUIRE(client.next().payload.contains("hello"));
    at.gateway().useKeys(ringWithout("k1"));
    CHECK(client.next().code == ws_close::policy);
}

TEST_CASE("a key store that is emptied lets nobody in who was not let in before") {
    GatewayUnderTest at({}, ring());
    auto none = std::make_shared<KeyRing>();
    none->configured = false;
    none->generation = 2;
    at.gateway().useKeys(none);
    CHECK(at.post(fix("r-1", "south"), "").status == 401);
    CHECK(at.post(fix("r-1", "south"), bearer(tokenOf(Role::service))).status == 202);
}

TEST_CASE("each privileged document leaves one line in the audit log, allowed or not, and no line holds a secret") {
    for (const auto& [role, outcome] :
         {std::pair{Role::admin, R"("outcome":"allowed"})"}, std::pair{Role::merchant, R"("outcome":"allowed"})"},
          std::pair{Role::support, R"("outcome":"refused","reason":"not_yours_to_send"})"},
          std::pair{Role::rider, R"("outcome":"refused","reason":"not_yours_to_send"})"}}) {
        CAPTURE(toText(role));
        GatewayUnderTest at({}, ring());
        at.owners = {{"o-1", {"m-1", "south"}}, {"o-2", {"m-2", "south"}}};
        const std::string token = tokenOf(role);
        const bool allowed = std::string_view(outcome).contains("allowed");
        CHECK(at.post(command("o-1", "south"), bearer(token)).status == (allowed ? 202 : 403));
        REQUIRE(at.acts.size() == 1);
        const Identity who = someone(role);
        CHECK(at.acts.front().contains(R"("door":"events","from":"127.0.0.1","role":")" + std::string(toText(role)) +
                                       R"(","who":")" + who.subject + R"(","credential":"t-1",)" +
                                       R"("act":"command.cancel_order","thing":"o-1","id":"c",)" + outcome));
        CHECK_FALSE(at.acts.front().contains(token));
    }
}

TEST_CASE("the audit log has who tried what is another merchant's, who retried a command, and no positions or events") {
    GatewayUnderTest at({}, ring());
    at.owners = {{"o-1", {"m-1", "south"}}, {"o-2", {"m-2", "south"}}};
    CHECK(at.post(fix("r-1", "south"), bearer(tokenOf(Role::service))).status == 202);
    CHECK(at.post(fix("r-2", "south"), bearer(tokenOf(Role::rider))).status == 403);
    CHECK(at.post(order("order.placed", "o-9", "m-1", "south"), bearer(tokenOf(Role::merchant))).status == 202);
    CHECK(at.post(order("order.placed", "o-9", "m-2", "south"), bearer(tokenOf(Role::merchant))).status == 403);
    CHECK(at.acts.empty());
    CHECK(at.post(command("o-2", "south"), bearer(tokenOf(Role::merchant))).status == 403);
    CHECK(at.post(R"({"id":"x","type":"retry","market":"south","subject":"0/7","data":{"document":)" +
                      command("o-1", "south") + "}}",
                  bearer(tokenOf(Role::support)))
              .status == 403);
    at.quarantine = {{DocumentRef{}, R"({"driverId":"a"})"}};
    CHECK(at.post(other("retry", "south"), bearer(tokenOf(Role::support))).status == 202);
    REQUIRE(at.acts.size() == 3);
    CHECK(at.acts[0].contains(R"("role":"merchant")"));
    CHECK(at.acts[0].contains(R"("reason":"not_your_merchant")"));
    CHECK(at.acts[1].contains(R"("act":"retry","thing":"0/7","id":"x","outcome":"refused")"));
    CHECK(at.acts[2].contains(R"("act":"retry","thing":"x-1","id":"x","outcome":"allowed"})"));
}

TEST_CASE("a command that comes by a rider's socket is refused, and leaves its line") {
    GatewayUnderTest at({}, ring());
    WsClient client(at.port, "/v1/riders", bearer(tokenOf(Role::service)));
    REQUIRE(client.next().payload.contains("hello"));
    client.text(command("o-1", "south") + "\n" + order("order.placed", "o-9", "m-1", "south"));
    CHECK(client.next().payload.contains(R"("item":1,"reason":"not_yours_to_send")"));
    CHECK(client.next().payload.contains(R"("item":2,"reason":"not_a_position")"));
    REQUIRE(at.acts.size() == 1);
    CHECK(at.acts.front().contains(R"("door":"riders","from":"127.0.0.1","role":"service","who":"somebody")"));
    CHECK(at.acts.front().contains(R"("outcome":"refused")"));
}

TEST_CASE("metrics are for staff and services, and for this machine itself as long as it shows no credential") {
    GatewayUnderTest at({}, ring());
    const auto statusFor = [&](const std::string& authorization, bool proxied) {
        HttpRequest request{
            .method = "GET", .path = "/metrics", .query = {}, .headers = {}, .body = {}, .peer = "127.0.0.1"};
        if (proxied) {
            request.headers.emplace_back("X-Forwarded-For", "1.2.3.4");
        }
        if (!authorization.empty()) {
            request.headers.emplace_back("Authorization", authorization);
        }
        const auto refused = at.gateway().refuseMetrics(request);
        return refused ? refused->status : 200U;
    };
    CHECK(statusFor("", true) == 401);
    CHECK(statusFor("", false) == 200);
    for (const bool proxied : {true, false}) {
        CAPTURE(proxied);
        for (const Role role : {Role::rider, Role::customer, Role::merchant}) {
            CHECK(statusFor("Bearer " + tokenOf(role), proxied) == 403);
        }
        for (const Role role : {Role::support, Role::dispatch, Role::admin, Role::service}) {
            CHECK(statusFor("Bearer " + tokenOf(role), proxied) == 200);
        }
        CHECK(statusFor("Bearer nonsense", proxied) == 401);
        CHECK(statusFor("Basic bm9ib2R5", proxied) == 401);
    }
}

namespace {

/// What the document at this place of the quarantine is said to be.
std::string retry(const std::string& within, int offset = 7) {
    return R"({"id":"x","type":"retry","market":"south","data":{"retryOf":{"offset":)" + std::to_string(offset) +
           R"(,"index":1},"document":)" + within + "}}";
}

} // namespace

TEST_CASE("who may retry does not give commands by it") {
    const GatewayUnderTest at({}, ring());
    for (const Role role : {Role::support, Role::dispatch, Role::admin}) {
        for (const std::string& within :
             {command("o-1", "south"), other("settings.changed", "south"), other("retry", "south")}) {
            const HttpAnswer answer = at.post(retry(within), bearer(tokenOf(role)));
            CHECK(answer.status == 403);
            CHECK(answer.body.contains(R"("field":"data.document","reason":"not_yours_to_send")"));
        }
    }
    CHECK(at.documents("south").empty());
}

TEST_CASE("a retry brings back what stands in the quarantine at its place; anything else, who might have sent it") {
    GatewayUnderTest at({}, ring());
    const std::string held = fix("r-1", "south");
    const std::string step = order("order.cancelled", "o-9", "", "south");
    at.quarantine = {{DocumentRef{Offset{7}, 1}, held}};
    const auto said = [&](Role role, const std::string& document) {
        const HttpAnswer answer = at.post(document, bearer(tokenOf(role)));
        return answer.body.contains(R"("reason":"not_in_quarantine")") ? 0 : answer.status;
    };
    for (const Role role : {Role::support, Role::dispatch, Role::admin}) {
        CAPTURE(toText(role));
        CHECK(said(role, retry(held)) == 202);
        CHECK(said(role, retry(held, 8)) == 0);             // it stands elsewhere
        CHECK(said(role, retry(fix("r-2", "south"))) == 0); // another stands there
        CHECK(said(role, retry(step)) == (role == Role::admin ? 202 : 0));
    }
}

TEST_CASE("a retry reaches no other market, by what its document names, leaves out, or is about") {
    GatewayUnderTest at({}, ring());
    at.owners = {{"o-3", {"m-1", "north"}}};
    Identity everywhere = someone(Role::support);
    everywhere.markets = {"*"};
    const std::string ofAll = issueToken(everywhere, now() - std::chrono::seconds{1}, "k1", key);
    const std::string unnamed = R"({"driverId":"r-1","lat":12.97,"lng":77.59})";
    for (const auto& [within, ofSouth, ofEvery] :
         {std::tuple{fix("r-1", "north"), 403, 403}, std::tuple{order("order.cancelled", "o-3", "", "south"), 403, 202},
          std::tuple{unnamed, 403, 202}}) {
        CAPTURE(within);
        at.quarantine = {{DocumentRef{Offset{7}, 1}, within}};
        CHECK(at.post(retry(within), bearer(tokenOf(Role::support))).status == ofSouth);
        CHECK(at.post(retry(within), bearer(ofAll)).status == ofEvery);
    }
}

TEST_CASE(
    "a credential is found however its header is written: the scheme in small letters, subprotocols in two lines") {
    const GatewayUnderTest at({}, ring());
    const std::string token = tokenOf(Role::rider);
    CHECK(at.post(fix("r-1", "south"), "authorization: bearer " + token + "\r\n").status == 202);
    CHECK(at.post(fix("r-1", "south"), "Authorization: Basic " + token + "\r\n").status == 401);
    const std::string protocols =
        "Sec-WebSocket-Protocol: roundsman.v1\r\nSec-WebSocket-Protocol: bearer." + token + "\r\n";
    const WsClient phone(at.port, "/v1/riders", protocols);
    CHECK(phone.open());
    CHECK(phone.handshake().contains("Sec-WebSocket-Protocol: roundsman.v1\r\n"));
}
