#pragma once

#include "core/base/log_lines.h"
#include "core/base/time.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace roundsman {

/// Somebody's act that not everybody may do: who, what, to which thing, through which door, and whether he might. No
/// field is a secret or a place on earth.
struct AuditEntry {
    std::string_view door;         ///< the way he came
    std::string_view from{};       ///< where from: an address; empty: he sits at this machine
    std::string_view role{};       ///< what he is to us
    std::string_view who{};        ///< his name
    std::string_view credential{}; ///< the id of what he showed
    std::string_view act{};        ///< what
    std::string_view thing{};      ///< to which thing
    std::string_view id{};         ///< of the act itself, as its sender calls it
    std::string_view refusal{};    ///< why not; empty: he might
};

/// One JSON object and a line's end. Long texts are cut.
std::string auditLine(const AuditEntry& entry, EventTime now);

/// Who did what: a line for each act, whatever the program's log level is. Refused acts cost their sender nothing, so
/// their lines have a limit: so many a minute of one name, and of all names together; what was left out is said in a
/// line for each name when the minute is over. Any thread may call.
class AuditLog {
public:
    using Sink = std::function<void(std::string_view line)>;

    AuditLog(const Clock& clock, Sink sink) : m_clock(clock), m_sink(std::move(sink)) {}
    ~AuditLog(); ///< says what was left out
    AuditLog(const AuditLog&) = delete;
    AuditLog& operator=(const AuditLog&) = delete;

    void write(const AuditEntry& entry);
    /// Now and then: a minute may be over without another act.
    void settle();

    static constexpr std::size_t refusedOfOneMax = 10;  ///< lines a minute
    static constexpr std::size_t refusedOfAllMax = 100; ///< lines a minute

private:
    struct Name {
        std::string door, role, who;
        std::size_t said = 0;
        std::uint64_t unsaid = 0;
    };

    void endMinute(EventTime now);
    bool mayBeSaid(const AuditEntry& refused);

    const Clock& m_clock;
    const Sink m_sink;
    std::mutex m_mutex;
    EventTime m_minuteEnds{};                           ///< guarded, like all below
    std::map<std::string, Name, std::less<>> m_refused; ///< of this minute, by role and name
    std::uint64_t m_othersUnsaid = 0;                   ///< of names for which there was no room
    std::size_t m_refusedSaid = 0;
};

/// Appends to a file that only its owner may read, made with its folder when it is not there; a rotation may take it
/// away at any time. Where it cannot be written the program's log gets the line, as an error.
AuditLog::Sink auditFile(const std::filesystem::path& file, const LogLines& lines);

} // namespace roundsman
