#include "core/base/sqlite/connection.h"

#include "core/base/check.h"
#include "core/base/sqlite/handle.h"

#include <sqlite3.h>

#include <algorithm>

namespace roundsman::sqlite {

namespace {

int flagsFor(Access access) {
    // our connections belong to one thread at a time: SQLite's own mutex would only cost
    constexpr int common = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    switch (access) {
    case Access::readOnly:
        return common | SQLITE_OPEN_READONLY;
    case Access::readWrite:
        return common | SQLITE_OPEN_READWRITE;
    case Access::create:
        return common | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    }
    return common;
}

int modeFor(Checkpoint how) {
    switch (how) {
    case Checkpoint::passive:
        return SQLITE_CHECKPOINT_PASSIVE;
    case Checkpoint::full:
        return SQLITE_CHECKPOINT_FULL;
    case Checkpoint::restart:
        return SQLITE_CHECKPOINT_RESTART;
    case Checkpoint::truncate:
        return SQLITE_CHECKPOINT_TRUNCATE;
    }
    return SQLITE_CHECKPOINT_PASSIVE;
}

/// SQLite counts its memory behind one process-wide lock; nobody reads that count here.
void configureOnce() {
    static const bool done = (sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0), true);
    static_cast<void>(done);
}

} // namespace

Result<Connection> Connection::open(const std::filesystem::path& file, const OpenOptions& options) {
    configureOnce();
    sqlite3* handle = nullptr;
    const char* vfs = options.vfs.empty() ? nullptr : options.vfs.c_str();
    const int code = sqlite3_open_v2(file.c_str(), &handle, flagsFor(options.access), vfs);
    Connection connection(handle, file.string()); // closes the half-open handle of a failure, too
    if (code != SQLITE_OK) {
        return std::unexpected(connection.errorNow(code));
    }
    if (auto done = connection.setBusyTimeout(options.busyTimeout); !done) {
        return std::unexpected(done.error());
    }
    // SQLite opens lazily: only a read tells whether this is a database that we may read
    if (auto version = connection.userVersion(); !version) {
        return std::unexpected(version.error());
    }
    return connection;
}

Result<Connection> Connection::inMemory() {
    return open(":memory:");
}

Connection::~Connection() {
    close();
}

Connection::Connection(Connection&& other) noexcept
    : m_handle(std::exchange(other.m_handle, nullptr)), m_file(std::move(other.m_file)) {}

Connection& Connection::operator=(Connection&& other) noexcept {
    if (this != &other) {
        close();
        m_handle = std::exchange(other.m_handle, nullptr);
        m_file = std::move(other.m_file);
    }
    return *this;
}

void Connection::close() {
    if (m_handle != nullptr) {
        const int code = sqlite3_close(std::exchange(m_handle, nullptr));
        check(code == SQLITE_OK, "statements and backups are gone before their connection");
    }
}

Error Connection::errorNow(int code) const {
    return errorOf(m_handle, code, m_file);
}

Done Connection::execute(const std::string& sql) {
    const int code = sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        return std::unexpected(errorNow(code));
    }
    return {};
}

Result<Statement> Connection::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &statement, nullptr);
    if (code != SQLITE_OK) {
        return std::unexpected(errorNow(code));
    }
    check(statement != nullptr, "a statement has words");
    return Statement(statement);
}

Done Connection::stillInPlace() {
    int moved = 0;
    const int code = sqlite3_file_control(m_handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    if (code != SQLITE_OK || moved == 0) {
        return {}; // a file system that cannot tell is no reason to stop
    }
    return std::unexpected(Error{Trouble::cannotOpen, SQLITE_READONLY_DBMOVED,
                                 m_file + ": the file was moved or deleted while it is in use (put it back where it "
                                          "was: what is stored is in it)"});
}

Result<std::int64_t> Connection::integer(std::string_view sql) {
    auto statement = prepare(sql);
    if (!statement) {
        return std::unexpected(statement.error());
    }
    const auto row = statement->step();
    if (!row) {
        return std::unexpected(row.error());
    }
    return *row ? statement->integer(0) : 0;
}

Result<std::string> Connection::text(std::string_view sql) {
    auto statement = prepare(sql);
    if (!statement) {
        return std::unexpected(statement.error());
    }
    const auto row = statement->step();
    if (!row) {
        return std::unexpected(row.error());
    }
    return *row ? std::string(statement->text(0)) : std::string();
}

Done Connection::prepareForWriting(const WriteOptions& options) {
    const auto number = [](std::int64_t value) {
        return std::to_string(value);
    };
    // the size of a page and the vacuum mode must stand before the first write, which the change to WAL is
    if (auto done = execute("PRAGMA page_size=" + number(options.pageBytes) +
                            ";PRAGMA auto_vacuum=" + (options.incrementalVacuum ? "INCREMENTAL" : "NONE"));
        !done) {
        return done;
    }
    const auto mode = text("PRAGMA journal_mode=WAL");
    if (!mode) {
        return std::unexpected(mode.error());
    }
    if (*mode != "wal" && *mode != "memory") {
        return std::unexpected(Error{Trouble::other, SQLITE_ERROR, m_file + ": the file system cannot keep a WAL"});
    }
    return execute("PRAGMA synchronous=" + number(static_cast<int>(options.synchronous)) + ";PRAGMA cache_size=-" +
                   number(options.cacheKiB) + ";PRAGMA wal_autocheckpoint=" + number(options.walCheckpointPages) +
                   ";PRAGMA journal_size_limit=" + number(options.walKeptBytes) +
                   ";PRAGMA mmap_size=" + number(options.mmapBytes) +
                   ";PRAGMA foreign_keys=" + (options.foreignKeys ? "ON" : "OFF") + ";PRAGMA temp_store=MEMORY");
}

Done Connection::prepareForReading(std::int64_t mmapBytes, int cacheKiB) {
    return execute("PRAGMA mmap_size=" + std::to_string(mmapBytes) + ";PRAGMA cache_size=-" + std::to_string(cacheKiB) +
                   ";PRAGMA temp_store=MEMORY");
}

Result<int> Connection::userVersion() {
    return integer("PRAGMA user_version").transform([](std::int64_t version) { return static_cast<int>(version); });
}

Done Connection::setUserVersion(int version) {
    return execute("PRAGMA user_version=" + std::to_string(version));
}

std::int64_t Connection::lastInsertedRow() const {
    return sqlite3_last_insert_rowid(m_handle);
}

std::int64_t Connection::changedRows() const {
    return sqlite3_changes64(m_handle);
}

bool Connection::inTransaction() const {
    return sqlite3_get_autocommit(m_handle) == 0;
}

Result<std::int64_t> Connection::dataVersion() {
    return integer("PRAGMA data_version");
}

Result<CheckpointReport> Connection::checkpoint(Checkpoint how) {
    int walPages = 0;
    int movedPages = 0;
    const int code = sqlite3_wal_checkpoint_v2(m_handle, nullptr, modeFor(how), &walPages, &movedPages);
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) {
        return std::unexpected(errorNow(code));
    }
    const bool complete = code == SQLITE_OK && walPages == movedPages;
    return CheckpointReport{complete, std::max(walPages, 0), std::max(movedPages, 0)};
}

Done Connection::incrementalVacuum(int pages) {
    auto statement = prepare("PRAGMA incremental_vacuum(" + std::to_string(pages) + ")");
    return statement ? statement->run() : std::unexpected(statement.error());
}

Done Connection::setBusyTimeout(Millis timeout) {
    const int code = sqlite3_busy_timeout(m_handle, static_cast<int>(timeout.count()));
    if (code != SQLITE_OK) {
        return std::unexpected(errorNow(code));
    }
    return {};
}

void Connection::interrupt() {
    sqlite3_interrupt(m_handle);
}

Result<std::vector<std::string>> Connection::quickCheck(int most) {
    auto statement = prepare("PRAGMA quick_check(" + std::to_string(most) + ")");
    if (!statement) {
        return std::unexpected(statement.error());
    }
    std::vector<std::string> troubles;
    for (;;) {
        const auto row = statement->step();
        if (!row) {
            return std::unexpected(row.error());
        }
        if (!*row) {
            return troubles;
        }
        if (statement->text(0) != "ok") {
            troubles.emplace_back(statement->text(0));
        }
    }
}

Result<Transaction> Transaction::begin(Connection& connection, Kind kind) {
    const auto done = connection.execute(kind == Kind::immediate ? "BEGIN IMMEDIATE" : "BEGIN");
    if (!done) {
        return std::unexpected(done.error());
    }
    return Transaction(connection);
}

Done Transaction::commit() {
    check(m_connection != nullptr, "a transaction is ended once");
    const auto done = m_connection->execute("COMMIT");
    if (done) {
        m_connection = nullptr;
        return done;
    }
    if (done.error().trouble != Trouble::busy) {
        rollBack();
    }
    return done;
}

void Transaction::rollBack() {
    // some failures (full, io) have rolled back already
    if (m_connection != nullptr && m_connection->inTransaction()) {
        static_cast<void>(m_connection->execute("ROLLBACK"));
    }
    m_connection = nullptr;
}

} // namespace roundsman::sqlite
