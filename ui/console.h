#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

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

/// A key of the node's configuration as it is in force.
struct NodeSetting {
    std::string key;
    std::string value;
    std::string from; ///< "default", "FILE, line 7", "command line"
};

struct ConsoleOptions {
    std::shared_ptr<const City> city;        ///< the demo's; null otherwise
    std::string settingsFile;                ///< empty: the user's own
    std::string cacheFolder;                 ///< empty: the user's own
    std::function<void()> fleetShown;        ///< called once, when the fleet is on the screen
    std::function<void()> ridersMove;        ///< called once, when riders are on the screen and glide
    std::vector<NodeSetting> nodeSettings{}; ///< shown, not changed
    bool* startAnew = nullptr;               ///< set when somebody wants to open something else
};

/// What somebody chose to open.
struct StartChoice {
    enum class Kind : std::uint8_t { demo, configuration, data };
    Kind kind = Kind::demo;
    std::string path; ///< of the configuration or the data folder
};

/// What the page of the first start asks the program; sentences say what is missing, empty ones that nothing is.
struct StartChecks {
    std::function<std::string(const std::string& file)> configuration;
    std::function<std::string(const std::string& folder)> data;
    /// Writes a configuration for these brokers and gives its path, or says why not.
    std::function<std::expected<std::string, std::string>(const std::string& brokers, const std::string& topic)> write;
};

/// What was chosen for every start; nothing: ask.
std::optional<StartChoice> rememberedStart(const std::string& settingsFile);
/// The page of the first start: what this is, and what to open. `trouble` is why the last choice could not be opened.
/// Nothing: the person left.
std::optional<StartChoice> askHowToStart(QApplication& application, const std::string& settingsFile,
                                         const StartChecks& checks, const std::string& trouble);

/// Opens the console window over a node and runs it until it is closed; gives the exit status.
int runConsole(QApplication& application, ConsoleApi& api, const ConsoleOptions& options,
               const std::shared_ptr<ConsoleGuard>& guard);

} // namespace roundsman
