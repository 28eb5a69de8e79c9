#include "core/base/net/crypto.h"
#include "core/base/net/http_server.h"
#include "core/model/alert.h"
#include "core/node/outbox/webhook_sender.h"
#include "tests/support/hand_clock.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

const std::string secret = "a secret of sixteen bytes and more";

OutboxItem item(std::int64_t offset, const std::string& order, const std::string& value = R"({"state":"open"})") {
    return {.partition = PartitionNo{1},
            .document = {.offset = Offset{offset}, .index = 0},
            .n = 0,
            .laneTime = eventTimeFromMillis(1'795'000'000'000 + offset),
            .topic = "order-etas",
            .key = order,
            .value = value};
}

OutboxItem alert(std::int64_t offset, const std::string& id) {
    OutboxItem row = item(offset, id, R"({"severity":"warning"})");
    row.topic = "alerts";
    return row;
}

/// The other end: remembers what came, and answers as it is told.
class Shop {
public:
    Shop() {
        m_server.route("POST", "/hook", [this](const HttpRequest& request, const HttpReply& reply) {
            const std::lock_guard lock(m_mutex);
            const std::string id(request.header("webhook-id"));
            came.push_back(request);
            order.push_back(id);
            unsigned& failures = failing[id];
            const bool fails = failures > 0;
            failures -= fails ? 1 : 0;
            reply({.status = fails ? 500U : 204U});
        });
        const auto started = m_server.start({.address = "127.0.0.1", .port = 0});
        REQUIRE(started);
        port = *started;
    }
    [[nodiscard]] WebhookSettings settings() const {
        return {.name = "shop",
                .url = "http://127.0.0.1:" + std::to_string(port) + "/hook",
                .secret = secret,
                .attemptsMax = 4,
                .retryFirst = Millis{1},
                .retryMax = Millis{2}};
    }

    std::uint16_t port = 0;
    std::map<std::string, unsigned> failing; ///< so often, by id
    std::vector<std::string> order;
    std::vector<HttpRequest> came;

private:
    std::mutex m_mutex;
    HttpServer m_server;
};

/// Sends until all are done with, as a pump does: what it is told comes back with the rows.
std::vector<std::string> sendAll(WebhookSender& sender, HandClock& clock, std::vector<OutboxItem> items) {
    std::vector<std::string> refused;
    for (int turn = 0; turn < 10'000 && !items.empty(); ++turn) {
        clock.advance(Millis{1});
        const OutboxDelivery delivery = sender.send(items);
        std::size_t done = delivery.delivered;
        for (const OutboxItem& failed : delivery.failed) {
            *std::ranges::find(items, failed.id(), &OutboxItem::id) = failed;
        }
        if (delivery.refused) {
            refused.push_back(items[done].id() + " " + delivery.trouble);
            ++done;
        }
        items.erase(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(done));
        for (const OutboxItem& arrived : delivery.ahead) {
            std::erase_if(items, [&](const OutboxItem& each) { return each.id() == arrived.id(); });
        }
    }
    CHECK(items.empty());
    return refused;
}

} // namespace

TEST_CASE("a request is signed over id, timestamp and body, and carries nothing else that is secret") {
    const HttpUrl url = *parseHttpUrl("https://shop.example/hook");
    const HttpPost post = webhookRequest(item(7, "o-77"), url, secret, eventTimeFromMillis(1'795'000'123'456));
    std::map<std::string, std::string> headers(post.headers.begin(), post.headers.end());
    CHECK(headers["webhook-id"] == "1/7/0/0");
    CHECK(headers["webhook-timestamp"] == "1795000123");
    const Digest256 sum = hmacSha256(secret, "1/7/0/0.1795000123." + post.body);
    CHECK(headers["webhook-signature"] == "v1," + toBase64({reinterpret_cast<const char*>(sum.data()), sum.size()}));
    CHECK(post.body == R"({"id":"1/7/0/0","type":"order-etas","timestamp":"2026-11-18T11:06:40.007Z","key":"o-77",)"
                       R"("data":{"state":"open"}})");
    CHECK_FALSE(post.body.contains(secret));
}

TEST_CASE("rows of one order arrive in order, and an order that fails holds up no other") {
    Shop shop;
    HandClock clock;
    WebhookSender sender(shop.settings(), clock, {});
    shop.failing["1/1/0/0"] = 3;
    const auto refused =
        sendAll(sender, clock, {item(1, "o-1"), item(2, "o-2"), item(3, "o-1"), item(4, "o-2"), item(5, "o-3")});
    CHECK(refused.empty());
    const auto at = [&](const std::string& id) {
        return std::find(shop.order.rbegin(), shop.order.rend(), id).base() - shop.order.begin();
    };
    CHECK(at("1/1/0/0") < at("1/3/0/0"));
    CHECK(at("1/2/0/0") < at("1/4/0/0"));
    CHECK(at("1/4/0/0") < at("1/1/0/0")); // the second of another order was not held up
    CHECK(shop.order.size() == 8);
    std::map<std::string, std::string> bodies;
    for (const HttpRequest& request : shop.came) {
        const auto [known, fresh] = bodies.emplace(request.header("webhook-id"), request.body);
        CHECK((fresh || known->second == request.body));
    }
}

TEST_CASE("an order's ETAs and the alerts about it arrive in one order, and other alerts wait for none of them") {
    Shop shop;
    HandClock clock;
    WebhookSender sender(shop.settings(), clock, {});
    shop.failing["1/1/0/0"] = 2;
    shop.failing["1/4/0/0"] = 1;
    CHECK(sendAll(sender, clock,
                  {item(1, "o-1"), alert(2, "late_order:o-1:29372340"), alert(3, "late_order:o-11:29372340"),
                   alert(4, "order_at_risk:o-1:29372341"), item(5, "o-1"), alert(6, "stuck_rider:o-1:29372340"),
                   alert(7, "late_order:o-1:29372340")})
              .empty());
    std::vector<std::string> one;
    for (const std::string& id : shop.order) {
        if (id != "1/3/0/0" && id != "1/6/0/0") {
            one.push_back(id);
        }
    }
    CHECK(one == std::vector<std::string>{"1/1/0/0", "1/1/0/0", "1/1/0/0", "1/2/0/0", "1/4/0/0", "1/4/0/0", "1/5/0/0",
                                          "1/7/0/0"});
    const auto first = [&](const std::string& id) {
        return std::ranges::find(shop.order, id) - shop.order.begin();
    };
    CHECK(first("1/3/0/0") < first("1/2/0/0"));
    CHECK(first("1/6/0/0") < first("1/2/0/0"));
}

TEST_CASE("an alert's id says which order it is about, if any") {
    CHECK(orderOfAlert(alertId(AlertKind::lateOrder, "o-77", 29372340)) == "o-77");
    CHECK(orderOfAlert(alertId(AlertKind::orderAtRisk, "a:b:c", 1)) == "a:b:c");
    CHECK(orderOfAlert(alertId(AlertKind::stuckRider, "o-77", 29372340)).empty());
    for (const char* other : {"", "late_order", "late_order:", ":", "late"}) {
        CHECK_MESSAGE(orderOfAlert(other).empty(), other);
    }
}

TEST_CASE("a row that is refused again and again is given up with its reason, and the next of its order goes on") {
    Shop shop;
    HandClock clock;
    std::vector<std::string> letters;
    int lettersRefused = 2;
    WebhookSender sender(shop.settings(), clock,
                         [&](const OutboxItem& given, const std::string& reason) -> std::string {
                             if (lettersRefused-- > 0) {
                                 return "the topic is away";
                             }
                             letters.push_back(webhookDeadLetter(given, "shop", reason).value);
                             return {};
                         });
    shop.failing["1/1/0/0"] = 1000;
    const auto refused = sendAll(sender, clock, {item(1, "o-1"), item(2, "o-1")});
    REQUIRE(refused.size() == 1);
    CHECK(refused[0] == "1/1/0/0 webhook shop: it answered 500 (attempt 4 of 4)");
    REQUIRE(letters.size() == 1);
    CHECK(letters[0].contains(R"("row":"1/1/0/0")"));
    CHECK(letters[0].contains("it answered 500"));
    CHECK(shop.order.back() == "1/2/0/0");
    CHECK(std::ranges::count(shop.order, "1/1/0/0") == 4);
}

TEST_CASE("an address where nobody answers is trouble, told without its secrets, and the rows stay") {
    HandClock clock;
    WebhookSettings settings{.name = "gone", .url = "http://127.0.0.1:1/hook?token=abc", .secret = secret};
    settings.retryFirst = Millis{60'000};
    WebhookSender sender(settings, clock, {});
    const std::vector<OutboxItem> items{item(1, "o-1")};
    const OutboxDelivery delivery = sender.send(items);
    CHECK(delivery.delivered == 0);
    CHECK_FALSE(delivery.refused);
    CHECK(delivery.trouble.contains("webhook gone: nobody answers there"));
    CHECK_FALSE(delivery.trouble.contains("abc"));
    CHECK_FALSE(delivery.trouble.contains(secret));
}

TEST_CASE("addresses of webhooks are read strictly") {
    CHECK(*parseHttpUrl("https://shop.example") ==
          HttpUrl{.tls = true, .host = "shop.example", .port = "443", .target = "/"});
    CHECK(*parseHttpUrl("http://[::1]:8080/a?b=c#d") ==
          HttpUrl{.tls = false, .host = "::1", .port = "8080", .target = "/a?b=c"});
    CHECK(parseHttpUrl("http://h?x").value().target == "/?x");
    for (const char* wrong : {"shop.example", "ftp://shop", "https://", "https://user:pw@shop", "http://h:99999999",
                              "http://h:x", "http://h/a b", "http://h/\r\nX: y"}) {
        CHECK_FALSE_MESSAGE(parseHttpUrl(wrong), wrong);
    }
}
