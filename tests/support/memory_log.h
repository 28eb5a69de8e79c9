#pragma once

#include "core/log/event_log.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace roundsman::tests {

/// An event log in memory, whose moods the test decides: it can be away, refuse questions, and forget old records.
/// What it holds is shared, so that it outlives the node that opened it. Any thread may call anything.
class MemoryLog {
public:
    explicit MemoryLog(std::int32_t partitions, const Clock& clock);

    /// The log as a node opens it.
    [[nodiscard]] std::unique_ptr<EventLog> open() const;

    Offset append(PartitionNo partition, std::string value);
    /// So many records of one small document each.
    void fill(PartitionNo partition, int records);
    void setAway(bool away);
    void setFull(bool full); ///< appends are refused, reading goes on
    void forgetBefore(PartitionNo partition, Offset low);
    [[nodiscard]] std::vector<std::string> values(PartitionNo partition) const;

    struct Stored {
        std::int64_t offset;
        EventTime logTime;
        std::string value;
    };
    struct State;

private:
    std::shared_ptr<State> m_state;
};

} // namespace roundsman::tests
