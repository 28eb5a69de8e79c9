#pragma once

#include "app/settings.h"
#include "core/node/streams.h"

#include <filesystem>
#include <memory>

namespace roundsman {

/// Bridges and what leaves, as the settings have them. Rows leave through history: without one (an empty folder)
/// nothing does. `clock` outlives them.
std::shared_ptr<const StreamParts> streamParts(const AppSettings& settings, const std::filesystem::path& history,
                                               const Clock& clock);

bool streamsDiffer(const AppSettings& before, const AppSettings& now);

} // namespace roundsman
