#pragma once

namespace roundsman {

class CommandLine;

/// `console`, and what runs without a command: the window.
void addConsole(CommandLine& line, int& argc, char** argv);

} // namespace roundsman
