#pragma once

#include "core/base/time.h"
#include "core/history/history_error.h"
#include "core/model/ids.h"

#include <filesystem>
#include <string>

namespace roundsman {

/// Where a lane can be run again from, so that it stands at a document as it stood the first time.
struct RerunStart {
    Offset from;          ///< the first record to hand to it
    std::string snapshot; ///< its state there; empty: it begins anew
    Offset beginning;     ///< where history itself began
    Offset committed;     ///< history knows nothing of records from here on
    EventTime laneTime;   ///< there
};

/// The nearest snapshot at or before an offset that reads back whole, or the beginning. Reads beside the writer.
HistoryResult<RerunStart> findRerunStart(const std::filesystem::path& folder, PartitionNo partition, Offset atOrBefore);

} // namespace roundsman
