#include "app/settings.h"

#include "app/settings_keys.h"

#include <toml++/toml.hpp>

#include <algorithm>
#include <fstream>
#include <numeric>
#include <ranges>
#include <sstream>

namespace roundsman {
namespace {

/// Walks a parsed file along the table of keys, and notes what does not fit.
class Walk {
public:
    Walk(std::string fileName, AppSettings& settings) : m_file(std::move(fileName)), m_settings(settings) {}

    void table(const toml::table& table, const std::string& prefix) {
        for (const auto& [name, node] : table) {
            const std::string path = prefix.empty() ? std::string(name.str()) : prefix + "." + std::string(name.str());
            value(path, node, name.source());
        }
    }
    /// In the order of the file's lines: a table forgets the order that its keys were written in.
    [[nodiscard]] std::vector<std::string> errors() {
        std::ranges::stable_sort(m_errors, {}, &Error::line);
        std::vector<std::string> sentences;
        for (Error& error : m_errors) {
            sentences.push_back(std::move(error.sentence));
        }
        return sentences;
    }

private:
    void value(const std::string& path, const toml::node& node, const toml::source_region& where) {
        const auto& keys = settingsKeys();
        if (const auto key = std::ranges::find(keys, path, &SettingsKey::path); key != keys.end()) {
            if (const std::string wrong = key->verbs.set(m_settings, node); !wrong.empty()) {
                error(where, path + " " + wrong);
            }
            return;
        }
        const auto isBelow = [&](const SettingsKey& key) {
            return key.path.starts_with(path + ".");
        };
        if (std::ranges::any_of(keys, isBelow)) {
            if (const auto* below = node.as_table()) {
                table(*below, path);
            } else {
                error(where, path + " is a table: write [" + path + "] and its keys below it");
            }
            return;
        }
        unknown(path, where);
    }

    void unknown(const std::string& path, const toml::source_region& where) {
        std::vector<std::string_view> names;
        for (const SettingsKey& key : settingsKeys()) {
            names.push_back(key.path);
        }
        const std::string_view nearest = nearestName(path, names);
        error(where, "there is no key " + path +
                         (nearest.empty() ? std::string("; docs/CONFIGURATION.md lists them all")
                                          : "; did you mean " + std::string(nearest) + "?"));
    }

    void error(const toml::source_region& where, const std::string& sentence) {
        m_errors.push_back({where.begin.line, m_file + ":" + std::to_string(where.begin.line) + ": " + sentence});
    }

    struct Error {
        toml::source_index line;
        std::string sentence;
    };

    std::string m_file;
    AppSettings& m_settings;
    std::vector<Error> m_errors;
};

void checkBridges(const AppSettings& settings, const std::string& file, std::vector<std::string>& errors) {
    for (std::size_t i = 0; i < settings.bridges.size(); ++i) {
        const BridgeSettings& bridge = settings.bridges[i];
        const std::string who = file + ": bridge number " + std::to_string(i + 1);
        if (bridge.brokers.empty() && settings.log.kind == LogKind::local) {
            errors.push_back(who + " needs brokers (such as \"localhost:9092\"): the log is local and has none");
        }
        if (bridge.brokers.empty() && std::ranges::contains(bridge.topics, settings.log.topic)) {
            errors.push_back(who + " reads " + settings.log.topic + ", which is the log that it writes");
        }
        const auto same = [&](const BridgeSettings& other) {
            return other.group == bridge.group && other.brokers == bridge.brokers;
        };
        if (std::ranges::any_of(settings.bridges | std::views::take(i), same)) {
            errors.push_back(who + " has the group " + bridge.group + " of another: each needs a group of its own");
        }
    }
}

/// What single keys cannot know.
std::vector<std::string> checkWhole(const AppSettings& settings, const std::string& file) {
    std::vector<std::string> errors;
    if (settings.log.kind == LogKind::kafka && settings.log.brokers.empty()) {
        errors.push_back(file + ": log.kind is \"kafka\", so log.kafka.brokers is needed (such as \"localhost:9092\")");
    }
    if (settings.log.kind == LogKind::local) {
        for (const auto& [market, partition] : settings.markets) {
            if (partition >= settings.log.partitions) {
                errors.push_back(file + ": markets." + market + " is partition " + std::to_string(partition) +
                                 ", but log.local.partitions is " + std::to_string(settings.log.partitions));
            }
        }
    }
    if (settings.http.tls.certificate.empty() != settings.http.tls.key.empty()) {
        errors.push_back(file + ": http.certificate and http.certificate_key go together; one of them is missing");
    }
    checkBridges(settings, file, errors);
    return errors;
}

std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, change}));
        }
    }
    return row.back();
}

} // namespace

std::string_view nearestName(std::string_view word, const std::vector<std::string_view>& names) {
    const auto distance = [&](std::string_view name) {
        // The last word alone may be right, in the wrong table.
        const auto last = name.substr(name.rfind('.') + 1);
        return std::min(editDistance(word, name), editDistance(word, last));
    };
    const auto nearest = std::ranges::min_element(names, {}, distance);
    const std::size_t near = std::max<std::size_t>(2, word.size() / 3);
    return nearest != names.end() && distance(*nearest) <= near ? *nearest : std::string_view{};
}

std::expected<AppSettings, std::vector<std::string>> parseSettings(std::string_view toml, const std::string& fileName) {
    toml::table parsed;
    try {
        parsed = toml::parse(toml, fileName); // the distribution's library is built to throw
    } catch (const toml::parse_error& error) {
        return std::unexpected(std::vector{fileName + ":" + std::to_string(error.source().begin.line) +
                                           ": this is not TOML: " + std::string(error.description())});
    }
    AppSettings settings;
    Walk walk(fileName, settings);
    walk.table(parsed, "");
    std::vector<std::string> errors = walk.errors();
    if (errors.empty()) {
        errors = checkWhole(settings, fileName);
    }
    if (!errors.empty()) {
        return std::unexpected(std::move(errors));
    }
    if (!settings.dataFolder.empty() && settings.dataFolder.is_relative()) {
        settings.dataFolder = std::filesystem::absolute(fileName).parent_path() / settings.dataFolder;
    }
    for (std::filesystem::path* file : {&settings.http.tls.certificate, &settings.http.tls.key}) {
        if (!file->empty() && file->is_relative()) {
            *file = std::filesystem::absolute(fileName).parent_path() / *file;
        }
    }
    return settings;
}

std::expected<AppSettings, std::vector<std::string>> readSettings(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::error_code ignored;
    if (!in || std::filesystem::is_directory(file, ignored)) {
        return std::unexpected(std::vector{"the configuration " + file.string() +
                                           " cannot be read; --config names an existing TOML file"});
    }
    std::ostringstream text;
    text << in.rdbuf();
    return parseSettings(text.str(), file.string());
}

std::vector<std::string> needRestart(const AppSettings& before, const AppSettings& now) {
    std::vector<std::string> keys;
    const auto differs = [&](bool same, const char* key) {
        if (!same) {
            keys.emplace_back(key);
        }
    };
    differs(before.dataFolder == now.dataFolder, "data.folder");
    differs(before.log.kind == now.log.kind, "log.kind");
    differs(before.log.partitions == now.log.partitions, "log.local.partitions");
    differs(before.log.retainHours == now.log.retainHours, "log.local.retain_hours");
    differs(before.log.retainMegabytes == now.log.retainMegabytes, "log.local.retain_megabytes");
    differs(before.http.address == now.http.address, "http.address");
    differs(before.http.port == now.http.port, "http.port");
    differs(before.connectionsMax == now.connectionsMax, "http.connections_max");
    differs(before.connectionsPerAddressMax == now.connectionsPerAddressMax, "http.connections_per_address_max");
    differs(before.http.threads == now.http.threads, "http.threads");
    differs(before.http.tls.certificate == now.http.tls.certificate, "http.certificate");
    differs(before.http.tls.key == now.http.tls.key, "http.certificate_key");
    differs(before.gateway == now.gateway, "gateway");
    return keys;
}

} // namespace roundsman
