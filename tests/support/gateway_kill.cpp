#include "tests/support/gateway_kill.h"

#include "tests/support/http_client.h"
#include "tests/support/kafka_broker.h"
#include "tests/support/process.h"
#include "tests/support/resending_riders.h"
#include "tests/support/running_program.h"
#include "tests/support/soon.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <csignal>
#include <fstream>
#include <memory>
#include <set>
#include <sstream>
#include <vector>

namespace roundsman::tests {
namespace {

using Steady = std::chrono::steady_clock;

std::string configuration(const TempFolder& folder, const std::string& brokers) {
    const std::string file = folder / "node.toml";
    std::ofstream(file)
        << "[data]\nfolder = \"data\"\n[log]\nkind = \"kafka\"\n[log.kafka]\nbrokers = \"" << brokers
        << "\"\n[http]\nport = 0\n[gateway]\nrider_messages_per_second = 0\nrider_bytes_per_second = 0\n";
    return file;
}

std::unique_ptr<RunningProgram> start(const std::string& config, ResendingRiders& riders) {
    auto node =
        std::make_unique<RunningProgram>(std::vector<std::string>{ROUNDSMAN_NODE_PROGRAM, "node", "--config", config});
    REQUIRE(node->port() != 0);
    riders.connectTo(node->port());
    return node;
}

/// Who was where, when, by what history has: "partition,rider,time" of each row. A repeat would stand there twice.
std::vector<std::string> positionsIn(const std::filesystem::path& history) {
    const ProcessResult all =
        runToEnd({ROUNDSMAN_NODE_PROGRAM, "query", "trail", "--history", history.string(), "--format", "csv"});
    REQUIRE(all.exitStatus == 0);
    REQUIRE(all.output.starts_with("partition,rider,time,"));
    std::istringstream lines(all.output);
    std::vector<std::string> found;
    for (std::string line; std::getline(lines, line);) {
        std::size_t end = 0;
        for (int column = 0; column < 3; ++column) {
            end = line.find(',', end + 1);
        }
        found.push_back(line.substr(0, end));
    }
    found.erase(found.begin()); // the names of the columns
    return found;
}

} // namespace

void everyAcknowledgedPositionIsAcceptedOnce(const KillPlan& plan) {
    const TempFolder folder;
    KafkaBroker broker;
    broker.createTopic("fleet-events", 2);
    const std::string config = configuration(folder, broker.address());
    ResendingRiders riders(plan.riders, plan.perSecond);
    auto node = start(config, riders);
    const auto loadFor = [&](std::chrono::milliseconds time) {
        const std::int64_t before = riders.acknowledged();
        const auto wanted = static_cast<std::int64_t>(plan.perSecond * std::chrono::duration<double>(time).count() / 2);
        REQUIRE(soon([&] { return riders.acknowledged() >= before + wanted; }));
    };
    loadFor(plan.between);
    for (int kill = 0; kill < plan.nodeKills; ++kill) {
        node->signal(SIGKILL);
        node->wait();
        node = start(config, riders);
        loadFor(plan.between);
    }
    broker.kill9();
    const auto away = Steady::now();
    REQUIRE(soon([&] { return Steady::now() - away > plan.brokerAway; }, std::chrono::seconds(600)));
    broker.restart();
    loadFor(plan.between);
    riders.stopSending();
    REQUIRE(soon([&] { return riders.allAcknowledged(); }));
    const std::uint16_t port = node->port();
    // A lag of 0 alone may be of before the broker came back: what was acknowledged must have arrived as well.
    REQUIRE(soon([&] {
        const std::string text = httpGet(port, "/metrics").body;
        return metricSum(text, "roundsman_lag_records") == 0 &&
               static_cast<std::int64_t>(positionsIn(folder / "data/history").size()) >= riders.sent();
    }));
    node->signal(SIGTERM);
    CHECK(node->wait() == 0);

    MESSAGE("positions ", riders.sent(), ", sent again ", riders.resent(), ", connections ", riders.reconnects());
    CHECK(riders.resent() > 0);
    CHECK(riders.acknowledged() == riders.sent());
    const std::vector<std::string> positions = positionsIn(folder / "data/history");
    CHECK(static_cast<std::int64_t>(positions.size()) == riders.sent());
    CHECK(std::set(positions.begin(), positions.end()).size() == positions.size());
}

} // namespace roundsman::tests
