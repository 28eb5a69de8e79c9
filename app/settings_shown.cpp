#include "app/settings_shown.h"

#include "app/settings_keys.h"

#include <toml++/toml.hpp>

#include <fstream>
#include <sstream>

namespace roundsman {
namespace {

/// A file that cannot be read any more says nothing; it was read once.
toml::table readAgain(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    try {
        return toml::parse(text.str(), file.string()); // the distribution's library is built to throw
    } catch (const toml::parse_error&) {
        return {};
    }
}

} // namespace

std::vector<ShownSetting> shownSettings(const AppSettings& settings, const std::filesystem::path& file,
                                        const std::set<std::string>& onCommandLine) {
    const toml::table written = file.empty() ? toml::table{} : readAgain(file);
    AppSettings now = settings;
    std::vector<ShownSetting> shown;
    for (const SettingsKey& key : settingsKeys()) {
        const auto node = written.at_path(key.path);
        std::string from = "default";
        if (onCommandLine.contains(key.path)) {
            from = "command line";
        } else if (node) {
            from = file.string() + ", line " + std::to_string(node.node()->source().begin.line);
        }
        std::string value = key.verbs.show(now);
        shown.push_back({key.path, value.empty() ? "—" : std::move(value), std::move(from)});
    }
    return shown;
}

} // namespace roundsman
