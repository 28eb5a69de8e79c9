#pragma once

namespace roundsman {

class CommandLine;

/// `bench start`: how long a cold start of the console takes over a data folder.
void addBenchStart(CommandLine& line);

} // namespace roundsman
