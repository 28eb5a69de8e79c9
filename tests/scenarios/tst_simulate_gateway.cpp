// A simulated city through the front door: sockets and events, a gateway that dies in the middle, and nothing twice.
#include "tests/support/http_client.h"
#include "tests/support/process.h"
#include "tests/support/running_program.h"
#include "tests/support/soon.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <memory>

using namespace roundsman::tests;

namespace {

/// A city whose phones do everything right, so that what arrives can be counted.
std::vector<std::string> faultless(const std::string& to) {
    std::vector<std::string> words{
        ROUNDSMAN_NODE_PROGRAM, "simulate", "--to",    to,  "--riders", "60", "--rate", "120",
        "--duration",           "60s",      "--speed", "6", "--json"};
    for (const char* share : {"--lost", "--duplicated", "--disordered", "--delayed", "--jumping", "--broken",
                              "--without-network", "--skewed", "--far-ahead"}) {
        words.insert(words.end(), {share, "0"});
    }
    return words;
}

std::int64_t numberIn(const std::string& json, const std::string& name) {
    const std::size_t at = json.find("\"" + name + "\":");
    REQUIRE_MESSAGE(at != std::string::npos, json);
    return std::strtoll(json.c_str() + at + name.size() + 3, nullptr, 10);
}

std::unique_ptr<RunningProgram> node(const std::string& config, const std::string& port) {
    return std::make_unique<RunningProgram>(
        std::vector<std::string>{ROUNDSMAN_NODE_PROGRAM, "node", "--config", config, "--port", port});
}

} // namespace

TEST_CASE("a city fed through a gateway that is killed in the middle arrives whole, each position once") {
    const TempFolder folder;
    const std::string config = folder / "node.toml";
    std::ofstream(config) << "[data]\nfolder = \"data\"\n";
    auto first = node(config, "0");
    const std::uint16_t port = first->port();
    REQUIRE(port != 0);
    REQUIRE(soon([&] { return httpGet(port, "/readyz").status == 200; }));
    RunningProgram city(faultless("ws://127.0.0.1:" + std::to_string(port)));
    REQUIRE(
        soon([&] { return metricSum(httpGet(port, "/metrics").body, "roundsman_gateway_documents_total") > 2'000; }));
    first->signal(SIGKILL);
    first->wait();
    auto second = node(config, std::to_string(port));
    REQUIRE(second->port() == port);
    const std::string summary = city.firstLine();
    CHECK_MESSAGE(city.wait() == 0, city.errorsSoFar());
    REQUIRE(soon([&] {
        const std::string text = httpGet(port, "/metrics").body;
        return metricSum(text, "roundsman_lag_records") == 0 && httpGet(port, "/readyz").status == 200;
    }));
    second->signal(SIGTERM);
    CHECK(second->wait() == 0);
    CHECK(rowsOf("trail", folder / "data/history") == numberIn(summary, "fixes"));
    CHECK(rowsOf("riders", folder / "data/history") == 60);
    CHECK(rowsOf("orders", folder / "data/history") == numberIn(summary, "placed"));
}
