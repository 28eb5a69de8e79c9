#pragma once

#include "core/node/stages.h"

#include <filesystem>
#include <memory>

namespace roundsman {

/// What a test's node runs: this log, the real lane, and a history in `folder`.
NodeParts nodePartsFor(const std::shared_ptr<EventLog>& log, const std::filesystem::path& folder);

} // namespace roundsman
