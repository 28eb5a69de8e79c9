#pragma once

#include "core/model/settings.h"
#include "core/model/verdict.h"

#include <expected>
#include <string>
#include <string_view>

namespace roundsman {

struct SettingsRefusal {
    Reason reason = Reason::invalidField;
    std::string sentence;
};

/// Changes what `json` names and leaves the rest: {"admit":{"impossibleSpeedMps":50},"markets":{"south":{…}}}.
/// Durations are milliseconds and say so in their name (…Ms). All or nothing; a name that nobody knows, or a value out
/// of its range, is refused with a sentence that names it. `version` must be above the present one; without it the next
/// one is taken.
std::expected<LaneSettings, SettingsRefusal> changedSettings(const LaneSettings& settings, std::string_view json);

/// Settings of their own (a file, a snapshot): what `json` does not name has its default; its version is taken as it
/// is.
std::expected<LaneSettings, SettingsRefusal> settingsFromJson(std::string_view json);

/// All settings, in the same words.
std::string settingsToJson(const LaneSettings& settings);

} // namespace roundsman
