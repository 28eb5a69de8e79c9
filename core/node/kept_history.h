#pragma once

#include "core/history/history_writer.h"
#include "core/node/stages.h"

#include <expected>
#include <memory>
#include <string>

namespace roundsman {

/// The history of core/history as a node uses it: checks the log before anything is written, then takes outputs,
/// snapshots and commits. Set aside: it is an error this once, and the next try begins a new history.
std::expected<std::unique_ptr<HistorySink>, std::string> openKeptHistory(HistoryOptions options,
                                                                         OnRefusal onRefusal = OnRefusal::stop);

} // namespace roundsman
