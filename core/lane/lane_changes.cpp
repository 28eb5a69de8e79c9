// What people change through the log: settings, fences and models, and what they are told of it.
#include "core/decode/fence_document.h"
#include "core/decode/settings_json.h"
#include "core/lane/stages.h"

#include <format>

namespace roundsman {
namespace {

/// A retry is about the document that it brings back.
std::string subjectOf(const Event& event) {
    return event.retriedOn
               ? std::format("{}/{}/{}", event.retriedOn->value(), event.retryOf.offset.value(), event.retryOf.index)
               : std::string(event.subject);
}

} // namespace

bool Lane::Stages::changeSettings(const Event& event, const Source& source, LaneOutput& out) {
    auto changed = changedSettings(m_fleet.settings(), event.data);
    if (!changed) {
        answer(event, refOf(source), changed.error().sentence, out);
        refuse(source, changed.error().reason, std::move(changed.error().sentence), false, out);
        return false;
    }
    m_admit.configure(changed->admit);
    m_fleet.configure(std::move(*changed));
    m_measure.configure(m_fleet.settings());
    return true;
}

/// The fence that a document defines; refused when it defines none.
std::optional<Fence> Lane::Stages::readFence(const Event& event, MarketNo market, const Source& source, bool retried,
                                             LaneOutput& out) {
    auto fence = decodeFence(event.data);
    if (!fence || event.subject.empty()) {
        std::string why = fence ? "a fence's \"subject\" is its id" : std::move(fence.error());
        answer(event, refOf(source), why, out);
        refuse(source, Reason::invalidField, std::move(why), retried, out);
        return {};
    }
    fence->id = event.subject;
    fence->market = market;
    fence->version =
        static_cast<std::uint32_t>(event.version.value_or(m_measure.fenceVersion(event.subject) + std::uint64_t{1}));
    return *std::move(fence);
}

/// People who sit at a desk hear what became of what they sent; the state answers commands that were admitted, and the
/// meter of ETAs answers models.
void Lane::Stages::answer(const Event& event, const DocumentRef& document, std::string refusal, LaneOutput& out) const {
    const bool byPeople = event.kind == EventKind::command || event.kind == EventKind::settingsChanged ||
                          event.kind == EventKind::fenceChanged || event.kind == EventKind::fenceRemoved ||
                          event.kind == EventKind::retry;
    if (byPeople && !event.actor.empty()) {
        out.answers.push_back({.commandId = std::string(event.id),
                               .actor = std::string(event.actor),
                               .type = std::string(event.type),
                               .subject = subjectOf(event),
                               .accepted = refusal.empty(),
                               .reason = std::move(refusal),
                               .document = document,
                               .logTime = m_open->logTime});
    }
}

/// The sender of a fence may name the version that he saw: then the first change in the log wins.
bool Lane::Stages::isOutdated(const Event& event) const {
    const bool ofFence = event.kind == EventKind::fenceChanged || event.kind == EventKind::fenceRemoved;
    return ofFence && event.expectedVersion && *event.expectedVersion != m_measure.fenceVersion(event.subject);
}

/// Settings, fences and models: each version that took effect is kept.
void Lane::Stages::noteVersion(const Event& event, const DocumentPlace& at, LaneOutput& out) const {
    const auto note = [&](std::string_view kind, std::uint32_t version) {
        out.settings.push_back({.kind = std::string(kind),
                                .name = std::string(event.subject),
                                .version = version,
                                .since = m_fleet.laneTime(),
                                .json = std::string(event.data),
                                .document = at.document});
    };
    const auto named = static_cast<std::uint32_t>(event.version.value_or(0));
    if (event.kind == EventKind::settingsChanged) {
        note("settings", m_fleet.settings().version);
    } else if (event.kind == EventKind::fenceChanged || event.kind == EventKind::fenceRemoved) {
        note("fence", event.version ? named : m_measure.fenceVersion(event.subject) + 1);
    } else if (event.kind == EventKind::modelActivated && event.part.value_or(0) + 1 >= event.parts.value_or(1)) {
        note("model", named);
    }
}

} // namespace roundsman
