#pragma once

namespace roundsman {

class CommandLine;

/// A QWebSocketServer that counts messages: what `bench gateway --qt-program` compares with.
void addBenchQtSockets(CommandLine& line, int& argc, char** argv);

} // namespace roundsman
