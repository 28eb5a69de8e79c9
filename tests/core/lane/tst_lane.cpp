#include "core/lane/lane.h"
#include "tests/support/lane_feed.h"

#include <doctest/doctest.h>

using namespace roundsman;

TEST_CASE("a fix in the log becomes a dot on the map and a row for the trail") {
    LaneFeed feed;
    feed.document(
        R"({"driverId":453,"longitude":77.594123,"latitude":12.971234,"state":"south","timestamp":1732170000000,
        "speed":5.5,"heading":270,"accuracy":8,"seq":991,"session":"a1","status":"to_customer","orderId":"o-77"})");
    Lane lane(PartitionNo{0}, {});
    LaneOutput out;
    lane.apply(feed.records(), out);

    REQUIRE(out.fixes.size() == 1);
    CHECK(out.fixes[0].position == GeoPoint::fromDegrees(12.971234, 77.594123));
    CHECK(millisOf(out.fixes[0].deviceTime) == 1732170000000);
    CHECK(out.fixes[0].status == RiderStatus::toCustomer);
    CHECK(out.verdicts.of(Verdict::accepted) == 1);

    const FramePtr frame = lane.frame();
    REQUIRE(frame->riders.size() == 1);
    CHECK((*frame->riderIds)[0] == "453");
    CHECK((*frame->marketNames)[0] == "south");
    CHECK(frame->riders[0].status == RiderStatus::toCustomer);
}

TEST_CASE("the same text is the same rider, as a number or in quotes") {
    LaneFeed feed;
    feed.document(R"({"driverId":453,"longitude":77.5,"latitude":12.9,"timestamp":1732170000})");
    feed.document(R"({"riderId":"453","lng":77.5,"lat":12.9,"timestamp":"2024-11-21T06:20:01Z"})");
    Lane lane(PartitionNo{0}, {});
    LaneOutput out;
    lane.apply(feed.records(), out);
    CHECK(out.riders.size() == 1);
    CHECK(out.fixes.size() == 2);
}

TEST_CASE("a snapshot brings the very same state back") {
    LaneFeed feed;
    feed.document(R"({"driverId":453,"longitude":77.5,"latitude":12.9,"seq":5})");
    feed.document(
        R"({"type":"order.placed","id":"e1","subject":"o-1","data":{"merchantId":"m-9","customerId":"c-3"}})");
    feed.document(R"({"type":"settings.changed","id":"e2","data":{"admit":{"impossibleSpeedMps":50}}})");
    Lane lane(PartitionNo{3}, {});
    LaneOutput out;
    lane.apply(feed.records(), out);
    CHECK(out.verdicts.of(Verdict::accepted) == 3);

    auto again = Lane::fromSnapshot(lane.snapshot());
    REQUIRE(again.has_value());
    CHECK(again->digest() == lane.digest());
    CHECK(again->settings() == lane.settings());
    CHECK(again->settings().admit.impossibleSpeedMps == 50);
    CHECK(again->nextOffset() == Offset{3});
}
