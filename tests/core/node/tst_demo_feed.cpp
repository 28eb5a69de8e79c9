#include "core/node/demo_feed.h"
#include "core/node/stages.h"
#include "tests/support/memory_log.h"

#include <doctest/doctest.h>

#include <atomic>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace roundsman;
using namespace roundsman::tests;

TEST_CASE("the simulated city writes whole documents, all of which its lanes can read and none of which is lost") {
    const SystemClock clock;
    MemoryLog memory(2, clock);
    const auto log = memory.open();
    Metrics metrics;
    DemoFeed::Options options;
    options.simulation.riders = 500;
    options.simulation.updatesPerSecond = 20'000;
    std::atomic<bool> failed = false;
    DemoFeed feed(*log, MarketMap(2), options, metrics, clock, [&](const std::string&) { failed = true; });
    while (feed.documentsSent() < 20'000 && !failed) {
        std::this_thread::yield();
    }
    feed.stop();
    REQUIRE_FALSE(failed);

    std::uint64_t documents = 0;
    for (int p = 0; p < 2; ++p) {
        const auto lane = makeRealLane(PartitionNo{p}, LaneSettings{}, "");
        LaneOutput out;
        for (const std::string& value : memory.values(PartitionNo{p})) {
            const RecordView record{.partition = PartitionNo{p},
                                    .offset = lane->nextOffset(),
                                    .logTime = clock.now(),
                                    .key = {},
                                    .value = value,
                                    .headers = {}};
            lane->apply(std::span(&record, 1), out);
        }
        documents += out.verdicts.documents();
        CHECK(out.verdicts.of(Reason::unreadable) == 0);
        for (const QuarantineRow& row : out.quarantine) {
            if (row.reason == Reason::unreadable) {
                MESSAGE(row.hint, ": ", row.bytes);
            }
        }
    }
    CHECK(documents == feed.documentsSent());
}

namespace {

/// Every document that the feed wrote, in the order of the partitions.
std::vector<std::string> documentsIn(const MemoryLog& memory, int partitions) {
    std::vector<std::string> documents;
    for (int p = 0; p < partitions; ++p) {
        for (const std::string& value : memory.values(PartitionNo{p})) {
            std::istringstream lines(value);
            for (std::string line; std::getline(lines, line);) {
                documents.push_back(line);
            }
        }
    }
    return documents;
}

/// An event's own time, as it spells it; empty: it is a fix.
std::string timeOf(const std::string& document) {
    const auto at = document.find(R"("time":")");
    return at == std::string::npos ? std::string() : document.substr(at + 8, 24);
}

} // namespace

TEST_CASE("a demo's city has a past: orders of days, everything of the last minutes, and then it is now") {
    const SystemClock wall;
    DemoClock logClock(wall);
    MemoryLog memory(2, logClock);
    const auto log = memory.open();
    Metrics metrics;
    DemoFeed::Options options;
    options.simulation.riders = 150;
    options.simulation.updatesPerSecond = 30;
    options.past = {.inShort = Millis{6 * 3'600'000}, .inFull = Millis{20 * 60'000}};
    options.logClock = &logClock;
    const EventTime before = wall.now();
    logClock.standAt(before - options.past.inFull - options.past.inShort);
    std::atomic<bool> failed = false;
    DemoFeed feed(*log, MarketMap(2), options, metrics, wall, [&](const std::string&) { failed = true; });
    while (logClock.now() < before && !failed) { // it stands in the past until the past is written
        std::this_thread::yield();
    }
    feed.stop();
    REQUIRE_FALSE(failed);

    const std::string inFullFrom = toRfc3339(before - options.past.inFull);
    std::size_t delivered = 0;
    std::size_t looked = 0;
    std::size_t lookedEarly = 0;
    std::size_t fixes = 0;
    for (const std::string& document : documentsIn(memory, 2)) {
        const std::string time = timeOf(document);
        fixes += time.empty() ? 1U : 0U;
        delivered += document.contains("order.delivered") && time < inFullFrom ? 1U : 0U;
        looked += document.contains("demand.") ? 1U : 0U;
        lookedEarly += document.contains("demand.") && time < inFullFrom ? 1U : 0U;
    }
    CHECK(delivered > 50);
    CHECK(looked > 50);
    CHECK(lookedEarly == 0);
    CHECK(fixes >
          20 * 60 * 25); // of twenty minutes at 30 a second, less what phones lose, more what they send at doors
}

TEST_CASE("it is time for dinner in the demo's city, whatever the hour at home") {
    for (const auto& [hour, zone] : {std::pair{0, "Etc/GMT+5"}, std::pair{13, "Etc/GMT-6"}, std::pair{19, "Etc/GMT"}}) {
        const City city = demoCity(eventTimeFromMillis((20'778LL * 24 + hour) * 3'600'000));
        CHECK((hour + city.utcOffsetHours + 24) % 24 == 19);
        CHECK(city.timeZone == zone);
    }
}
