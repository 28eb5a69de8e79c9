#include "app/desktop/console_command.h"

#include "app/command_line.h"
#include "ui/bench/synthetic_fleet.h"
#include "ui/console.h"

#include <QApplication>

#include <CLI/CLI.hpp>

namespace roundsman {

namespace {

int runWindow(int& argc, char** argv) {
    prepareApplication();
    const auto application = makeApplication(argc, argv);
    SyntheticFleet fleet({});
    return runConsole(*application, fleet);
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
