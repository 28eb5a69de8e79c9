#pragma once

#include "core/history/history_writer.h"

#include <cstdint>
#include <optional>

namespace roundsman {

/// What the log says of one partition now.
struct LogPartition {
    HistoryLog log;
    Offset low;                       ///< the oldest record kept
    Offset high;                      ///< one past the newest durable one
    std::optional<RecordMark> atLast; ///< the record at the offset of history's last one; nothing: not read, or gone
};

/// Whether history may go on with this log: it must be the one it was made from, still have what comes next, and not
/// end before what history has. Refusals name the loss in numbers and the choices; nothing is ever guessed.
HistoryDone checkLog(const HistoryLog& made, const HistoryProgress& progress, const LogPartition& now);

} // namespace roundsman
