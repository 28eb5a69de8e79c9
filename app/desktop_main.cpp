#include "app/command_line.h"
#include "app/commands/commands.h"
#include "app/commands/node_command.h"
#include "app/desktop/bench_map.h"
#include "app/desktop/bench_qt_sockets.h"
#include "app/desktop/bench_start.h"
#include "app/desktop/console_command.h"

/// roundsman: the console with the whole core inside, and every subcommand.
int main(int argc, char** argv) {
    roundsman::CommandLine line("roundsman", "Roundsman, the operations console.");
    roundsman::addHeadlessCommands(line);
    roundsman::addNodeCommand(line);
    roundsman::addBenchMap(line, argc, argv);
    roundsman::addBenchStart(line);
    roundsman::addBenchQtSockets(line, argc, argv);
    roundsman::addConsole(line, argc, argv);
    return line.run(argc, argv);
}
