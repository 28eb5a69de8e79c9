#include "tests/support/node_kills.h"

#include "core/base/metrics.h"
#include "core/history/history_digest.h"
#include "core/history/history_writer.h"
#include "core/lane/lane.h"
#include "core/log/kafka_log.h"
#include "core/log/local_log.h"
#include "core/node/demo_feed.h"
#include "tests/support/http_client.h"
#include "tests/support/kafka_broker.h"
#include "tests/support/running_program.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <poll.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <random>
#include <thread>

namespace roundsman::tests {
namespace {

using Steady = std::chrono::steady_clock;

/// A random moment, not a wait for anything.
void passMillis(int millis) {
    ::poll(nullptr, 0, millis);
}

template <typename Condition>
bool soon(Condition condition) {
    for (const auto until = Steady::now() + std::chrono::minutes(4); Steady::now() < until; passMillis(20)) {
        if (condition()) {
            return true;
        }
    }
    return false;
}

double numberOf(std::uint16_t port, const std::string& metric) {
    return metricSum(httpGet(port, "/metrics").body, metric);
}

/// One life: killed at any moment of its start, or when it has committed something.
void liveAndBeKilled(const std::vector<std::string>& words, std::mt19937_64& random) {
    const RunningProgram node(words);
    const bool early = random() % 4 == 0;
    if (!early) {
        const std::uint16_t port = const_cast<RunningProgram&>(node).port();
        REQUIRE(port != 0);
        REQUIRE(soon([&] { return numberOf(port, "roundsman_committed_documents_total") > 0; }));
    }
    passMillis(static_cast<int>(random() % 600));
    node.signal(SIGKILL);
}

/// The last life, without a city: to the end of the log, and an orderly stop.
void liveToTheEnd(const std::vector<std::string>& words) {
    RunningProgram node(words);
    const std::uint16_t port = node.port();
    REQUIRE(port != 0);
    REQUIRE(soon([&] {
        const std::string text = httpGet(port, "/metrics").body;
        return metricSum(text, "roundsman_lag_records") == 0 && metricSum(text, "roundsman_ticks_total") > 0;
    }));
    node.signal(SIGTERM);
    CHECK(node.wait() == 0);
}

std::vector<HistoryProgress> progressIn(const std::filesystem::path& folder) {
    const auto history = HistoryWriter::open({.folder = folder});
    REQUIRE_MESSAGE(history, (history ? "" : history.error().sentence));
    return (*history)->progress();
}

/// One pass over a partition up to where the node's history ends.
void pass(EventLog& log, const HistoryProgress& upTo, HistoryWriter& history, VerdictCounts& sum) {
    const auto range = log.offsets(upTo.partition);
    REQUIRE(range);
    auto reader = log.read(std::vector{ReadFrom{upTo.partition, range->low}});
    REQUIRE(reader);
    Lane lane(upTo.partition, LaneSettings{});
    LaneOutput out;
    while (lane.nextOffset() < upTo.nextOffset) {
        const auto batch = (*reader)->poll(Millis{1'000});
        REQUIRE(batch);
        std::vector<RecordView> records((*batch)->records().begin(), (*batch)->records().end());
        std::erase_if(records, [&](const RecordView& record) { return record.offset >= upTo.nextOffset; });
        if (records.empty()) {
            continue;
        }
        lane.apply(records, out);
        history.write(out);
        out.clear();
        REQUIRE(history.commit());
    }
    for (std::size_t i = 0; i < verdictCount; ++i) {
        sum.byVerdict[i] += lane.verdicts().byVerdict[i];
    }
}

void checkAgainstOnePass(EventLog& log, const std::filesystem::path& folder) {
    const TempFolder calm;
    VerdictCounts sum;
    std::uint64_t records = 0;
    {
        auto history = HistoryWriter::open({.folder = calm.path()});
        REQUIRE(history);
        for (const HistoryProgress& lane : progressIn(folder)) {
            pass(log, lane, **history, sum);
            CHECK(lane.records + lane.gapOffsets ==
                  static_cast<std::uint64_t>(lane.nextOffset.value() - lane.firstOffset.value()));
            records += lane.records;
        }
    }
    const auto got = digestHistory(folder);
    const auto wanted = digestHistory(calm.path());
    REQUIRE(got);
    REQUIRE(wanted);
    REQUIRE(got->size() == wanted->size());
    for (std::size_t i = 0; i < got->size(); ++i) {
        CAPTURE((*wanted)[i].table);
        CHECK((*got)[i].rows == (*wanted)[i].rows);
        CHECK((*got)[i].digest == (*wanted)[i].digest);
    }
    CHECK(sum.of(Verdict::accepted) > 1'000);
    MESSAGE(records, " records, ", sum.documents(), " documents, ", sum.of(Verdict::accepted), " accepted");
}

} // namespace

int killsWanted(int usual) {
    const char* const wanted = std::getenv("ROUNDSMAN_KILLS");
    return wanted != nullptr ? std::atoi(wanted) : usual;
}

void killsOnTheEmbeddedLog(int kills) {
    const TempFolder data;
    std::mt19937_64 random(2026);
    const std::vector<std::string> alone{ROUNDSMAN_NODE_PROGRAM, "node", "--port", "0", "--data", data.path()};
    std::vector<std::string> city = alone;
    city.insert(city.end(), {"--demo", "--riders", "2000", "--rate", "4000"});
    for (int kill = 0; kill < kills; ++kill) {
        CAPTURE(kill);
        liveAndBeKilled(city, random);
    }
    liveToTheEnd(alone);
    const SystemClock clock;
    const auto log = openLocalLog({.folder = data / "log", .readOnly = true}, clock);
    REQUIRE_MESSAGE(log, (log ? "" : log.error().sentence));
    checkAgainstOnePass(**log, data / "history");
}

void killsOnARealBroker(int kills) {
    KafkaBroker broker;
    const TempFolder data;
    broker.createTopic("fleet-events", 2);
    std::ofstream(data / "node.toml") << "[log]\nkind = \"kafka\"\n[log.kafka]\nbrokers = \"" << broker.address()
                                      << "\"\n[http]\nport = 0\n[data]\nfolder = \"data\"\n";
    const std::vector<std::string> node{ROUNDSMAN_NODE_PROGRAM, "node", "--config", data / "node.toml"};
    std::mt19937_64 random(2027);
    auto log = openKafkaLog({.brokers = broker.address(), .topic = "fleet-events"});
    REQUIRE(log);
    {
        const SystemClock clock;
        Metrics metrics;
        DemoFeed::Options options;
        options.simulation.riders = 2'000;
        options.simulation.updatesPerSecond = 4'000;
        DemoFeed city(**log, MarketMap((*log)->partitions()), options, metrics, clock, [](const std::string&) {});
        for (int kill = 0; kill < kills; ++kill) {
            CAPTURE(kill);
            liveAndBeKilled(node, random);
        }
        // And the other side goes away under a node that lives.
        RunningProgram alive(node);
        const std::uint16_t port = alive.port();
        REQUIRE(port != 0);
        REQUIRE(soon([&] { return numberOf(port, "roundsman_committed_documents_total") > 0; }));
        broker.kill9();
        broker.restart();
        const double before = numberOf(port, "roundsman_committed_documents_total");
        CHECK(soon([&] { return numberOf(port, "roundsman_committed_documents_total") > before; }));
        alive.signal(SIGKILL);
        city.stop();
    }
    liveToTheEnd(node);
    checkAgainstOnePass(**log, data / "data/history");
}

} // namespace roundsman::tests
