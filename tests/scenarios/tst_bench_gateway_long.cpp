#include "tests/support/kafka_broker.h"
#include "tests/support/process.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

using namespace roundsman::tests;

namespace {

/// A number of a benchmark's JSON object; each name stands in it once.
double numberOf(const std::string& json, const std::string& name) {
    const auto at = json.find("\"" + name + "\":");
    REQUIRE(at != std::string::npos);
    return std::strtod(json.c_str() + at + name.size() + 3, nullptr);
}

} // namespace

TEST_CASE(
    "8,000 phones send 50,000 positions a second into a real broker: none is lost, and the socket's path is lean") {
    KafkaBroker broker;
    broker.createTopic("fleet-events", 4);
    const ProcessResult run = runToEnd({ROUNDSMAN_NODE_PROGRAM, "bench", "gateway", "--connections", "8000", "--rate",
                                        "50000", "--seconds", "60", "--brokers", broker.address(), "--json"});
    MESSAGE(run.output, run.errors);
    REQUIRE(run.exitStatus == 0);
    CHECK(numberOf(run.output, "acked") == numberOf(run.output, "sent"));
    CHECK(numberOf(run.output, "different") == numberOf(run.output, "sent"));
    CHECK(numberOf(run.output, "ack_p99_ms") < 250);
    CHECK(numberOf(run.output, "socket_path_ratio") <= 1.5);
    CHECK(numberOf(run.output, "at_most_ratio") >= 0.8);
    CHECK(numberOf(run.output, "idle_bytes") < 4'096);
    CHECK(numberOf(run.output, "idle_tls_bytes") < 40'960);
    CHECK(numberOf(run.output, "reconnect_s") < 10);
}

TEST_CASE("at 20,000 positions a second through a real broker each is soon in a frame of the console's process") {
    KafkaBroker broker;
    broker.createTopic("fleet-events", 4);
    const ProcessResult run = runToEnd({ROUNDSMAN_NODE_PROGRAM, "bench", "freshness", "--rate", "20000", "--seconds",
                                        "30", "--brokers", broker.address(), "--json"});
    MESSAGE(run.output, run.errors);
    REQUIRE(run.exitStatus == 0);
    CHECK(numberOf(run.output, "updates_per_s") > 19'000);
    CHECK(numberOf(run.output, "p50_ms") < 60);
    CHECK(numberOf(run.output, "p99_ms") < 200);
}
