#include "core/base/log_lines.h"

#include "core/base/json_text.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace roundsman {
namespace {

constexpr std::array<std::string_view, 4> levelTexts{"debug", "info", "warning", "error"};

bool speaksOfASecret(std::string_view name) {
    constexpr std::array<std::string_view, 7> words{"password",      "passwd", "secret",    "token",
                                                    "authorization", "apikey", "privatekey"};
    std::string plain;
    for (const char c : name) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
            plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    return std::ranges::any_of(words, [&](std::string_view word) { return plain.contains(word); });
}

void appendValue(std::string& out, const LogField& field) {
    if (speaksOfASecret(field.name)) {
        out += "\"***\"";
    } else if (const auto* text = std::get_if<std::string_view>(&field.value)) {
        appendJsonString(out, *text);
    } else if (const auto* whole = std::get_if<std::int64_t>(&field.value)) {
        out += std::to_string(*whole);
    } else if (const auto* number = std::get_if<double>(&field.value)) {
        appendJsonNumber(out, *number);
    } else {
        out += std::get<bool>(field.value) ? "true" : "false";
    }
}

void writeToStderr(std::string_view line) {
    while (!line.empty()) {
        const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
        if (written <= 0) {
            return; // nobody listens: a log line is no reason to stop
        }
        line.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace

std::string_view toText(LogLevel level) {
    return levelTexts[static_cast<std::size_t>(level)];
}

std::optional<LogLevel> logLevelFrom(std::string_view text) {
    const auto* const found = std::ranges::find(levelTexts, text);
    if (found == levelTexts.end()) {
        return {};
    }
    return static_cast<LogLevel>(found - levelTexts.begin());
}

LogLines::LogLines(const Clock& clock, Sink sink, LogLevel least)
    : m_clock(clock), m_sink(sink ? std::move(sink) : Sink(writeToStderr)), m_least(least) {}

void LogLines::debug(std::string_view part, std::string_view message, Fields fields) const {
    write(LogLevel::debug, part, message, fields);
}
void LogLines::info(std::string_view part, std::string_view message, Fields fields) const {
    write(LogLevel::info, part, message, fields);
}
void LogLines::warning(std::string_view part, std::string_view message, Fields fields) const {
    write(LogLevel::warning, part, message, fields);
}
void LogLines::error(std::string_view part, std::string_view message, Fields fields) const {
    write(LogLevel::error, part, message, fields);
}

void LogLines::write(LogLevel level, std::string_view part, std::string_view message, Fields fields) const {
    if (level < m_least.load(std::memory_order_relaxed)) {
        return;
    }
    std::string line = R"({"time":")" + toRfc3339(m_clock.now()) + R"(","level":")";
    line += toText(level);
    line += R"(","part":)";
    appendJsonString(line, part);
    line += R"(,"message":)";
    appendJsonString(line, message);
    for (const LogField& field : fields) {
        line += ',';
        appendJsonString(line, field.name);
        line += ':';
        appendValue(line, field);
    }
    line += "}\n";
    m_sink(line);
    line.pop_back();
    const std::scoped_lock lock(m_mutex);
    m_recent.push_back(std::move(line));
    if (m_recent.size() > recentKept) {
        m_recent.pop_front();
    }
}

std::vector<std::string> LogLines::recent() const {
    const std::scoped_lock lock(m_mutex);
    return {m_recent.begin(), m_recent.end()};
}

} // namespace roundsman
