#include "app/command_line.h"
#include "app/commands/commands.h"

/// roundsman-node: the headless commands, built without Qt.
int main(int argc, char** argv) {
    roundsman::CommandLine line("roundsman-node", "Roundsman, the processing node.");
    roundsman::addHeadlessCommands(line);
    return line.run(argc, argv);
}
