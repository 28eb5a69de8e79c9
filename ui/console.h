#pragma once

namespace roundsman {

/// Opens the console window and runs it until it is closed; gives the exit status.
int runConsole(int& argc, char** argv);

} // namespace roundsman
