#include "app/command_line.h"
#include "app/commands/commands.h"
#include "app/commands/node_command.h"

/// roundsman-node: the headless commands, built without Qt; without a command it runs the node.
int main(int argc, char** argv) {
    roundsman::CommandLine line("roundsman-node", "Roundsman, the processing node.");
    roundsman::addHeadlessCommands(line);
    roundsman::addNodeCommand(line);
    roundsman::runNodeByDefault(line);
    return line.run(argc, argv);
}
