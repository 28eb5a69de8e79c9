#include "core/node/demo_feed.h"
#include "core/node/stages.h"
#include "tests/support/memory_log.h"

#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>
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
