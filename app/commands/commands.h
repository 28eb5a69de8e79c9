#pragma once

namespace roundsman {

class CommandLine;

/// The headless commands, which both programs have. Each adds itself in a file of its own in this folder.
void addHeadlessCommands(CommandLine& line);

void addBenchHistory(CommandLine& line);
void addBenchLog(CommandLine& line);
void addEta(CommandLine& line);
void addBenchEtaCommand(CommandLine& line);
void addQueryHistory(CommandLine& line);
void addQueryTrails(CommandLine& line); ///< by addQueryHistory
void addReplayCommand(CommandLine& line);
void addDigestCommand(CommandLine& line);
void addBenchPipelineCommand(CommandLine& line);
void addBenchDecodeCommand(CommandLine& line);
void addHistoryCare(CommandLine& line);
void addZonesCommands(CommandLine& line);
void addBenchQueryCommand(CommandLine& line);

} // namespace roundsman
