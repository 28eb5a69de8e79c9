#pragma once

namespace roundsman {

class CommandLine;

/// `node`
void addNodeCommand(CommandLine& line);
/// The same, for a program that runs a node when no command is given.
void runNodeByDefault(CommandLine& line);

} // namespace roundsman
