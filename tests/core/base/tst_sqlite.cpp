#include "core/base/sqlite/connection.h"
#include "core/base/sqlite/fault_vfs.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>
#include <thread>

using namespace roundsman;
using namespace roundsman::sqlite;
using roundsman::tests::TempFolder;

namespace {

Connection openFor(const std::filesystem::path& file, OpenOptions options = {}) {
    auto connection = Connection::open(file, options);
    REQUIRE(connection);
    REQUIRE(connection->prepareForWriting({.synchronous = Synchronous::full}));
    return std::move(*connection);
}

Connection withNumbers(const std::filesystem::path& file, OpenOptions options = {}) {
    Connection connection = openFor(file, options);
    REQUIRE(connection.execute("CREATE TABLE IF NOT EXISTS numbers (n INTEGER PRIMARY KEY, bytes BLOB)"));
    return connection;
}

Done addNumber(Connection& connection, std::int64_t number, std::size_t bytes = 100) {
    auto insert = connection.prepare("INSERT INTO numbers VALUES (?, ?)");
    REQUIRE(insert);
    const std::string blob(bytes, 'x');
    return insert->bind(number, bytesOf(blob)).run();
}

std::int64_t countOf(Connection& connection) {
    const auto count = connection.integer("SELECT count(*) FROM numbers");
    REQUIRE(count);
    return *count;
}

} // namespace

TEST_CASE("what is bound comes back, empty is not null, and views are the database's own bytes") {
    auto connection = Connection::inMemory();
    REQUIRE(connection);
    REQUIRE(connection->execute("CREATE TABLE t (a INTEGER, b REAL, c TEXT, d BLOB, e, f, g)"));
    auto insert = connection->prepare("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?)");
    REQUIRE(insert);
    const std::string bytes("\0\xff", 2);
    const std::optional<std::int64_t> nothing;
    REQUIRE(insert->bind(std::int64_t{-5}, 0.25, "höhe", bytesOf(bytes), nothing, std::string_view{}, Bytes{}).run());

    auto select = connection->prepare("SELECT * FROM t");
    REQUIRE(select);
    REQUIRE(select->step().value());
    CHECK(select->integer(0) == -5);
    CHECK(select->real(1) == 0.25);
    CHECK(select->text(2) == "höhe");
    CHECK(textOf(select->blob(3)) == bytes);
    CHECK(select->isNull(4));
    CHECK_FALSE(select->isNull(5));
    CHECK_FALSE(select->isNull(6));
    CHECK(select->columnName(3) == "d");
    CHECK_FALSE(select->step().value());
}

TEST_CASE("a value that cannot be bound is told by the step") {
    auto connection = Connection::inMemory();
    auto select = connection->prepare("SELECT ?");
    const auto row = select->bind(1, 2).step();
    REQUIRE_FALSE(row);
    CHECK(row.error().trouble == Trouble::other);
}

TEST_CASE("a transaction that is not committed leaves nothing") {
    const TempFolder folder;
    Connection connection = withNumbers(folder / "a.db");
    {
        auto transaction = Transaction::begin(connection);
        REQUIRE(transaction);
        REQUIRE(addNumber(connection, 1));
    }
    CHECK(countOf(connection) == 0);
    auto transaction = Transaction::begin(connection);
    REQUIRE(addNumber(connection, 1));
    REQUIRE(transaction->commit());
    CHECK(countOf(connection) == 1);
}

TEST_CASE("a lock held by somebody else is busy after the timeout, and nothing else") {
    const TempFolder folder;
    Connection holder = withNumbers(folder / "a.db");
    Connection other = withNumbers(folder / "a.db", {.busyTimeout = Millis{1}});
    auto held = Transaction::begin(holder);
    REQUIRE(held);
    const auto refused = Transaction::begin(other);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().trouble == Trouble::busy);
    CHECK(refused.error().sentence.find("a.db") != std::string::npos);
}

TEST_CASE("another connection's commit changes the data version") {
    const TempFolder folder;
    Connection writer = withNumbers(folder / "a.db");
    auto reader = Connection::open(folder / "a.db", {.access = Access::readOnly});
    REQUIRE(reader);
    const auto before = reader->dataVersion().value();
    CHECK(reader->dataVersion().value() == before);
    REQUIRE(addNumber(writer, 1));
    CHECK(reader->dataVersion().value() != before);
}

TEST_CASE("a checkpoint moves the WAL into the file and says when a reader holds some of it back") {
    const TempFolder folder;
    Connection writer = withNumbers(folder / "a.db", {.busyTimeout = Millis{1}});
    Connection reader = withNumbers(folder / "a.db");
    {
        auto picture = Transaction::begin(reader, Transaction::Kind::deferred);
        REQUIRE(countOf(reader) == 0);
        REQUIRE(addNumber(writer, 1));
        const auto report = writer.checkpoint(Checkpoint::truncate);
        REQUIRE(report);
        CHECK_FALSE(report->complete);
    }
    const auto report = writer.checkpoint(Checkpoint::truncate);
    REQUIRE(report);
    CHECK(report->complete);
    CHECK(std::filesystem::file_size(folder / "a.db-wal") == 0);
}

TEST_CASE("freed pages go back to the file system") {
    const TempFolder folder;
    auto connection = Connection::open(folder / "a.db");
    REQUIRE(connection->prepareForWriting({.incrementalVacuum = true}));
    REQUIRE(connection->execute("CREATE TABLE numbers (n INTEGER PRIMARY KEY, bytes BLOB)"));
    REQUIRE(addNumber(*connection, 1, 1 << 20));
    REQUIRE(connection->execute("DELETE FROM numbers"));
    const auto pages = connection->integer("PRAGMA page_count").value();
    REQUIRE(connection->incrementalVacuum(1'000'000));
    CHECK(connection->integer("PRAGMA page_count").value() < pages / 10);
}

TEST_CASE("a backup is complete while the source goes on, and appears only when it is done") {
    const TempFolder folder;
    Connection connection = withNumbers(folder / "a.db");
    for (int number = 0; number < 200; ++number) {
        REQUIRE(addNumber(connection, number, 4000));
    }
    Connection writer = withNumbers(folder / "a.db");
    std::int64_t next = 1000;
    const auto done = connection.backupTo(folder / "copy.db", 16, [&](const BackupProgress& progress) {
        CHECK_FALSE(std::filesystem::exists(folder / "copy.db"));
        CHECK(progress.pagesTotal > 0);
        return addNumber(writer, next++).has_value();
    });
    REQUIRE(done);
    auto copy = Connection::open(folder / "copy.db");
    REQUIRE(copy);
    CHECK(countOf(*copy) == 200);
    CHECK(copy->quickCheck().value().empty());
    CHECK(countOf(connection) == 200 + (next - 1000));
}

TEST_CASE("a stopped backup leaves nothing behind") {
    const TempFolder folder;
    Connection connection = withNumbers(folder / "a.db");
    REQUIRE(addNumber(connection, 1, 1 << 20));
    const auto done = connection.backupTo(folder / "copy.db", 1, [](const BackupProgress&) { return false; });
    REQUIRE_FALSE(done);
    CHECK(done.error().trouble == Trouble::interrupted);
    CHECK_FALSE(std::filesystem::exists(folder / "copy.db"));
    CHECK_FALSE(std::filesystem::exists(folder / "copy.db.part"));
}

TEST_CASE("a file that is no database, a missing one and a folder without rights are told apart") {
    const TempFolder folder;
    std::ofstream(folder / "text.db") << std::string(5000, 't');
    CHECK(Connection::open(folder / "text.db").error().trouble == Trouble::corrupt);
    CHECK(Connection::open(folder / "none.db", {.access = Access::readWrite}).error().trouble == Trouble::cannotOpen);
    CHECK(Connection::open(folder / "no" / "where.db").error().trouble == Trouble::cannotOpen);
}

TEST_CASE("a damaged page is corrupt, and the quick check says so") {
    const TempFolder folder;
    {
        Connection connection = withNumbers(folder / "a.db");
        for (int number = 0; number < 500; ++number) {
            REQUIRE(addNumber(connection, number));
        }
    }
    {
        std::fstream file(folder / "a.db", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(2 * 4096);
        file << std::string(4096, '\x55');
    }
    auto connection = Connection::open(folder / "a.db");
    REQUIRE(connection);
    const auto found = connection->quickCheck();
    CHECK((!found || !found->empty()));
}

TEST_CASE("a full disk is full, loses nothing that was committed, and works again with space") {
    const TempFolder folder;
    FaultVfs disk("full-disk");
    Connection connection = withNumbers(folder / "a.db", {.vfs = disk.name()});
    REQUIRE(addNumber(connection, 1));
    disk.setQuota(disk.bytesHeld() + 8000);
    const auto refused = addNumber(connection, 2, 100'000);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().trouble == Trouble::full);
    CHECK(countOf(connection) == 1);
    disk.heal();
    CHECK(addNumber(connection, 2, 100'000));
}

TEST_CASE("injected faults keep their kind: busy, I/O, read-only") {
    const TempFolder folder;
    FaultVfs disk("kinds");
    Connection connection = withNumbers(folder / "a.db", {.busyTimeout = Millis{0}, .vfs = disk.name()});
    // which of the locks is the one for writing is SQLite's affair: one of the first few must be told as busy
    std::int64_t next = 100;
    const auto refusedAt = [&](std::int64_t nth) {
        disk.failAt(FaultVfs::Call::lock, nth, FaultVfs::Fault::busy);
        const auto added = addNumber(connection, next++);
        return !added && added.error().trouble == Trouble::busy;
    };
    CHECK((refusedAt(1) || refusedAt(2) || refusedAt(3) || refusedAt(4)));
    disk.heal();
    disk.failAt(FaultVfs::Call::sync, 1, FaultVfs::Fault::ioError);
    CHECK(addNumber(connection, 1).error().trouble == Trouble::io);
    disk.failAt(FaultVfs::Call::write, 1, FaultVfs::Fault::readOnly);
    CHECK(addNumber(connection, 1).error().trouble == Trouble::readOnly);
    CHECK(addNumber(connection, 1));
}

TEST_CASE("a fault strikes at the n-th call and only in the files meant") {
    const TempFolder folder;
    FaultVfs disk("nth");
    Connection one = withNumbers(folder / "one.db", {.vfs = disk.name()});
    Connection two = withNumbers(folder / "two.db", {.vfs = disk.name()});
    disk.onlyFiles("two.db");
    disk.failAt(FaultVfs::Call::sync, 2, FaultVfs::Fault::ioError);
    CHECK(addNumber(one, 1));
    CHECK(addNumber(two, 1));
    CHECK(addNumber(one, 2));
    CHECK_FALSE(addNumber(two, 2));
    CHECK(addNumber(two, 2));
}

TEST_CASE("after a power cut every committed row is there, however the unsynced writes fell") {
    const TempFolder folder;
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        const auto file = folder / ("cut" + std::to_string(seed) + ".db");
        FaultVfs disk("cut");
        std::int64_t committed = 0;
        {
            Connection connection = withNumbers(file, {.vfs = disk.name()});
            const auto rows = static_cast<std::int64_t>(seed % 7);
            for (; committed < rows; ++committed) {
                REQUIRE(addNumber(connection, committed, 3000 * (seed % 5)));
            }
            auto unfinished = Transaction::begin(connection);
            REQUIRE(connection.execute("PRAGMA cache_spill=1"));
            REQUIRE(addNumber(connection, 1'000'000, 50'000));
            const auto how = seed % 2 == 0 ? FaultVfs::Unsynced::torn : FaultVfs::Unsynced::dropped;
            disk.powerCut(how, seed);
            CHECK_FALSE(unfinished->commit());
        }
        disk.powerOn();
        Connection connection = withNumbers(file, {.vfs = disk.name()});
        CHECK(countOf(connection) == committed);
        CHECK(connection.quickCheck().value().empty());
    }
}

TEST_CASE("without synchronous a power cut does lose rows: the fault is real") {
    const TempFolder folder;
    FaultVfs disk("lossy");
    {
        Connection connection = withNumbers(folder / "a.db", {.vfs = disk.name()});
        REQUIRE(connection.checkpoint(Checkpoint::truncate));
        REQUIRE(connection.execute("PRAGMA synchronous=OFF"));
        REQUIRE(addNumber(connection, 1));
        disk.powerCut(FaultVfs::Unsynced::dropped);
    }
    disk.powerOn();
    Connection connection = withNumbers(folder / "a.db", {.vfs = disk.name()});
    CHECK(countOf(connection) == 0);
}

TEST_CASE("a long statement can be interrupted from another thread") {
    auto connection = Connection::inMemory();
    std::jthread impatient([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            connection->interrupt();
            std::this_thread::yield();
        }
    });
    const auto endless =
        connection->integer("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n");
    REQUIRE_FALSE(endless);
    CHECK(endless.error().trouble == Trouble::interrupted);
}
