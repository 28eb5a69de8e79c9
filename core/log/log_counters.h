#pragma once

// Shared by the logs' sources alone.

#include "core/log/event_log.h"

#include <atomic>

namespace roundsman {

/// Counted by readers and writers on their threads.
struct LogCounters {
    std::atomic<std::int64_t> recordsRead{0};
    std::atomic<std::int64_t> bytesRead{0};
    std::atomic<std::int64_t> recordsAppended{0};
    std::atomic<std::int64_t> bytesAppended{0};
    std::atomic<std::int64_t> appendsFailed{0};
    std::atomic<std::int64_t> appendsWaiting{0};
    std::atomic<std::int64_t> readersRecreated{0};

    void addTo(LogStatistics& statistics) const {
        statistics.recordsRead = recordsRead;
        statistics.bytesRead = bytesRead;
        statistics.recordsAppended = recordsAppended;
        statistics.bytesAppended = bytesAppended;
        statistics.appendsFailed = appendsFailed;
        statistics.appendsWaiting = appendsWaiting;
        statistics.readersRecreated = readersRecreated;
    }
};

} // namespace roundsman
