#include "app/command_line.h"

#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>
#include <utility>

#ifndef ROUNDSMAN_VERSION
#error "the build names the version"
#endif

namespace roundsman {
namespace {

/// The next word of the command that was given, as far as it was understood; null: there is none.
const CLI::App* subcommandOf(const CLI::App& command) {
    const auto given = command.get_subcommands();
    return given.empty() ? nullptr : given.front();
}

/// CLI11's sentences in our words, where they say too little.
std::string sentenceOf(const CLI::ParseError& error, const CLI::App& root) {
    const std::string said = error.what();
    const auto after = [&](const char* begin) {
        return said.starts_with(begin) ? said.substr(std::string(begin).size()) : std::string();
    };
    if (const std::string option = after("Could not convert: "); !option.empty()) {
        return option + ": this is no value that it takes";
    }
    if (const std::string word = after("The following argument was not expected: "); !word.empty()) {
        return (subcommandOf(root) != nullptr ? "not expected: " : "there is no command ") + word;
    }
    return said;
}

} // namespace

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
    std::string words = m_program;
    for (const CLI::App* at = m_root.get(); (at = subcommandOf(*at)) != nullptr;) {
        words += " " + at->get_name();
    }
    std::fprintf(stderr, "%s: %s (try %s --help)\n", m_program.c_str(), sentence.c_str(), words.c_str());
    return exitUsage;
}

int CommandLine::run(int argc, const char* const* argv) {
    std::signal(SIGXFSZ, SIG_IGN); // a limit on a file's size is told like a full disk; its default ends the program
    try {
        m_root->parse(argc, argv);
    } catch (const CLI::Success& help) {
        return m_root->exit(help); // --help and --version print themselves
    } catch (const CLI::ParseError& error) {
        return usageError(sentenceOf(error, *m_root));
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
