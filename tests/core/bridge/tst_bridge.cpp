#include "core/bridge/bridge.h"
#include "tests/core/bridge/source_topics.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

constexpr std::int32_t lanes = 2;
const MarketMap markets(lanes, {{"south", 0}, {"north", 1}, {"west", 1}});
constexpr auto patience = std::chrono::seconds(60);

template <typename Condition>
bool soon(Condition condition) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until) {
            return false;
        }
        std::this_thread::yield();
    }
    return true;
}

/// A log that keeps what it is given, and refuses, loses answers or says no as the test wants.
class MoodyLog final : public LogWriter {
public:
    std::expected<void, LogError> append(const NewRecord& record, std::function<void(Appended)> acknowledged) override {
        const int mood = m_mood++;
        if (m_away) {
            return std::unexpected(LogError{LogTrouble::queueFull, "the log is away"});
        }
        if (failing && mood % 7 == 3) {
            return std::unexpected(LogError{LogTrouble::unreachable, "nobody answers"});
        }
        Offset offset;
        {
            const std::lock_guard lock(m_mutex);
            if (!failing || mood % 7 != 5) {
                keep(record);
            }
            offset = Offset{m_next++};
        }
        if (failing && (mood % 7 == 4 || mood % 7 == 5)) {
            acknowledged(std::unexpected(LogError{LogTrouble::timedOut, "perhaps it is there, perhaps not"}));
        } else {
            acknowledged(offset);
        }
        return {};
    }
    bool flush(Millis) override { return true; }

    TakingLanes::Taken taken() {
        const std::lock_guard lock(m_mutex);
        return m_lanes.take();
    }
    void setAway(bool away) { m_away = away; }
    std::atomic<bool> failing{false};

private:
    void keep(const NewRecord& record) {
        std::vector<std::pair<std::string, std::string>> headers;
        for (const HeaderView& header : record.headers) {
            headers.emplace_back(header.name, header.value);
        }
        m_lanes.append(record.partition.value(), std::string(record.value), std::move(headers));
    }

    std::mutex m_mutex;
    TakingLanes m_lanes{lanes};
    std::int64_t m_next = 0;
    std::atomic<int> m_mood{0};
    std::atomic<bool> m_away{false};
};

/// A group of one member that reads a test's topics; its positions outlive it.
struct FakeCluster {
    SourceTopics topics;
    std::mutex mutex;
    std::map<std::uint32_t, std::int64_t> committed;
    std::atomic<bool> takeAway{false};
    std::atomic<int> opened{0};
    std::atomic<int> failOpening{0};
};

class FakeGroup final : public GroupReader {
public:
    FakeGroup(FakeCluster& cluster, Leaving leaving) : m_cluster(cluster), m_leaving(std::move(leaving)) { give(); }
    ~FakeGroup() override { close(Millis{0}); }

    std::expected<GroupBatchPtr, LogError> poll(Millis wait) override {
        if (m_cluster.takeAway.exchange(false)) {
            lose();
            give();
        }
        auto batch = std::make_unique<Batch>();
        for (std::uint32_t source = 0; source < m_next.size() && !m_held; ++source) {
            const auto& records = m_cluster.topics.partitions[source].records;
            for (int i = 0; i < 3 && static_cast<std::size_t>(m_next[source]) < records.size(); ++i) {
                batch->all.push_back(
                    {source, m_cluster.topics.record(source, static_cast<std::size_t>(m_next[source]++))});
            }
        }
        if (batch->all.empty()) {
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, wait, [this] { return std::exchange(m_woken, false); });
        }
        return batch;
    }
    [[nodiscard]] const GroupSource& source(std::uint32_t number) const override { return m_sources[number]; }
    [[nodiscard]] std::vector<std::uint32_t> assigned() const override {
        std::vector<std::uint32_t> all(m_sources.size());
        std::ranges::generate(all, [n = 0U]() mutable { return n++; });
        return all;
    }
    [[nodiscard]] Offset end(std::uint32_t source) const override {
        return Offset{std::ssize(m_cluster.topics.partitions[source].records)};
    }
    void hold(bool held) override { m_held = held; }
    void commit(std::span<const GroupPosition> positions) override {
        const std::lock_guard lock(m_cluster.mutex);
        for (const auto& [source, next] : positions) {
            m_cluster.committed[source] = next.value();
        }
    }
    void close(Millis) override {
        if (!std::exchange(m_closed, true)) {
            lose();
        }
    }
    void wake() override {
        const std::lock_guard lock(m_mutex);
        m_woken = true;
        m_wake.notify_all();
    }
    [[nodiscard]] std::int64_t rebalances() const override { return 1; }

private:
    struct Batch final : GroupBatch {
        [[nodiscard]] std::span<const GroupRecord> records() const override { return all; }
        std::vector<GroupRecord> all;
    };
    void give() {
        const std::lock_guard lock(m_cluster.mutex);
        m_next.clear();
        m_sources.clear();
        for (std::uint32_t source = 0; source < m_cluster.topics.partitions.size(); ++source) {
            const auto& from = m_cluster.topics.partitions[source];
            m_next.push_back(m_cluster.committed[source]);
            m_sources.push_back({from.topic, "s/G+k/Q8xyz", PartitionNo{from.partition}, Offset{m_next.back()}});
        }
    }
    void lose() { commit(m_leaving(assigned())); }

    FakeCluster& m_cluster;
    Leaving m_leaving;
    std::vector<std::int64_t> m_next;
    std::vector<GroupSource> m_sources;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_woken = false;
    bool m_held = false;
    bool m_closed = false;
};

struct World {
    explicit World(std::uint32_t seed, std::size_t records) {
        SourceWriter writer(seed);
        cluster.topics.partitions = {{"rider-updates", 0}, {"rider-updates", 1}, {"order-events", 0}};
        for (auto& partition : cluster.topics.partitions) {
            for (std::size_t i = 0; i < records; ++i) {
                partition.records.push_back(writer.value());
            }
        }
        limits.retryFirst = Millis{1};
        limits.retryMax = Millis{5};
        limits.commitEvery = Millis{10};
        limits.coalesceFor = Millis{1};
        limits.leaveWithin = Millis{50};
        settings.market = "west";
    }
    std::unique_ptr<Bridge> start(LogWriter& log) {
        auto bridge = std::make_unique<Bridge>(
            settings, limits,
            [this](GroupReader::Leaving leaving) -> std::expected<std::unique_ptr<GroupReader>, LogError> {
                ++cluster.opened;
                if (cluster.failOpening-- > 0) {
                    return std::unexpected(LogError{LogTrouble::unreachable, "no group today"});
                }
                return std::make_unique<FakeGroup>(cluster, std::move(leaving));
            },
            Bridge::Surroundings{
                .log = log, .markets = markets, .metrics = metrics, .lines = lines, .clock = clock, .audit = audit});
        bridge->start([this](const std::string& sentence) { FAIL(sentence); });
        return bridge;
    }
    bool allCommitted() {
        const std::lock_guard lock(cluster.mutex);
        for (std::uint32_t source = 0; source < cluster.topics.partitions.size(); ++source) {
            if (cluster.committed[source] != std::ssize(cluster.topics.partitions[source].records)) {
                return false;
            }
        }
        return true;
    }
    TakingLanes::Taken undisturbed() {
        MoodyLog log;
        const auto bridge = start(log);
        REQUIRE(soon([&] { return allCommitted(); }));
        const std::lock_guard lock(cluster.mutex);
        cluster.committed.clear();
        return log.taken();
    }

    FakeCluster cluster;
    BridgeSettings settings;
    BridgeLimits limits;
    Metrics metrics;
    SystemClock clock;
    std::vector<std::string> acts; ///< lines of the audit log; after the bridge has gone
    AuditLog audit{clock, [this](std::string_view line) {
                       acts.emplace_back(line);
                   }};
    LogLines lines{clock, [](std::string_view) {
                   }};
};

} // namespace

TEST_CASE("a log that fails, loses answers and is away now and then takes everything once, and the group is committed "
          "behind it") {
    World world(11, 400);
    const auto wanted = world.undisturbed();
    MoodyLog log;
    log.failing = true;
    world.cluster.failOpening = 2;
    const auto bridge = world.start(log);
    for (int turn = 0; turn < 3; ++turn) {
        world.cluster.takeAway = true;
        log.setAway(turn % 2 == 0);
        REQUIRE(soon([&] { return !world.cluster.takeAway; }));
    }
    log.setAway(false);
    REQUIRE(soon([&] { return world.allCommitted(); }));
    CHECK((log.taken() == wanted));
    CHECK(world.metrics.prometheusText().contains(
        R"(roundsman_bridge_lag_records{topic="rider-updates",partition="1"})"));
}

TEST_CASE("a bridge that is stopped anywhere and started again takes everything once") {
    World world(12, 300);
    const auto wanted = world.undisturbed();
    MoodyLog log;
    for (int life = 0; life < 20; ++life) {
        const auto bridge = world.start(log);
        log.failing = life % 3 == 0;
        REQUIRE(soon([&] { return world.cluster.opened > life + 1; }));
        bridge->requestStop();
        bridge->requestStop();
        bridge->join();
    }
    log.failing = false;
    const auto bridge = world.start(log);
    REQUIRE(soon([&] { return world.allCommitted(); }));
    CHECK((log.taken() == wanted));
}

TEST_CASE("a log that is away holds the sources: memory has a limit and nothing is committed") {
    World world(13, 2000);
    world.limits.waitingBytesMax = 20'000;
    world.limits.holdAfter = Millis{5};
    MoodyLog log;
    log.setAway(true);
    {
        const auto bridge = world.start(log);
        REQUIRE(soon([&] { return !bridge->trouble().empty(); }));
        CHECK(bridge->trouble() == "the log is away");
        const std::lock_guard lock(world.cluster.mutex);
        for (const auto& [source, next] : world.cluster.committed) {
            CHECK(next == 0);
        }
    }
    log.setAway(false);
    const auto bridge = world.start(log);
    REQUIRE(soon([&] { return world.allCommitted(); }));
    CHECK(soon([&] { return bridge->trouble().empty(); }));
}

TEST_CASE("who can write to a foreign topic commands nothing: his commands go to quarantine, counted, unless the "
          "configuration trusts that topic") {
    const std::string command =
        R"({"type":"command.erase_person","id":"c-1","actor":"admin:eve","subject":"rider/r1","market":"west"})";
    for (const bool trusted : {false, true}) {
        CAPTURE(trusted);
        World world(14, 0);
        world.settings.privileged = trusted;
        world.cluster.topics.partitions[2].records = {R"({"driverId":"r1","latitude":12.9,"longitude":77.5})", command};
        MoodyLog log;
        const auto bridge = world.start(log);
        REQUIRE(soon([&] { return world.allCommitted(); }));
        bridge->requestStop();
        bridge->join();
        CHECK(log.taken().riders.size() == 1);
        CHECK(log.taken().quarantined.contains(command) == !trusted);
        REQUIRE_FALSE(world.acts.empty()); // what is delivered twice is said twice
        CHECK(world.acts.front().contains(R"("door":"bridge","from":"roundsman-bridge","role":"topic","who":)"));
        CHECK(world.acts.front().contains(
            std::string(R"("act":"command.erase_person","thing":"rider/r1","id":"c-1","outcome":)") +
            (trusted ? "\"allowed\"}" : R"("refused","reason":"not_yours_to_send"})")));
        CHECK(world.metrics.prometheusText().contains(
            std::string(
                "roundsman_bridge_refused_documents_total{group=\"roundsman-bridge\",reason=\"not_yours_to_send\"} ") +
            (trusted ? "0" : "1")));
    }
}
