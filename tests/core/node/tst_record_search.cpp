#include "core/node/record_search.h"
#include "tests/support/memory_log.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace roundsman;

namespace {

constexpr PartitionNo here{0};

/// Every hundredth record names "gold".
struct Log {
    SystemClock clock;
    tests::MemoryLog memory{1, clock};
    std::unique_ptr<EventLog> log = memory.open();

    explicit Log(int records) {
        for (int n = 0; n < records; ++n) {
            memory.append(here, (n % 100 == 0 ? "gold " : "sand ") + std::to_string(n));
        }
    }
    [[nodiscard]] RecordPage search(const RecordsWanted& wanted) const {
        const auto page = searchRecords(*log, wanted);
        REQUIRE(page);
        return *page;
    }
};

std::vector<std::int64_t> offsetsOf(const RecordPage& page) {
    std::vector<std::int64_t> offsets;
    for (const SeenRecord& record : page.records) {
        offsets.push_back(record.offset.value());
    }
    return offsets;
}

} // namespace

TEST_CASE("the newest records, those from an offset on, and those before one") {
    const Log log(500);
    CHECK(offsetsOf(log.search({.partition = here, .from = {}, .at = {}, .contains = {}, .limit = 3})) ==
          std::vector<std::int64_t>{497, 498, 499});
    CHECK(offsetsOf(log.search({.partition = here, .from = Offset{7}, .at = {}, .contains = {}, .limit = 3})) ==
          std::vector<std::int64_t>{7, 8, 9});
    const RecordPage before =
        log.search({.partition = here, .from = {}, .at = {}, .before = Offset{497}, .contains = {}, .limit = 3});
    CHECK(offsetsOf(before) == std::vector<std::int64_t>{494, 495, 496});
    CHECK(before.from == Offset{494});
    CHECK(before.next == Offset{497});
}

TEST_CASE("of what matches before an offset the last are found, and where looking began is told") {
    const Log log(500);
    RecordsWanted wanted{
        .partition = here, .from = {}, .at = {}, .before = Offset{400}, .contains = "gold", .limit = 2};
    CHECK(offsetsOf(log.search(wanted)) == std::vector<std::int64_t>{200, 300});
    wanted.lookAtMost = 50; // nothing among those: whoever asks goes on from where this began
    const RecordPage none = log.search(wanted);
    CHECK(none.records.empty());
    CHECK(none.from == Offset{350});
    CHECK(none.lookedAt == 50);
    wanted.before = none.from;
    CHECK(offsetsOf(log.search(wanted)) == std::vector<std::int64_t>{300});
}

TEST_CASE("before the beginning there is nothing, and beyond the end is the end") {
    const Log log(5);
    const RecordPage none =
        log.search({.partition = here, .from = {}, .at = {}, .before = Offset{0}, .contains = {}, .limit = 3});
    CHECK(none.records.empty());
    CHECK(none.from == none.low);
    CHECK(offsetsOf(log.search(
              {.partition = here, .from = {}, .at = {}, .before = Offset{99}, .contains = {}, .limit = 2})) ==
          std::vector<std::int64_t>{3, 4});
}
