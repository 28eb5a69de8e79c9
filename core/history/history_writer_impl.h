#pragma once

// Shared by the writer's sources alone: history_opening.cpp (open, recover) and history_writer.cpp (write, commit).

#include "core/history/day_files.h"
#include "core/history/folder_lock.h"
#include "core/history/history_keeper.h"
#include "core/history/history_writer.h"
#include "core/history/main_rows.h"
#include "core/history/rollup_levels.h"

#include <set>
#include <string>
#include <vector>

namespace roundsman {

class HistoryWriter::Impl {
public:
    explicit Impl(HistoryOptions options);

    // history_opening.cpp
    HistoryDone open();
    HistoryDone openMain();
    HistoryDone readMeta();
    HistoryDone readProgress();
    HistoryDone dropUndecided();
    HistoryDone checkDays();
    HistoryDone readTrails();
    HistoryDone restoreTrails();
    void dropStraySnapshots();

    // history_writer.cpp
    void write(const LaneOutput& output);
    HistoryResult<CommitReport> commit(bool everything);
    void seal(bool everything);
    HistoryDone writeDays();
    HistoryDone writeDay(std::int64_t day);
    HistoryDone writeMain();
    sqlite::Done writeMainRows();
    sqlite::Done writeTrailRows(std::int32_t partition, const TrailBatch& trails);
    sqlite::Done writeProgress();
    sqlite::Done writeDayRows();
    sqlite::Done writeSnapshotRows();
    void committed();
    void moveWals();

    // history_retention.cpp
    void retire();
    sqlite::Done trim();
    sqlite::Done trimOutbox();
    sqlite::Done trimRows();
    sqlite::Done countUnsent(std::int64_t rows);
    template <typename... Values>
    sqlite::Done removeSome(const std::string& sql, std::int64_t most, const Values&... values);
    [[nodiscard]] std::optional<EventTime> slowestLane() const;

    PartitionTrails& trails(std::int32_t partition);

    HistoryOptions m_options;
    HistoryPaths m_paths;
    FolderLock m_lock;
    HistoryOpening m_opening;
    HistoryLog m_log;
    bool m_logChanged = false;

    sqlite::Connection m_main;
    std::unique_ptr<MainRows> m_rows;
    std::unique_ptr<RollupLevels> m_levels;
    sqlite::Statement m_putTail;
    sqlite::Statement m_putOpen;
    sqlite::Statement m_dropTail;
    sqlite::Statement m_putLane;
    sqlite::Statement m_putState;
    sqlite::Statement m_putDay;
    sqlite::Statement m_putSnapshot;
    sqlite::Statement m_dropSnapshots;
    DayFiles m_days;

    std::int64_t m_batch = 0;                           ///< the newest that is committed
    std::int64_t m_generation = 0;                      ///< of rows that are written now
    std::map<std::int32_t, HistoryProgress> m_progress; ///< committed
    std::map<std::int32_t, std::unique_ptr<PartitionTrails>> m_trails;

    /// The open ends of trails as the file has them: read and checked at the opening, brought back into `m_trails` when
    /// the first output comes. Lanes, and the pictures they make, do not wait for that.
    struct TrailRow {
        std::int64_t key;
        std::string bytes;

        [[nodiscard]] ByteSpan span() const {
            return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
        }
    };
    HistoryResult<std::vector<TrailRow>> readTrailRows(std::string_view sql, std::string_view what);
    std::vector<TrailRow> m_openRows;
    std::vector<TrailRow> m_tailRows;
    bool m_trailsRestored = false;
    HistoryDone m_restored; ///< what came of it

    /// What was written since the last seal.
    struct Pending {
        std::map<std::int32_t, LaneOutput> outputs; ///< rows without fixes
        std::map<std::int32_t, HistoryProgress> progress;
        std::uint64_t documents = 0;
        std::uint64_t fixes = 0;
        std::chrono::nanoseconds encode{};
        bool any = false;
    };
    Pending m_pending;

    /// The batch that is being committed: made once, written until it succeeds.
    struct Sealed {
        Pending content;
        std::map<std::int32_t, TrailBatch> trails;
        std::map<std::int64_t, std::int64_t> days; ///< to be written, with their fixes
        std::set<std::int64_t> daysDone;
        std::vector<HistoryKeeper::Snapshot> snapshots;
        std::uint64_t rows = 0;
        std::chrono::nanoseconds daySync{};
        bool active = false;
    };
    Sealed m_sealed;
    bool m_trimAgain = false; ///< more was old than one commit took away

    std::unique_ptr<HistoryKeeper> m_keeper; // last: its thread works on the files
};

} // namespace roundsman
