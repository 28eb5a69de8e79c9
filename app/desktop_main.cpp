#include "app/command_line.h"
#include "app/commands/commands.h"
#include "ui/console.h"

#include <CLI/CLI.hpp>

/// roundsman: the console with the whole core inside, and every subcommand.
int main(int argc, char** argv) {
    roundsman::CommandLine line("roundsman", "Roundsman, the operations console.");
    roundsman::addHeadlessCommands(line);
    const auto console = [&] {
        return roundsman::runConsole(argc, argv);
    };
    line.add("console", "Opens the console (also without a command).", "roundsman console", console);
    line.byDefault(console);
    return line.run(argc, argv);
}
