#include "core/history/history_writer.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <random>

using namespace roundsman;

namespace {
LaneOutput outputOf(std::int64_t first, int fixes, std::mt19937_64& random) {
    LaneOutput out;
    out.partition = PartitionNo{0};
    out.firstOffset = Offset{first};
    out.nextOffset = Offset{first + fixes};
    out.records = static_cast<std::uint64_t>(fixes);
    for (int i = 0; i < fixes; ++i) {
        FixRow fix;
        fix.rider = RiderNo{static_cast<std::uint32_t>(random() % 3000)};
        fix.deviceTime = eventTimeFromMillis(1'732'170'000'000 + (first + i) * 20);
        fix.receiveTime = fix.logTime = fix.deviceTime + Millis{5};
        fix.position = GeoPoint::fromE7(static_cast<std::int32_t>(random() % 1000), 5);
        fix.document = {.offset = Offset{first + i}};
        out.fixes.push_back(fix);
        out.laneTime = fix.logTime;
    }
    out.verdicts.add(Verdict::accepted, Reason::none, static_cast<std::uint64_t>(fixes));
    return out;
}
} // namespace

TEST_CASE("what was committed is there when history is opened again") {
    const tests::TempFolder folder;
    std::mt19937_64 random(1);
    std::int64_t offset = 0;
    for (int life = 0; life < 3; ++life) {
        auto history = HistoryWriter::open({.folder = folder.path()});
        REQUIRE(history);
        if (life > 0) {
            CHECK((*history)->progress(PartitionNo{0})->nextOffset == Offset{offset});
        }
        for (int batch = 0; batch < 20; ++batch) {
            (*history)->write(outputOf(offset, 10'000, random));
            offset += 10'000;
            const auto report = (*history)->commit();
            REQUIRE(report);
            CHECK(report->fixes == 10'000);
        }
    }
}
