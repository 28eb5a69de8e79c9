// Power cuts, full disks, locks and ends without a commit: afterwards history is as if nothing had happened.
#include "core/base/sqlite/connection.h"
#include "core/base/sqlite/fault_vfs.h"
#include "tests/core/history/fleet_log.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <fstream>

using namespace roundsman;
using sqlite::FaultVfs;

namespace {

constexpr std::int64_t records = 1500;

struct Run {
    std::filesystem::path folder;
    std::string vfs;
    tests::FleetLog log{records};
    std::mt19937_64 random{11};

    /// Goes on from where history is; `commit` says how it went, false: this life is over.
    template <typename Commit>
    void life(Commit commit) {
        auto history = HistoryWriter::open(tests::historyIn(folder, vfs));
        REQUIRE_MESSAGE(history, (history ? "" : history.error().sentence));
        Lane lane = tests::recoverLane(**history, log);
        LaneOutput out;
        for (std::int64_t at = lane.nextOffset().value(); at < records;) {
            const std::int64_t to = at + 1 + static_cast<std::int64_t>(random() % 60);
            lane.apply(log.read(at, to), out);
            at = lane.nextOffset().value();
            (*history)->write(out);
            out.clear();
            if (random() % 5 == 0) {
                (*history)->snapshot(PartitionNo{0}, lane.nextOffset(), lane.laneTime(), lane.snapshot());
            }
            if (!commit(**history)) {
                return;
            }
        }
    }
};

const std::vector<TableDigest>& wanted() {
    static const std::vector<TableDigest> digest = [] {
        const tests::TempFolder folder;
        tests::FleetLog log(records);
        return tests::uninterrupted(folder.path(), log);
    }();
    return digest;
}

void checkSame(const std::filesystem::path& folder) {
    const auto got = digestHistory(folder);
    REQUIRE(got);
    REQUIRE(got->size() == wanted().size());
    for (std::size_t i = 0; i < got->size(); ++i) {
        CAPTURE(wanted()[i].table);
        CHECK((*got)[i].rows == wanted()[i].rows);
        CHECK((*got)[i].digest == wanted()[i].digest);
    }
}

} // namespace

TEST_CASE("the log makes rows of every kind that the test speaks of") {
    const auto rowsOf = [](const std::string& table) {
        for (const TableDigest& digest : wanted()) {
            if (digest.table == table) {
                return digest.rows;
            }
        }
        return std::uint64_t{0};
    };
    CHECK(rowsOf("trails") > 10'000);
    CHECK(rowsOf("orders") > 100);
    CHECK(rowsOf("order_events") > 100);
    CHECK(rowsOf("quarantine") > 1000);
    CHECK(rowsOf("riders") == 300);
    CHECK(rowsOf("verdicts") >= 5);
}

TEST_CASE("lives that end without a commit leave no trace") {
    const tests::TempFolder folder;
    Run run{.folder = folder.path(), .vfs = {}};
    for (int life = 0; life < 25; ++life) {
        run.life([&](HistoryWriter& history) {
            if (run.random() % 12 == 0) {
                return false; // what was written since the last commit is forgotten
            }
            REQUIRE(history.commit());
            return true;
        });
    }
    run.life([](HistoryWriter& history) { return history.commit().has_value(); });
    checkSame(folder.path());
}

TEST_CASE("a power cut may keep, drop or tear what was not synced: nothing is lost and nothing is doubled") {
    for (const auto unsynced : {FaultVfs::Unsynced::dropped, FaultVfs::Unsynced::kept, FaultVfs::Unsynced::torn}) {
        CAPTURE(static_cast<int>(unsynced));
        const tests::TempFolder folder;
        FaultVfs vfs("history-power-" + std::to_string(static_cast<int>(unsynced)));
        Run run{.folder = folder.path(), .vfs = vfs.name()};
        for (std::uint64_t cut = 0; cut < 12; ++cut) {
            int commits = 0;
            const int last = 1 + static_cast<int>(run.random() % 8);
            // Between the day file's commit and the main file's as well: a write of the main file fails first.
            const bool between = cut % 2 == 1;
            run.life([&](HistoryWriter& history) {
                if (++commits == last && between) {
                    vfs.onlyFiles("main.db");
                    vfs.failAt(FaultVfs::Call::write, 1 + static_cast<std::int64_t>(run.random() % 4),
                               FaultVfs::Fault::ioError, -1);
                }
                const bool done = history.commit().has_value();
                if (commits < last) {
                    REQUIRE(done);
                    return true;
                }
                vfs.powerCut(unsynced, cut);
                return false;
            });
            vfs.heal();
            vfs.onlyFiles("");
            vfs.powerOn();
        }
        run.life([](HistoryWriter& history) { return history.commit().has_value(); });
        checkSame(folder.path());
    }
}

TEST_CASE("a full disk is told, and once there is room again the same batch is committed") {
    const tests::TempFolder folder;
    FaultVfs vfs("history-full");
    Run run{.folder = folder.path(), .vfs = vfs.name()};
    int refused = 0;
    run.life([&](HistoryWriter& history) {
        if (run.random() % 4 == 0) {
            vfs.setQuota(vfs.bytesHeld() + static_cast<std::int64_t>(run.random() % 30'000));
        }
        auto done = history.commit();
        while (!done) {
            CHECK(done.error().trouble == HistoryTrouble::full);
            ++refused;
            vfs.heal();
            done = history.commit();
        }
        vfs.heal();
        return true;
    });
    CHECK(refused > 0);
    checkSame(folder.path());
}

TEST_CASE("a lock of somebody else is told, and the commit succeeds when it is gone") {
    const tests::TempFolder folder;
    Run run{.folder = folder.path(), .vfs = {}};
    bool held = false;
    run.life([&](HistoryWriter& history) {
        if (!held) {
            held = true;
            REQUIRE(history.commit());
            auto other = sqlite::Connection::open(folder.path() / "main.db");
            REQUIRE(other);
            auto lock = sqlite::Transaction::begin(*other);
            REQUIRE(lock);
            const auto refused = history.commit();
            REQUIRE_FALSE(refused);
            CHECK(refused.error().trouble == HistoryTrouble::busy);
            lock->rollBack();
        }
        return history.commit().has_value();
    });
    checkSame(folder.path());
}

TEST_CASE("one folder has one writer") {
    const tests::TempFolder folder;
    const auto first = HistoryWriter::open({.folder = folder.path()});
    REQUIRE(first);
    const auto second = HistoryWriter::open({.folder = folder.path()});
    REQUIRE_FALSE(second);
    CHECK(second.error().trouble == HistoryTrouble::inUse);
}

TEST_CASE("a file of a newer version is refused and left as it is") {
    const tests::TempFolder folder;
    REQUIRE(HistoryWriter::open({.folder = folder.path()}));
    {
        auto main = sqlite::Connection::open(folder.path() / "main.db");
        REQUIRE(main->setUserVersion(99));
    }
    const auto refused = HistoryWriter::open({.folder = folder.path()});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().trouble == HistoryTrouble::newerVersion);
}

TEST_CASE("a history whose main file is gone is refused, and its days are left as they are") {
    const tests::TempFolder folder;
    tests::FleetLog log(records);
    static_cast<void>(tests::uninterrupted(folder.path(), log));
    std::filesystem::remove(folder.path() / "main.db");
    const auto daysLeft = [&] {
        return std::distance(std::filesystem::directory_iterator(folder.path() / "days"), {});
    };
    const auto before = daysLeft();
    REQUIRE(before > 0);
    const auto history = HistoryWriter::open(tests::historyIn(folder.path()));
    REQUIRE_FALSE(history);
    CHECK(history.error().trouble == HistoryTrouble::damaged);
    CHECK(history.error().sentence.contains("it is missing"));
    CHECK(daysLeft() == before);
}

TEST_CASE("a main file that a fall has damaged is found when it is opened") {
    const tests::TempFolder folder;
    tests::FleetLog log(records);
    static_cast<void>(tests::uninterrupted(folder.path(), log));
    {
        auto db = sqlite::Connection::open(folder.path() / "main.db");
        REQUIRE(db);
        const auto page =
            db->integer("SELECT rootpage FROM sqlite_schema WHERE name = 'quarantine'"); // nobody reads it
        REQUIRE(page);
        std::fstream main(folder.path() / "main.db", std::ios::in | std::ios::out | std::ios::binary);
        main.seekp((*page - 1) * 4096);
        main << std::string(64, '\xff');
    }
    CHECK(HistoryWriter::open(tests::historyIn(folder.path()))); // nothing says that anything happened
    {
        std::ofstream(folder.path() / "main.db-wal", std::ios::binary) << "what was underway when the power went";
    }
    const auto history = HistoryWriter::open(tests::historyIn(folder.path()));
    REQUIRE_FALSE(history);
    CHECK(history.error().trouble == HistoryTrouble::damaged);
}

TEST_CASE("a day's file that is gone is refused with its loss in numbers, unless the loss is accepted") {
    const tests::TempFolder folder;
    tests::FleetLog log(records);
    static_cast<void>(tests::uninterrupted(folder.path(), log));
    for (const auto& day : std::filesystem::directory_iterator(folder.path() / "days")) {
        std::filesystem::remove(day.path());
    }
    const auto refused = HistoryWriter::open(tests::historyIn(folder.path()));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().trouble == HistoryTrouble::damaged);
    CHECK(refused.error().sentence.find(" fixes)") != std::string::npos);
    auto options = tests::historyIn(folder.path());
    options.acceptLoss = true;
    const auto accepted = HistoryWriter::open(options);
    REQUIRE(accepted);
    CHECK((*accepted)->opening().missingFixes > 1000);
}
