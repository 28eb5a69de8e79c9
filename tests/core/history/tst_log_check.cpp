#include "core/history/log_check.h"

#include <doctest/doctest.h>

using namespace roundsman;

namespace {

const HistoryLog ours{.clusterId = "c", .topicId = "t"};
const HistoryProgress progress{.partition = PartitionNo{2},
                               .firstOffset = Offset{0},
                               .nextOffset = Offset{100},
                               .laneTime = {},
                               .lastRecord = {.offset = Offset{99}, .logTime = eventTimeFromMillis(5), .checksum = 7}};

HistoryTrouble troubleWith(const LogPartition& now) {
    const auto done = checkLog(ours, progress, now);
    return done ? HistoryTrouble::other : done.error().trouble;
}

} // namespace

TEST_CASE("the log that history was made from is taken") {
    CHECK(checkLog(ours, progress, {.log = ours, .low = Offset{0}, .high = Offset{100}, .atLast = {}}));
    CHECK(checkLog(ours, progress, {.log = ours, .low = Offset{100}, .high = Offset{500}, .atLast = {}}));
    CHECK(
        checkLog(ours, progress, {.log = ours, .low = Offset{0}, .high = Offset{500}, .atLast = progress.lastRecord}));
}

TEST_CASE("another log, a truncated one and one that lost what comes next are refused") {
    CHECK(troubleWith({.log = {"c", "u"}, .low = Offset{0}, .high = Offset{100}, .atLast = {}}) ==
          HistoryTrouble::foreignLog);
    CHECK(troubleWith({.log = ours, .low = Offset{0}, .high = Offset{99}, .atLast = {}}) ==
          HistoryTrouble::logTruncated);
    CHECK(troubleWith({.log = ours, .low = Offset{101}, .high = Offset{500}, .atLast = {}}) == HistoryTrouble::logGone);
}

TEST_CASE("a log made anew under its name and grown past the old end is known by its bytes") {
    const RecordMark other{.offset = Offset{99}, .logTime = eventTimeFromMillis(5), .checksum = 8};
    CHECK(troubleWith({.log = ours, .low = Offset{0}, .high = Offset{500}, .atLast = other}) ==
          HistoryTrouble::foreignLog);
}
