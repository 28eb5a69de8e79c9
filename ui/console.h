#pragma once

#include <functional>
#include <memory>
#include <string>

class QApplication;

namespace roundsman {

class ConsoleApi;
struct City;

/// What must be said to Qt before the application object exists.
void prepareApplication();
std::unique_ptr<QApplication> makeApplication(int& argc, char** argv);

/// True: a console of this user runs already and was asked to come forward. Call before a node is started.
/// The object keeps the name taken while it lives.
class ConsoleGuard;
std::shared_ptr<ConsoleGuard> takeConsole(const std::string& name, bool& otherRaised);

struct ConsoleOptions {
    std::shared_ptr<const City> city; ///< the demo's; null otherwise
    std::string settingsFile;         ///< empty: the user's own
    std::string cacheFolder;          ///< empty: the user's own
    std::function<void()> ridersMove; ///< called once, when riders are on the screen and glide
};

/// Opens the console window over a node and runs it until it is closed; gives the exit status.
int runConsole(QApplication& application, ConsoleApi& api, const ConsoleOptions& options,
               const std::shared_ptr<ConsoleGuard>& guard);

} // namespace roundsman
