#pragma once

namespace CLI {
class App;
}

namespace roundsman {

class CommandLine;

/// `roundsman explain check`: below the group `explain`.
void addExplainCheck(CommandLine& line, CLI::App& explain);

} // namespace roundsman
