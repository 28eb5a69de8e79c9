#include "tests/support/gateway_under_test.h"
#include "tests/support/soon.h"
#include "tests/support/ws_client.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <thread>
#include <vector>

using namespace roundsman;
using namespace roundsman::tests;
using Kind = WsSaid::Kind;

namespace {

const std::string place = R"("longitude":77.594123,"latitude":12.971234)";

std::string fix(const std::string& fields) {
    return "{" + fields + (fields.empty() ? "" : ",") + place + "}";
}

/// The next message that is not the greeting.
std::string nextWord(WsClient& client) {
    const WsSaid said = client.next();
    return said.kind == Kind::text && said.payload.contains(R"("type":"hello")") ? nextWord(client) : said.payload;
}

std::string sessionOf(const std::string& hello) {
    const auto at = hello.find(R"("session":")") + 11;
    return hello.substr(at, hello.find('"', at) - at);
}

bool contains(const std::vector<std::string>& all, const std::string& piece) {
    return std::ranges::any_of(all, [&](const std::string& one) { return one.contains(piece); });
}

} // namespace

TEST_CASE("a rider's document is acknowledged by its sequence once the log has it, and goes in as it was") {
    GatewayUnderTest at;
    WsClient phone(at.port, "/v1/riders?rider=453&market=south");
    REQUIRE(phone.open());
    phone.text(fix(R"("driverId":453,"state":"south","seq":991)"));
    CHECK(nextWord(phone) == R"({"type":"ack","seq":991,"count":1})");
    CHECK(contains(at.documents("south"), fix(R"("driverId":453,"state":"south","seq":991)")));
    CHECK(contains(at.documents("south"), R"("type":"rider.connected")"));
}

TEST_CASE("the message of the first program works as it stands: metres are the lane's to understand") {
    GatewayUnderTest at;
    WsClient phone(at.port, "/v1/riders?rider=453");
    phone.text(R"({"driverId":453,"longitude":1324234.234,"latitude":4524234.234,"state":"south"})");
    CHECK(nextWord(phone) == R"({"type":"ack","seq":1,"count":1})");
    CHECK(contains(at.documents("south"),
                   R"("longitude":1324234.234,"latitude":4524234.234,"state":"south","session":)"));
}

TEST_CASE("nothing is acknowledged before the log has it") {
    GatewayUnderTest at;
    at.holdAnswers(true);
    WsClient phone(at.port, "/v1/riders?rider=1&market=south");
    phone.text(fix(R"("seq":1)"));
    phone.frame(WsOpcode::ping, "first");
    CHECK(phone.next().payload.contains("hello"));
    CHECK(phone.next().kind == Kind::pong);
    while (at.documents("south").size() < 2) {
    }
    phone.frame(WsOpcode::ping, "second"); // durable, but nobody told the gateway yet
    CHECK(phone.next() == WsSaid{Kind::pong, "second", 0});
    at.holdAnswers(false);
    CHECK(phone.next().payload == R"({"type":"ack","seq":1,"count":1})");
}

TEST_CASE("what a document leaves out is stamped: who it is, where he is at home, and which one it is") {
    GatewayUnderTest at;
    WsClient phone(at.port, "/v1/riders?rider=r-9&market=south");
    const std::string session = sessionOf(phone.next().payload);
    phone.text(fix("") + "\n" + fix(""));
    CHECK(nextWord(phone) == R"({"type":"ack","seq":2,"count":2})");
    const auto documents = at.documents("south");
    CHECK(contains(documents, place + R"(,"driverId":"r-9","market":"south","session":")" + session + R"(","seq":1})"));
    CHECK(contains(documents, place + R"(,"driverId":"r-9","market":"south","session":")" + session + R"(","seq":2})"));
}

TEST_CASE("a phone that comes back with its session goes on counting where it was not acknowledged") {
    GatewayUnderTest at;
    WsClient phone(at.port, "/v1/riders?rider=r-9&market=south&session=s-1&next=7");
    CHECK(phone.next().payload.contains(R"("session":"s-1","next":7)"));
    phone.text(fix(""));
    CHECK(nextWord(phone) == R"({"type":"ack","seq":7,"count":1})");
    CHECK(contains(at.documents("south"), R"("session":"s-1","seq":7})"));
}

TEST_CASE("a phone that comes back says in which market it was, so that what it sends again is stamped as it was") {
    GatewayUnderTest at;
    std::string session;
    {
        WsClient phone(at.port, "/v1/riders?rider=r-9");
        const std::string hello = phone.next().payload;
        CHECK(hello.contains(R"("next":1,"market":"")"));
        session = sessionOf(hello);
        phone.text(fix(R"("market":"north")") + "\n" + fix(""));
        CHECK(nextWord(phone).contains(R"("count":2)"));
    }
    WsClient phone(at.port, "/v1/riders?rider=r-9&session=" + session + "&next=2&market=north");
    CHECK(phone.next().payload.contains(R"("session":")" + session + R"(","next":2,"market":"north")"));
    phone.text(fix(""));
    CHECK(nextWord(phone) == R"({"type":"ack","seq":2,"count":1})");
    const auto documents = at.documents("north");
    CHECK(std::ranges::count_if(documents, [](const auto& d) {
              return d.contains(R"("market":"north","session":)") && d.contains(R"("seq":2})");
          }) == 2);
}

TEST_CASE("another rider's position is refused and counted, and those behind it are taken") {
    GatewayUnderTest at;
    WsClient phone(at.port, "/v1/riders?rider=453&market=south");
    phone.text("[" + fix(R"("driverId":454,"seq":1)") + "," + fix(R"("driverId":453,"seq":2)") + "]");
    CHECK(
        nextWord(phone) ==
        R"({"type":"refused","item":1,"reason":"not_your_rider","field":"driverId","detail":"this credential is another rider's"})");
    std::string ack = nextWord(phone);
    while (!ack.contains(R"("count":2)")) { // the refused one is answered at once, the other when it is durable
        ack = nextWord(phone);
    }
    CHECK(ack == R"({"type":"ack","seq":2,"count":2})");
    CHECK_FALSE(contains(at.documents("south"), "454"));
    CHECK(at.metric(R"(roundsman_gateway_refused_total{way="riders",reason="not_your_rider"})") == 1);
}

TEST_CASE("documents of no use are told why, field by field") {
    GatewayUnderTest at;
    WsClient phone(at.port, "/v1/riders?rider=453&market=south");
    phone.text(R"({"name":"tony","location":"south"})");
    CHECK(nextWord(phone).contains(R"("reason":"no_position")"));
    nextWord(phone); // its place in the count
    phone.frame(WsOpcode::binary, "not json");
    CHECK(nextWord(phone).contains(R"("reason":"unreadable")"));
    nextWord(phone);
    phone.text(R"({"type":"order.placed","id":"e","market":"south","data":{"merchantId":"m"}})");
    CHECK(nextWord(phone).contains(R"("type":"refused")"));
}

TEST_CASE("a newer connection of a rider takes over, and the older one hears why it ends") {
    GatewayUnderTest at;
    WsClient old(at.port, "/v1/riders?rider=7&market=south");
    REQUIRE(old.next().payload.contains("hello"));
    WsClient young(at.port, "/v1/riders?rider=7&market=south");
    REQUIRE(young.next().payload.contains("hello"));
    const WsSaid said = old.next();
    CHECK(said.kind == Kind::close);
    CHECK(said.code == ws_close::policy);
    CHECK(at.gateway().tellRider("7", R"({"type":"assignment","orderId":"o-1"})"));
    CHECK(young.next().payload == R"({"type":"assignment","orderId":"o-1"})");
    old.close(ws_close::normal);
    CHECK(old.next().kind == Kind::ended);
    young.close(ws_close::normal);
    CHECK(young.next().kind == Kind::close);
    const auto connectionOf = [&](const std::string& type) { // of the documents of this type, in their order
        std::vector<std::string> names;
        for (const std::string& document : at.documents("south")) {
            if (document.contains(type)) {
                names.push_back(document.substr(document.find(R"("connection":)")));
            }
        }
        return names;
    };
    while (connectionOf("rider.disconnected").size() < 2) {
    }
    auto ended = connectionOf("rider.disconnected"); // each ends alone: two loops write them
    std::ranges::sort(ended);
    auto begun = connectionOf("rider.connected");
    std::ranges::sort(begun);
    CHECK(ended == begun);
}

TEST_CASE("who takes over in another market leaves nobody connected in the one before") {
    GatewayUnderTest at;
    WsClient old(at.port, "/v1/riders?rider=7&market=south");
    REQUIRE(old.next().payload.contains("hello"));
    WsClient young(at.port, "/v1/riders?rider=7&market=north");
    REQUIRE(young.next().payload.contains("hello"));
    while (!contains(at.documents("south"), "rider.disconnected")) {
    }
    CHECK(contains(at.documents("north"), "rider.connected"));
    CHECK_FALSE(contains(at.documents("north"), "rider.disconnected"));
}

TEST_CASE("connections of one session are told apart: each end names the one that ended") {
    GatewayUnderTest at;
    const auto come = [&] {
        WsClient phone(at.port, "/v1/riders?rider=7&market=south&session=s-1&next=1");
        CHECK(phone.next().payload.contains("hello"));
        phone.close(ws_close::normal);
        CHECK(phone.next().kind == Kind::close);
    };
    come();
    come();
    while (at.documents("south").size() < 4) {
    }
    std::vector<std::string> names;
    for (const std::string& document : at.documents("south")) {
        CHECK(document.contains(R"("session":"s-1","connection":")"));
        names.push_back(document.substr(document.find(R"("connection":)")));
    }
    CHECK(names[0] == names[1]);
    CHECK(names[2] == names[3]);
    CHECK(names[0] != names[2]);
}

TEST_CASE("a rider who changes his market leaves the old one and joins the new one") {
    GatewayUnderTest at;
    WsClient phone(at.port, "/v1/riders?rider=7");
    phone.text(fix(R"("state":"south","seq":1)"));
    CHECK(nextWord(phone).contains(R"("seq":1)"));
    phone.text(fix(R"("state":"north","seq":2)"));
    CHECK(nextWord(phone).contains(R"("seq":2)"));
    CHECK(contains(at.documents("south"), "rider.connected"));
    CHECK(contains(at.documents("south"), "rider.left"));
    CHECK(contains(at.documents("north"), "rider.joined"));
    CHECK(contains(at.documents("north"), R"("seq":2)"));
}

TEST_CASE("with the log away a socket is asked to come again, and nothing behind a loss is acknowledged") {
    GatewayUnderTest at;
    WsClient phone(at.port, "/v1/riders?rider=7&market=south");
    REQUIRE(phone.next().payload.contains("hello"));
    at.setAway(true);
    phone.text(fix(R"("seq":1)"));
    const WsSaid said = phone.next();
    CHECK(said.kind == Kind::close);
    CHECK(said.code == ws_close::tryAgainLater);
    CHECK(WsClient(at.port, "/v1/riders?rider=8").handshake().starts_with("HTTP/1.1 503"));
}

TEST_CASE("a socket with too much outstanding is not read until the log has caught up") {
    GatewayUnderTest at({.unackedMax = 4});
    at.holdAnswers(true);
    WsClient phone(at.port, "/v1/riders?rider=7&market=south");
    for (int i = 1; i <= 4; ++i) {
        phone.text(fix(R"("seq":)" + std::to_string(i)));
    }
    while (at.metric("roundsman_gateway_pauses_total") < 1) {
    }
    phone.text(fix(R"("seq":5)"));
    at.holdAnswers(false);
    std::string word = nextWord(phone);
    while (!word.contains(R"("seq":5)")) {
        word = nextWord(phone);
        REQUIRE_FALSE(word.empty());
    }
}

TEST_CASE("who sends too fast is asked to send less often, then shown the door") {
    GatewayUnderTest at({.riderMessagesPerSecond = 1, .burst = Millis(3000)});
    WsClient phone(at.port, "/v1/riders?rider=7&market=south");
    for (int i = 1; i <= 10; ++i) {
        phone.text(fix(R"("seq":)" + std::to_string(i)));
    }
    std::string word = nextWord(phone);
    while (!word.contains("send_every")) {
        word = nextWord(phone);
        REQUIRE_FALSE(word.empty());
    }
    WsSaid said{Kind::text, word, 0};
    for (; said.kind == Kind::text; said = phone.next()) {
        word = said.payload;
    }
    CHECK(said.kind == Kind::close);
    CHECK(said.code == ws_close::policy);
    CHECK(word == R"({"type":"ack","seq":3,"count":3})"); // what was taken is acknowledged: a backlog gets through
    CHECK(at.metric(R"(roundsman_gateway_shed_total{reason="rate"})") >= 1);
}

TEST_CASE("who sends too many bytes is treated the same: what was taken is acknowledged, the rest comes later") {
    GatewayUnderTest at({.riderBytesPerSecond = 50, .burst = Millis(10'000)});
    WsClient phone(at.port, "/v1/riders?rider=7&market=south");
    const std::string padding = R"("note":")" + std::string(200, 'o') + R"(",)";
    for (int i = 1; i <= 3; ++i) {
        phone.text(fix(padding + R"("seq":)" + std::to_string(i)));
    }
    std::string word;
    bool asked = false;
    WsSaid said = phone.next();
    for (; said.kind == Kind::text; said = phone.next()) {
        asked = asked || said.payload.contains("send_every");
        word = said.payload.contains("ack") ? said.payload : word;
    }
    CHECK(asked);
    CHECK(said.code == ws_close::policy);
    CHECK(word == R"({"type":"ack","seq":1,"count":1})");
    CHECK(at.metric(R"(roundsman_gateway_shed_total{reason="bytes"})") >= 1);
}

TEST_CASE("a rider has one rate, however he comes: a new socket and a request are no new allowance") {
    GatewayUnderTest at({.riderMessagesPerSecond = 0.001, .burst = Millis(3'000'000)});
    const auto send = [&](int first, int count) { // on a socket of its own; how it ended
        WsClient phone(at.port, "/v1/riders?rider=7&market=south");
        for (int i = first; i < first + count; ++i) {
            phone.text(fix(R"("seq":)" + std::to_string(i)));
        }
        const auto all = R"("count":)" + std::to_string(count);
        WsSaid said = phone.next();
        while (said.kind == Kind::text && !said.payload.contains(all)) {
            said = phone.next();
        }
        return said.kind;
    };
    CHECK(send(1, 2) == Kind::text);
    CHECK(send(3, 2) == Kind::close);
    CHECK(at.post(fix(R"("driverId":7,"market":"south","seq":5)"), "", "/v1/events?rider=7").status == 429);
    CHECK(at.metric(R"(roundsman_gateway_shed_total{reason="rate"})") == 2);
}

TEST_CASE("a rider has so many sockets at once and no more, and another his own; this machine's owner any number") {
    GatewayUnderTest at({}, nullptr, {.connectionsMax = 200});
    const std::size_t most = GatewayShared::socketsMaxOf(Role::rider);
    std::vector<std::unique_ptr<WsClient>> sockets; // that do not hear that they were taken over
    for (std::size_t n = 0; n < most; ++n) {
        sockets.push_back(std::make_unique<WsClient>(at.port, "/v1/riders?rider=7"));
        REQUIRE(sockets.back()->open());
    }
    CHECK(WsClient(at.port, "/v1/riders?rider=7").handshake().starts_with("HTTP/1.1 429"));
    CHECK(at.metric(R"(roundsman_gateway_shed_total{reason="sockets"})") == 1);
    CHECK(WsClient(at.port, "/v1/riders?rider=8").open());
    for (std::size_t n = 0; n <= most; ++n) {
        sockets.push_back(std::make_unique<WsClient>(at.port, "/v1/riders"));
        REQUIRE(sockets.back()->open());
    }
    sockets.clear();
    CHECK(soon([&] { return WsClient(at.port, "/v1/riders?rider=7").open(); }));
}

TEST_CASE("a phone whose refusals pile up unread is cut off, and the next one is served") {
    GatewayUnderTest at({.riderMessagesPerSecond = 1e9});
    WsClient phone(at.port, "/v1/riders?rider=7&market=south");
    std::string lines;
    while (lines.size() < 900'000) {
        lines += R"({"type":"nobody knows this"})"
                 "\n";
    }
    phone.text(lines);
    WsSaid said = phone.next();
    while (said.kind == Kind::text) {
        said = phone.next();
    }
    CHECK(said.kind == Kind::ended);
    WsClient other(at.port, "/v1/riders?rider=8&market=south");
    other.text(fix(R"("seq":1)"));
    CHECK(nextWord(other) == R"({"type":"ack","seq":1,"count":1})");
}

TEST_CASE("a refusal does not send a long text back") {
    GatewayUnderTest at;
    WsClient phone(at.port, "/v1/riders?rider=7&market=south");
    std::string type;
    while (type.size() < 60'000) {
        type += "ü";
    }
    phone.text(R"({"type":")" + type + R"("})");
    const std::string word = nextWord(phone);
    CHECK(word.contains(R"("reason":"unknown_type")"));
    CHECK(word.contains("…"));
    CHECK(word.size() < 400);
}

TEST_CASE("a drain acknowledges what is outstanding, then says 1012; nobody new comes in") {
    GatewayUnderTest at({.drainMax = Millis(20'000)});
    at.holdAnswers(true);
    WsClient phone(at.port, "/v1/riders?rider=7&market=south");
    phone.text(fix(R"("seq":1)"));
    REQUIRE(phone.next().payload.contains("hello"));
    while (at.documents("south").size() < 2) {
    }
    std::jthread drain([&] { at.gateway().drain(); });
    while (WsClient(at.port, "/v1/riders?rider=8").handshake().starts_with("HTTP/1.1 101")) {
    }
    at.holdAnswers(false);
    CHECK(phone.next().payload == R"({"type":"ack","seq":1,"count":1})");
    CHECK(phone.next() == WsSaid{Kind::close, "this server restarts; connect again", ws_close::serviceRestart});
}
