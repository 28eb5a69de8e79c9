#pragma once

namespace roundsman {

class CommandLine;

void addKeys(CommandLine& line);
void addBenchGateway(CommandLine& line);
void addBenchFreshness(CommandLine& line);

} // namespace roundsman
