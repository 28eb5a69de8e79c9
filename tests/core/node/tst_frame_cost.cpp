#include "core/node/stages.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <string>
#include <vector>

using namespace roundsman;

namespace {

constexpr int riders = 100'000;
constexpr int aRecord = 100;

double threadCpuMillis() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// Fixes of a hundred riders, `round` seconds after the first.
std::string fixes(int firstRider, int round) {
    std::string text;
    for (int rider = firstRider; rider < firstRider + aRecord; ++rider) {
        const std::string east = std::to_string(100'000 + rider * 8 % 90'000 + round);
        text += R"({"driverId":)" + std::to_string(rider) + R"(,"state":"south","session":"s","seq":)" +
                std::to_string(round) + R"(,"timestamp":)" + std::to_string(1'732'170'000'000 + round * 1'000) +
                R"(,"latitude":12.9)" + std::to_string(10'000 + rider % 80'000) + R"(,"longitude":77.)" + east + "}\n";
    }
    return text;
}

void apply(LaneStage& lane, int firstRider, int round) {
    const std::string value = fixes(firstRider, round);
    const RecordView record{.partition = PartitionNo{0},
                            .offset = lane.nextOffset(),
                            .logTime = eventTimeFromMillis(1'732'170'000'500 + round * 1'000),
                            .key = {},
                            .value = value,
                            .headers = {}};
    LaneOutput out;
    lane.apply(std::span(&record, 1), out);
}

} // namespace

TEST_CASE("a frame of 100,000 riders costs its lane at most 5 ms, and the memory of old ones is used again") {
    const auto lane = makeRealLane(PartitionNo{0}, LaneSettings{}, "");
    for (int first = 0; first < riders; first += aRecord) {
        apply(*lane, first, 1);
    }
    std::vector<double> costs;
    std::vector<const void*> places;
    FramePtr onScreen;
    for (int round = 2; round < 32; ++round) {
        apply(*lane, round * aRecord, round);
        const double begun = threadCpuMillis();
        FramePtr newest = lane->frame(StaleCause::none, {});
        costs.push_back(threadCpuMillis() - begun);
        REQUIRE(newest->riders.size() == riders);
        places.push_back(newest->riders.data());
        onScreen = std::move(newest);
    }
    std::ranges::sort(places);
    const auto repeated = std::ranges::unique(places);
    CHECK(places.size() - repeated.size() <= 3); // one on screen, one being made, one to spare
    std::ranges::sort(costs);
    MESSAGE("frame of ", riders, " riders, thread CPU ms: median ", costs[costs.size() / 2], ", greatest ",
            costs.back());
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && defined(NDEBUG)
    CHECK(costs[costs.size() / 2] <= 5.0);
#endif
}
