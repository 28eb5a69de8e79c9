// What the gateway hears from elsewhere: keys that change, and what riders have to do by the lanes' pictures.
#include "core/gateway/rider_socket.h"
#include "core/node/gateway_watch.h"
#include "core/node/node_console.h"
#include "tests/support/gateway_under_test.h"
#include "tests/support/soon.h"
#include "tests/support/temp_folder.h"
#include "tests/support/ws_client.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <vector>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

class HandClock final : public Clock {
public:
    [[nodiscard]] EventTime now() const override { return SystemClock{}.now() + Millis(m_ahead); }
    void advance(std::chrono::minutes step) { m_ahead += std::chrono::milliseconds(step).count(); }

private:
    std::atomic<std::int64_t> m_ahead = 0;
};

/// Keeps nothing; says that south's lane was further on before it was stopped, as far as the test wants.
class ForgetfulHistory final : public HistorySink {
public:
    explicit ForgetfulHistory(Offset committed) : m_committed(committed) {}
    std::expected<LanePosition, std::string> position(PartitionNo partition, const LogIdentity&,
                                                      OffsetRange kept) override {
        const bool south = partition == MarketMap(GatewayUnderTest::partitions).partitionOf("south");
        return LanePosition{.committed = south ? std::max(m_committed, kept.low) : kept.low, .snapshot = {}};
    }
    std::expected<void, std::string> write(const LaneOutput&) override { return {}; }
    std::expected<void, std::string> snapshot(PartitionNo, Offset, const std::string&) override { return {}; }
    std::expected<void, std::string> commit() override { return {}; }

private:
    const Offset m_committed;
};

/// A gateway and a node with real lanes over one log, and the watch between them.
struct Watched {
    explicit Watched(Offset committed = Offset{0})
        : node(parts(committed), quick(),
               {.metrics = metrics, .lines = lines, .clock = clock, .audit = audit, .version = "0"}) {
        node.start();
        watch.start();
    }
    ~Watched() {
        watch.stop();
        node.stop();
    }

    static NodeLimits quick() {
        NodeLimits limits;
        limits.pollWait = Millis(10);
        limits.watchEvery = Millis(10);
        limits.unwatchedFrameEvery = Millis(10);
        return limits;
    }
    NodeParts parts(Offset committed) {
        return {
            .logKind = "memory",
            .openLog = [this]() -> std::expected<std::unique_ptr<EventLog>, LogError> { return at.log.open(); },
            .openHistory = [committed]() -> std::expected<std::unique_ptr<HistorySink>, std::string> {
                return std::make_unique<ForgetfulHistory>(committed);
            },
            .makeLane = [](PartitionNo partition,
                           const std::string& snapshot) { return makeRealLane(partition, LaneSettings{}, snapshot); },
            .partitions = {},
            .markets = {},
            .streams = {}};
    }
    void say(const std::string& type, const std::string& data) {
        const std::string document = R"({"id":"e-)" + std::to_string(++said) + R"(","type":"order.)" + type +
                                     R"(","market":"south","subject":"o-1","data":)" + data + "}";
        REQUIRE(at.post(document).status == 202);
    }
    void place() {
        say("placed", R"({"merchantId":"m-1","pickup":{"latitude":12.97,"longitude":77.59},)"
                      R"("dropoff":{"latitude":12.98,"longitude":77.6}})");
    }
    void assign(const std::string& rider) { say("assigned", R"({"driverId":")" + rider + R"("})"); }
    /// A step that the lanes' pictures show.
    [[nodiscard]] bool shows(OrderStep last) const {
        return soon([&] {
            const Picture picture = console.picture();
            return std::ranges::any_of(picture.lanes, [&](const FramePtr& lane) {
                return lane->openOrders && std::ranges::any_of(*lane->openOrders, [&](const OrderView& order) {
                           return order.id == "o-1" && order.last == last;
                       });
            });
        });
    }
    /// The lanes' pictures no longer show the order.
    [[nodiscard]] bool gone() const {
        return soon([&] {
            return std::ranges::all_of(console.picture().lanes, [](const FramePtr& lane) {
                return !lane->openOrders || lane->openOrders->empty();
            });
        });
    }
    /// Returns when the watch has looked at everything since the call began: what it leaves out of the audit log it
    /// says at the end of a look, once for each minute of the clock.
    [[nodiscard]] bool lookedTwice() {
        for (int i = 0; i < 2; ++i) {
            const std::size_t before = leftOut();
            for (std::size_t n = 0; n <= AuditLog::refusedOfOneMax; ++n) {
                audit.write({.door = "events", .who = "eve", .act = "retry", .refusal = "not_yours"});
            }
            clock.advance(std::chrono::minutes(1));
            if (!soon([&] { return leftOut() > before; })) {
                return false;
            }
        }
        return true;
    }
    [[nodiscard]] std::size_t leftOut() const { return countOf(acts, "left_out"); }
    [[nodiscard]] std::size_t lineCount(const std::string& piece) const { return countOf(programLines, piece); }
    std::size_t countOf(const std::vector<std::string>& in, const std::string& piece) const {
        const std::lock_guard lock(mutex);
        return static_cast<std::size_t>(
            std::ranges::count_if(in, [&](const std::string& line) { return line.contains(piece); }));
    }
    LogLines::Sink into(std::vector<std::string>& where) {
        return [this, &where](std::string_view line) {
            const std::lock_guard lock(mutex);
            where.emplace_back(line);
        };
    }

    TempFolder folder;
    KeyStore keys{folder / "keys"};
    HandClock clock;
    mutable std::mutex mutex;
    std::vector<std::string> programLines; ///< by the program's log
    std::vector<std::string> acts;
    LogLines lines{clock, into(programLines)};
    AuditLog audit{clock, into(acts)};
    Metrics metrics;
    GatewayUnderTest at;
    Node node;
    NodeConsole console{node, "tests"};
    GatewayWatch watch{at.gateway(), node, keys, clock, lines, Millis(20)};
    int said = 0;
};

struct Phone {
    /// `has`: what it hears that he has, in JSON.
    Phone(const Watched& world, const std::string& rider, const std::string& has = "")
        : client(world.at.port, "/v1/riders?rider=" + rider) {
        REQUIRE(client.next().payload.contains("hello"));
        REQUIRE(next() == R"({"type":"orders","orderIds":[)" + has + "]}");
    }
    std::string next() { return client.next().payload; }
    WsClient client;
};

const std::string assignment =
    R"({"type":"assignment","orderId":"o-1","merchantId":"m-1","pickup":{"latitude":12.97,"longitude":77.59},)"
    R"("dropoff":{"latitude":12.98,"longitude":77.6}})";
const std::string cancel = R"({"type":"cancel","orderId":"o-1"})";
const std::string ended = R"({"type":"ended","orderId":"o-1"})";
const std::string mark = R"({"type":"mark"})";

std::expected<void, std::string> change(const KeyStore& store,
                                        const std::function<void(std::vector<StoredKey>&)>& how) {
    return store.change("change", "a1", SystemClock{}.now(), [&](std::vector<StoredKey>& keys) {
        how(keys);
        return std::expected<void, std::string>{};
    });
}

void addKey(const KeyStore& store, const std::string& id) {
    StoredKey key{
        .id = id, .kind = StoredKey::Kind::api, .secretHash = hashOfSecret("s"), .createdAt = SystemClock{}.now()};
    key.who = {
        .role = Role::service, .subject = "shop", .markets = {"south"}, .merchant = {}, .order = {}, .credential = id};
    REQUIRE(change(store, [&](std::vector<StoredKey>& keys) { keys.push_back(key); }));
}

std::string bearer(const std::string& id) {
    return "Authorization: Bearer " + writeApiKey(id, "s") + "\r\n";
}

} // namespace

TEST_CASE("a rider is told of an order when it becomes his, again on a new connection, and when it is another's") {
    Watched world;
    Phone first(world, "r-1");
    world.place();
    world.assign("r-1");
    CHECK(first.next() == assignment);
    Phone again(world, "r-1", R"("o-1")");
    CHECK(again.next() == assignment);
    Phone other(world, "r-2");
    world.assign("r-2");
    CHECK(again.next() == cancel);
    CHECK(other.next() == assignment);
    REQUIRE(world.lookedTwice()); // nobody is told twice
    CHECK(world.at.gateway().tellRider("r-1", mark));
    CHECK(world.at.gateway().tellRider("r-2", mark));
    CHECK(again.next() == mark);
    CHECK(other.next() == mark);
}

TEST_CASE("a phone that was away hears what its rider still has, and so what was taken from him meanwhile") {
    Watched world;
    world.place();
    world.assign("r-1");
    REQUIRE(world.shows(OrderStep::assigned));
    {
        Phone before(world, "r-1", R"("o-1")");
        CHECK(before.next() == assignment);
    }
    REQUIRE(soon([&] { return world.at.gateway().riders().size() == 0; }));
    world.say("cancelled", "{}");
    REQUIRE(world.gone());
    Phone after(world, "r-1");
    CHECK(world.at.gateway().tellRider("r-1", mark));
    CHECK(after.next() == mark);
}

TEST_CASE("a service that is called as a rider is hears nothing of his orders") {
    Watched world;
    addKey(world.keys, "a1"); // of the service "shop"
    const std::string key = bearer("a1");
    const std::string placed = R"({"id":"p","type":"order.placed","market":"south","subject":"o-1","data":{}})";
    const std::string given =
        R"({"id":"a","type":"order.assigned","market":"south","subject":"o-1","data":{"driverId":"shop"}})";
    REQUIRE(soon([&] { return world.at.post(placed, key).status == 202; }));
    REQUIRE(world.at.post(given, key).status == 202);
    REQUIRE(world.shows(OrderStep::assigned));
    WsClient service(world.at.port, "/v1/riders", key);
    REQUIRE(service.next().payload.contains("hello"));
    REQUIRE(world.lookedTwice());
    for (const auto& socket : world.at.gateway().riders().all()) {
        socket->tell(mark);
    }
    CHECK(service.next().payload == mark);
}

TEST_CASE("an order that ends in a rider's bag has ended, and was not taken from him") {
    Watched world;
    Phone phone(world, "r-1");
    world.place();
    world.assign("r-1");
    CHECK(phone.next() == assignment);
    world.say("picked_up", R"({"driverId":"r-1"})");
    REQUIRE(world.shows(OrderStep::pickedUp));
    REQUIRE(world.lookedTwice());
    world.say("delivered", R"({"driverId":"r-1"})");
    CHECK(phone.next() == ended);
}

TEST_CASE("while a lane runs through what it knew before, nobody is sent to an order of yesterday") {
    constexpr int before = 50;
    Watched world(Offset{before});
    WsClient phone(world.at.port, "/v1/riders?rider=r-1");
    REQUIRE(phone.next().payload.contains("hello"));
    world.place();
    world.assign("r-1");
    REQUIRE(world.shows(OrderStep::assigned));
    REQUIRE(world.lookedTwice());
    CHECK(world.at.gateway().tellRider("r-1", mark));
    CHECK(phone.next().payload == mark);
    world.at.log.fill(MarketMap(GatewayUnderTest::partitions).partitionOf("south"), before);
    CHECK(phone.next().payload == R"({"type":"orders","orderIds":["o-1"]})");
    CHECK(phone.next().payload == assignment);
}

TEST_CASE("keys that are made or revoked while the gateway runs count at once") {
    Watched world;
    const std::string fix = R"({"driverId":"r-1","lat":12.97,"lng":77.59,"market":"south","seq":1})";
    CHECK(world.at.post(fix).status == 202); // no keys: whoever is here is its owner
    addKey(world.keys, "a1");
    CHECK(soon([&] { return world.at.post(fix).status == 401; }));
    CHECK(world.at.post(fix, bearer("a1")).status == 202);
    addKey(world.keys, "a2");
    CHECK(soon([&] { return world.at.post(fix, bearer("a2")).status == 202; }));
    REQUIRE(change(world.keys, [](std::vector<StoredKey>& keys) { keys[0].revokedAt = SystemClock{}.now(); }));
    CHECK(soon([&] { return world.at.post(fix, bearer("a1")).status == 401; }));
    CHECK(world.at.post(fix, bearer("a2")).status == 202);
    CHECK(world.lineCount("the credentials were read") == 3);
}

TEST_CASE("a store that is damaged or taken away lets nobody in and throws nobody out, and is said once") {
    Watched world;
    const std::string fix = R"({"driverId":"r-1","lat":12.97,"lng":77.59,"market":"south","seq":1})";
    addKey(world.keys, "a1");
    CHECK(soon([&] { return world.at.post(fix).status == 401; }));
    std::ofstream(world.keys.file(), std::ios::app) << "no key\n";
    CHECK(soon([&] { return world.lineCount("is damaged in line 2") > 0; }));
    REQUIRE(world.lookedTwice());
    CHECK(world.lineCount("is damaged in line 2") == 1);
    CHECK(world.at.post(fix).status == 401);
    CHECK(world.at.post(fix, bearer("a1")).status == 202);
    std::filesystem::remove(world.keys.file());
    REQUIRE(world.lookedTwice());
    CHECK(world.at.post(fix).status == 401);
    CHECK(world.at.post(fix, bearer("a1")).status == 202);
}

TEST_CASE("a watch that was never started, or is stopped twice, goes away quietly") {
    Watched world;
    world.watch.stop();
    world.watch.stop();
    GatewayWatch never(world.at.gateway(), world.node, world.keys, world.clock, world.lines);
    never.stop();
}
