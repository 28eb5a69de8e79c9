#include "core/lane/lane.h"
#include "tests/support/gateway_under_test.h"
#include "tests/support/lane_feed.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <thread>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

std::string placed(const std::string& id, const std::string& market = "south") {
    return R"({"id":")" + id + R"(","type":"order.placed","time":"2026-11-21T09:00:00Z","source":"app","market":")" +
           market + R"(","subject":"o-)" + id +
           R"(","data":{"merchantId":"m-9","customerId":"c-3","pickup":{"latitude":12.97,"longitude":77.59}}})";
}

/// What a lane makes of all that a market's partition holds.
LaneOutput takenOf(const GatewayUnderTest& at) {
    LaneFeed feed;
    for (const std::string& document : at.documents("south")) {
        feed.document(document);
    }
    Lane lane(PartitionNo{0}, {});
    LaneOutput out;
    lane.apply(feed.records(), out);
    return out;
}

std::string keyed(const std::string& key) {
    return "Idempotency-Key: " + key + "\r\n";
}

// Without an id, without a seq.
const std::string anOrder = R"({"type":"order.placed","market":"south","subject":"o-1","data":{"merchantId":"m-9"}})";
const std::string aPosition = R"({"driverId":"r-1","latitude":12.97,"longitude":77.59,"market":"south"})";

} // namespace

TEST_CASE("one document, an array and lines are answered 202 with a verdict each, when the log has them") {
    const GatewayUnderTest at;
    const HttpAnswer one = at.post(placed("e-1"));
    CHECK(one.status == 202);
    CHECK(one.body == R"({"accepted":1,"refused":0,"items":[{"item":0,"status":"accepted","id":"e-1"}]})"
                      "\n");
    CHECK(at.post("[" + placed("e-2") + "," + placed("e-3") + "]").body.starts_with(R"({"accepted":2)"));
    CHECK(at.post(placed("e-4") + "\n" + placed("e-5") + "\n").body.starts_with(R"({"accepted":2)"));
    CHECK(at.documents("south").size() == 5);
    CHECK(at.documents("south").front() == placed("e-1"));
}

TEST_CASE("a mixed request is 202, and each refused item says which field is wrong and why") {
    const GatewayUnderTest at;
    const HttpAnswer answer = at.post("[" + placed("e-1") + R"(,{"type":"order.placed","id":"e-2"},{"driverId":1}])");
    CHECK(answer.status == 202);
    CHECK(answer.body.starts_with(R"({"accepted":1,"refused":2)"));
    CHECK(answer.body.contains(R"({"item":1,"status":"refused","reason":"missing_field","field":)"));
    CHECK(answer.body.contains(R"({"item":2,"status":"refused","reason":"no_position","field":"latitude")"));
    CHECK(at.documents("south").size() == 1);
}

TEST_CASE("when nothing was accepted the answer is a problem that names item, field and reason") {
    const GatewayUnderTest at;
    const HttpAnswer answer = at.post(R"({"type":"order.invented","id":"e","market":"south"})");
    CHECK(answer.status == 422);
    CHECK(answer.header.contains("application/problem+json"));
    CHECK(answer.body.contains(R"("item":0,"field":"type","reason":"unknown_type")"));
    CHECK(at.post("not json").body.contains(R"("reason":"unreadable")"));
    CHECK(at.post("").status == 422);
    CHECK(at.post("[]").status == 422);
}

TEST_CASE("an event without an id is given one, which its sender learns") {
    const GatewayUnderTest at;
    std::string document = placed("x");
    document.replace(document.find(R"("id":"x",)"), 9, "");
    const HttpAnswer answer = at.post(document);
    CHECK(answer.status == 202);
    const auto at0 = answer.body.find(R"("id":")") + 6;
    const std::string id = answer.body.substr(at0, answer.body.find('"', at0) - at0);
    CHECK(at.documents("south").front().ends_with(R"(,"id":")" + id + "\"}"));
}

TEST_CASE("a service commands nothing, and nobody but the node is the clock; the audit log has both") {
    GatewayUnderTest at;
    const std::string command = R"({"id":"c-1","type":"command.cancel_order","market":"south","subject":"o-1",)"
                                R"("actor":"somebody else","data":{"orderId":"o-1","reason":"test"}})";
    CHECK(at.post(command).status == 403); // a service sends events, it does not command
    CHECK(at.documents("south").empty());
    const std::string tick = R"({"id":"t-1","type":"clock.tick","market":"south"})";
    CHECK(at.post(tick).status == 403);
    REQUIRE(at.acts.size() == 2);
    CHECK(at.acts[0].contains(R"("door":"events","from":"127.0.0.1","role":"service","who":"local",)"
                              R"("credential":"local","act":"command.cancel_order","thing":"o-1","id":"c-1",)"
                              R"("outcome":"refused","reason":"not_yours_to_send"})"));
    CHECK(at.acts[1].contains(R"("act":"clock.tick","id":"t-1","outcome":"refused")"));
}

TEST_CASE("with the log away, or lost on the way, nothing is accepted and the answer is 503") {
    GatewayUnderTest at;
    at.setAway(true);
    const HttpAnswer answer = at.post(placed("e-1"));
    CHECK(answer.status == 503);
    CHECK(answer.header.contains("Retry-After: "));
    CHECK(at.documents("south").empty());
}

TEST_CASE("a request under way during a drain gets its 202 and is in the log; a new one is told 503") {
    GatewayUnderTest at;
    at.holdAnswers(true);
    HttpAnswer early;
    std::jthread sender([&] { early = at.post(placed("e-1")); });
    while (at.documents("south").empty()) {
        std::this_thread::yield();
    }
    at.gateway().drain();
    CHECK(at.post(placed("e-2")).status == 503);
    CHECK_FALSE(at.server().finishRequests(Millis(0)));
    std::jthread log([&] { at.holdAnswers(false); });
    CHECK(at.server().finishRequests(Millis(20'000)));
    at.server().drain();
    at.server().stop();
    sender.join();
    CHECK(early.status == 202);
    CHECK(at.documents("south") == std::vector<std::string>{placed("e-1")});
}

TEST_CASE("too much at once is 413, too fast is 429 with the time to wait") {
    const GatewayUnderTest at(
        {.senderDocumentsPerSecond = 2, .burst = Millis(1000), .bodyBytesMax = 2000, .itemsMax = 3});
    CHECK(at.post(std::string(3000, 'x')).status == 413);
    CHECK(at.post("{}\n{}\n{}\n{}\n").status == 413);
    CHECK(at.post(placed("e-1") + "\n" + placed("e-2")).status == 202);
    const HttpAnswer slow = at.post(placed("e-3"));
    CHECK(slow.status == 429);
    CHECK(slow.header.contains("Retry-After: 1"));
}

TEST_CASE("too many bytes a second is 429, whatever the number of documents, and takes nothing from their allowance") {
    const GatewayUnderTest at(
        {.senderDocumentsPerSecond = 0.2, .senderBytesPerSecond = 40, .burst = Millis(10'000), .itemsMax = 3});
    const std::string padded = placed("e-1" + std::string(200, 'x')); // over 400 bytes: passes, as nothing came before
    CHECK(at.post(padded).status == 202);
    for (const std::string id : {"e-2", "e-3"}) {
        const HttpAnswer slow = at.post(placed(id));
        CHECK(slow.status == 429);
        CHECK(slow.header.contains("Retry-After: "));
        CHECK(slow.body.contains("bytes"));
    }
    CHECK(at.metric(R"(roundsman_gateway_shed_total{reason="bytes"})") == 2);
    CHECK(at.documents("south").size() == 1);
}

TEST_CASE("ten MiB of positions are taken in one request") {
    const GatewayUnderTest at({.senderDocumentsPerSecond = 0, .itemsMax = 200'000});
    std::string body;
    int documents = 0;
    while (body.size() < (10U << 20) - 200) {
        body += R"({"driverId":)" + std::to_string(++documents) +
                R"(,"lat":12.97,"lng":77.59,"market":"south","seq":1})"
                "\n";
    }
    const HttpAnswer answer = at.post(body);
    CHECK(answer.status == 202);
    CHECK(answer.body.starts_with(R"({"accepted":)" + std::to_string(documents) + ","));
    CHECK(at.documents("south").size() == static_cast<std::size_t>(documents));
}

TEST_CASE("a request with a key whose answer was lost is sent again, and each of its documents counts once") {
    GatewayUnderTest at;
    const std::string body = anOrder + "\n" + aPosition + "\n" + aPosition; // twice the same place: two positions
    at.loseAnswers(true);
    const HttpAnswer lost = at.post(body, keyed("a1"));
    CHECK(lost.status == 503);
    CHECK(lost.header.contains("Retry-After: "));
    CHECK_FALSE(lost.body.contains("nothing was accepted")); // the log has them, and nobody knows
    CHECK(at.documents("south").size() == 3);
    at.loseAnswers(false);
    CHECK(at.post(body, keyed("a1")).status == 202);
    CHECK(at.documents("south").size() == 6);
    const LaneOutput out = takenOf(at);
    CHECK(out.verdicts.of(Verdict::accepted) == 3);
    CHECK(out.verdicts.of(Reason::sameEventId) == 1);
    CHECK(out.verdicts.of(Reason::sameSequence) == 2);
    CHECK(out.orderEvents.size() == 1);
}

TEST_CASE("another gateway knows a repeat by its key, too") {
    const GatewayUnderTest one;
    const GatewayUnderTest other;
    const std::string first = one.post(anOrder, keyed("a1")).body;
    CHECK(first.contains(R"("id":"k)"));
    CHECK(other.post(anOrder, keyed("a1")).body == first);
}

TEST_CASE("requests without a key, with another one, or with another body count for themselves") {
    const GatewayUnderTest at;
    for (const std::string& headers : {std::string(), std::string(), keyed("a1"), keyed("a2")}) {
        CHECK(at.post(anOrder, headers).status == 202);
    }
    CHECK(at.post(anOrder + "\n" + anOrder, keyed("a1")).status == 202);
    const LaneOutput out = takenOf(at);
    CHECK(out.verdicts.of(Verdict::accepted) == 6);
}

TEST_CASE("a key belongs to its sender, by whatever token he shows") {
    const SigningKey signing = newSigningKey();
    auto ring = std::make_shared<KeyRing>();
    ring->publicKeys.emplace("k1", signing.publicKey);
    const GatewayUnderTest at({}, ring);
    const auto idGivenTo = [&](const std::string& subject, const std::string& credential) {
        const EventTime now = SystemClock{}.now();
        Identity who;
        who.role = Role::service;
        who.subject = subject;
        who.markets = {"south"};
        who.credential = credential;
        who.expiresAt = eventTimeFromMillis(millisOf(now) / 1000 * 1000) + std::chrono::minutes{10};
        const std::string token = issueToken(who, now - std::chrono::seconds{1}, "k1", signing);
        const HttpAnswer answer = at.post(anOrder, "Authorization: Bearer " + token + "\r\n" + keyed("a1"));
        REQUIRE(answer.status == 202);
        return answer.body;
    };
    CHECK(idGivenTo("shop", "t-1") == idGivenTo("shop", "t-2"));
    CHECK(idGivenTo("shop", "t-1") != idGivenTo("till", "t-3"));
}

TEST_CASE("documents that bring their own id or seq keep it, with a key or without") {
    const GatewayUnderTest at;
    const std::string position = R"({"driverId":"r-1","latitude":12.97,"longitude":77.59,"market":"south","seq":7})";
    CHECK(at.post(placed("e-1") + "\n" + position, keyed("a1")).status == 202);
    CHECK(at.documents("south") == std::vector<std::string>{placed("e-1"), position});
}

TEST_CASE("what is no key is refused before anything is taken") {
    const GatewayUnderTest at;
    for (const std::string& key : {std::string("two words"), std::string(256, 'k'), std::string("\xc3\xa4")}) {
        const HttpAnswer answer = at.post(anOrder, keyed(key));
        CHECK(answer.status == 400);
        CHECK(answer.body.contains("Idempotency-Key"));
    }
    CHECK(at.post(anOrder, keyed(std::string(255, 'k'))).status == 202);
    CHECK(at.documents("south").size() == 1);
}
