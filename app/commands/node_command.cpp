#include "app/commands/node_command.h"

#include "app/command_line.h"
#include "app/node_program.h"
#include "app/service_notify.h"
#include "app/settings_keys.h"

#include <CLI/CLI.hpp>
#include <pthread.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <map>
#include <memory>
#include <string>

namespace roundsman {
namespace {

using namespace std::chrono_literals;

constexpr auto stopWithin = 1'900ms; ///< people and service managers are promised two seconds
constexpr auto look = 100ms;
static_assert(GatewayLimits{}.drainMax + NodeLimits{}.drainMax < stopWithin,
              "a stop that takes longest is still whole");

struct Asked {
    NodeOptions options;
    bool checkConfig = false;
};

int usage(const std::string& sentence) {
    std::fprintf(stderr, "roundsman: %s\n", sentence.c_str());
    return exitUsage;
}

int checkConfig(const Asked& asked) {
    if (asked.options.config.empty()) {
        return usage("--check-config needs --config FILE");
    }
    const auto settings = readSettings(asked.options.config);
    if (settings) {
        std::printf("%s: all keys are good\n", asked.options.config.c_str());
        return exitOk;
    }
    for (const std::string& error : settings.error()) {
        std::fprintf(stderr, "roundsman: %s\n", error.c_str());
    }
    return exitUsage;
}

sigset_t signals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int number : {SIGTERM, SIGINT, SIGHUP}) {
        sigaddset(&set, number);
    }
    return set;
}

int waitForSignal(const sigset_t& set, std::chrono::milliseconds wait) {
    const timespec time{.tv_sec = 0, .tv_nsec = static_cast<long>(wait.count()) * 1'000'000};
    return sigtimedwait(&set, nullptr, &time);
}

void sayWhere(const NodeProgram& program) {
    const std::string host = program.address().contains(':') ? "[" + program.address() + "]" : program.address();
    const std::string at = "http://" + host + ":" + std::to_string(program.port());
    std::printf("roundsman node: health at %s/healthz and %s/readyz, metrics at %s/metrics\n", at.c_str(), at.c_str(),
                at.c_str());
    std::fflush(stdout);
}

/// Serves until somebody says stop. The service manager hears when it is ready, why it is not, and that it lives.
void serve(NodeProgram& program, const sigset_t& set) {
    const auto watchdog = watchdogEvery();
    auto nextWatchdog = std::chrono::steady_clock::now();
    std::string said = "nothing yet";
    bool wasReady = false;
    while (true) {
        const int number = waitForSignal(set, look);
        if (number == SIGTERM || number == SIGINT) {
            return;
        }
        if (number == SIGHUP) {
            notifyReloading();
            program.reload();
            notifyService("READY=1");
        }
        if (const std::string why = program.node().whyNotReady(); why != said) {
            notifyService((why.empty() && !wasReady ? "READY=1\nSTATUS=" : "STATUS=") + (why.empty() ? "ready" : why));
            wasReady = wasReady || why.empty();
            said = why;
        }
        if (watchdog && std::chrono::steady_clock::now() >= nextWatchdog) {
            notifyService("WATCHDOG=1");
            nextWatchdog = std::chrono::steady_clock::now() + *watchdog;
        }
    }
}

/// In order, and in time. What a stage that hangs has not committed is in the log; nothing is lost by leaving.
int stop(std::unique_ptr<NodeProgram> program, const sigset_t& set) {
    notifyService("STOPPING=1");
    const LogLines& lines = program->lines();
    lines.info("node", "stopping");
    std::promise<void> stopped;
    auto over = stopped.get_future();
    std::jthread stopper([&] {
        program->stop();
        stopped.set_value();
    });
    const auto until = std::chrono::steady_clock::now() + stopWithin;
    while (over.wait_for(0ms) != std::future_status::ready) {
        const bool again = waitForSignal(set, 10ms) > 0;
        if (again || std::chrono::steady_clock::now() >= until) {
            lines.warning("node", "leaving before everything has stopped; what is not committed is read again");
            std::_Exit(exitOk);
        }
    }
    stopper.join();
    lines.info("node", "stopped");
    return exitOk;
}

int run(const Asked& asked) {
    if (asked.checkConfig) {
        return checkConfig(asked);
    }
    const sigset_t set = signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr); // before any thread: they all inherit it
    std::signal(SIGPIPE, SIG_IGN);             // NOLINT: a reader of our output that leaves is no reason to stop
    auto program = NodeProgram::open(asked.options);
    if (!program) {
        return program.error().wrongConfiguration ? usage(program.error().sentence) : fail(program.error().sentence);
    }
    sayWhere(**program);
    (*program)->start();
    serve(**program, set);
    return stop(std::move(*program), set);
}

} // namespace

void addOnRefusalOption(CLI::App& command, OnRefusal& onRefusal) {
    static const std::map<std::string, OnRefusal> words{
        {"stop", OnRefusal::stop}, {"set-aside", OnRefusal::setAside}, {"accept-loss", OnRefusal::acceptLoss}};
    command
        .add_option("--on-history-refusal", onRefusal,
                    "when history does not fit the log or is damaged, this once: stop, set-aside (rename it and build "
                    "a new one from the log), accept-loss (go on without the days that are gone)")
        ->transform(CLI::CheckedTransformer(words))
        ->type_name("stop|set-aside|accept-loss");
}

namespace {

void addOptions(CLI::App& node, Asked& asked) {
    node.add_option("--config", asked.options.config, "configuration (TOML)")->type_name("FILE");
    node.add_flag("--check-config", asked.checkConfig, "only say whether the configuration is good");
    node.add_option("--data", asked.options.data, "where the node keeps its files")->type_name("DIR");
    node.add_option("--port", asked.options.port, "of /healthz, /readyz and /metrics; 0 takes any free one");
    addOnRefusalOption(node, asked.options.onHistoryRefusal);
    node.add_flag("--demo", asked.options.demo, "with an embedded log and a simulated city");
    SimulationOptions& simulation = asked.options.simulation;
    node.add_option("--riders", simulation.riders, "of the demo")
        ->capture_default_str()
        ->check(CLI::Range(1, 1'000'000));
    node.add_option("--rate", simulation.updatesPerSecond,
                    "updates a second of all riders of the demo together; without: each every five seconds")
        ->check(CLI::Range(0.1, 1e7));
    node.add_option("--seed", simulation.seed, "of the demo")->capture_default_str();
}

} // namespace

void addNodeCommand(CommandLine& line) {
    const auto asked = std::make_shared<Asked>();
    CLI::App& node = line.add("node", "Runs a processing node, without a window.",
                              "roundsman node --config /etc/roundsman.toml", [asked] { return run(*asked); });
    addOptions(node, *asked);
}

void runNodeByDefault(CommandLine& line) {
    const auto asked = std::make_shared<Asked>();
    addOptions(line.root(), *asked);
    line.root().footer("Example: roundsman-node --config /etc/roundsman.toml");
    line.byDefault([asked] { return run(*asked); });
}

} // namespace roundsman
