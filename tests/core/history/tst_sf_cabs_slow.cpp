// A recorded day of San Francisco's cabs through the lane into history, and out as trails: every fix as it was.
#include "core/history/history_writer.h"
#include "core/history/trail_reader.h"
#include "core/lane/lane.h"
#include "tests/support/recorded.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

using namespace roundsman;

namespace {

struct CabFix {
    std::int64_t millis = 0;
    double latitude = 0;
    double longitude = 0;
};

using Day = std::map<std::string, std::vector<CabFix>>;

template <typename Take>
void eachLine(Take take) {
    for (const auto& row : tests::Csv("gps/sf_cabs_2008-05-21.csv.gz").cells()) {
        take(std::stoll(row[0]) * 1000, row[1], row[2], row[3]);
    }
}

/// Feeds the day to a lane, so many documents a record, and commits what comes of it.
std::map<std::uint32_t, std::string> storeDay(HistoryWriter& history, Day& day) {
    LaneSettings settings;
    settings.admit.jumpRule = false; // the recorded day has teleports: they are to come out again
    Lane lane(PartitionNo{0}, settings);
    LaneOutput out;
    std::map<std::uint32_t, std::string> names;
    std::string value;
    std::int64_t offset = 0;
    std::int64_t logMillis = 0;
    int documents = 0;
    const auto flush = [&] {
        const RecordView record{.partition = PartitionNo{0},
                                .offset = Offset{offset++},
                                .logTime = eventTimeFromMillis(logMillis),
                                .key = {},
                                .value = value,
                                .headers = {}};
        lane.apply({&record, 1}, out);
        value.clear();
        documents = 0;
        if (offset % 50 == 0) {
            history.write(out);
            for (const RiderRow& rider : out.riders) {
                names[rider.rider.value()] = rider.id;
            }
            out.clear();
            REQUIRE(history.commit());
        }
    };
    eachLine(
        [&](std::int64_t millis, const std::string& cab, const std::string& latitude, const std::string& longitude) {
            day[cab].push_back({millis, std::stod(latitude), std::stod(longitude)});
            value += R"({"driverId":")" + cab + R"(","latitude":)" + latitude + R"(,"longitude":)" + longitude +
                     R"(,"timestamp":)" + std::to_string(millis) + ",\"market\":\"sf\"}\n";
            logMillis = millis;
            if (++documents == 20) {
                flush();
            }
        });
    flush();
    history.write(out);
    for (const RiderRow& rider : out.riders) {
        names[rider.rider.value()] = rider.id;
    }
    REQUIRE(history.commit());
    return names;
}

} // namespace

TEST_CASE("every fix of the recorded day comes out as it went in") {
    const tests::TempFolder folder;
    Day day;
    std::map<std::uint32_t, std::string> names;
    {
        auto history = HistoryWriter::open({.folder = folder.path()});
        REQUIRE(history);
        names = storeDay(**history, day);
    }
    CHECK(names.size() == day.size());
    auto reader = TrailReader::open(folder.path());
    REQUIRE(reader);
    std::size_t fixes = 0;
    std::size_t wrong = 0;
    for (const auto& [rider, name] : names) {
        const std::vector<CabFix>& wanted = day.at(name);
        std::size_t at = 0;
        REQUIRE(reader->trail(PartitionNo{0}, RiderNo{rider}, EventTime{}, eventTimeFromMillis(2'000'000'000'000),
                              [&](const FixRow& fix) {
                                  const bool right = at < wanted.size() &&
                                                     millisOf(fix.deviceTime) == wanted[at].millis &&
                                                     std::abs(fix.position.latitude() - wanted[at].latitude) < 1e-6 &&
                                                     std::abs(fix.position.longitude() - wanted[at].longitude) < 1e-6;
                                  wrong += right ? 0 : 1;
                                  ++at;
                                  return true;
                              }));
        fixes += at;
        wrong += at == wanted.size() ? 0 : 1;
    }
    CHECK(wrong == 0);
    CHECK(fixes == 456'453);
}
