#pragma once

#include "core/history/history_error.h"
#include "core/history/partition_trails.h"
#include "core/history/schema.h"
#include "core/model/ids.h"
#include "core/model/lane_output.h"
#include "core/model/record.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace roundsman {

/// What tells the log that a history was made from: the event log's identity, as values.
struct HistoryLog {
    std::string clusterId;
    std::string topicId;

    [[nodiscard]] bool empty() const { return clusterId.empty() && topicId.empty(); }
    bool operator==(const HistoryLog&) const = default;
};

struct HistoryOptions {
    std::filesystem::path folder;
    int keepDays = 0;      ///< trails older than so many days of log time are unlinked; 0: none
    int keepRowsDays = 0;  ///< orders, quarantine, surge, alerts and the like that are older are deleted; 0: none
    int keepSnapshots = 3; ///< of each partition
    TrailLimits trails{};
    std::int64_t checkpointBytes = 64 << 20;  ///< a WAL file this long is moved into its database, by another thread
    Millis outboxKept = std::chrono::days(7); ///< what was not sent by then is deleted and counted
    Millis outboxKeptUnasked = std::chrono::minutes(15); ///< the same while nobody is to be sent anything
    bool acceptLoss = false; ///< go on although files of days are gone: what is lost is lost
    std::string vfs{};       ///< SQLite's file system; empty: the system's
};

/// How far one partition is, as the newest commit has it.
struct HistoryProgress {
    PartitionNo partition;
    Offset firstOffset; ///< the first record that was ever taken
    Offset nextOffset;
    std::uint64_t records = 0;
    std::uint64_t gapOffsets = 0;
    EventTime laneTime;
    RecordMark lastRecord;
};

/// What opening found and did.
struct HistoryOpening {
    bool created = false;
    std::int64_t orphanRows = 0;          ///< rows of day files whose commit never came to be, deleted
    std::vector<std::string> missingDays; ///< accepted as lost
    std::int64_t missingFixes = 0;        ///< that stood in them
};

struct HistorySnapshot {
    Offset offset;
    std::string bytes;
};

/// What the last commit was like.
struct CommitReport {
    std::int64_t batch = 0;
    std::uint64_t documents = 0;
    std::uint64_t fixes = 0;
    std::uint64_t rows = 0;             ///< in tables, trails not counted
    std::chrono::nanoseconds encode{};  ///< coding trails
    std::chrono::nanoseconds daySync{}; ///< writing a day's file through to the disk
    std::chrono::nanoseconds total{};
};

/// Writes what lanes derive: rows, counts, trails and the next offset, together or not at all (law 3). Owns the
/// folder's write lock. Used by one thread; a helper thread of its own moves the WALs and writes snapshots.
///
/// A batch is everything written since the last commit. Day files are written first and through to the disk; the main
/// file's transaction decides. Should a commit fail, nothing is lost: call commit() again.
class HistoryWriter {
public:
    /// Opens, or creates, the history in the folder; brings an older one forward; deletes what no commit decided.
    static HistoryResult<std::unique_ptr<HistoryWriter>> open(const HistoryOptions& options);
    ~HistoryWriter();

    [[nodiscard]] const HistoryOpening& opening() const;
    /// In the open ends of trails, of which nothing is in a block yet.
    HistoryResult<std::uint64_t> openFixes();
    [[nodiscard]] std::vector<HistoryProgress> progress() const;
    [[nodiscard]] std::optional<HistoryProgress> progress(PartitionNo partition) const;

    /// The log that it was made from; empty in a new one. Binding is the next commit's.
    [[nodiscard]] const HistoryLog& log() const;
    void bind(const HistoryLog& log);

    /// The newest snapshot that reads back whole and is not after what is committed; `before`: only older ones.
    HistoryResult<std::optional<HistorySnapshot>> newestSnapshot(PartitionNo partition,
                                                                 std::optional<Offset> before = {}) const;

    /// Takes an output into the batch; it is copied as far as needed. REQUIRES: it goes on where the last one ended.
    void write(const LaneOutput& output);
    /// The lane's state at `offset`, which outputs written so far have reached. Written by the helper thread and known
    /// from the next commit on.
    void snapshot(PartitionNo partition, Offset offset, EventTime laneTime, std::string bytes);
    /// Waits until the helper thread has done what was asked of it so far.
    void settle();

    [[nodiscard]] std::uint64_t pendingDocuments() const;
    HistoryResult<CommitReport> commit();
    /// Folds all open trails into blocks as well: before a backup, or for good sizes at the end of a replay.
    HistoryResult<CommitReport> commitAndFold();

private:
    class Impl;
    explicit HistoryWriter(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace roundsman
