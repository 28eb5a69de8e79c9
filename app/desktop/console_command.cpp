#include "app/desktop/console_command.h"

#include "app/command_line.h"
#include "core/sim/city.h"
#include "ui/bench/synthetic_fleet.h"
#include "ui/console.h"

#include <QApplication>

#include <CLI/CLI.hpp>

namespace roundsman {

namespace {

int runWindow(int& argc, char** argv) {
    prepareApplication();
    const auto application = makeApplication(argc, argv);
    bool otherRaised = false;
    const auto guard = takeConsole("roundsman-console", otherRaised);
    if (otherRaised) {
        return exitOk;
    }
    ConsoleOptions options;
    options.city = std::make_shared<const City>(makeCity(1));
    SyntheticFleetSettings riders;
    riders.centre = options.city->centre;
    SyntheticFleet fleet(riders);
    return runConsole(*application, fleet, options, guard);
}

} // namespace

void addConsole(CommandLine& line, int& argc, char** argv) {
    const auto console = [&argc, argv] {
        return runWindow(argc, argv);
    };
    line.add("console", "Opens the console (also without a command).", "roundsman console", console);
    line.byDefault(console);
}

} // namespace roundsman
