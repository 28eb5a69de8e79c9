// Silence has two kinds: nobody sends, and the log is away. Only the first says something about riders and orders.
#include "core/history/measure_reader.h"
#include "core/log/local_log.h"
#include "core/node/kept_history.h"
#include "core/node/node_console.h"
#include "tests/support/memory_log.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace roundsman;
using namespace roundsman::tests;
using namespace std::chrono_literals;

namespace {

constexpr PartitionNo p0{0};
constexpr EventTime noon = eventTimeFromMillis(1'795'003'200'000);

/// Stands still but when the test moves it.
class TestClock final : public Clock {
public:
    [[nodiscard]] EventTime now() const override { return eventTimeFromMillis(m_millis); }
    void advance(Millis step) { m_millis += step.count(); }

private:
    std::atomic<std::int64_t> m_millis = millisOf(noon);
};

template <typename Condition>
bool soon(Condition condition) {
    const auto until = std::chrono::steady_clock::now() + 120s;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until) {
            return false;
        }
        std::this_thread::yield();
    }
    return true;
}

NodeLimits quick() {
    NodeLimits limits;
    limits.commitEvery = Millis(10);
    limits.pollWait = Millis(10);
    limits.retryFirst = Millis(5);
    limits.retryMax = Millis(20);
    limits.tickAfter = Millis(20);
    limits.watchEvery = Millis(10);
    limits.unwatchedFrameEvery = Millis(10);
    return limits;
}

/// A whole node with a real lane and a real history over whatever log; only the clock is the test's.
struct SilentFleet {
    SilentFleet(const Clock& clock, std::function<std::expected<std::unique_ptr<EventLog>, LogError>()> openLog)
        : lines(clock, [](std::string_view) {}),
          audit(clock, [](std::string_view) {}),
          node(parts(std::move(openLog)), quick(),
               {.metrics = metrics, .lines = lines, .clock = clock, .audit = audit, .version = "0"}),
          console(node, "tests") {
        node.start();
    }
    ~SilentFleet() { node.stop(); }

    NodeParts parts(std::function<std::expected<std::unique_ptr<EventLog>, LogError>()> openLog) {
        return {
            .logKind = "test",
            .openLog = std::move(openLog),
            .openHistory = [this] { return openKeptHistory({.folder = folder.path() / "history"}); },
            .makeLane = [](PartitionNo partition,
                           const std::string& snapshot) { return makeRealLane(partition, LaneSettings{}, snapshot); },
            .partitions = {},
            .markets = {},
            .streams = {}};
    }
    [[nodiscard]] FramePtr frame() const {
        const Picture picture = console.picture();
        return picture.lanes.empty() ? nullptr : picture.lanes.front();
    }
    /// The subjects of open alerts of a kind, in the picture that people see.
    [[nodiscard]] std::size_t open(AlertKind kind) const {
        const FramePtr now = frame();
        return now == nullptr ? 0
                              : static_cast<std::size_t>(std::ranges::count(*now->openAlerts, kind, &AlertRow::kind));
    }
    [[nodiscard]] std::size_t stored(AlertKind kind) const {
        std::size_t count = 0;
        auto reader = MeasureReader::open(folder.path() / "history");
        const auto add = [&](std::int32_t, const AlertRow& row) {
            count += row.kind == kind ? 1 : 0;
        };
        return reader && reader->alerts(EventTime{}, noon + 24h, add) ? count : 0;
    }
    /// Why the rider's fix is old, as people are told.
    [[nodiscard]] StaleCause cause() const {
        const FramePtr now = frame();
        return now == nullptr || now->riders.empty() ? StaleCause::none : now->riders.front().cause;
    }
    [[nodiscard]] bool tookFirst(std::size_t riders) const {
        const FramePtr now = frame();
        return now != nullptr && now->riders.size() == riders && now->riders.front().hasFix;
    }

    TempFolder folder;
    Metrics metrics;
    LogLines lines;
    AuditLog audit;
    Node node;
    NodeConsole console;
};

/// A rider under way with an order that is promised in three minutes.
std::string oneOrder() {
    const std::string at = toRfc3339(noon);
    return R"({"type":"order.placed","id":"e1","time":")" + at +
           R"(","market":"south","subject":"o-1","data":{"merchantId":"m-1","pickup":{"latitude":12.97,"longitude":77.59},"promisedAt":")" +
           toRfc3339(noon + 3min) + R"("}})" + "\n" + R"({"type":"order.assigned","id":"e2","time":")" + at +
           R"(","market":"south","subject":"o-1","data":{"driverId":"r-1"}})" + "\n" +
           R"({"driverId":"r-1","latitude":12.971,"longitude":77.591,"market":"south","timestamp":")" + at +
           R"(","status":"to_merchant"})";
}

} // namespace

TEST_CASE("five silent minutes with the log present: the rider is lost and the order late, and history has it") {
    const TempFolder logFolder;
    TestClock clock; // the log stamps by it, and the node ticks by it
    const auto openLog = [&]() -> std::expected<std::unique_ptr<EventLog>, LogError> {
        return openLocalLog({.folder = logFolder.path(), .partitions = 1}, clock);
    };
    {
        auto log = openLog();
        REQUIRE(log.has_value());
        auto writer = (*log)->write();
        REQUIRE(writer.has_value());
        const std::string documents = oneOrder();
        REQUIRE(
            (*writer)->append({.partition = p0, .key = {}, .value = documents, .headers = {}}, [](const Appended&) {}));
        REQUIRE((*writer)->flush(60s));
    }
    const SilentFleet fleet(clock, openLog);
    REQUIRE(soon([&] { return fleet.tookFirst(1); }));
    clock.advance(2min);
    REQUIRE(soon([&] { return fleet.frame()->laneTime == noon + 2min; })); // ticks flow
    CHECK(fleet.open(AlertKind::lostRider) == 0);
    CHECK(fleet.open(AlertKind::lateOrder) == 0);
    clock.advance(4min);
    CHECK(soon([&] { return fleet.open(AlertKind::lostRider) == 1 && fleet.open(AlertKind::lateOrder) == 1; }));
    CHECK(soon([&] { return fleet.stored(AlertKind::lostRider) == 1 && fleet.stored(AlertKind::lateOrder) == 1; }));
}

TEST_CASE(
    "with the log away for five minutes nothing is told, and the cause shown is the log; when it is back, all is") {
    TestClock clock;
    MemoryLog log(1, clock);
    const SilentFleet fleet(clock, [&]() -> std::expected<std::unique_ptr<EventLog>, LogError> { return log.open(); });
    log.append(p0, oneOrder());
    REQUIRE(soon([&] { return fleet.tookFirst(1); }));

    log.setAway(true);
    REQUIRE(soon([&] { return fleet.cause() == StaleCause::log; }));
    const EventTime before = fleet.frame()->laneTime;
    clock.advance(6min);
    log.append(p0, "{}"); // the broker's clock goes on for others; nobody here can read it
    CHECK(fleet.open(AlertKind::lostRider) == 0);
    CHECK(fleet.open(AlertKind::lateOrder) == 0);
    CHECK(fleet.frame()->laneTime == before); // time stands still
    CHECK(fleet.stored(AlertKind::lostRider) == 0);

    log.setAway(false);
    CHECK(soon([&] { return fleet.open(AlertKind::lostRider) == 1 && fleet.open(AlertKind::lateOrder) == 1; }));
    CHECK(fleet.frame()->laneTime >= noon + 6min);
    CHECK(soon([&] { return fleet.stored(AlertKind::lostRider) == 1 && fleet.stored(AlertKind::lateOrder) == 1; }));
}
