#pragma once

#include <memory>

class QApplication;

namespace roundsman {

class ConsoleApi;

/// What must be said to Qt before the application object exists.
void prepareApplication();
std::unique_ptr<QApplication> makeApplication(int& argc, char** argv);

/// Opens the console window over a node and runs it until it is closed; gives the exit status.
int runConsole(QApplication& application, ConsoleApi& api);

} // namespace roundsman
