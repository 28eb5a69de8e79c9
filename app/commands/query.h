#pragma once

namespace roundsman {

class CommandLine;

/// query merchants|zones|cells|surge|alerts
void addQueryCommands(CommandLine& line);
/// explain surge|bucket|alert
void addExplainCommands(CommandLine& line);

} // namespace roundsman
