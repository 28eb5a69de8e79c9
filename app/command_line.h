#pragma once

#include <functional>
#include <memory>
#include <string>

namespace CLI {
class App;
}

namespace roundsman {

/// Exit statuses of every command.
enum ExitStatus : int { exitOk = 0, exitFailed = 1, exitUsage = 2 };

/// The program's command line: a subcommand each, with the same habits. Errors are one line on stderr that says what is
/// wrong and what to do; --help of each ends with an example.
class CommandLine {
public:
    CommandLine(std::string program, std::string description);
    ~CommandLine();

    /// Adds `name` (below `parent`, or at the top); `run` gives the exit status. The returned App takes the options.
    CLI::App& add(const std::string& name, const std::string& description, const std::string& example,
                  std::function<int()> run);
    CLI::App& add(CLI::App& parent, const std::string& name, const std::string& description, const std::string& example,
                  std::function<int()> run);
    /// A word that only groups commands, such as `bench`.
    CLI::App& group(const std::string& name, const std::string& description);
    /// What runs when no subcommand is given.
    void byDefault(std::function<int()> run);

    CLI::App& root() { return *m_root; }
    int run(int argc, const char* const* argv);

private:
    int usageError(const std::string& sentence) const;

    std::string m_program;
    std::unique_ptr<CLI::App> m_root;
    std::function<int()> m_chosen;
    std::function<int()> m_default;
};

/// Prints "roundsman: <sentence>" on stderr and gives exitFailed.
int fail(const std::string& sentence);

} // namespace roundsman
