#include "core/lane/lane.h"
#include "tests/support/lane_feed.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <format>
#include <random>
#include <string>
#include <vector>

using namespace roundsman;

namespace {

struct Presence {
    bool say(std::string_view what, std::string_view name, int second = 0, std::string_view market = "south") {
        return hear(std::format(
            R"({{"type":"rider.{}","time":"2026-11-18T10:00:{:02}Z","subject":"r","market":"{}","data":{{{}}}}})", what,
            second, market, name.empty() ? std::string{} : std::format(R"("connection":"{}")", name)));
    }
    /// Whether he is connected then.
    bool hear(std::string document) {
        feed.document(std::move(document));
        LaneOutput out;
        lane.apply(feed.records().last(1), out);
        REQUIRE(out.riders.size() >= 1);
        return out.riders.back().connected;
    }
    LaneFeed feed;
    Lane lane{PartitionNo{0}, {}};
};

struct Document {
    std::string_view what;
    int connection = 0;
    int second = 0;
};
/// What each gateway writes, in its order; how a log may mix them is anybody's guess.
using Streams = std::vector<std::vector<Document>>;

std::vector<Document> mixed(Streams streams, std::mt19937& random) {
    std::vector<Document> log;
    std::erase_if(streams, [](const auto& stream) { return stream.empty(); });
    while (!streams.empty()) {
        auto& stream = streams[random() % streams.size()];
        log.push_back(stream.front());
        stream.erase(stream.begin());
        std::erase_if(streams, [](const auto& each) { return each.empty(); });
    }
    return log;
}

bool inOrder(const std::vector<Document>& log) {
    std::vector<int> begun;
    for (const Document& each : log) {
        if (each.what == "connected") {
            begun.push_back(each.connection);
        }
    }
    return std::ranges::is_sorted(begun);
}

/// A rider goes from gateway to gateway; each hears of the end of its connection long after the next one began.
struct Walk {
    explicit Walk(std::mt19937& random)
        : gateways(2 + random() % 3), connections(2 + static_cast<int>(random() % 5)), lastIsOpen(random() % 2 == 0) {
        for (int n = 0; n < connections; ++n) {
            at.push_back(n == 0 ? 0 : (at.back() + 1 + random() % (gateways - 1)) % gateways);
        }
    }
    /// `fallen`: connections whose gateway fell before it could say that they ended.
    [[nodiscard]] Streams streams(const std::vector<int>& clocks, const std::vector<bool>& fallen) const {
        Streams all(gateways);
        for (int n = 0; n < connections; ++n) {
            const int second = 20 + 2 * n + clocks[at[static_cast<std::size_t>(n)]];
            auto& stream = all[at[static_cast<std::size_t>(n)]];
            stream.push_back({"connected", n, second});
            const bool last = n + 1 == connections;
            if ((!last || !lastIsOpen) && !fallen[static_cast<std::size_t>(n)]) {
                stream.push_back({"disconnected", n, second + 3});
            }
        }
        return all;
    }
    std::size_t gateways;
    int connections;
    bool lastIsOpen;
    std::vector<std::size_t> at; ///< of each connection: its gateway
};

bool connectedAfter(const std::vector<Document>& log) {
    Presence rider;
    bool connected = false;
    for (const Document& each : log) {
        connected = rider.say(each.what, "c" + std::to_string(each.connection), each.second);
    }
    return connected;
}

} // namespace

TEST_CASE("the end of an earlier connection that comes late ends nothing of the newest one") {
    Presence rider;
    CHECK(rider.say("connected", "a", 1));
    CHECK(rider.say("connected", "b", 2));
    CHECK(rider.say("disconnected", "a", 3));
    CHECK_FALSE(rider.say("disconnected", "b", 4));
}

TEST_CASE("a connection that the log hears of late is no newer for it") {
    Presence rider;
    rider.say("connected", "b", 2);
    CHECK(rider.say("connected", "a", 1));
    CHECK(rider.say("disconnected", "a", 3));
    CHECK_FALSE(rider.say("disconnected", "b", 4));
}

TEST_CASE("whatever order a log has the documents in, a rider is connected while his newest connection is open") {
    std::mt19937 random(11);
    for (int run = 0; run < 2'000; ++run) {
        CAPTURE(run);
        const Walk walk(random);
        const std::vector<int> together(walk.gateways, 0);
        const std::vector<bool> none(static_cast<std::size_t>(walk.connections), false);
        REQUIRE(connectedAfter(mixed(walk.streams(together, none), random)) == walk.lastIsOpen);
    }
}

TEST_CASE("where connections begin in the log's order, gateways' clocks may say what they like") {
    std::mt19937 random(12);
    int runs = 0;
    while (runs < 500) {
        CAPTURE(runs);
        const Walk walk(random);
        std::vector<int> clocks(walk.gateways);
        std::ranges::generate(clocks, [&] { return static_cast<int>(random() % 30) - 15; });
        const auto log =
            mixed(walk.streams(clocks, std::vector<bool>(static_cast<std::size_t>(walk.connections))), random);
        if (inOrder(log)) {
            ++runs;
            REQUIRE(connectedAfter(log) == walk.lastIsOpen);
        }
    }
}

TEST_CASE("a gateway that fell leaves nobody connected for ever") {
    std::mt19937 random(13);
    int runs = 0;
    while (runs < 500) {
        CAPTURE(runs);
        const Walk walk(random);
        std::vector<bool> fallen(static_cast<std::size_t>(walk.connections));
        std::generate(fallen.begin(), fallen.end() - 1, [&] { return random() % 2 == 0; });
        const auto log = mixed(walk.streams(std::vector<int>(walk.gateways, 0), fallen), random);
        if (inOrder(log)) {
            ++runs;
            REQUIRE(connectedAfter(log) == walk.lastIsOpen);
        }
    }
}

TEST_CASE("who names a session names his connection, and who names nothing means whatever there is") {
    Presence rider;
    const auto say = [&](std::string_view what, std::string_view session) {
        return rider.hear(std::format(R"({{"type":"rider.{}","subject":"r","market":"south","data":{{{}}}}})", what,
                                      session.empty() ? std::string{} : std::format(R"("session":"{}")", session)));
    };
    say("connected", "s1");
    CHECK(say("connected", "s2"));
    CHECK(say("disconnected", "s1"));
    CHECK_FALSE(say("disconnected", "s2"));
    say("connected", "s3");
    CHECK_FALSE(say("disconnected", ""));
    say("connected", "");
    CHECK_FALSE(say("disconnected", "s4"));
}

TEST_CASE("a connection goes with its rider into another market") {
    Presence rider;
    rider.say("connected", "a", 1, "south");
    CHECK_FALSE(rider.say("left", "a", 2, "south"));
    CHECK(rider.say("joined", "a", 2, "north"));
    CHECK_FALSE(rider.say("disconnected", "a", 3, "north"));
}

TEST_CASE("a lane that goes on from its snapshot knows which connections are open") {
    Presence rider;
    rider.say("connected", "b", 2);
    rider.say("connected", "a", 1);
    auto again = Lane::fromSnapshot(rider.lane.snapshot());
    REQUIRE(again);
    rider.lane = std::move(*again);
    CHECK(rider.say("disconnected", "a", 3));
    CHECK_FALSE(rider.say("disconnected", "b", 4));
}
