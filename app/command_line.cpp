#include "app/command_line.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <utility>

#ifndef ROUNDSMAN_VERSION
#error "the build names the version"
#endif

namespace roundsman {

CommandLine::CommandLine(std::string program, std::string description)
    : m_program(std::move(program)), m_root(std::make_unique<CLI::App>(std::move(description), m_program)) {
    m_root->set_version_flag("--version", m_program + " " ROUNDSMAN_VERSION);
    m_root->require_subcommand(0, 1);
}

CommandLine::~CommandLine() = default;

CLI::App& CommandLine::add(const std::string& name, const std::string& description, const std::string& example,
                           std::function<int()> run) {
    return add(*m_root, name, description, example, std::move(run));
}

CLI::App& CommandLine::add(CLI::App& parent, const std::string& name, const std::string& description,
                           const std::string& example, std::function<int()> run) {
    CLI::App* command = parent.add_subcommand(name, description);
    command->footer("Example: " + example);
    command->callback([this, run = std::move(run)] { m_chosen = run; });
    return *command;
}

CLI::App& CommandLine::group(const std::string& name, const std::string& description) {
    const auto named = m_root->get_subcommands([&](const CLI::App* command) { return command->get_name() == name; });
    if (!named.empty()) {
        return *named.front();
    }
    CLI::App* words = m_root->add_subcommand(name, description);
    words->require_subcommand(1);
    return *words;
}

void CommandLine::byDefault(std::function<int()> run) {
    m_default = std::move(run);
}

int CommandLine::usageError(const std::string& sentence) const {
    std::fprintf(stderr, "%s: %s (try %s --help)\n", m_program.c_str(), sentence.c_str(), m_program.c_str());
    return exitUsage;
}

int CommandLine::run(int argc, const char* const* argv) {
    try {
        m_root->parse(argc, argv);
    } catch (const CLI::Success& help) {
        return m_root->exit(help); // --help and --version print themselves
    } catch (const CLI::ParseError& error) {
        return usageError(error.what());
    }
    if (m_chosen) {
        return m_chosen();
    }
    return m_default ? m_default() : usageError("a command is needed");
}

int fail(const std::string& sentence) {
    std::fprintf(stderr, "roundsman: %s\n", sentence.c_str());
    return exitFailed;
}

} // namespace roundsman
