#include "core/lane/lane.h"
#include "core/model/output_digest.h"
#include "tests/support/messy_log.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <span>
#include <thread>
#include <vector>

using namespace roundsman;

namespace {

struct Result {
    OutputDigest rows;
    VerdictCounts verdicts;
    std::uint64_t records = 0;
    std::uint64_t gaps = 0;
    std::uint64_t state = 0;

    bool operator==(const Result&) const = default;
};

/// Runs a log in batches; after every `crashEvery`th (0: never) what was not committed is lost and the lane comes back
/// from its last snapshot, taken every third batch, and reads from there: what it says again is what it said.
Result run(std::span<const RecordView> log, std::size_t batch, std::size_t crashEvery = 0) {
    Result result;
    Lane lane(PartitionNo{0}, {});
    std::string snapshot = lane.snapshot();
    std::size_t committed = 0; // records whose output history has
    std::size_t kept = 0;      // records the snapshot has seen
    LaneOutput out;
    for (std::size_t n = 1; committed < log.size(); ++n) {
        const std::size_t size = std::min(batch, log.size() - committed);
        out.clear();
        lane.apply(log.subspan(committed, size), out);
        if (crashEvery > 0 && n % crashEvery == 0) {
            auto again = Lane::fromSnapshot(snapshot);
            REQUIRE(again.has_value());
            lane = std::move(*again);
            out.clear();
            lane.apply(log.subspan(kept, committed - kept), out); // writes and sends nothing
            continue;                                             // and then the lost batch, again
        }
        result.rows.add(out);
        result.records += out.records;
        result.gaps += out.gapOffsets;
        committed += size;
        if (n % 3 == 0) {
            snapshot = lane.snapshot();
            kept = committed;
        }
    }
    result.verdicts = lane.verdicts();
    result.state = lane.digest();
    return result;
}

} // namespace

TEST_CASE("the same log gives the same rows and the same state, whatever the batches") {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        CAPTURE(seed);
        const LaneFeed feed = messyLog(seed, 2'000);
        const Result whole = run(feed.records(), feed.records().size());
        CHECK(whole.verdicts.of(Verdict::accepted) > 500);
        CHECK(whole.verdicts.of(Verdict::duplicate) > 20);
        CHECK(whole.verdicts.of(Verdict::late) > 20);
        CHECK(whole.verdicts.of(Verdict::quarantined) > 20);
        for (const std::size_t batch : {1U, 7U, 1000U}) {
            CAPTURE(batch);
            CHECK(run(feed.records(), batch) == whole);
        }
    }
}

TEST_CASE("a crash after every so many batches changes nothing once the lane has recovered") {
    for (std::uint64_t seed = 11; seed <= 14; ++seed) {
        CAPTURE(seed);
        const LaneFeed feed = messyLog(seed, 600);
        const Result whole = run(feed.records(), feed.records().size());
        for (const std::size_t batch : {7U, 100U}) {
            for (const std::size_t crashEvery : {2U, 3U, 5U}) {
                CAPTURE(batch);
                CAPTURE(crashEvery);
                CHECK(run(feed.records(), batch, crashEvery) == whole);
            }
        }
    }
}

TEST_CASE("lanes on four threads give what they give on one") {
    std::vector<LaneFeed> feeds;
    std::vector<Result> alone;
    for (std::uint64_t seed = 21; seed <= 24; ++seed) {
        feeds.push_back(messyLog(seed, 600));
        alone.push_back(run(feeds.back().records(), 50));
    }
    std::vector<Result> together(feeds.size());
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < feeds.size(); ++i) {
        threads.emplace_back([&, i] { together[i] = run(feeds[i].records(), 50); });
    }
    threads.clear();
    CHECK(together == alone);
}

TEST_CASE("verdicts add up to the documents and records with gaps to the offsets") {
    const LaneFeed feed = messyLog(31, 1'000);
    Lane lane(PartitionNo{0}, {});
    LaneOutput out;
    lane.apply(feed.records(), out);
    const auto& log = feed.records();
    CHECK(out.records == log.size());
    CHECK(out.records + out.gapOffsets ==
          static_cast<std::uint64_t>(log.back().offset.value() - log.front().offset.value() + 1));
    CHECK(out.quarantine.size() == out.verdicts.of(Verdict::quarantined));
    CHECK(out.fixes.size() <= out.verdicts.of(Verdict::accepted) + out.verdicts.of(Verdict::late));
    CHECK(out.verdicts == lane.verdicts());
}

TEST_CASE("a log read again from too early changes nothing") {
    const LaneFeed feed = messyLog(41, 300);
    Lane lane(PartitionNo{0}, {});
    LaneOutput out;
    lane.apply(feed.records(), out);
    const std::uint64_t digest = lane.digest();
    out.clear();
    lane.apply(feed.records(), out);
    CHECK(out.records == 0);
    CHECK(lane.digest() == digest);
}
