#include "app/commands/commands.h"

#include "app/command_line.h"

namespace roundsman {

void addHeadlessCommands(CommandLine& line) {
    addBenchHistory(line);
}

} // namespace roundsman
