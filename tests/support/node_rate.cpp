#include "tests/support/node_rate.h"

#include "core/base/metrics.h"
#include "core/log/kafka_log.h"
#include "core/node/demo_feed.h"
#include "tests/support/http_client.h"
#include "tests/support/kafka_broker.h"
#include "tests/support/running_program.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <fstream>
#include <mutex>
#include <sstream>

namespace roundsman::tests {
namespace {

constexpr double rate = 100'000;
constexpr std::uint32_t riders = 100'000;
constexpr std::chrono::seconds warmUp{5}; ///< every rider is new to the lane, the broker's code is cold

/// The simulated city beside the node, in this process.
struct Load {
    explicit Load(const std::string& brokers) {
        auto opened = openKafkaLog({.brokers = brokers, .topic = "fleet-events"});
        REQUIRE(opened);
        log = std::move(*opened);
        DemoFeed::Options options;
        options.simulation.riders = riders;
        options.simulation.updatesPerSecond = rate;
        feed = std::make_unique<DemoFeed>(*log, MarketMap(log->partitions()), options, metrics, clock,
                                          [this](const std::string& sentence) {
                                              const std::lock_guard lock(mutex);
                                              failed = sentence;
                                              changed.notify_all();
                                          });
    }
    /// So much time goes by, unless the load breaks off.
    bool runsFor(std::chrono::milliseconds time) {
        std::unique_lock lock(mutex);
        return !changed.wait_for(lock, time, [this] { return !failed.empty(); });
    }

    SystemClock clock;
    Metrics metrics;
    std::unique_ptr<EventLog> log;
    std::mutex mutex;
    std::condition_variable changed;
    std::string failed;
    std::unique_ptr<DemoFeed> feed;
};

double greatestLag(const std::string& text) {
    double greatest = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("roundsman_lag_seconds{")) {
            greatest = std::max(greatest, std::strtod(line.c_str() + line.rfind(' '), nullptr));
        }
    }
    return greatest;
}

/// History is kept as well: what a node with a data folder does.
std::string configuration(const TempFolder& folder, const std::string& brokers) {
    const std::string file = folder / "node.toml";
    const std::string data = folder / "data";
    std::ofstream(file) << "[log]\nkind = \"kafka\"\n[log.kafka]\nbrokers = \"" << brokers
                        << "\"\n[http]\nport = 0\n[data]\nfolder = \"" << data << "\"\n";
    return file;
}

} // namespace

void nodeKeepsUpFor(std::chrono::seconds time) {
    const TempFolder folder;
    KafkaBroker broker;
    broker.createTopic("fleet-events", 2);
    RunningProgram node({ROUNDSMAN_NODE_PROGRAM, "node", "--config", configuration(folder, broker.address())});
    const std::uint16_t port = node.port();
    REQUIRE(port != 0);
    Load load(broker.address());
    while (httpGet(port, "/readyz").status != 200 || load.feed->documentsSent() == 0) {
        REQUIRE(load.runsFor(std::chrono::milliseconds(100)));
    }
    REQUIRE(load.runsFor(warmUp));

    const auto begun = std::chrono::steady_clock::now();
    const double before = metricSum(httpGet(port, "/metrics").body, "roundsman_documents_total");
    const double cpuBefore = node.cpuSeconds();
    double lag = 0;
    double loadBehind = 0;
    while (std::chrono::steady_clock::now() - begun < time) {
        REQUIRE(load.runsFor(std::chrono::milliseconds(250)));
        lag = std::max(lag, greatestLag(httpGet(port, "/metrics").body));
        loadBehind = std::max(loadBehind, metricSum(load.metrics.prometheusText(), "roundsman_demo_behind_seconds"));
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    const std::string text = httpGet(port, "/metrics").body;
    const double updates = (metricSum(text, "roundsman_documents_total") - before) / seconds;
    MESSAGE("updates/s ", updates, ", greatest lag s ", lag, ", load behind s ", loadBehind, ", node CPU s per s ",
            (node.cpuSeconds() - cpuBefore) / seconds, ", resident MB ",
            metricSum(text, "process_resident_memory_bytes") / 1e6);
    CHECK(lag < 2.0);
    CHECK(updates > 0.95 * rate);
    CHECK(metricSum(text, "roundsman_log_troubles_total") == 0);
    CHECK(metricSum(text, "roundsman_gap_offsets_total") == 0);
    load.feed->stop();
    node.signal(SIGTERM);
    CHECK(node.wait() == 0);
}

} // namespace roundsman::tests
