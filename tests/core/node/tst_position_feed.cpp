#include "core/node/outbox/position_feed.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <thread>

using namespace roundsman;

namespace {

template <typename Condition>
bool soon(Condition condition) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until) {
            return false;
        }
        std::this_thread::yield();
    }
    return true;
}

/// The topic, as its readers see it.
struct Topic {
    std::mutex mutex;
    std::map<std::string, std::string> newest;  ///< by key
    std::map<std::string, std::string> content; ///< by id
    int messages = 0;
    int turn = 0;
    bool twoContents = false;
    std::atomic<bool> moody{false};

    int count() {
        const std::lock_guard lock(mutex);
        return messages;
    }
};

class Sender final : public KafkaTopics {
public:
    explicit Sender(Topic& topic) : m_topic(topic) {}
    OutboxDelivery send(std::span<const TopicMessage> messages) override {
        const std::lock_guard lock(m_topic.mutex);
        OutboxDelivery delivery;
        for (const TopicMessage& message : messages) {
            if (m_topic.moody && m_topic.turn++ % 3 == 2) {
                delivery.trouble = "not now";
                return delivery;
            }
            ++m_topic.messages;
            const auto [known, fresh] = m_topic.content.emplace(message.id, message.value);
            m_topic.twoContents = m_topic.twoContents || known->second != message.value;
            m_topic.newest[std::string(message.key)] = message.value;
            ++delivery.delivered;
        }
        return delivery;
    }
    void cancel() override {}

private:
    Topic& m_topic;
};

struct LaneOfRiders {
    explicit LaneOfRiders(int riders) {
        auto ids = std::make_shared<Directory>();
        auto markets = std::make_shared<Directory>();
        markets->append("south");
        for (int i = 0; i < riders; ++i) {
            ids->append("r" + std::to_string(i));
        }
        frame.riderIds = ids;
        frame.marketNames = markets;
        frame.riders.resize(static_cast<std::size_t>(riders));
    }
    void move(std::size_t rider, std::int64_t time) {
        RiderDot& dot = frame.riders[rider];
        dot.rider = RiderNo{static_cast<std::uint32_t>(rider)};
        dot.market = MarketNo{0};
        dot.position = GeoPoint::fromE7(129'712'340 + static_cast<std::int32_t>(time), 775'941'230);
        dot.fixTime = eventTimeFromMillis(time);
        dot.logTime = eventTimeFromMillis(time + 20);
        dot.hasFix = true;
    }
    void show() {
        const std::lock_guard lock(mutex);
        ++frame.sequence;
        frame.nextOffset = Offset{static_cast<std::int64_t>(frame.sequence)};
        shown = std::make_shared<Frame>(frame);
    }
    PositionFeed::Lane lane() {
        return {.partition = PartitionNo{0},
                .newest =
                    [this] {
                        const std::lock_guard lock(mutex);
                        return FramePtr(shown);
                    },
                .committed =
                    [this] {
                        return Offset{committed.load()};
                    }};
    }
    Frame frame;
    std::mutex mutex;
    std::shared_ptr<const Frame> shown;
    std::atomic<std::int64_t> committed{0};
};

struct World {
    std::unique_ptr<PositionFeed> start() {
        auto feed = std::make_unique<PositionFeed>(std::vector{lane.lane()}, std::make_unique<Sender>(topic), Millis{1},
                                                   PositionFeed::Surroundings{.metrics = metrics, .lines = lines});
        feed->start([](const std::string& sentence) { FAIL(sentence); });
        return feed;
    }
    LaneOfRiders lane{3};
    Topic topic;
    Metrics metrics;
    SystemClock clock;
    LogLines lines{clock, [](std::string_view) {
                   }};
};

} // namespace

TEST_CASE("positions leave once they are committed, only of riders who moved, and all of them again after a start") {
    World world;
    world.lane.move(0, 1'000);
    world.lane.move(1, 1'000);
    world.lane.show();
    {
        const auto feed = world.start();
        CHECK(world.topic.count() == 0); // not committed
        world.lane.committed = 1;
        REQUIRE(soon([&] { return world.topic.count() == 2; }));
        world.lane.move(1, 2'000);
        world.lane.show();
        world.lane.committed = 2;
        REQUIRE(soon([&] { return world.topic.count() == 3; }));
    }
    CHECK(
        world.topic.newest["r1"] ==
        R"({"driverId":"r1","market":"south","latitude":12.971434,"longitude":77.594123,"timestamp":2000,"loggedAt":2020})");
    CHECK_FALSE(world.topic.newest.contains("r2"));
    const auto feed = world.start();
    REQUIRE(soon([&] { return world.topic.count() == 5; }));
    CHECK(world.topic.content.size() == 3); // the repeats have the ids they had
    CHECK_FALSE(world.topic.twoContents);
}

TEST_CASE("a topic that fails now and then has everybody's newest position in the end") {
    World world;
    world.topic.moody = true;
    const auto feed = world.start();
    for (int time = 1; time <= 50; ++time) {
        for (std::size_t rider = 0; rider < 3; ++rider) {
            world.lane.move(rider, time * 1'000);
        }
        world.lane.show();
        world.lane.committed = time;
        REQUIRE(soon([&] { return world.topic.count() >= time; }));
    }
    CHECK(soon([&] {
        const std::lock_guard lock(world.topic.mutex);
        return world.topic.newest["r0"].contains(":50000,") && world.topic.newest["r1"].contains(":50000,") &&
               world.topic.newest["r2"].contains(":50000,");
    }));
    CHECK_FALSE(world.topic.twoContents);
}
