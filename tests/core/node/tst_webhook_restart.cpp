#include "core/base/net/http_server.h"
#include "core/history/history_writer.h"
#include "core/history/outbox_pump.h"
#include "core/node/outbox/webhook_sender.h"
#include "tests/support/hand_clock.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

using namespace roundsman;

namespace {

/// The other end: takes everything but what it never takes.
class Shop {
public:
    Shop() {
        m_server.route("POST", "/hook", [this](const HttpRequest& request, const HttpReply& reply) {
            const std::lock_guard lock(m_mutex);
            const std::string id(request.header("webhook-id"));
            ++m_came[id];
            reply({.status = poison.contains(id) ? 500U : 204U});
        });
        const auto started = m_server.start({.address = "127.0.0.1", .port = 0});
        REQUIRE(started);
        m_port = *started;
    }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port) + "/hook"; }
    [[nodiscard]] int came(const std::string& id) {
        const std::lock_guard lock(m_mutex);
        return m_came[id];
    }
    [[nodiscard]] std::map<std::string, int> all() {
        const std::lock_guard lock(m_mutex);
        return m_came;
    }

    std::set<std::string> poison; ///< ids; before anything is sent

private:
    std::mutex m_mutex;
    std::map<std::string, int> m_came;
    std::uint16_t m_port = 0;
    HttpServer m_server;
};

/// A history whose rows leave through one webhook, in one life of the program after another.
struct World {
    explicit World(std::int64_t rows) {
        const auto history = *HistoryWriter::open({.folder = folder.path()});
        for (std::int64_t at = 0; at < rows; ++at) {
            LaneOutput out;
            out.firstOffset = Offset{at};
            out.nextOffset = Offset{at + 1};
            out.records = 1;
            out.laneTime = clock.now();
            out.outbox.push_back({.document = {.offset = Offset{at}, .index = 0},
                                  .n = 0,
                                  .topic = "order-etas",
                                  .key = "o-" + std::to_string(at % orders),
                                  .value = "{}"});
            history->write(out);
        }
        REQUIRE(history->commit());
    }
    [[nodiscard]] OutboxPump life() {
        WebhookSettings settings{.name = "shop", .url = shop.url(), .secret = "a secret of sixteen bytes and more"};
        settings.attemptsMax = attemptsMax;
        settings.retryFirst = Millis{1'000};
        settings.retryMax = Millis{60'000};
        auto reader = OutboxReader::open(folder.path(), {.name = "webhook:shop"}, OutboxStart::oldest);
        REQUIRE(reader);
        return {std::move(*reader),
                std::make_unique<WebhookSender>(settings, clock,
                                                [this](const OutboxItem& item, const std::string& reason) {
                                                    letters.push_back(webhookDeadLetter(item, "shop", reason).value);
                                                    return std::string{};
                                                }),
                {.itemsASend = 100}};
    }
    /// Until the pump has nothing to do for now.
    void drain(OutboxPump& pump) const {
        while (pump.step(clock.now()) == Millis{0}) {
        }
    }

    static constexpr std::int64_t orders = 10;
    static constexpr std::uint32_t attemptsMax = 6;
    tests::TempFolder folder;
    tests::HandClock clock;
    Shop shop;
    std::vector<std::string> letters;
};

std::string idOf(std::int64_t offset) {
    return "0/" + std::to_string(offset) + "/0/0";
}

} // namespace

TEST_CASE("attempts count over all lives of the program: a poison row is given up, and told once") {
    World world(10);
    world.shop.poison = {idOf(3)};
    for (std::uint32_t life = 0; life < 3 * World::attemptsMax; ++life) {
        OutboxPump pump = world.life(); // the one before ended without a word
        pump.step(world.clock.now());
        world.clock.advance(std::chrono::minutes(1));
    }
    CHECK(world.shop.came(idOf(3)) == static_cast<int>(World::attemptsMax));
    REQUIRE(world.letters.size() == 1);
    CHECK(world.letters[0].contains(R"("row":"0/3/0/0")"));
    CHECK(world.letters[0].contains("it answered 500 (attempt 6 of 6)"));
    OutboxPump pump = world.life();
    world.drain(pump);
    CHECK(pump.status()->setAside == 1);
    CHECK(pump.status()->sent == 9);
    CHECK(pump.status()->waiting == 0);
}

TEST_CASE("a new life does not begin the waiting anew: what is not due yet is not tried") {
    World world(1);
    world.shop.poison = {idOf(0)};
    const auto tryAgain = [&] {
        OutboxPump pump = world.life();
        world.drain(pump);
    };
    tryAgain();
    for (int attempts = world.shop.came(idOf(0)); attempts < static_cast<int>(World::attemptsMax);
         attempts = world.shop.came(idOf(0))) {
        for (int life = 0; life < 5; ++life) {
            tryAgain();
        }
        CHECK(world.shop.came(idOf(0)) <= attempts + 2); // any part of the wait, so now and then nearly none
        world.clock.advance(std::chrono::minutes(1));
    }
}

TEST_CASE("what arrived out of its turn does not come again, not even in another life") {
    World world(200);
    world.shop.poison = {idOf(0), idOf(1)};
    for (int life = 0; life < 2; ++life) {
        OutboxPump pump = world.life();
        world.drain(pump);
        CHECK(pump.status()->waiting == 40); // two orders of ten, each behind its first row
        CHECK(pump.status()->sent == 160);
    }
    auto came = world.shop.all();
    CHECK(came.size() == 162);
    for (const auto& [id, times] : came) {
        CHECK((times == 1 || world.shop.poison.contains(id)));
    }
}

TEST_CASE("when the first rows are given up, the rest of their orders goes on, and nothing is left behind") {
    World world(200);
    world.shop.poison = {idOf(0), idOf(1)};
    OutboxPump pump = world.life();
    for (std::uint32_t attempt = 0; attempt < World::attemptsMax; ++attempt) {
        world.drain(pump);
        world.clock.advance(std::chrono::minutes(1));
    }
    world.drain(pump);
    CHECK(pump.status()->waiting == 0);
    CHECK(pump.status()->sent == 198);
    CHECK(pump.status()->setAside == 2);
    CHECK(world.shop.all().size() == 200);
    auto senders = sqlite::Connection::open(world.folder.path() / "senders.db", {.access = sqlite::Access::readOnly});
    REQUIRE(senders);
    CHECK(*senders->integer("SELECT count(*) FROM tries") == 0);
}

TEST_CASE("a clock that was set back holds no row longer than the longest wait") {
    World world(1);
    world.shop.poison = {idOf(0)};
    {
        OutboxPump pump = world.life();
        world.drain(pump);
    }
    const int before = world.shop.came(idOf(0));
    world.clock.advance(-std::chrono::hours(5));
    OutboxPump pump = world.life();
    world.drain(pump);
    CHECK(world.shop.came(idOf(0)) > before);
}
