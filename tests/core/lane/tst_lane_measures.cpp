#include "core/lane/lane.h"
#include "tests/support/lane_feed.h"

#include <doctest/doctest.h>

#include <format>
#include <random>

using namespace roundsman;
using namespace std::chrono_literals;

namespace {

std::string fix(int rider, double latitude, std::string_view status) {
    return std::format(R"--({{"driverId":{},"latitude":{:.6f},"longitude":77.59,"state":"south","status":"{}"}})--",
                       rider, latitude, status);
}

std::string event(std::string_view type, int id, std::string_view subject, std::string_view data) {
    return std::format(R"--({{"type":"{}","id":"e{}","market":"south","subject":"{}","data":{}}})--", type, id, subject,
                       data);
}

/// An hour of a small town: riders back and forth past a fence, orders, customers looking, some nonsense.
LaneFeed town(std::uint64_t seed) {
    LaneFeed feed;
    std::mt19937_64 random(seed);
    int id = 0;
    feed.document(event("fence.changed", ++id, "depot",
                        R"--({"name":"Depot","latitude":12.97,"longitude":77.59,"radiusMetres":120,"alerts":true})--"));
    feed.document(event("fence.changed", ++id, "old town",
                        R"--({"use":"zone","wkt":"POLYGON((77.5 12.9, 77.7 12.9, 77.7 12.975, 77.5 12.975))"})--"));
    for (int second = 0; second < 3600; second += 4) {
        const auto rider = static_cast<int>(random() % 6);
        const double latitude = 12.97 + 0.00001 * static_cast<double>((second * (rider + 1)) % 1200);
        feed.document(fix(rider, latitude, random() % 3 == 0 ? "to_customer" : "idle"), 3s);
        const std::string order = "o-" + std::to_string(random() % 30);
        if (second % 600 == 300) { // people hold surge back now and then, and let it go
            feed.document(
                event(second % 1200 == 300 ? "command.limit_surge" : "command.lift_surge", ++id, "zone/old town",
                      R"--({"cap":1.2,"freeze":true,"reason":"market day","until":"2026-11-18T23:00:00Z"})--"));
        }
        switch (random() % 8) {
        case 0:
            feed.document(
                event("order.placed", ++id, order,
                      R"--({"merchantId":"m-1","customerId":"c","pickup":{"latitude":12.97,"longitude":77.59},)--"
                      R"--("dropoff":{"latitude":12.98,"longitude":77.59},"amountMinor":100,"currency":"INR",)--"
                      R"--("promisedAt":"2026-11-18T11:30:00Z"})--"),
                1s);
            break;
        case 1:
            feed.document(event("order.assigned", ++id, order, std::format(R"--({{"driverId":{}}})--", rider)), 1s);
            break;
        case 2:
            feed.document(event("order.picked_up", ++id, order, "{}"), 1s);
            break;
        case 3:
            feed.document(event("order.delivered", ++id, order, "{}"), 1s);
            break;
        case 4:
            feed.document("{nonsense", 1s);
            break;
        default:
            feed.document(
                event("demand.searched", ++id, "c-" + std::to_string(random() % 40),
                      std::format(R"--({{"customerId":"c-{}","position":{{"latitude":12.97,"longitude":77.59}}}})--",
                                  random() % 40)),
                1s);
        }
    }
    feed.document(event("fence.removed", ++id, "depot", "{}"));
    feed.document(event("clock.tick", ++id, "", "{}"), 5min);
    return feed;
}

void append(LaneOutput& all, const LaneOutput& part) {
    const auto add = [](auto& to, const auto& from) {
        to.insert(to.end(), from.begin(), from.end());
    };
    add(all.surge, part.surge);
    add(all.areaRollups, part.areaRollups);
    add(all.merchantRollups, part.merchantRollups);
    add(all.completeness, part.completeness);
    add(all.fenceEvents, part.fenceEvents);
    add(all.ladder, part.ladder);
    add(all.alerts, part.alerts);
    add(all.outbox, part.outbox);
}

/// The feed in pieces of at most `size` records, each into an output of its own; after some the lane dies and comes
/// back from its snapshot.
LaneOutput run(const LaneFeed& feed, std::size_t size, bool dies) {
    Lane lane(PartitionNo{0}, {});
    LaneOutput all;
    std::size_t pieces = 0;
    for (auto rest = feed.records(); !rest.empty(); rest = rest.subspan(std::min(size, rest.size()))) {
        LaneOutput out;
        lane.apply(rest.first(std::min(size, rest.size())), out);
        append(all, out);
        if (dies && ++pieces % 5 == 0) {
            auto again = Lane::fromSnapshot(lane.snapshot());
            REQUIRE(again.has_value());
            CHECK(again->digest() == lane.digest());
            lane = std::move(*again);
        }
    }
    return all;
}

} // namespace

TEST_CASE(
    "whatever the batches, crashes and snapshots, a log makes the same surge, rollups, fences, ladder and alerts") {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const LaneFeed feed = town(seed);
        const LaneOutput whole = run(feed, SIZE_MAX, false);
        CHECK(whole.surge.size() > 10);
        CHECK(whole.areaRollups.size() > 50);
        CHECK(whole.merchantRollups.size() > 20);
        CHECK(whole.fenceEvents.size() > 1);
        CHECK(whole.ladder.size() > 1);
        CHECK(whole.alerts.size() > 1);
        CHECK(whole.outbox.size() > 10);
        for (const std::size_t size : {1U, 7U, 64U}) {
            for (const bool dies : {false, true}) {
                const LaneOutput pieces = run(feed, size, dies);
                CHECK(pieces.surge == whole.surge);
                CHECK(pieces.areaRollups == whole.areaRollups);
                CHECK(pieces.merchantRollups == whole.merchantRollups);
                CHECK(pieces.completeness == whole.completeness);
                CHECK(pieces.fenceEvents == whole.fenceEvents);
                CHECK(pieces.ladder == whole.ladder);
                CHECK(pieces.alerts == whole.alerts);
                REQUIRE(pieces.outbox.size() == whole.outbox.size());
                for (std::size_t i = 0; i < whole.outbox.size(); ++i) {
                    CHECK(pieces.outbox[i].value == whole.outbox[i].value);
                    CHECK(pieces.outbox[i].n == whole.outbox[i].n);
                }
            }
        }
    }
}

TEST_CASE("people see surge, alerts and fences in the frame, and a fence that is none is quarantined with its reason") {
    LaneFeed feed;
    feed.document(event("fence.changed", 1, "depot", R"--({"latitude":12.97,"longitude":77.59,"radiusMetres":120})--"));
    feed.document(event("fence.changed", 2, "pond", R"--({"latitude":12.97,"longitude":77.59,"radiusMetres":-2})--"));
    for (int n = 0; n < 12; ++n) {
        feed.document(
            event("demand.searched", 10 + n, "",
                  std::format(R"--({{"customerId":"c-{}","position":{{"latitude":12.97,"longitude":77.59}}}})--", n)));
    }
    feed.document(event("clock.tick", 99, "", "{}"), 1min);
    Lane lane(PartitionNo{0}, {});
    LaneOutput out;
    lane.apply(feed.records(), out);
    REQUIRE(out.quarantine.size() == 1);
    CHECK(out.quarantine[0].reason == Reason::invalidField);
    CHECK(out.quarantine[0].hint.find("radiusMetres") != std::string::npos);
    const FramePtr frame = lane.frame();
    REQUIRE(frame->fences->size() == 1);
    CHECK(frame->fences->front().version == 1);
    REQUIRE_FALSE(frame->surge->empty());
    REQUIRE(frame->openAlerts->size() == 1);
    CHECK(frame->openAlerts->front().kind == AlertKind::surgeStarted);
}
