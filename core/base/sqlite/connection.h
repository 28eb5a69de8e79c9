#pragma once

#include "core/base/sqlite/error.h"
#include "core/base/sqlite/statement.h"
#include "core/base/time.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;

namespace roundsman::sqlite {

enum class Access : std::uint8_t { readOnly, readWrite, create };

enum class Synchronous : std::uint8_t { off = 0, normal = 1, full = 2 };

struct OpenOptions {
    Access access = Access::create;
    Millis busyTimeout{5000};
    std::string vfs{}; ///< empty: the system's
};

/// How a file is written. Pages and vacuum mode take effect on a file that is still empty.
struct WriteOptions {
    Synchronous synchronous = Synchronous::normal;
    int pageBytes = 4096;
    int cacheKiB = 16 * 1024;
    int walCheckpointPages = 1000;        ///< 0: only checkpoint() moves the WAL into the file
    std::int64_t walKeptBytes = 64 << 20; ///< a longer WAL file is cut after a checkpoint; -1: never
    std::int64_t mmapBytes = 0;           ///< reads through a mapping
    bool incrementalVacuum = false;       ///< freed pages can be given back by incrementalVacuum()
    bool foreignKeys = false;
};

enum class Checkpoint : std::uint8_t {
    passive,  ///< as much as can be done without waiting for anybody
    full,     ///< waits for writers, moves everything
    restart,  ///< and for readers, so that the WAL begins anew
    truncate, ///< and cuts the WAL to nothing
};

struct CheckpointReport {
    bool complete = false; ///< false: readers or a writer held some of it back; no error, try later
    int walPages = 0;
    int movedPages = 0;
};

struct BackupProgress {
    int pagesLeft = 0;
    int pagesTotal = 0;
};

class Transaction;

/// One connection to one database file. Used by one thread at a time; only interrupt() may come from another.
/// Text is UTF-8. Failures are values; a sentence names the file.
class Connection {
public:
    static Result<Connection> open(const std::filesystem::path& file, const OpenOptions& options = {});
    static Result<Connection> inMemory();

    Connection() = default;
    ~Connection();
    Connection(Connection&& other) noexcept;
    Connection& operator=(Connection&& other) noexcept;

    explicit operator bool() const { return m_handle != nullptr; }
    [[nodiscard]] const std::string& file() const { return m_file; }

    /// Sets WAL and the options. Busy when another connection is in the way, readOnly in a folder that cannot be
    /// written.
    Done prepareForWriting(const WriteOptions& options);
    /// For a connection that only reads, next to a writer.
    Done prepareForReading(std::int64_t mmapBytes = 0, int cacheKiB = 4 * 1024);

    Result<Statement> prepare(std::string_view sql);
    /// One statement or several, without parameters and rows.
    Done execute(const std::string& sql);
    Result<std::int64_t> integer(std::string_view sql);
    Result<std::string> text(std::string_view sql);

    /// Schema versions are SQLite's user_version.
    Result<int> userVersion();
    Done setUserVersion(int version);

    [[nodiscard]] std::int64_t lastInsertedRow() const;
    [[nodiscard]] std::int64_t changedRows() const; ///< by the last statement
    [[nodiscard]] bool inTransaction() const;
    /// Changes when another connection, of any process, committed to the file.
    Result<std::int64_t> dataVersion();

    /// An error when the file no longer stands where it was opened: it was moved or deleted, or the disk is gone. What
    /// is written to it then is durable for nobody, and SQLite itself does not tell.
    Done stillInPlace();

    Result<CheckpointReport> checkpoint(Checkpoint how);
    /// Gives up to so many freed pages back to the file system.
    Done incrementalVacuum(int pages);
    Done setBusyTimeout(Millis timeout);
    /// Any thread: the running statement ends with `interrupted`.
    void interrupt();

    /// What is wrong with the file, a sentence each; none: it is sound.
    Result<std::vector<std::string>> quickCheck(int most = 20);
    /// Copies the whole database, consistent as of one moment, while it is in use (not inside a transaction
    /// of this connection). `goOn` is asked after every step and
    /// may be empty. The target appears under its name only when it is complete.
    Done backupTo(const std::filesystem::path& target, int pagesAStep = 1024,
                  const std::function<bool(const BackupProgress&)>& goOn = {});

    /// The error of a call that has just failed with `code`.
    [[nodiscard]] Error errorNow(int code) const;

private:
    Connection(sqlite3* handle, std::string file) : m_handle(handle), m_file(std::move(file)) {}
    Done copyAsOfNow(Connection& target, int pagesAStep, const std::function<bool(const BackupProgress&)>& goOn);
    Done copyPages(Connection& target, int pagesAStep, const std::function<bool(const BackupProgress&)>& goOn);
    void close();

    sqlite3* m_handle = nullptr;
    std::string m_file;
};

/// BEGIN … COMMIT. What is not committed is rolled back when it goes out of scope.
class Transaction {
public:
    enum class Kind : std::uint8_t {
        deferred,  ///< readers: one consistent picture
        immediate, ///< writers: the lock is taken now, so that busy is told at the start
    };
    static Result<Transaction> begin(Connection& connection, Kind kind = Kind::immediate);

    ~Transaction() { rollBack(); }
    Transaction(Transaction&& other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) {}
    Transaction& operator=(Transaction&& other) noexcept {
        std::swap(m_connection, other.m_connection);
        return *this;
    }

    /// After a failed commit everything is rolled back, except when it was busy: then commit may be tried again.
    Done commit();
    void rollBack();

private:
    explicit Transaction(Connection& connection) : m_connection(&connection) {}

    Connection* m_connection = nullptr;
};

} // namespace roundsman::sqlite
