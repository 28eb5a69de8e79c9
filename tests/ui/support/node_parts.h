#pragma once

#include "core/node/stages.h"

#include <filesystem>
#include <memory>
#include <string>

namespace roundsman {

/// What a test's node runs: this log, the real lane, and a history in `folder`, on SQLite's file system `disk`.
NodeParts nodePartsFor(const std::shared_ptr<EventLog>& log, const std::filesystem::path& folder,
                       const std::string& disk = {});

} // namespace roundsman
