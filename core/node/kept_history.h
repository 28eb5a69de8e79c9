#pragma once

#include "core/history/history_writer.h"
#include "core/node/stages.h"

#include <expected>
#include <memory>
#include <string>

namespace roundsman {

/// The history of core/history as a node uses it: checks the log before anything is written, then takes outputs,
/// snapshots and commits.
std::expected<std::unique_ptr<HistorySink>, std::string> openKeptHistory(const HistoryOptions& options);

} // namespace roundsman
