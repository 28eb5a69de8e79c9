// A browser's own WebSocket as a rider: a page that feeds fixes into /v1/riders and is told what is durable.
#include "core/base/net/http_server.h"
#include "tests/support/http_client.h"
#include "tests/support/kafka_broker.h"
#include "tests/support/process.h"
#include "tests/support/running_program.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <optional>
#include <thread>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

constexpr int fixes = 200;

/// Sends the fixes as the first program writes them, half of them many in a message, and tells us when the last one is
/// acknowledged.
std::string page(std::uint16_t node) {
    return R"(<!doctype html><meta charset="utf-8"><title>rider</title><script>
const fixes = )" +
           std::to_string(fixes) + R"(;
const socket = new WebSocket("ws://127.0.0.1:)" +
           std::to_string(node) + R"(/v1/riders?rider=453&market=south");
const say = (what) => fetch("/said", { method: "POST", body: JSON.stringify(what) });
const fix = (n) => ({ driverId: 453, longitude: 77.594123 + n * 1e-6, latitude: 12.971234, state: "south", seq: n,
                      session: "browser" });
let count = 0;
socket.onopen = () => {
  for (let n = 1; n <= fixes / 2; ++n) socket.send(JSON.stringify(fix(n)));
  const rest = [];
  for (let n = fixes / 2 + 1; n <= fixes; ++n) rest.push(fix(n));
  socket.send(JSON.stringify(rest.slice(0, rest.length / 2)));
  socket.send(new Blob([rest.slice(rest.length / 2).map((f) => JSON.stringify(f)).join("\n")]));
};
socket.onmessage = (message) => {
  const said = JSON.parse(message.data);
  if (said.type === "ack" && said.seq === fixes) say({ acknowledged: said.seq, count: said.count });
};
socket.onclose = (event) => say({ closed: event.code, reason: event.reason });
</script>)";
}

/// Serves the page, and hears what it says.
class PageServer {
public:
    explicit PageServer(std::uint16_t node) {
        m_server.route("GET", "/", [text = page(node)](const HttpRequest&, const HttpReply& reply) {
            reply({.contentType = "text/html; charset=utf-8", .body = text});
        });
        m_server.route("POST", "/said", [this](const HttpRequest& request, const HttpReply& reply) {
            {
                const std::lock_guard lock(m_mutex);
                m_said = request.body;
            }
            m_came.notify_all();
            reply({.status = 204});
        });
        const auto started = m_server.start({.address = "127.0.0.1", .port = 0});
        REQUIRE(started);
        port = *started;
    }
    std::string waitForWord() {
        std::unique_lock lock(m_mutex);
        m_came.wait_for(lock, std::chrono::seconds(120), [this] { return m_said.has_value(); });
        return m_said.value_or("the browser said nothing");
    }
    std::uint16_t port = 0;

private:
    std::mutex m_mutex;
    std::condition_variable m_came;
    std::optional<std::string> m_said;
    HttpServer m_server;
};

std::string browser() {
    for (const char* path : {"/usr/bin/chromium", "/usr/bin/google-chrome"}) {
        if (std::filesystem::exists(path)) {
            return path;
        }
    }
    FAIL("no browser for this test: packaging/setup --tests installs chromium");
    return {};
}

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

} // namespace

TEST_CASE(
    "a page's WebSocket feeds fixes, one by one, as lists and as lines, and each is acknowledged and taken once") {
    const std::string program = browser();
    const TempFolder folder;
    KafkaBroker broker;
    broker.createTopic("fleet-events", 1);
    const std::string config = folder / "node.toml";
    std::ofstream(config) << "[log]\nkind = \"kafka\"\n[log.kafka]\nbrokers = \"" << broker.address()
                          << "\"\n[http]\nport = 0\n[data]\nfolder = \"data\"\n";
    RunningProgram node({ROUNDSMAN_NODE_PROGRAM, "node", "--config", config});
    const std::uint16_t port = node.port();
    REQUIRE(port != 0);
    REQUIRE(soon([&] { return httpGet(port, "/readyz").status == 200; }));
    PageServer pages(port);
    RunningProgram chromium({program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
                             "--disable-background-networking", "--disable-component-update", "--disable-sync",
                             "--disable-dev-shm-usage", "--user-data-dir=" + (folder / "profile").string(),
                             "http://127.0.0.1:" + std::to_string(pages.port) + "/"});
    CHECK(pages.waitForWord() ==
          R"({"acknowledged":)" + std::to_string(fixes) + R"(,"count":)" + std::to_string(fixes) + "}");
    chromium.signal(SIGTERM);
    chromium.wait();
    CHECK(soon([&] { return metricSum(httpGet(port, "/metrics").body, "roundsman_lag_records") == 0; }));
    node.signal(SIGTERM);
    CHECK(node.wait() == 0);
    const ProcessResult trail = runToEnd({ROUNDSMAN_NODE_PROGRAM, "query", "trail", "--history",
                                          folder / "data/history", "--id", "453", "--format", "csv"});
    REQUIRE_MESSAGE(trail.exitStatus == 0, trail.errors);
    CHECK(std::ranges::count(trail.output, '\n') == fixes + 1);
}
