#include "core/lane/lane.h"
#include "tests/support/lane_feed.h"
#include "tests/support/recorded.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace roundsman;

namespace {

struct Position {
    EventTime time;
    std::string vehicle;
    std::string latitude;
    std::string longitude;
    std::string accuracy;
};

std::vector<Position> sanFranciscoCabs() {
    const tests::Csv rows("gps/sf_cabs_2008-05-21.csv.gz");
    std::vector<Position> positions;
    for (std::size_t i = 0; i < rows.rows(); ++i) {
        positions.push_back({eventTimeFromMillis(rows.integer(i, "ts") * 1000),
                             rows.text(i, "cab"),
                             rows.text(i, "lat"),
                             rows.text(i, "lon"),
                             {}});
    }
    return positions;
}

/// One vehicle's log, newest first as it was written; in the order of the phone's clock here.
std::vector<Position> fleetEngineJumps() {
    const tests::Csv rows("fleet/fleetengine_jump-demo_locations.csv");
    std::vector<Position> positions;
    for (std::size_t i = 0; i < rows.rows(); ++i) {
        const auto time = parseRfc3339(rows.text(i, "raw_ts"));
        if (time && !rows.text(i, "lat").empty()) {
            positions.push_back({*time, "v1", rows.text(i, "lat"), rows.text(i, "lon"), rows.text(i, "accuracy_m")});
        }
    }
    std::ranges::stable_sort(positions, {}, &Position::time);
    return positions;
}

VerdictCounts countsOf(const std::vector<Position>& positions, const LaneSettings& settings) {
    Lane lane(PartitionNo{0}, settings);
    LaneOutput out;
    std::int64_t offset = 0;
    for (const Position& p : positions) {
        const std::string document = "{\"driverId\":\"" + p.vehicle + "\",\"latitude\":" + p.latitude +
                                     ",\"longitude\":" + p.longitude +
                                     ",\"timestamp\":" + std::to_string(millisOf(p.time)) +
                                     (p.accuracy.empty() ? "" : ",\"accuracy\":" + p.accuracy) + "}";
        const RecordView record{.partition = PartitionNo{0},
                                .offset = Offset{offset++},
                                .logTime = p.time,
                                .key = {},
                                .value = document,
                                .headers = {}};
        out.clear();
        lane.apply({&record, 1}, out);
    }
    return lane.verdicts();
}

bool nearlyEqual(std::uint64_t counted, long long expected) {
    return std::abs(static_cast<double>(counted) - static_cast<double>(expected)) <=
           0.001 * static_cast<double>(std::max(1LL, expected));
}

} // namespace

TEST_CASE("recorded days under the usual filters give the counts that were made elsewhere") {
    const tests::Csv expected("gps/expected_filter_counts.csv");
    const auto cabs = sanFranciscoCabs();
    const auto jumps = fleetEngineJumps();
    for (std::size_t i = 0; i < expected.rows(); ++i) {
        const std::string& file = expected.text(i, "file");
        CAPTURE(file);
        CAPTURE(i);
        LaneSettings settings;
        settings.admit.sameDeviceTimeIsDuplicate = true;
        settings.admit.impossibleSpeedMps = expected.number(i, "max_kmh") / 3.6;
        settings.admit.reanchorFixes = 0;
        const std::string& accuracy = expected.text(i, "max_accuracy_m");
        settings.admit.accuracyMaxMetres = accuracy.empty() ? 0 : std::stod(accuracy);

        const VerdictCounts counts = countsOf(file.starts_with("sf_cabs") ? cabs : jumps, settings);
        CHECK(counts.documents() == static_cast<std::uint64_t>(expected.integer(i, "rows")));
        CHECK(nearlyEqual(counts.of(Reason::sameDeviceTime), expected.integer(i, "duplicate_ts")));
        CHECK(nearlyEqual(counts.of(Verdict::late), expected.integer(i, "older_than_last")));
        CHECK(nearlyEqual(counts.of(Reason::impossibleJump), expected.integer(i, "max_speed")));
        CHECK(nearlyEqual(counts.of(Reason::lowAccuracy),
                          expected.text(i, "accuracy").empty() ? 0 : expected.integer(i, "accuracy")));
        CHECK(nearlyEqual(counts.of(Verdict::accepted), expected.integer(i, "accepted")));
    }
}
