// Files that older programs left behind (tests/core/history/stored) open, with everything in them, and history goes on.
#include "core/base/sqlite/fault_vfs.h"
#include "core/history/history_digest.h"
#include "core/history/history_writer.h"
#include "core/history/outbox_reader.h"
#include "core/history/trail_reader.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <vector>

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

/// What the program of schema 4 had taken when it was killed: 20 fixes each of riders 0 and 1500, none folded.
constexpr std::int64_t openFixesOfFour = 40;
FixRow fixOfFour(std::int64_t batch, std::int64_t i, std::uint32_t rider) {
    const std::int64_t log = 1'763'715'600'000 + batch * 4000 + i * 1000 + rider * 10;
    const bool late = rider == 1 && i == 3;
    FixRow fix;
    fix.rider = RiderNo{rider * 1500};
    fix.position = GeoPoint::fromE7(static_cast<std::int32_t>(129'700'000 + batch * 400 + i * 100 + rider * 5000),
                                    static_cast<std::int32_t>(775'900'000 + batch * 300 + i * 70));
    fix.logTime = eventTimeFromMillis(log);
    fix.receiveTime = eventTimeFromMillis(log - 4);
    fix.deviceTime = eventTimeFromMillis(log - rider * 10 - 100 - (late ? 10'800'000 : 0));
    fix.late = late;
    fix.document = {.offset = Offset{120 + batch}, .index = static_cast<std::uint32_t>(i * 2) + rider};
    fix.speedMps = 5.5F;
    fix.status = RiderStatus::idle;
    return fix;
}

/// The rider's fixes of the first `batches` batches, in the order of their device times.
void checkTrails(const std::filesystem::path& folder, std::int64_t batches) {
    auto reader = TrailReader::open(folder);
    REQUIRE(reader);
    for (std::uint32_t rider = 0; rider < 2; ++rider) {
        CAPTURE(rider);
        std::vector<FixRow> wanted;
        for (std::int64_t at = 0; at < batches * 4; ++at) {
            wanted.push_back(fixOfFour(at / 4, at % 4, rider));
        }
        std::ranges::sort(wanted, {}, &FixRow::deviceTime);
        std::size_t at = 0;
        REQUIRE(reader->trail(PartitionNo{0}, RiderNo{rider * 1500}, EventTime{},
                              eventTimeFromMillis(1'800'000'000'000), [&](const FixRow& fix) {
                                  REQUIRE(at < wanted.size());
                                  CHECK(fix.deviceTime == wanted[at].deviceTime);
                                  CHECK(fix.receiveTime == wanted[at].receiveTime);
                                  CHECK(fix.position == wanted[at].position);
                                  CHECK(fix.document == wanted[at].document);
                                  CHECK(fix.late == wanted[at].late);
                                  return ++at > 0;
                              }));
        CHECK(at == wanted.size());
    }
    CHECK(reader->damagedBlocks() == 0);
}

void checkContents(const std::filesystem::path& folder, int version) {
    auto main = Connection::open(folder / "main.db");
    REQUIRE(main);
    CHECK(*main->userVersion() == mainSchemaVersion);
    CHECK(*main->text("SELECT id || ' ' || amount_minor || ' ' || currency FROM orders") == "o-77 45900 INR");
    CHECK(*main->integer("SELECT count(*) FROM order_events") == 2);
    CHECK(*main->text("SELECT group_concat(id) FROM riders") == "453,r-2");
    CHECK(*main->text("SELECT name || phone || address FROM people") == "Ada+91 11 Main Road");
    CHECK(*main->text("SELECT hex(bytes) FROM quarantine") == "7B7D");
    CHECK(*main->integer("SELECT vehicle_key FROM legs") == 0);
    CHECK(*main->integer("SELECT sum(documents) FROM verdicts WHERE kind = 0") ==
          403 + (version == 4 ? openFixesOfFour : 0));
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
            CHECK((*history)->progress(PartitionNo{0})->nextOffset == Offset{version == 4 ? 125 : 120});
            CHECK(*(*history)->openFixes() == (version == 4 ? openFixesOfFour : 0));
        }
        checkContents(folder.path(), version);
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

TEST_CASE("open trails of schema 4 are read, go on, are folded, and are all there") {
    const tests::TempFolder folder;
    leaveBehind(folder.path(), 4);
    REQUIRE(HistoryWriter::open({.folder = folder.path()}));
    checkTrails(folder.path(), 5);
    HistoryOptions options{.folder = folder.path()};
    options.trails.tailRowsMax = 3; // visits on the way
    options.trails.fold.fixesFull = 8;
    for (std::int64_t batch = 5; batch < 9; ++batch) {
        CAPTURE(batch);
        const auto history = HistoryWriter::open(options);
        REQUIRE(history);
        LaneOutput out = nextOutput(Offset{120 + batch});
        for (std::int64_t i = 0; i < 8; ++i) {
            out.fixes.push_back(fixOfFour(batch, i / 2, static_cast<std::uint32_t>(i % 2)));
        }
        out.laneTime = out.fixes.back().logTime;
        (*history)->write(out);
        const auto done = batch == 8 ? (*history)->commitAndFold() : (*history)->commit();
        REQUIRE(done);
        CHECK(TrailReader::open(folder.path()));
        checkTrails(folder.path(), batch + 1);
    }
    const auto history = HistoryWriter::open(options);
    REQUIRE(history);
    CHECK(*(*history)->openFixes() < 20); // most are in blocks
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
        checkContents(folder.path(), 1);
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
