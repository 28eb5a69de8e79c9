#include "app/commands/commands.h"

#include "app/command_line.h"

namespace roundsman {

void addHeadlessCommands(CommandLine& line) {
    static_cast<void>(line);
}

} // namespace roundsman
