#include "core/base/check.h"
#include "core/base/sqlite/connection.h"

#include <sqlite3.h>

#include <thread>

namespace roundsman::sqlite {

namespace {

struct BackupCloser {
    void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};

void removeDatabase(const std::filesystem::path& file) {
    std::error_code ignored;
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
        std::filesystem::remove(file.string() + ending, ignored);
    }
}

} // namespace

Done Connection::copyPages(Connection& target, int pagesAStep, const std::function<bool(const BackupProgress&)>& goOn) {
    const std::unique_ptr<sqlite3_backup, BackupCloser> backup(
        sqlite3_backup_init(target.m_handle, "main", m_handle, "main"));
    if (!backup) {
        return std::unexpected(target.errorNow(sqlite3_extended_errcode(target.m_handle)));
    }
    for (;;) {
        const int code = sqlite3_backup_step(backup.get(), pagesAStep);
        if (code == SQLITE_DONE) {
            return {};
        }
        const bool held = (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED;
        if (code != SQLITE_OK && !held) {
            return std::unexpected(target.errorNow(code));
        }
        const BackupProgress progress{sqlite3_backup_remaining(backup.get()), sqlite3_backup_pagecount(backup.get())};
        if (goOn && !goOn(progress)) {
            return std::unexpected(Error{Trouble::interrupted, SQLITE_INTERRUPT, m_file + ": the backup was stopped"});
        }
        if (held) {
            std::this_thread::sleep_for(Millis{5});
        }
    }
}

Done Connection::copyAsOfNow(Connection& target, int pagesAStep,
                             const std::function<bool(const BackupProgress&)>& goOn) {
    // one read transaction over all steps, or every commit beside us would begin the copy anew
    auto picture = Transaction::begin(*this, Transaction::Kind::deferred);
    if (!picture) {
        return std::unexpected(picture.error());
    }
    if (auto firstRead = integer("SELECT count(*) FROM sqlite_schema"); !firstRead) {
        return std::unexpected(firstRead.error());
    }
    return copyPages(target, pagesAStep, goOn);
}

Done Connection::backupTo(const std::filesystem::path& target, int pagesAStep,
                          const std::function<bool(const BackupProgress&)>& goOn) {
    const std::filesystem::path unfinished = target.string() + ".part";
    removeDatabase(unfinished);
    Done done;
    if (auto copy = Connection::open(unfinished); copy) {
        done = copyAsOfNow(*copy, pagesAStep, goOn);
    } else {
        done = std::unexpected(copy.error());
    }
    std::error_code failed;
    if (done) {
        std::filesystem::rename(unfinished, target, failed);
        if (failed) {
            done = std::unexpected(Error{Trouble::io, 0, target.string() + ": " + failed.message()});
        }
    }
    if (!done) {
        removeDatabase(unfinished);
    }
    return done;
}

} // namespace roundsman::sqlite
