// Other people's programs as they stand: kafkajs producers and consumers against our topics.
#include "tests/support/http_client.h"
#include "tests/support/json_lines.h"
#include "tests/support/kafka_broker.h"
#include "tests/support/running_program.h"
#include "tests/support/seed_client.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <thread>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

template <typename Condition>
bool soon(Condition condition) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(120);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until) {
            return false;
        }
        std::this_thread::yield();
    }
    return true;
}

std::string configuration(const TempFolder& folder, const std::string& brokers) {
    const std::string file = folder / "node.toml";
    std::ofstream(file) << "[log]\nkind = \"kafka\"\n[log.kafka]\nbrokers = \"" << brokers
                        << "\"\n[http]\nport = 0\n[data]\nfolder = \"data\"\n[outbox]\npositions_every_ms = 200\n"
                        << "[[bridge]]\nmarket = \"south\"\n";
    return file;
}

std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
    }
    return lines;
}

double metric(std::uint16_t port, const std::string& name) {
    return metricSum(httpGet(port, "/metrics").body, name);
}

} // namespace

TEST_CASE("kafkajs writes riders' updates as on its first day, and any group reads where the riders are") {
    const TempFolder folder;
    KafkaBroker broker;
    broker.createTopic("fleet-events", 2);
    broker.createTopic("rider-updates", 2);
    RunningProgram node({ROUNDSMAN_NODE_PROGRAM, "node", "--config", configuration(folder, broker.address())});
    const std::uint16_t port = node.port();
    REQUIRE(port != 0);

    // Updates without a position: kept with their bytes and the reason, not lost and not believed.
    const ProcessResult tony = runSeedClient("producer.js", {broker.address()}, "tony south\ntony north\n");
    REQUIRE_MESSAGE(tony.exitStatus == 0, tony.errors);
    // And riders with one.
    const ProcessResult fleet = runSeedClient("fleet.js", {broker.address(), "rider-updates", "20", "5"});
    REQUIRE_MESSAGE(fleet.exitStatus == 0, fleet.errors);
    REQUIRE(soon([&] { return metric(port, "roundsman_positions_sent_total") >= 20; }));

    for (const std::string group : {"user-1", "user-2"}) {
        const ProcessResult read = runSeedClient("consumer.js", {broker.address(), group, "rider-positions", "20"});
        REQUIRE_MESSAGE(read.exitStatus == 0, read.errors);
        std::set<std::string> riders;
        std::map<std::string, std::string> contents;
        for (const std::string& line : linesOf(read.output)) {
            const auto id = line.find("\"id\":\"");
            const auto value = line.find("\"value\":");
            REQUIRE(id != std::string::npos);
            REQUIRE(value != std::string::npos);
            const std::string content = line.substr(value);
            CHECK(content.contains("\"market\":\"south\""));
            CHECK(content.contains("\"latitude\":12.971234"));
            const auto [known, fresh] = contents.emplace(line.substr(id, line.find('"', id + 6) - id), content);
            CHECK((fresh || known->second == content));
            riders.insert(content.substr(0, content.find(",\"market\"")));
        }
        CHECK(riders.size() == 20);
        CHECK(riders.contains("\"value\":{\"driverId\":\"453\""));
    }
    CHECK(soon([&] {
        return metricValue(httpGet(port, "/metrics").body,
                           R"(roundsman_reasons_total{partition="0",reason="no_position"})") +
                   metricValue(httpGet(port, "/metrics").body,
                               R"(roundsman_reasons_total{partition="1",reason="no_position"})") ==
               2;
    }));
    CHECK(soon([&] { // what is not sent when the node stops is sent after its next start: too late for this reader
        const std::string metrics = httpGet(port, "/metrics").body;
        return metricSum(metrics, "roundsman_outbox_sent_total") >= 2 &&
               metricSum(metrics, "roundsman_outbox_waiting") == 0;
    }));
    node.signal(SIGTERM);
    CHECK(node.wait() == 0);
    const ProcessResult quarantine = runToEnd(
        {ROUNDSMAN_NODE_PROGRAM, "query", "quarantine", "--history", folder / "data/history", "--format", "csv"});
    CHECK(quarantine.output.contains("no_position"));

    // The quarantined ones are told to whoever reads dead-letters.
    const ProcessResult letters = runSeedClient("consumer.js", {broker.address(), "support", "dead-letters", "0", "3"});
    REQUIRE_MESSAGE(letters.exitStatus == 0, letters.errors);
    CHECK(letters.output.contains("no_position"));
    CHECK(letters.output.contains("tony"));
}
