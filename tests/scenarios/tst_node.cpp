#include "tests/support/http_client.h"
#include "tests/support/process.h"
#include "tests/support/running_program.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

using Steady = std::chrono::steady_clock;

template <typename Condition>
bool soon(Condition condition) {
    const auto until = Steady::now() + std::chrono::seconds(60);
    while (!condition()) {
        if (Steady::now() > until) {
            return false;
        }
        std::this_thread::yield();
    }
    return true;
}

std::string metricsOf(std::uint16_t port) {
    return httpGet(port, "/metrics").body;
}

/// Waits until it ends, and how long that took after the signal.
double secondsToStop(RunningProgram& program, int signal) {
    const auto begun = Steady::now();
    program.signal(signal);
    CHECK(program.wait() == 0);
    return std::chrono::duration<double>(Steady::now() - begun).count();
}

/// Somewhere in what the log of this data folder keeps.
bool logHas(const std::filesystem::path& data, const std::string& text) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(data / "log")) {
        if (entry.is_regular_file()) {
            std::ifstream file(entry.path(), std::ios::binary);
            if (std::string(std::istreambuf_iterator<char>(file), {}).contains(text)) {
                return true;
            }
        }
    }
    return false;
}

std::string write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file) << text;
    return file.string();
}

} // namespace

TEST_CASE("the demo serves health, counts every document once, and stops within two seconds") {
    RunningProgram node({ROUNDSMAN_NODE_PROGRAM, "node", "--demo", "--port", "0", "--rate", "2000"});
    const std::uint16_t port = node.port();
    REQUIRE(port != 0);
    CHECK(httpGet(port, "/healthz").status == 200);
    REQUIRE(soon([&] { return httpGet(port, "/readyz").status == 200; }));
    REQUIRE(soon([&] { return metricSum(metricsOf(port), "roundsman_documents_total") > 2'000; }));
    const double before = metricSum(metricsOf(port), "roundsman_documents_total");
    REQUIRE(soon([&] { return metricSum(metricsOf(port), "roundsman_documents_total") > before + 1'000; }));
    const std::string text = metricsOf(port);
    // Counted one after the other by a running lane: what came in between may be in one sum and not in the other.
    const double documents = metricSum(text, "roundsman_documents_total");
    CHECK(metricSum(text, "roundsman_verdicts_total") == doctest::Approx(documents).epsilon(0.05));
    CHECK(metricSum(text, "roundsman_frames_total") > 0);
    CHECK(secondsToStop(node, SIGTERM) < 2.0);
}

TEST_CASE("a node that starts again goes on where history ends, and verdicts add up exactly once the log is at rest") {
    const TempFolder data;
    {
        RunningProgram demo({ROUNDSMAN_NODE_PROGRAM, "--demo", "--port", "0", "--rate", "5000", "--data", data.path()});
        const std::uint16_t port = demo.port();
        REQUIRE(port != 0);
        REQUIRE(soon([&] { return metricSum(metricsOf(port), "roundsman_documents_total") > 5'000; }));
        CHECK(secondsToStop(demo, SIGINT) < 2.0);
    }
    // The same log again, without the city: nothing moves but ticks.
    RunningProgram node({ROUNDSMAN_NODE_PROGRAM, "node", "--port", "0", "--data", data.path()});
    const std::uint16_t port = node.port();
    REQUIRE(port != 0);
    REQUIRE(soon([&] {
        const std::string text = metricsOf(port);
        return metricSum(text, "roundsman_lag_records") == 0 && metricSum(text, "roundsman_ticks_total") > 0;
    }));
    CHECK(soon([&] {
        const std::string text = metricsOf(port);
        return metricSum(text, "roundsman_verdicts_total") == metricSum(text, "roundsman_documents_total");
    }));
    CHECK(metricSum(metricsOf(port), "roundsman_committed_documents_total") < 1'000); // what was committed stays so
    CHECK(metricSum(metricsOf(port), "roundsman_recovered_records_total") == 0);      // the stop left the lanes' state
    CHECK(secondsToStop(node, SIGTERM) < 2.0);
    const ProcessResult verdicts = runToEnd({ROUNDSMAN_NODE_PROGRAM, "query", "verdicts", "--history",
                                             (data.path() / "history").string(), "--format", "csv"});
    CHECK(verdicts.exitStatus == 0);
    CHECK(verdicts.output.contains(",verdict,accepted,"));
}

TEST_CASE("a stop first says that it is not ready, and a request under way gets its 202 and is in the log") {
    const TempFolder data;
    RunningProgram node({ROUNDSMAN_NODE_PROGRAM, "node", "--port", "0", "--data", data.path()});
    const std::uint16_t port = node.port();
    REQUIRE(port != 0);
    REQUIRE(soon([&] { return httpGet(port, "/readyz").status == 200; }));
    const std::string document = R"({"id":"e-drain","type":"order.placed","market":"south","subject":"o-drain",)"
                                 R"("data":{"merchantId":"m-9"}})";
    HttpClient sender(port);
    sender.send("POST /v1/events HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: " +
                std::to_string(document.size()) + "\r\n\r\n");
    REQUIRE(sender.receive().starts_with("HTTP/1.1 100")); // it is under way
    node.signal(SIGTERM);
    HttpAnswer ready;
    REQUIRE(soon([&] { return (ready = httpGet(port, "/readyz")).status != 200; }));
    CHECK(ready.status == 503); // the port is still open
    CHECK(ready.body == "this server stops\n");
    sender.send(document);
    CHECK(sender.receive().starts_with("HTTP/1.1 202"));
    CHECK(node.wait() == 0);
    CHECK(logHas(data.path(), "o-drain"));
}

TEST_CASE("a request that never becomes whole does not keep a stop from being orderly") {
    const TempFolder data;
    RunningProgram node({ROUNDSMAN_NODE_PROGRAM, "node", "--port", "0", "--data", data.path()});
    const std::uint16_t port = node.port();
    REQUIRE(port != 0);
    REQUIRE(soon([&] { return httpGet(port, "/readyz").status == 200; }));
    HttpClient stranger(port);
    stranger.send("POST /nowhere HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    REQUIRE(stranger.receive().starts_with("HTTP/1.1 100"));
    CHECK(secondsToStop(node, SIGTERM) < 2.0);
    CAPTURE(node.errorsSoFar());
    CHECK(node.errorsSoFar().contains(R"("message":"stopped")"));
    CHECK_FALSE(node.errorsSoFar().contains("leaving before"));
}

TEST_CASE("a second instance on the same data folder is refused in one line") {
    const TempFolder data;
    RunningProgram first({ROUNDSMAN_NODE_PROGRAM, "node", "--port", "0", "--data", data.path()});
    REQUIRE(first.port() != 0);
    const ProcessResult second = runToEnd({ROUNDSMAN_NODE_PROGRAM, "node", "--port", "0", "--data", data.path()});
    CHECK(second.exitStatus == 1);
    CHECK(second.errors.starts_with("roundsman: the data folder " + data.path().string() +
                                    " is in use by another roundsman (process "));
    CHECK(second.errors.find('\n') == second.errors.size() - 1);
}

TEST_CASE("an occupied port is one clear line") {
    RunningProgram first({ROUNDSMAN_NODE_PROGRAM, "node", "--demo", "--port", "0"});
    const std::string port = std::to_string(first.port());
    const ProcessResult second = runToEnd({ROUNDSMAN_NODE_PROGRAM, "node", "--demo", "--port", port});
    CHECK(second.exitStatus == 1);
    CHECK(second.errors == "roundsman: cannot listen on 127.0.0.1:" + port +
                               ": another program has this port; stop it, or choose another port (0 takes any free "
                               "one)\n");
}

TEST_CASE("wrong arguments and configurations end with status 2 and one line each") {
    const TempFolder folder;
    const std::string good = write(folder / "good.toml", "[http]\nport = 0\n");
    const std::string bad = write(folder / "bad.toml", "[http]\nprot = 0\n[frames]\nper_second = 99\n");
    const auto run = [](std::vector<std::string> words) {
        words.insert(words.begin(), {ROUNDSMAN_NODE_PROGRAM, "node"});
        return runToEnd(words);
    };
    CHECK(run({"--check-config", "--config", good}).exitStatus == 0);
    const ProcessResult checked = run({"--check-config", "--config", bad});
    CHECK(checked.exitStatus == 2);
    CHECK(checked.errors == "roundsman: " + bad +
                                ":2: there is no key http.prot; did you mean http.port?\nroundsman: " + bad +
                                ":4: frames.per_second is a number from 1 to 30\n");
    const ProcessResult started = run({"--config", bad});
    CHECK(started.exitStatus == 2);
    CHECK(started.errors == "roundsman: " + bad + ":2: there is no key http.prot; did you mean http.port?\n");
    CHECK(run({"--check-config"}).errors == "roundsman: --check-config needs --config FILE\n");
    CHECK(run({"--prot", "1"}).exitStatus == 2);
    const ProcessResult nowhere = run({"--port", "0"});
    CHECK(nowhere.exitStatus == 1);
    CHECK(nowhere.errors == "roundsman: a data folder is needed: name one with --data or data.folder, or try --demo\n");
    CHECK(run({"--help"}).output.contains("Example: roundsman node --config"));
}

TEST_CASE("SIGHUP takes over what it can, says what it cannot, and keeps a good configuration") {
    const TempFolder folder;
    const std::string config = write(folder / "node.toml", "[http]\nport = 0\n[data]\nfolder = \"data\"\n");
    RunningProgram node({ROUNDSMAN_NODE_PROGRAM, "node", "--config", config});
    const std::uint16_t port = node.port();
    REQUIRE(port != 0);
    REQUIRE(soon([&] { return httpGet(port, "/readyz").status == 200; }));
    write(folder / "node.toml", "[http]\nport = 1\n[data]\nfolder = \"data\"\n[frames]\nper_second = 20\n");
    node.signal(SIGHUP);
    CHECK(soon([&] { return node.errorsSoFar().contains("the configuration was read again; the stages start anew"); }));
    CHECK(node.errorsSoFar().contains("http.port takes effect at the next start of the program"));
    CHECK(soon([&] { return httpGet(port, "/readyz").status == 200; }));
    write(folder / "node.toml", "x");
    node.signal(SIGHUP);
    CHECK(soon([&] { return node.errorsSoFar().contains("the configuration stays as it was: "); }));
    CHECK(soon([&] { return httpGet(port, "/readyz").status == 200; }));
    CHECK(secondsToStop(node, SIGTERM) < 2.0);
    CHECK(std::filesystem::exists(folder / "data/log"));
}

TEST_CASE("the service manager hears READY and STOPPING") {
    const TempFolder folder;
    const std::string path = folder / "notify";
    sockaddr_un at{};
    at.sun_family = AF_UNIX;
    path.copy(at.sun_path, sizeof at.sun_path - 1);
    const int listener = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    REQUIRE(listener >= 0);
    REQUIRE(::bind(listener, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0);
    const timeval patience{.tv_sec = 60, .tv_usec = 0};
    ::setsockopt(listener, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    RunningProgram node({ROUNDSMAN_NODE_PROGRAM, "node", "--demo", "--port", "0"}, {"NOTIFY_SOCKET=" + path});
    std::string heard;
    const auto hearUntil = [&](const std::string& word) {
        char buffer[512];
        while (!heard.contains(word)) {
            const ssize_t got = ::recv(listener, buffer, sizeof buffer, 0);
            if (got <= 0) {
                return false;
            }
            heard.append(buffer, static_cast<std::size_t>(got)) += '\n';
        }
        return true;
    };
    CHECK(hearUntil("READY=1"));
    node.signal(SIGTERM);
    CHECK(hearUntil("STOPPING=1"));
    CHECK(node.wait() == 0);
    ::close(listener);
}
