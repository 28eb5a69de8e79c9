#pragma once

namespace roundsman {

class CommandLine;

/// `bench map`: only where there is a window system.
void addBenchMap(CommandLine& line, int& argc, char** argv);

} // namespace roundsman
