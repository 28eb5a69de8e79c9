#pragma once

#include "core/base/time.h"

#include <atomic>
#include <concepts>
#include <cstdint>
#include <deque>
#include <functional>
#include <initializer_list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace roundsman {

enum class LogLevel : std::uint8_t { debug, info, warning, error };
std::string_view toText(LogLevel level);
std::optional<LogLevel> logLevelFrom(std::string_view text);

/// A named value beside a line's sentence. Fields whose name speaks of a secret (password, token, key …) are written
/// as "***", whoever passes them: a log line is copied to many places.
struct LogField {
    std::string_view name;
    std::variant<std::string_view, std::int64_t, double, bool> value;

    LogField(std::string_view n, std::string_view text) : name(n), value(text) {}
    LogField(std::string_view n, const char* text) : name(n), value(std::string_view(text)) {}
    LogField(std::string_view n, const std::string& text) : name(n), value(std::string_view(text)) {}
    LogField(std::string_view n, std::same_as<bool> auto flag) : name(n), value(flag) {}
    LogField(std::string_view n, std::floating_point auto number) : name(n), value(static_cast<double>(number)) {}
    template <std::integral Number>
        requires(!std::same_as<Number, bool>)
    LogField(std::string_view n, Number number) : name(n), value(static_cast<std::int64_t>(number)) {}
};

/// What the program tells the people who run it: one JSON object a line,
///   {"time":"…","level":"warning","part":"log","message":"…", fields…}
/// (The event log is something else: core/log.) Any thread may call anything; a line is never torn.
class LogLines {
public:
    using Sink = std::function<void(std::string_view line)>; ///< the line with its newline; called by any thread
    using Fields = std::initializer_list<LogField>;

    /// Without a sink lines go to stderr, each in one write.
    explicit LogLines(const Clock& clock, Sink sink = {}, LogLevel least = LogLevel::info);

    void debug(std::string_view part, std::string_view message, Fields fields = {}) const;
    void info(std::string_view part, std::string_view message, Fields fields = {}) const;
    void warning(std::string_view part, std::string_view message, Fields fields = {}) const;
    void error(std::string_view part, std::string_view message, Fields fields = {}) const;

    /// The last lines, oldest first, without their newlines: what a console shows of them.
    [[nodiscard]] std::vector<std::string> recent() const;

    void setLeast(LogLevel least) { m_least.store(least, std::memory_order_relaxed); }

private:
    void write(LogLevel level, std::string_view part, std::string_view message, Fields fields) const;

    const Clock& m_clock;
    Sink m_sink;
    std::atomic<LogLevel> m_least;
    static constexpr std::size_t recentKept = 500;
    mutable std::mutex m_mutex;
    mutable std::deque<std::string> m_recent; ///< guarded
};

} // namespace roundsman
