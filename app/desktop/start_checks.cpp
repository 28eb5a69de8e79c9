#include "app/desktop/start_checks.h"

#include "app/settings.h"

#include <QDir>
#include <QStandardPaths>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace roundsman {

namespace {

std::string checkConfiguration(const std::string& file) {
    if (file.empty()) {
        return "a file is needed: one that ends in .toml";
    }
    const auto settings = readSettings(file);
    return settings ? std::string() : settings.error().front();
}

std::string checkData(const std::string& folder) {
    std::error_code error;
    if (folder.empty()) {
        return "a folder is needed";
    }
    if (!std::filesystem::is_directory(folder, error)) {
        return folder + " is no folder";
    }
    const std::filesystem::path path(folder);
    const bool any = std::filesystem::exists(path / "log", error) || std::filesystem::exists(path / "history", error);
    return any ? std::string() : folder + " holds neither a log nor a history: it is no node's data folder";
}

/// TOML's basic string.
std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        result += c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
    }
    return result + "\"";
}

std::string missingInBrokers(const std::string& brokers) {
    if (brokers.empty()) {
        return "the address of a broker is needed, such as localhost:9092";
    }
    for (std::size_t at = 0; at <= brokers.size();) {
        const std::size_t end = std::min(brokers.find(',', at), brokers.size());
        const std::string one = brokers.substr(at, end - at);
        const std::size_t colon = one.rfind(':');
        const bool port = colon != std::string::npos && colon > 0 && colon + 1 < one.size() &&
                          one.find_first_not_of("0123456789", colon + 1) == std::string::npos;
        if (!port) {
            return "\"" + one + "\" is no host:port";
        }
        at = end + 1;
    }
    return {};
}

std::expected<std::string, std::string> writeConfiguration(const std::string& brokers, const std::string& topic) {
    if (std::string missing = missingInBrokers(brokers); !missing.empty()) {
        return std::unexpected(std::move(missing));
    }
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/kafka");
    const std::string file = (folder + QStringLiteral("/kafka.toml")).toStdString();
    const std::string text = "# Written by the first page of the console; docs/CONFIGURATION.md lists every key.\n"
                             "[data]\nfolder = " +
                             quoted(data.toStdString()) +
                             "\n\n[log]\nkind = \"kafka\"\ntopic = " + quoted(topic.empty() ? "fleet-events" : topic) +
                             "\n\n[log.kafka]\nbrokers = " + quoted(brokers) + "\n\n[http]\nport = 0\n";
    if (const auto settings = parseSettings(text, file); !settings) {
        return std::unexpected(settings.error().front());
    }
    QDir().mkpath(folder);
    std::ofstream out(file, std::ios::binary);
    out << text;
    out.close();
    return out ? std::expected<std::string, std::string>(file)
               : std::unexpected(file + " cannot be written: mend its folder's permissions, or free some space");
}

} // namespace

StartChecks startChecks() {
    return {.configuration = checkConfiguration, .data = checkData, .write = writeConfiguration};
}

} // namespace roundsman
