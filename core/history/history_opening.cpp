// Opening: what no commit decided is deleted, and the open ends of trails are read. A crash and a normal end look
// the same here: there is one way in.
#include "core/history/history_writer_impl.h"
#include "core/history/snapshot_files.h"

#include <set>
#include <system_error>
#include <utility>

namespace roundsman {
namespace {

using sqlite::Done;

constexpr int mainPageBytes = 4096; ///< some fifty tables, most of them small: each takes a page at least

std::unexpected<HistoryError> damaged(const std::filesystem::path& file, const std::string& what) {
    return std::unexpected(
        HistoryError{HistoryTrouble::damaged,
                     file.string() + ": " + what +
                         "; restore a backup, or start once with --on-history-refusal set-aside: the folder "
                         "is renamed and a new history is built from the log"});
}

std::size_t daysIn(const std::filesystem::path& folder) {
    std::error_code none;
    std::size_t days = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
        std::int64_t day = 0;
        days += entry.path().extension() == ".db" && HistoryPaths::parseDayName(entry.path().stem().string(), day);
    }
    return days;
}

HistoryDone makeFolder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return std::unexpected(HistoryError{HistoryTrouble::readOnly, folder.string() + " cannot be made (" +
                                                                          error.message() +
                                                                          "): name a folder that can be written"});
    }
    return {};
}

} // namespace

HistoryResult<std::unique_ptr<HistoryWriter>> HistoryWriter::open(const HistoryOptions& options) {
    auto impl = std::make_unique<Impl>(options);
    if (auto done = impl->open(); !done) {
        return std::unexpected(done.error());
    }
    return std::unique_ptr<HistoryWriter>(new HistoryWriter(std::move(impl)));
}

HistoryDone HistoryWriter::Impl::open() {
    if (auto made = makeFolder(m_options.folder); !made) {
        return made;
    }
    auto lock = FolderLock::take(m_options.folder);
    if (!lock) {
        return std::unexpected(lock.error());
    }
    m_lock = std::move(*lock);
    for (const auto step : {&Impl::openMain, &Impl::readMeta, &Impl::readProgress, &Impl::dropUndecided,
                            &Impl::checkDays, &Impl::readTrails}) {
        if (auto done = (this->*step)(); !done) {
            return done;
        }
    }
    dropStraySnapshots();
    m_keeper = std::make_unique<HistoryKeeper>(m_paths, m_options.vfs);
    return {};
}

HistoryDone HistoryWriter::Impl::openMain() {
    std::error_code ignored;
    m_opening.created = !std::filesystem::exists(m_paths.main(), ignored);
    if (const std::size_t days = m_opening.created ? daysIn(m_paths.days()) : 0; days > 0) {
        return damaged(m_paths.main(), "it is missing, and without it the trails of " + std::to_string(days) +
                                           " days beside it cannot be told from what was never decided");
    }
    const auto left = std::filesystem::file_size(m_paths.main().string() + "-wal", ignored);
    const bool fell = !ignored && left > 0; // a writer that ends in order leaves none
    auto main = sqlite::Connection::open(m_paths.main(), {.vfs = m_options.vfs});
    if (!main) {
        return asHistoryError(main.error());
    }
    m_main = std::move(*main);
    if (const auto found = fell ? m_main.text("PRAGMA quick_check(1)") : sqlite::Result<std::string>("ok");
        !found || *found != "ok") {
        return found ? HistoryDone(damaged(m_paths.main(), *found)) : asHistoryError(found.error());
    }
    // Erased people must not stay readable in free pages.
    auto ready = m_main.prepareForWriting(
        {.pageBytes = mainPageBytes, .cacheKiB = 16 * 1024, .walCheckpointPages = 0, .walKeptBytes = 128 << 20});
    ready = ready ? m_main.execute("PRAGMA secure_delete=FAST") : ready;
    if (!ready) {
        return asHistoryError(ready.error());
    }
    if (auto schema = prepareMainSchema(m_main); !schema) {
        return schema;
    }
    m_rows = std::make_unique<MainRows>(m_main);
    m_levels = std::make_unique<RollupLevels>(m_main);
    auto prepared = m_rows->prepare();
    prepared = prepared ? m_levels->prepare() : prepared;
    if (!prepared) {
        return asHistoryError(prepared.error());
    }
    const auto make = [&](sqlite::Statement& statement, std::string_view sql) -> Done {
        auto made = m_main.prepare(sql);
        if (!made) {
            return std::unexpected(made.error());
        }
        statement = std::move(*made);
        return {};
    };
    auto done = make(m_putTail, "INSERT OR REPLACE INTO tails VALUES(?,?,?)");
    done = done ? make(m_putOpen, "INSERT OR REPLACE INTO open_rows VALUES(?,?,?,?)") : done;
    done = done ? make(m_dropTail, "DELETE FROM tails WHERE key >= ? AND key <= ?") : done;
    done = done ? make(m_putLane, "INSERT OR REPLACE INTO lanes VALUES(?,?,?,?,?,?,?,?,?)") : done;
    done = done ? make(m_putState, "UPDATE state SET batch = ?, generation = ?") : done;
    done = done ? make(m_putDay, "INSERT INTO days VALUES(?,?,?,0) ON CONFLICT(day) DO UPDATE SET fixes = fixes + "
                                 "excluded.fixes, retired = 0")
                : done;
    done = done ? make(m_putSnapshot, "INSERT OR REPLACE INTO snapshots VALUES(?,?,?,?,?)") : done;
    done = done ? make(m_dropSnapshots, "DELETE FROM snapshots WHERE partition = ?1 AND offset NOT IN (SELECT offset "
                                        "FROM snapshots WHERE partition = ?1 ORDER BY offset DESC LIMIT ?2)")
                : done;
    return done ? HistoryDone{} : asHistoryError(done.error());
}

HistoryDone HistoryWriter::Impl::readMeta() {
    const auto batch = m_main.integer("SELECT batch FROM state");
    const auto generation = m_main.integer("SELECT generation FROM state");
    const auto cluster = m_main.text("SELECT value FROM meta WHERE name = 'cluster'");
    const auto topic = m_main.text("SELECT value FROM meta WHERE name = 'topic'");
    if (!batch || !generation || !cluster || !topic) {
        return damaged(m_paths.main(), "its state cannot be read");
    }
    m_batch = *batch;
    m_generation = *generation;
    m_log = {.clusterId = *cluster, .topicId = *topic};
    return {};
}

HistoryDone HistoryWriter::Impl::readProgress() {
    auto lanes = m_main.prepare("SELECT * FROM lanes");
    if (!lanes) {
        return asHistoryError(lanes.error());
    }
    for (auto row = lanes->step();; row = lanes->step()) {
        if (!row) {
            return asHistoryError(row.error());
        }
        if (!*row) {
            return {};
        }
        const auto partition = static_cast<std::int32_t>(lanes->integer(0));
        m_progress[partition] = {.partition = PartitionNo{partition},
                                 .firstOffset = Offset{lanes->integer(2)},
                                 .nextOffset = Offset{lanes->integer(1)},
                                 .records = static_cast<std::uint64_t>(lanes->integer(3)),
                                 .gapOffsets = static_cast<std::uint64_t>(lanes->integer(4)),
                                 .laneTime = eventTimeFromMillis(lanes->integer(5)),
                                 .lastRecord = {.offset = Offset{lanes->integer(6)},
                                                .logTime = eventTimeFromMillis(lanes->integer(7)),
                                                .checksum = static_cast<std::uint32_t>(lanes->integer(8))}};
    }
}

/// Day files are written before the main file decides: what it does not know never happened.
HistoryDone HistoryWriter::Impl::dropUndecided() {
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(m_paths.days(), none)) {
        std::int64_t day = 0;
        if (entry.path().extension() != ".db" || !HistoryPaths::parseDayName(entry.path().stem().string(), day)) {
            continue;
        }
        const auto known =
            m_main.integer("SELECT count(*) FROM days WHERE retired = 0 AND day = " + std::to_string(day));
        if (!known) {
            return asHistoryError(known.error());
        }
        if (*known == 0) {
            std::error_code ignored;
            for (const char* suffix : {"-wal", "-shm", ""}) {
                std::filesystem::remove(entry.path().string() + suffix, ignored);
            }
            continue;
        }
        auto file = m_days.get(day);
        if (!file) {
            return std::unexpected(file.error());
        }
        const auto orphans = (*file)->forgetAfter(m_batch);
        if (!orphans) {
            return std::unexpected(orphans.error());
        }
        m_opening.orphanRows += *orphans;
        const auto placed = (*file)->eachPlace([&](std::int32_t partition, std::uint32_t hour, std::uint32_t end) {
            trails(partition).restorePlaces(day, hour, end);
        });
        if (!placed) {
            return placed;
        }
    }
    return {};
}

HistoryDone HistoryWriter::Impl::checkDays() {
    auto days = m_main.prepare("SELECT day, fixes FROM days WHERE retired = 0");
    if (!days) {
        return asHistoryError(days.error());
    }
    for (auto row = days->step(); row && *row; row = days->step()) {
        std::error_code ignored;
        if (!std::filesystem::exists(m_paths.day(days->integer(0)), ignored)) {
            m_opening.missingDays.push_back(HistoryPaths::dayName(days->integer(0)));
            m_opening.missingFixes += days->integer(1);
        }
    }
    if (m_opening.missingDays.empty() || m_options.acceptLoss) {
        return {};
    }
    return std::unexpected(
        HistoryError{HistoryTrouble::damaged,
                     "the trails of " + std::to_string(m_opening.missingDays.size()) + " days from " +
                         m_opening.missingDays.front() + " on are gone (" + std::to_string(m_opening.missingFixes) +
                         " fixes): restore the files from a backup, rebuild from the log, or accept the "
                         "loss (--on-history-refusal accept-loss)"});
}

HistoryResult<std::vector<HistoryWriter::Impl::TrailRow>> HistoryWriter::Impl::readTrailRows(std::string_view sql,
                                                                                             std::string_view what) {
    auto rows = m_main.prepare(sql);
    if (!rows) {
        return asHistoryError(rows.error());
    }
    std::vector<TrailRow> read;
    for (auto row = rows->step();; row = rows->step()) {
        if (!row) {
            return asHistoryError(row.error());
        }
        if (!*row) {
            return read;
        }
        const auto data = rows->blob(1);
        read.push_back({rows->integer(0), std::string(reinterpret_cast<const char*>(data.data()), data.size())});
        if (unseal(read.back().span()).version == 0) {
            return damaged(m_paths.main(), std::string(what) + " fail their checksum");
        }
    }
}

HistoryDone HistoryWriter::Impl::readTrails() {
    auto open = readTrailRows("SELECT key, data FROM open_rows ORDER BY key", "open trails");
    if (!open) {
        return std::unexpected(open.error());
    }
    auto tails = readTrailRows("SELECT key, data FROM tails ORDER BY key", "tails");
    if (!tails) {
        return std::unexpected(tails.error());
    }
    m_openRows = std::move(*open);
    m_tailRows = std::move(*tails);
    return {};
}

/// Once, by whoever needs trails first.
HistoryDone HistoryWriter::Impl::restoreTrails() {
    if (std::exchange(m_trailsRestored, true)) {
        return m_restored;
    }
    bool whole = true;
    for (const TrailRow& row : std::exchange(m_openRows, {})) {
        whole = trails(static_cast<std::int32_t>(row.key >> 32U))
                    .restoreOpenRow(static_cast<std::uint32_t>(row.key & 0xffff'ffff), row.span()) &&
                whole;
    }
    for (const TrailRow& row : std::exchange(m_tailRows, {})) {
        const TailKey at = TailKey::from(row.key);
        whole = trails(static_cast<std::int32_t>(at.partition)).restoreTail(at, row.span()) && whole;
    }
    for (auto& [partition, trails] : m_trails) {
        const auto lane = m_progress.find(partition);
        trails->restored(lane == m_progress.end() ? EventTime{} : lane->second.laneTime);
    }
    if (!whole) { // with a right checksum: another program wrote them
        m_restored = damaged(m_paths.main(), "open trails cannot be read");
    }
    return m_restored;
}

/// Snapshot files that no row names: their commit never came, or they were replaced.
void HistoryWriter::Impl::dropStraySnapshots() {
    std::set<std::filesystem::path> known;
    auto rows = m_main.prepare("SELECT partition, offset FROM snapshots");
    if (!rows) {
        return;
    }
    for (auto row = rows->step(); row && *row; row = rows->step()) {
        known.insert(m_paths.snapshot(static_cast<std::int32_t>(rows->integer(0)), rows->integer(1)).filename());
    }
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(m_paths.snapshots(), none)) {
        if (!known.contains(entry.path().filename())) {
            std::filesystem::remove(entry.path(), none);
        }
    }
}

HistoryResult<std::optional<HistorySnapshot>> HistoryWriter::newestSnapshot(PartitionNo partition,
                                                                            std::optional<Offset> before) const {
    const auto lane = progress(partition);
    auto rows = m_impl->m_main.prepare("SELECT offset, checksum FROM snapshots WHERE partition = ? AND offset <= ? AND "
                                       "offset < ? ORDER BY offset DESC");
    if (!rows) {
        return asHistoryError(rows.error());
    }
    rows->bind(partition.value(), lane ? lane->nextOffset.value() : 0, before ? before->value() : INT64_MAX);
    for (auto row = rows->step(); row && *row; row = rows->step()) {
        const std::int64_t offset = rows->integer(0);
        auto bytes = readSnapshotFile(m_impl->m_paths.snapshot(partition.value(), offset),
                                      static_cast<std::uint32_t>(rows->integer(1)));
        if (bytes) {
            return HistorySnapshot{.offset = Offset{offset}, .bytes = std::move(*bytes)};
        }
    }
    return std::optional<HistorySnapshot>{};
}

} // namespace roundsman
