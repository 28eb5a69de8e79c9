#include "core/history/history_care.h"

#include "core/history/folder_lock.h"
#include "core/history/schema.h"
#include "core/history/trail_reader.h"

#include <system_error>
#include <utility>

namespace roundsman {
namespace {

namespace fs = std::filesystem;

std::unexpected<HistoryError> cannot(const std::string& sentence) {
    return std::unexpected(HistoryError{HistoryTrouble::other, sentence});
}

void checkFile(const fs::path& file, std::vector<std::string>& troubles) {
    auto connection = sqlite::Connection::open(file, {.access = sqlite::Access::readOnly});
    if (!connection) {
        troubles.push_back(connection.error().sentence);
        return;
    }
    const auto found = connection->quickCheck();
    if (!found) {
        troubles.push_back(found.error().sentence);
        return;
    }
    for (const std::string& trouble : *found) {
        troubles.push_back(file.string() + ": " + trouble);
    }
}

std::uint64_t sizeOf(const fs::path& path) {
    std::error_code none;
    std::uint64_t bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(path, none)) {
        bytes += entry.is_regular_file(none) ? entry.file_size(none) : 0;
    }
    return bytes;
}

void countTables(sqlite::Connection& main, HistoryHealth& health) {
    for (const DerivedTable& table : derivedTables()) {
        const std::string name(table.name);
        const std::string time(table.timeColumn);
        const std::string span = time.empty() ? "0, 0" : "min(nullif(" + time + ", 0)), max(" + time + ")";
        auto rows = main.prepare("SELECT count(*), " + span + " FROM " + name);
        if (!rows) {
            health.troubles.push_back(rows.error().sentence);
            continue;
        }
        const auto row = rows->step();
        if (!row || !*row) {
            health.troubles.push_back(name + " cannot be read");
            continue;
        }
        health.tables.push_back({.name = name,
                                 .rows = static_cast<std::uint64_t>(rows->integer(0)),
                                 .oldest = rows->integer(1),
                                 .newest = rows->integer(2)});
    }
}

HistoryDone copyDatabase(const fs::path& from, const fs::path& to) {
    auto source = sqlite::Connection::open(from, {.access = sqlite::Access::readWrite});
    if (!source) {
        return asHistoryError(source.error());
    }
    const auto done = source->backupTo(to);
    return done ? HistoryDone{} : asHistoryError(done.error());
}

HistoryDone copyDays(const HistoryPaths& from, const HistoryPaths& to) {
    auto main = sqlite::Connection::open(to.main(), {.access = sqlite::Access::readWrite});
    if (!main) {
        return asHistoryError(main.error());
    }
    std::error_code error;
    fs::create_directories(to.days(), error);
    fs::create_directories(to.snapshots(), error);
    auto days = main->prepare("SELECT day FROM days WHERE retired = 0");
    auto snapshots = main->prepare("SELECT partition, offset FROM snapshots");
    if (!days || !snapshots) {
        return cannot(to.main().string() + " lacks its tables");
    }
    // Days go further than the main file's copy by now: opening the copy deletes what its main file does not know.
    for (auto row = days->step(); row && *row; row = days->step()) {
        if (auto done = copyDatabase(from.day(days->integer(0)), to.day(days->integer(0))); !done) {
            return done;
        }
    }
    for (auto row = snapshots->step(); row && *row; row = snapshots->step()) {
        const auto partition = static_cast<std::int32_t>(snapshots->integer(0));
        fs::copy_file(from.snapshot(partition, snapshots->integer(1)), to.snapshot(partition, snapshots->integer(1)),
                      fs::copy_options::overwrite_existing, error); // one that is replaced meanwhile is not missed
    }
    return {};
}

} // namespace

HistoryResult<DiskOutlook> diskOutlook(const fs::path& folder) {
    auto reader = TrailReader::open(folder);
    if (!reader) {
        return std::unexpected(reader.error());
    }
    auto days = reader->main().prepare("SELECT day FROM days WHERE retired = 0 ORDER BY day DESC LIMIT 2");
    if (!days) {
        return asHistoryError(days.error());
    }
    const HistoryPaths paths{folder};
    std::error_code none;
    DiskOutlook outlook;
    for (auto row = days->step(); row && *row; row = days->step()) { // the newest day is not over: the one before it
        const fs::path file = paths.day(days->integer(0));
        outlook.bytesNewestDay = fs::exists(file, none) ? fs::file_size(file, none) : 0;
    }
    outlook.bytesFree = fs::space(folder, none).available;
    if (outlook.bytesNewestDay > 0) {
        outlook.daysUntilFull = static_cast<double>(outlook.bytesFree) / static_cast<double>(outlook.bytesNewestDay);
    }
    return outlook;
}

HistoryResult<HistoryHealth> examineHistory(const fs::path& folder) {
    auto reader = TrailReader::open(folder);
    if (!reader) {
        return std::unexpected(reader.error());
    }
    const HistoryPaths paths{folder};
    HistoryHealth health;
    checkFile(paths.main(), health.troubles);
    auto days = reader->main().prepare("SELECT day FROM days WHERE retired = 0 ORDER BY day");
    for (auto row = days ? days->step() : sqlite::Result<bool>(false); row && *row; row = days->step()) {
        checkFile(paths.day(days->integer(0)), health.troubles);
    }
    countTables(reader->main(), health);
    const auto read = reader->everything([&](const FixRow&) {
        ++health.fixes;
        return true;
    });
    if (!read) {
        health.troubles.push_back(read.error().sentence);
    }
    health.damagedBlocks = reader->damagedBlocks();
    if (health.damagedBlocks > 0) {
        health.troubles.push_back(std::to_string(health.damagedBlocks) +
                                  " trail blocks fail their checksum: restore a backup, or rebuild from the log");
    }
    health.bytes = sizeOf(folder);
    if (const auto disk = diskOutlook(folder)) {
        health.disk = *disk;
    }
    return health;
}

HistoryDone backUpHistory(const fs::path& folder, const fs::path& target) {
    std::error_code error;
    if (fs::exists(target, error)) {
        return cannot(target.string() + " exists already: name a folder that does not");
    }
    const HistoryPaths from{folder};
    if (!fs::exists(from.main(), error)) {
        return cannot(folder.string() + " holds no history: name the folder that the node or replay wrote");
    }
    const fs::path unfinished = target.string() + ".part";
    fs::remove_all(unfinished, error);
    fs::create_directories(unfinished, error);
    if (error) {
        return cannot(target.string() + " cannot be made (" + error.message() + "): name a place that can be written");
    }
    const HistoryPaths to{unfinished};
    // Senders first: what they remember as sent is in the main file's copy or gone from it, never the other way.
    auto done = fs::exists(from.senders(), error) ? copyDatabase(from.senders(), to.senders()) : HistoryDone{};
    done = done ? copyDatabase(from.main(), to.main()) : done;
    done = done ? copyDays(from, to) : done;
    if (!done) {
        fs::remove_all(unfinished, error);
        HistoryError why = done.error();
        why.sentence = target.string() + " cannot be written: " + why.sentence;
        return std::unexpected(std::move(why));
    }
    fs::rename(unfinished, target, error);
    if (error) {
        const std::string why = error.message();
        fs::remove_all(unfinished, error);
        return cannot(target.string() + " cannot be made (" + why + "): name a place that can be written");
    }
    return {};
}

HistoryResult<fs::path> setHistoryAside(const fs::path& folder) {
    const auto lock = FolderLock::take(folder);
    if (!lock) {
        return std::unexpected(lock.error());
    }
    std::error_code error;
    for (int number = 1;; ++number) {
        const fs::path aside = folder.string() + ".aside-" + std::to_string(number);
        if (!fs::exists(aside, error)) {
            fs::rename(folder, aside, error);
            return error ? HistoryResult<fs::path>(cannot(folder.string() + " cannot be renamed: " + error.message()))
                         : aside;
        }
    }
}

HistoryDone restoreHistory(const fs::path& backup, const fs::path& target) {
    const auto health = examineHistory(backup);
    if (!health) {
        return std::unexpected(health.error());
    }
    if (!health->troubles.empty()) {
        return std::unexpected(
            HistoryError{HistoryTrouble::damaged, "the backup is not sound: " + health->troubles.front()});
    }
    return backUpHistory(backup, target);
}

} // namespace roundsman
