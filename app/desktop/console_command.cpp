#include "app/desktop/console_command.h"

#include "app/command_line.h"
#include "app/node_program.h"
#include "core/sim/city.h"
#include "ui/console.h"

#include <QApplication>

#include <CLI/CLI.hpp>

#include <chrono>
#include <future>
#include <memory>
#include <string>

namespace roundsman {

namespace {

const auto began = std::chrono::steady_clock::now(); // of the program

int runWindow(const NodeOptions& options, int& argc, char** argv) {
    prepareApplication();
    const auto application = makeApplication(argc, argv);
    bool otherRaised = false;
    const auto guard = takeConsole("roundsman-console", otherRaised);
    if (otherRaised) {
        return exitOk; // the first window came forward
    }
    // The streets are made while the node starts: both take a good part of a second.
    std::future<std::shared_ptr<const City>> city;
    if (options.demo) {
        city = std::async(std::launch::async,
                          [] { return std::make_shared<const City>(makeCity(DemoFeed::Options{}.citySeed)); });
    }
    auto program = NodeProgram::open(options);
    if (!program) {
        const int status = fail(program.error().sentence);
        return program.error().wrongConfiguration ? exitUsage : status;
    }
    (*program)->start();
    ConsoleOptions console;
    console.city = city.valid() ? city.get() : nullptr;
    console.ridersMove = [&lines = (*program)->lines()] {
        const auto since = std::chrono::steady_clock::now() - began;
        lines.info("console", "riders move on the map",
                   {{"after_ms", std::chrono::duration_cast<std::chrono::milliseconds>(since).count()}});
    };
    const int status = runConsole(*application, (*program)->console(), console, guard);
    (*program)->stop();
    return status;
}

} // namespace

void addConsole(CommandLine& line, int& argc, char** argv) {
    auto options = std::make_shared<NodeOptions>();
    options->port = 0; // a free one: a node on the same machine keeps its own
    const auto console = [options, &argc, argv] {
        // Without a configuration there is nothing to be a console of but the demo.
        options->demo = options->demo || (options->config.empty() && options->data.empty());
        return runWindow(*options, argc, argv);
    };
    CLI::App& command =
        line.add("console", "Opens the console (also without a command).", "roundsman console --demo", console);
    for (CLI::App* where : {&command, &line.root()}) {
        where->add_flag("--demo", options->demo, "an embedded log and a simulated city");
        where->add_option("--config", options->config, "the configuration file (TOML)")->check(CLI::ExistingFile);
        where->add_option("--data", options->data, "the data folder");
        where->add_option("--riders", options->simulation.riders, "how many riders the demo has")
            ->check(CLI::Range(1U, 200'000U));
        where->add_option("--updates", options->simulation.updatesPerSecond,
                          "updates a second of all the demo's riders");
    }
    line.byDefault(console);
}

} // namespace roundsman
