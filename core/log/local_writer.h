#pragma once

// Shared by the sources of the embedded log alone.

#include "core/base/worker.h"
#include "core/log/local_store.h"

#include <atomic>
#include <deque>
#include <functional>

namespace roundsman::local {

/// Group commit: one thread writes for all; what is appended while it syncs goes into its next commit together. A
/// commit a partition, since each has its own file. append() and flush() may come from any thread.
class GroupCommitter {
public:
    GroupCommitter(const LocalLogSettings& settings, const LocalLogLimits& limits, const Clock& clock,
                   std::vector<PartitionStore> stores);
    ~GroupCommitter();

    std::expected<void, LogError> append(const NewRecord& record, std::function<void(Appended)> acknowledged);
    bool flush(Millis wait);
    /// Runs on the writing thread, between two commits.
    std::expected<int, LogError> applyRetention();
    void addTo(LogStatistics& statistics) const;

private:
    using Acknowledge = std::function<void(Appended)>;
    struct Group { // of one partition
        std::deque<BatchBuilder> rows;
        std::vector<Acknowledge> acknowledge; // a record each
        std::int64_t bytes = 0;
    };
    using Groups = std::vector<Group>;

    void work();
    void commitAll(Groups& groups);
    void commit(PartitionStore& store, Group& group);
    std::expected<int, LogError> retainAll();
    std::expected<void, LogError> refuse(const NewRecord& record, std::int64_t bytes) const;
    void count(const Group& group, const Appended& first, std::chrono::steady_clock::duration took);

    const LocalLogSettings& m_settings;
    const LocalLogLimits& m_limits;
    const Clock& m_clock;
    std::vector<PartitionStore> m_stores; // the writing thread's

    mutable std::mutex m_mutex;
    std::condition_variable m_wanted;
    std::condition_variable m_answered;
    Groups m_waiting;
    std::int64_t m_waitingBytes = 0;
    std::int64_t m_appendedRecords = 0;
    std::int64_t m_answeredRecords = 0;
    std::deque<std::function<void()>> m_errands; // for the writing thread
    LogStatistics m_statistics;
    std::vector<std::int64_t> m_commitMicros; // the newest ones, a ring
    std::size_t m_commits = 0;
    bool m_closing = false;
    Worker m_thread;
};

} // namespace roundsman::local
