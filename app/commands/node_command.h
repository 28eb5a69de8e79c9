#pragma once

#include "core/history/history_error.h"

namespace CLI {
class App;
}

namespace roundsman {

/// --on-history-refusal stop|set-aside|accept-loss
void addOnRefusalOption(CLI::App& command, OnRefusal& onRefusal);

class CommandLine;

/// `node`
void addNodeCommand(CommandLine& line);
/// The same, for a program that runs a node when no command is given.
void runNodeByDefault(CommandLine& line);

} // namespace roundsman
