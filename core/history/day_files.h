#pragma once

#include "core/base/sqlite/connection.h"
#include "core/history/history_error.h"
#include "core/history/partition_trails.h"
#include "core/history/schema.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace roundsman {

/// A day's file, open for writing. Rows are only ever added; each commit is on the disk when it returns, so that the
/// main file, which decides, is never ahead of it.
class DayFile {
public:
    static HistoryResult<std::unique_ptr<DayFile>> open(const HistoryPaths& paths, std::int64_t day,
                                                        const std::string& vfs);

    /// One transaction. Writing the same batch again is the same as writing it once.
    HistoryDone write(std::int64_t batch, std::uint32_t partition, const TrailBatch& trails, std::int64_t& rows);
    HistoryDone begin();
    HistoryDone commit();
    void rollBack();

    /// Deletes the rows of batches after `batch`; gives how many.
    HistoryResult<std::int64_t> forgetAfter(std::int64_t batch);
    /// The first free place of each partition's hours.
    HistoryDone
    eachPlace(const std::function<void(std::int32_t partition, std::uint32_t hour, std::uint32_t end)>& visit);
    sqlite::Connection& connection() { return m_connection; }

private:
    explicit DayFile(std::int64_t day) : m_day(day) {}
    HistoryDone prepare();
    sqlite::Done writeBlocks(std::int64_t batch, const FoldedBlocks& folded, std::int64_t& rows);
    sqlite::Done writeVisits(std::int64_t batch, std::uint32_t partition, const FoldedBlocks& folded);
    HistoryResult<std::int64_t> forgetRows(std::int64_t batch);

    std::int64_t m_day;
    sqlite::Connection m_connection;
    sqlite::Statement m_putBlock;
    sqlite::Statement m_putFrame;
    sqlite::Statement m_putVisit;
};

/// The day files that the writer has open: today's and, around midnight, its neighbour.
class DayFiles {
public:
    DayFiles(HistoryPaths paths, std::string vfs) : m_paths(std::move(paths)), m_vfs(std::move(vfs)) {}

    HistoryResult<DayFile*> get(std::int64_t day);
    void close(std::int64_t day) { m_open.erase(day); }
    void closeAll() { m_open.clear(); }
    [[nodiscard]] std::vector<std::int64_t> open() const;

private:
    static constexpr std::size_t openMax = 3;
    HistoryPaths m_paths;
    std::string m_vfs;
    std::map<std::int64_t, std::unique_ptr<DayFile>> m_open;
};

} // namespace roundsman
