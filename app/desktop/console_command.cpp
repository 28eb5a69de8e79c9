#include "app/desktop/console_command.h"

#include "app/command_line.h"
#include "app/desktop/end_signals.h"
#include "app/desktop/start_checks.h"
#include "app/node_program.h"
#include "core/history/history_wake.h"
#include "core/node/scoped_console.h"
#include "core/sim/city.h"
#include "ui/console.h"

#include <QApplication>

#include <CLI/CLI.hpp>

#include <chrono>
#include <expected>
#include <filesystem>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace roundsman {

namespace {

const auto began = std::chrono::steady_clock::now(); // of the program

/// Whoever sits at a restaurant's console is that restaurant, and no more.
Identity restaurant(const std::string& merchant) {
    Identity who;
    who.role = Role::merchant;
    who.subject = merchant;
    who.merchant = merchant;
    return who;
}

/// The window over one node. `startAnew` is set when the person wants to open something else.
std::expected<int, NodeProgram::Refusal> runOver(QApplication& application, const NodeOptions& options,
                                                 const std::string& merchant,
                                                 const std::shared_ptr<ConsoleGuard>& guard, bool* startAnew) {
    // The streets are made while the node's files open: both take a good part of a second.
    std::future<std::shared_ptr<const City>> city;
    if (options.demo) {
        city =
            std::async(std::launch::async, [] { return std::make_shared<const City>(demoCity(SystemClock().now())); });
    }
    auto program = NodeProgram::open(options);
    if (!program) {
        return std::unexpected(program.error());
    }
    ConsoleOptions console;
    console.city = city.valid() ? city.get() : nullptr;
    console.startAnew = startAnew;
    for (ShownSetting& setting : (*program)->shownSettings()) {
        console.nodeSettings.push_back({std::move(setting.key), std::move(setting.value), std::move(setting.from)});
    }
    (*program)->useCity(console.city);
    (*program)->start();
    const auto told = [&lines = (*program)->lines()](const char* what) {
        return [&lines, what] {
            const auto since = std::chrono::steady_clock::now() - began;
            lines.info("console", what,
                       {{"after_ms", std::chrono::duration_cast<std::chrono::milliseconds>(since).count()}});
        };
    };
    console.fleetShown = told(fleetIsShown);
    console.ridersMove = told("riders move on the map");
    std::unique_ptr<ScopedConsole> scoped;
    if (!merchant.empty()) {
        scoped = std::make_unique<ScopedConsole>((*program)->console(), restaurant(merchant), (*program)->audit());
    }
    ConsoleApi& api = scoped ? *scoped : (*program)->console();
    const int status = runConsole(application, api, console, guard);
    (*program)->stop();
    return status;
}

NodeOptions with(NodeOptions options, const StartChoice& choice) {
    options.demo = choice.kind == StartChoice::Kind::demo;
    options.config = choice.kind == StartChoice::Kind::configuration ? choice.path : std::string();
    options.data = choice.kind == StartChoice::Kind::data ? choice.path : std::string();
    return options;
}

/// When the command line names nothing, the person is asked, and asked again when that cannot be opened.
int runWindow(const NodeOptions& options, const std::string& merchant, int& argc, char** argv) {
    const EndSignals ends;
    if (!options.data.empty()) {
        wakeHistory(std::filesystem::path(options.data) / "history"); // while the window's libraries load
    }
    prepareApplication();
    const auto application = makeApplication(argc, argv);
    ends.close(*application);
    bool otherRaised = false;
    const auto guard =
        takeConsole(merchant.empty() ? "roundsman-console" : "roundsman-console-of-" + merchant, otherRaised);
    if (otherRaised) {
        return exitOk; // the first window came forward
    }
    const bool named = options.demo || !options.config.empty() || !options.data.empty();
    std::optional<StartChoice> choice = named ? std::nullopt : rememberedStart({});
    bool ask = !named && !choice;
    for (std::string trouble;;) {
        if (ask) {
            choice = askHowToStart(*application, {}, startChecks(), trouble);
            if (!choice) {
                return exitOk;
            }
        }
        bool startAnew = false;
        const auto status =
            runOver(*application, choice ? with(options, *choice) : options, merchant, guard, &startAnew);
        if (!status && !choice) {
            const int failed = fail(status.error().sentence);
            return status.error().wrongConfiguration ? exitUsage : failed;
        }
        if (status && !startAnew) {
            return *status;
        }
        ask = true;
        trouble = status ? std::string() : status.error().sentence;
    }
}

} // namespace

void addConsole(CommandLine& line, int& argc, char** argv) {
    auto options = std::make_shared<NodeOptions>();
    options->port = 0; // a free one: a node on the same machine keeps its own
    auto merchant = std::make_shared<std::string>();
    const auto console = [options, merchant, &argc, argv] {
        // A restaurant's console without a place to look at has nothing to show but the demo.
        options->demo = options->demo || (!merchant->empty() && options->config.empty() && options->data.empty());
        return runWindow(*options, *merchant, argc, argv);
    };
    CLI::App& command =
        line.add("console", "Opens the console (also without a command).", "roundsman console --demo", console);
    for (CLI::App* where : {&command, &line.root()}) {
        where->add_flag("--demo", options->demo, "an embedded log and a simulated city");
        where->add_option("--config", options->config, "the configuration file (TOML)")->check(CLI::ExistingFile);
        where->add_option("--data", options->data, "the data folder");
        where
            ->add_option("--merchant", *merchant,
                         "opens for this restaurant: its figures, orders and riders, and nobody else's")
            ->type_name("ID");
        where->add_option("--riders", options->simulation.riders, "how many riders the demo has")
            ->check(CLI::Range(1U, 200'000U));
        where->add_option("--updates", options->simulation.updatesPerSecond,
                          "updates a second of all the demo's riders");
    }
    line.byDefault(console);
}

} // namespace roundsman
