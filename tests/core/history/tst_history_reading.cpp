#include "core/history/history_care.h"
#include "core/history/trail_reader.h"
#include "tests/core/history/fleet_log.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

using namespace roundsman;

namespace {

constexpr std::int64_t records = 8000; // over an hour and a half of log time

struct Store {
    tests::TempFolder folder;
    std::vector<FixRow> fixes; ///< as the lane gave them

    Store() {
        tests::FleetLog log(records);
        auto history = HistoryWriter::open(tests::historyIn(folder.path()));
        Lane lane(PartitionNo{0}, LaneSettings{});
        LaneOutput out;
        for (std::int64_t at = 0; at < records; at += 100) {
            lane.apply(log.read(at, at + 100), out);
            (*history)->write(out);
            fixes.insert(fixes.end(), out.fixes.begin(), out.fixes.end());
            out.clear();
            static_cast<void>((*history)->commit());
        }
    }
};

const Store& store() {
    static const Store made;
    return made;
}

bool same(const FixRow& a, const FixRow& b) {
    return a.rider == b.rider && a.position == b.position && a.deviceTime == b.deviceTime &&
           a.receiveTime == b.receiveTime && a.logTime == b.logTime && a.document == b.document &&
           a.status == b.status && a.late == b.late && a.jumped == b.jumped && a.market == b.market;
}

} // namespace

TEST_CASE("every rider's trail comes out as it went in, late fixes in their place") {
    std::map<std::uint32_t, std::vector<FixRow>> wanted;
    for (const FixRow& fix : store().fixes) {
        wanted[fix.rider.value()].push_back(fix);
    }
    auto reader = TrailReader::open(store().folder.path());
    REQUIRE(reader);
    for (auto& [rider, fixes] : wanted) {
        std::ranges::sort(fixes, [](const FixRow& a, const FixRow& b) {
            return a.deviceTime != b.deviceTime ? a.deviceTime < b.deviceTime : a.document < b.document;
        });
        std::vector<FixRow> got;
        REQUIRE(reader->trail(PartitionNo{0}, RiderNo{rider}, EventTime{}, eventTimeFromMillis(4'000'000'000'000),
                              [&](const FixRow& fix) {
                                  got.push_back(fix);
                                  return true;
                              }));
        CAPTURE(rider);
        REQUIRE(got.size() == fixes.size());
        CHECK(std::ranges::equal(got, fixes, same));
    }
    CHECK(reader->damagedBlocks() == 0);
}

TEST_CASE("a part of a trail is the part of the whole") {
    const EventTime from = store().fixes.front().logTime + Millis{1'000'000};
    const EventTime to = from + Millis{900'000};
    auto reader = TrailReader::open(store().folder.path());
    REQUIRE(reader);
    std::size_t wanted = 0;
    std::size_t got = 0;
    for (const FixRow& fix : store().fixes) {
        wanted += fix.rider == RiderNo{7} && fix.deviceTime >= from && fix.deviceTime <= to ? 1 : 0;
    }
    REQUIRE(reader->trail(PartitionNo{0}, RiderNo{7}, from, to, [&](const FixRow& fix) {
        got += fix.deviceTime >= from && fix.deviceTime <= to ? 1 : 1000;
        return true;
    }));
    CHECK(got == wanted);
    CHECK(wanted > 20);
}

TEST_CASE("where everybody was is each rider's last fix until then that was not late") {
    auto reader = TrailReader::open(store().folder.path());
    REQUIRE(reader);
    for (const std::int64_t after : {50'000, 500'000, 1'200'000, 3'000'000, 5'400'000, 9'000'000}) {
        const EventTime time = store().fixes.front().logTime + Millis{after};
        std::map<std::uint32_t, FixRow> wanted;
        for (const FixRow& fix : store().fixes) {
            if (!fix.late && fix.deviceTime <= time) {
                wanted[fix.rider.value()] = fix;
            }
        }
        std::size_t right = 0;
        std::size_t shown = 0;
        REQUIRE(reader->fleetAt(time, [&](const FixRow& fix) {
            ++shown;
            const auto found = wanted.find(fix.rider.value());
            right += found != wanted.end() && found->second.document == fix.document &&
                             found->second.position == fix.position && found->second.status == fix.status
                         ? 1
                         : 0;
            return true;
        }));
        CAPTURE(after);
        CHECK(shown == wanted.size());
        CHECK(right == wanted.size());
    }
}

TEST_CASE("the fix nearest to a time is found before it and after it, and none beyond the reach") {
    auto reader = TrailReader::open(store().folder.path());
    REQUIRE(reader);
    for (const std::int64_t after : {10'000, 700'000, 2'345'678, 5'000'000}) {
        CAPTURE(after);
        const EventTime time = store().fixes.front().logTime + Millis{after};
        std::int64_t wanted = INT64_MAX;
        for (const FixRow& fix : store().fixes) {
            wanted = fix.rider == RiderNo{9} ? std::min(wanted, std::abs((fix.deviceTime - time).count())) : wanted;
        }
        const auto found = reader->nearest(PartitionNo{0}, RiderNo{9}, time, std::chrono::hours(2));
        REQUIRE(found);
        REQUIRE(*found);
        CHECK(std::abs(((*found)->deviceTime - time).count()) == wanted);
        const auto none = reader->nearest(PartitionNo{0}, RiderNo{9}, time, Millis{wanted - 1});
        REQUIRE(none);
        CHECK_FALSE(*none);
    }
}

TEST_CASE("frames from one time to another are the pictures at each step") {
    auto reader = TrailReader::open(store().folder.path());
    auto again = TrailReader::open(store().folder.path());
    REQUIRE(reader);
    REQUIRE(again);
    const EventTime from = store().fixes.front().logTime + Millis{3'000'000};
    std::map<EventTime, std::vector<FixRow>> shown;
    REQUIRE(reader->frames(from, from + std::chrono::minutes(30), std::chrono::minutes(10),
                           [&](EventTime time, PartitionNo partition, const FixRow& fix) {
                               CHECK(partition == PartitionNo{0});
                               if (time > from + std::chrono::minutes(20)) {
                                   return false; // it was enough
                               }
                               shown[time].push_back(fix);
                               return true;
                           }));
    REQUIRE(shown.size() == 3);
    for (const auto& [time, rows] : shown) {
        std::vector<FixRow> wanted;
        REQUIRE(again->fleetAt(time, [&](const FixRow& fix) {
            wanted.push_back(fix);
            return true;
        }));
        CHECK(std::ranges::equal(rows, wanted, same));
    }
}

TEST_CASE("days that are old enough are unlinked, are not missed, and the rest is read as before") {
    const tests::TempFolder folder;
    REQUIRE(backUpHistory(store().folder.path(), folder / "copy"));
    auto options = tests::historyIn(folder / "copy");
    options.keepDays = 1;
    const auto filesOf = [&] {
        std::size_t files = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "copy" / "days")) {
            files += entry.path().extension() == ".db" ? 1 : 0;
        }
        return files;
    };
    const std::size_t before = filesOf();
    CHECK(before > 0);
    {
        auto history = HistoryWriter::open(options);
        REQUIRE(history);
        const auto progress = (*history)->progress(PartitionNo{0});
        LaneOutput later;
        later.partition = PartitionNo{0};
        later.firstOffset = progress->nextOffset;
        later.nextOffset = Offset{progress->nextOffset.value() + 1};
        later.records = 1;
        later.laneTime = progress->laneTime + std::chrono::days(3);
        for (int commits = 0; commits < 2; ++commits) { // the first folds what was open, the second finds it old
            (*history)->write(later);
            later.firstOffset = later.nextOffset;
            later.nextOffset = Offset{later.nextOffset.value() + 1};
            REQUIRE((*history)->commit());
        }
    }
    CHECK(filesOf() == 0);
    REQUIRE(HistoryWriter::open(options)); // nobody calls them lost
    auto reader = TrailReader::open(folder / "copy");
    REQUIRE(reader);
    std::size_t left = 0;
    REQUIRE(reader->everything([&](const FixRow&) { return ++left > 0; }));
    CHECK(left == 0);
}

TEST_CASE("an area and a time give the fixes that are in both") {
    const GeoArea area{.southWest = GeoPoint::fromDegrees(12.55, 77.0), .northEast = GeoPoint::fromDegrees(12.6, 78.0)};
    const EventTime from = store().fixes.front().logTime + Millis{600'000};
    const EventTime to = from + Millis{1'200'000};
    auto reader = TrailReader::open(store().folder.path());
    REQUIRE(reader);
    const auto wanted = std::ranges::count_if(store().fixes, [&](const FixRow& fix) {
        return fix.deviceTime >= from && fix.deviceTime <= to && area.contains(fix.position);
    });
    std::ptrdiff_t got = 0;
    REQUIRE(reader->within(area, from, to, [&](PartitionNo, const FixRow&) {
        ++got;
        return true;
    }));
    CHECK(got == wanted);
    CHECK(wanted > 100);
}

TEST_CASE("a backup made beside a writer, and what is restored from it, equal the history") {
    const tests::TempFolder folder;
    const auto wanted = digestHistory(store().folder.path());
    REQUIRE(wanted);
    const auto writer = HistoryWriter::open(tests::historyIn(store().folder.path()));
    REQUIRE(writer);
    REQUIRE(backUpHistory(store().folder.path(), folder / "backup"));
    REQUIRE(restoreHistory(folder / "backup", folder / "restored"));
    CHECK(*digestHistory(folder / "restored") == *wanted);
    CHECK_FALSE(restoreHistory(folder / "backup", folder / "restored"));
}

TEST_CASE("a block with a changed byte is found, counted and left out") {
    const tests::TempFolder folder;
    REQUIRE(backUpHistory(store().folder.path(), folder / "copy"));
    const auto day = std::filesystem::directory_iterator(folder.path() / "copy" / "days")->path();
    {
        auto file = sqlite::Connection::open(day);
        REQUIRE(file);
        REQUIRE(file->execute("UPDATE blocks SET data = substr(data, 1, 30) || x'ff00ff' || substr(data, 34) WHERE key "
                              "= (SELECT min(key) FROM blocks)"));
    }
    const auto health = examineHistory(folder / "copy");
    REQUIRE(health);
    CHECK(health->damagedBlocks == 1);
    CHECK_FALSE(health->troubles.empty());
}
