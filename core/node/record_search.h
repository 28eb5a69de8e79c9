#pragma once

#include "core/api/console_api.h"
#include "core/log/event_log.h"

#include <expected>

namespace roundsman {

/// Reads records of one partition as a person browses them: from an offset, from a time, or the newest; those that
/// contain a text. Bounded by the wish's own limits and a few seconds. Waits: never on a thread of the pipeline.
std::expected<RecordPage, Trouble> searchRecords(EventLog& log, const RecordsWanted& wanted);

} // namespace roundsman
