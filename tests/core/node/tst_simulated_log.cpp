#include "core/log/local_log.h"
#include "core/node/simulated_log.h"
#include "tests/support/small_city.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace roundsman;
using tests::smallCity;

namespace {

struct Stored {
    std::int32_t partition = 0;
    std::int64_t offset = 0;
    std::string key;
    std::string value;
    std::string received;
    bool operator==(const Stored&) const = default;
};

std::vector<Stored> readAll(EventLog& log) {
    std::vector<ReadFrom> from;
    for (std::int32_t partition = 0; partition < log.partitions(); ++partition) {
        from.push_back({PartitionNo{partition}, Offset{0}});
    }
    auto reader = log.read(from);
    REQUIRE(reader.has_value());
    std::vector<Stored> all;
    const auto finished = [&] {
        for (const ReadFrom& one : from) {
            const auto range = log.offsets(one.partition);
            REQUIRE(range.has_value());
            if ((*reader)->position(one.partition) < range->high) {
                return false;
            }
        }
        return true;
    };
    while (!finished()) {
        auto batch = (*reader)->poll(Millis{1'000});
        REQUIRE(batch.has_value());
        for (const RecordView& record : (*batch)->records()) {
            REQUIRE(record.headers.size() == 1);
            all.push_back({record.partition.value(), record.offset.value(), std::string(record.key),
                           std::string(record.value), std::string(record.headers[0].value)});
        }
    }
    std::ranges::sort(all, {}, [](const Stored& s) { return std::pair(s.partition, s.offset); });
    return all;
}

struct Written {
    std::vector<Stored> records;
    std::uint64_t documents = 0;
};

Written simulateInto(const std::filesystem::path& folder, std::uint64_t seed, Millis step) {
    const SystemClock clock;
    LocalLogSettings settings;
    settings.folder = folder;
    settings.partitions = 3;
    auto log = openLocalLog(settings, clock);
    REQUIRE(log.has_value());
    auto writer = (*log)->write();
    REQUIRE(writer.has_value());
    SimulatedLog sink(*smallCity(), **log, std::move(*writer), MarketMap(3));
    SimulationOptions options;
    options.seed = seed;
    options.riders = 200;
    options.updatesPerSecond = 100;
    Simulation simulation(smallCity(), options);
    for (Millis at{0}; at <= Millis{30'000}; at += step) {
        simulation.advanceTo(options.start + at, sink);
        sink.settle(options.start + at);
    }
    CHECK(sink.finish(Millis{60'000}));
    CHECK(sink.trouble().empty());
    return {readAll(**log), simulation.counts().documents};
}

} // namespace

TEST_CASE("one seed writes the same records into two logs, and another seed others") {
    const tests::TempFolder folder;
    const Written a = simulateInto(folder / "a", 1, Millis{20});
    const Written b = simulateInto(folder / "b", 1, Millis{500});
    const Written c = simulateInto(folder / "c", 2, Millis{500});
    CHECK(a.records.size() > 500);
    CHECK((a.records == b.records));
    CHECK((a.records != c.records));
}

TEST_CASE("records carry many documents of one partition's markets, a line each, and none is lost") {
    const tests::TempFolder folder;
    const Written written = simulateInto(folder / "a", 1, Millis{20});
    const MarketMap markets(3);
    std::uint64_t lines = 0;
    for (const Stored& record : written.records) {
        lines += static_cast<std::uint64_t>(std::ranges::count(record.value, '\n')) + 1;
        CHECK(markets.partitionOf(record.key).value() == record.partition);
        CHECK(record.received.size() == 13);
    }
    CHECK(lines == written.documents);
    CHECK(lines > written.records.size() * 3 / 2);
}
