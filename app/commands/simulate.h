#pragma once

namespace roundsman {

class CommandLine;

void addSimulateCommand(CommandLine& line);

} // namespace roundsman
