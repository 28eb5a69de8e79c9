#include "core/base/audit_log.h"

#include "core/base/json_text.h"
#include "core/base/private_file.h"

#include <algorithm>
#include <chrono>

namespace roundsman {
namespace {

constexpr std::size_t textMax = 120;

/// Cut between characters.
std::string_view shortened(std::string_view text) {
    std::size_t end = std::min(text.size(), textMax);
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) {
        --end;
    }
    return text.substr(0, end);
}

void appendText(std::string& json, std::string_view name, std::string_view text) {
    if (!text.empty()) {
        json += json.size() > 1 ? ",\"" : "\"";
        json += name;
        json += "\":";
        appendJsonString(json, shortened(text));
    }
}

std::string begun(const AuditEntry& entry, EventTime now) {
    std::string json = "{";
    appendText(json, "time", toRfc3339(now));
    appendText(json, "door", entry.door);
    appendText(json, "from", entry.from);
    appendText(json, "role", entry.role);
    appendText(json, "who", entry.who);
    appendText(json, "credential", entry.credential);
    appendText(json, "act", entry.act);
    appendText(json, "thing", entry.thing);
    appendText(json, "id", entry.id);
    appendText(json, "outcome", entry.refusal.empty() ? "allowed" : "refused");
    return json;
}

/// For so many refused acts that have no line of their own.
std::string lineOfUnsaid(const AuditEntry& of, std::uint64_t unsaid, EventTime now) {
    return begun(of, now) + R"(,"left_out":)" + std::to_string(unsaid) + "}\n";
}

} // namespace

std::string auditLine(const AuditEntry& entry, EventTime now) {
    std::string json = begun(entry, now);
    appendText(json, "reason", entry.refusal);
    return json + "}\n";
}

AuditLog::~AuditLog() {
    const std::lock_guard lock(m_mutex);
    endMinute(m_clock.now());
}

void AuditLog::write(const AuditEntry& entry) {
    const std::lock_guard lock(m_mutex);
    const EventTime now = m_clock.now();
    if (now >= m_minuteEnds) {
        endMinute(now);
    }
    if (entry.refusal.empty() || mayBeSaid(entry)) {
        m_sink(auditLine(entry, now));
    }
}

void AuditLog::settle() {
    const std::lock_guard lock(m_mutex);
    if (const EventTime now = m_clock.now(); now >= m_minuteEnds) {
        endMinute(now);
    }
}

bool AuditLog::mayBeSaid(const AuditEntry& refused) {
    const bool room = m_refusedSaid < refusedOfAllMax;
    const std::string key = std::string(refused.role) + ":" + std::string(refused.who);
    auto known = m_refused.find(key);
    if (known == m_refused.end() && room) {
        known = m_refused
                    .emplace(key, Name{.door = std::string(refused.door),
                                       .role = std::string(refused.role),
                                       .who = std::string(refused.who)})
                    .first;
    }
    if (known == m_refused.end()) {
        ++m_othersUnsaid;
        return false;
    }
    if (!room || known->second.said >= refusedOfOneMax) {
        ++known->second.unsaid;
        return false;
    }
    ++known->second.said;
    ++m_refusedSaid;
    return true;
}

void AuditLog::endMinute(EventTime now) {
    constexpr std::string_view several = "several";
    for (const auto& [key, name] : m_refused) {
        if (name.unsaid > 0) {
            m_sink(lineOfUnsaid(
                {.door = name.door, .role = name.role, .who = name.who, .act = several, .refusal = several},
                name.unsaid, now));
        }
    }
    if (m_othersUnsaid > 0) {
        m_sink(
            lineOfUnsaid({.door = several, .who = "others", .act = several, .refusal = several}, m_othersUnsaid, now));
    }
    m_refused.clear();
    m_othersUnsaid = 0;
    m_refusedSaid = 0;
    m_minuteEnds = now + std::chrono::minutes(1);
}

AuditLog::Sink auditFile(const std::filesystem::path& file, const LogLines& lines) {
    return [file, &lines](std::string_view line) {
        std::string why = writePrivate(file, line, PrivateWrite::appendLater);
        if (!why.empty() && makePrivateFolder(file.parent_path()).empty()) {
            why = writePrivate(file, line, PrivateWrite::appendLater);
        }
        if (!why.empty()) {
            lines.error("audit", "the audit record " + file.string() + " cannot be written: " + why,
                        {{"entry", line.substr(0, line.size() - 1)}});
        }
    };
}

} // namespace roundsman
