#include "app/commands/commands.h"

#include "app/command_line.h"
#include "app/commands/gateway_commands.h"
#include "app/commands/query.h"
#include "app/commands/simulate.h"

namespace roundsman {

void addHeadlessCommands(CommandLine& line) {
    addBenchHistory(line);
    addQueryCommands(line);
    addExplainCommands(line);
    addSimulateCommand(line);
    addBenchLog(line);
    addQueryHistory(line);
    addReplayCommand(line);
    addDigestCommand(line);
    addBenchPipelineCommand(line);
    addBenchDecodeCommand(line);
    addHistoryCare(line);
    addZonesCommands(line);
    addBenchQueryCommand(line);
    addEta(line);
    addKeys(line);
    addBenchGateway(line);
    addBenchFreshness(line);
    addBenchEtaCommand(line);
}

} // namespace roundsman
