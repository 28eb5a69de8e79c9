#pragma once

namespace roundsman {

class CommandLine;

/// What the program says of itself when the fleet is on the screen for the first time.
inline constexpr const char* fleetIsShown = "the fleet is on the map";

/// `console`, and what runs without a command: the window.
void addConsole(CommandLine& line, int& argc, char** argv);

} // namespace roundsman
