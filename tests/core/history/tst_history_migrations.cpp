// Files that older programs left behind (tests/core/history/stored) open, with everything in them, and history goes on.
#include "core/base/sqlite/fault_vfs.h"
#include "core/history/history_digest.h"
#include "core/history/history_writer.h"
#include "core/history/outbox_reader.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

using namespace roundsman;
using sqlite::Connection;
using sqlite::FaultVfs;

namespace {

std::string storedMain(int version) {
    std::ifstream in(std::string(ROUNDSMAN_SOURCE_DIR) + "/tests/core/history/stored/main-" + std::to_string(version) +
                     ".sql");
    return {std::istreambuf_iterator<char>(in), {}};
}

void leaveBehind(const std::filesystem::path& folder, int version, const std::string& vfs = {}) {
    const std::string sql = storedMain(version);
    REQUIRE_FALSE(sql.empty());
    auto main = Connection::open(folder / "main.db", {.vfs = vfs});
    REQUIRE(main);
    REQUIRE(main->execute(sql));
}

/// Every table with its columns, every index.
std::string shapeOf(const std::filesystem::path& folder) {
    auto main = Connection::open(folder / "main.db");
    return *main->text("SELECT group_concat(line, char(10)) FROM (SELECT m.type || ' ' || m.name || ': ' || "
                       "ifnull((SELECT group_concat(name || ' ' || type || ' ' || pk, ', ') FROM (SELECT * FROM "
                       "pragma_table_info(m.name) ORDER BY cid)), '') AS line FROM sqlite_master m ORDER BY 1)");
}

LaneOutput nextOutput(Offset from) {
    LaneOutput out;
    out.partition = PartitionNo{0};
    out.firstOffset = from;
    out.nextOffset = Offset{from.value() + 1};
    out.records = 1;
    out.laneTime = eventTimeFromMillis(1'763'715'700'000);
    out.verdicts.add(Verdict::accepted, Reason::none, 1);
    out.outbox.push_back({.document = {.offset = from}, .topic = "alerts", .key = "a-2", .value = "{}"});
    return out;
}

void checkContents(const std::filesystem::path& folder) {
    auto main = Connection::open(folder / "main.db");
    REQUIRE(main);
    CHECK(*main->userVersion() == mainSchemaVersion);
    CHECK(*main->text("SELECT id || ' ' || amount_minor || ' ' || currency FROM orders") == "o-77 45900 INR");
    CHECK(*main->integer("SELECT count(*) FROM order_events") == 2);
    CHECK(*main->text("SELECT group_concat(id) FROM riders") == "453,r-2");
    CHECK(*main->text("SELECT name || phone || address FROM people") == "Ada+91 11 Main Road");
    CHECK(*main->text("SELECT hex(bytes) FROM quarantine") == "7B7D");
    CHECK(*main->integer("SELECT vehicle_key FROM legs") == 0);
    CHECK(*main->integer("SELECT sum(documents) FROM verdicts WHERE kind = 0") == 403);
}

} // namespace

TEST_CASE("a file of every older version opens with all its rows and has the shape of a new one") {
    const tests::TempFolder fresh;
    REQUIRE(HistoryWriter::open({.folder = fresh.path()}));
    for (int version = 1; version < mainSchemaVersion; ++version) {
        if (storedMain(version).empty()) {
            continue; // a version that no program was left behind with
        }
        CAPTURE(version);
        const tests::TempFolder folder;
        leaveBehind(folder.path(), version);
        {
            const auto history = HistoryWriter::open({.folder = folder.path()});
            REQUIRE_MESSAGE(history, (history ? "" : history.error().sentence));
            CHECK_FALSE((*history)->opening().created);
            CHECK((*history)->log() == HistoryLog{.clusterId = "c-1", .topicId = "t-1"});
            CHECK((*history)->progress(PartitionNo{0})->nextOffset == Offset{120});
        }
        checkContents(folder.path());
        CHECK(shapeOf(folder.path()) == shapeOf(fresh.path()));
        CHECK(digestHistory(folder.path()));
    }
}

TEST_CASE("a history that was brought forward goes on, and its outbox is sent") {
    const tests::TempFolder folder;
    leaveBehind(folder.path(), 1);
    {
        const auto history = HistoryWriter::open({.folder = folder.path()});
        REQUIRE(history);
        (*history)->write(nextOutput(Offset{120}));
        REQUIRE((*history)->commit());
    }
    auto reader = OutboxReader::open(folder.path(), {.name = "shop"}, OutboxStart::oldest);
    REQUIRE(reader);
    const auto items = reader->pending(10);
    REQUIRE(items);
    REQUIRE(items->size() == 2);
    CHECK(items->front().id() == "0/13/0/0");
    CHECK(items->back().id() == "0/120/0/0");
    CHECK(items->back().laneTime == eventTimeFromMillis(1'763'715'700'000));
}

TEST_CASE("a power cut while a file is brought forward leaves the old one or the new one") {
    for (int write = 1; write < 40; ++write) {
        CAPTURE(write);
        const tests::TempFolder folder;
        FaultVfs vfs("history-migration-" + std::to_string(write));
        leaveBehind(folder.path(), 1, vfs.name());
        vfs.failAt(FaultVfs::Call::write, write, FaultVfs::Fault::ioError, -1);
        const bool opened = HistoryWriter::open({.folder = folder.path(), .vfs = vfs.name()}).has_value();
        vfs.powerCut(FaultVfs::Unsynced::torn, static_cast<std::uint64_t>(write));
        vfs.heal();
        vfs.powerOn();
        REQUIRE(HistoryWriter::open({.folder = folder.path(), .vfs = vfs.name()}));
        checkContents(folder.path());
        if (opened) {
            break; // it needed fewer writes than that
        }
    }
}

TEST_CASE("an older file is not read by a reader, which must not change it, and says what to do") {
    const tests::TempFolder folder;
    leaveBehind(folder.path(), 1);
    const auto reader = OutboxReader::open(folder.path(), {.name = "shop"}, OutboxStart::oldest);
    REQUIRE_FALSE(reader);
    CHECK(reader.error().sentence.find("start the node once") != std::string::npos);
    auto main = Connection::open(folder.path() / "main.db");
    CHECK(*main->userVersion() == 1);
}
