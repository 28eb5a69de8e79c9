#include "core/base/hash.h"
#include "core/lane/lane.h"
#include "tests/support/lane_feed.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <format>

using namespace roundsman;
using namespace std::chrono_literals;

namespace {

std::string event(std::string_view type, std::string_view subject, std::string_view data) {
    static int id = 0;
    return std::format(R"--({{"type":"{}","id":"e{}","market":"south","subject":"{}","data":{}}})--", type, ++id,
                       subject, data);
}

constexpr std::string_view placed = R"--({"merchantId":"m-1","pickup":{"latitude":12.97,"longitude":77.59},)--"
                                    R"--("dropoff":{"latitude":12.98,"longitude":77.59}})--";

void applyAll(Lane& lane, const LaneFeed& feed, LaneOutput& out) {
    lane.apply(feed.records(), out);
}

} // namespace

TEST_CASE("the frame shows when each open order will be there, how that is known, and what cost it time") {
    LaneFeed feed;
    feed.document(event("order.placed", "o-1", placed));
    feed.document(event("clock.tick", "", "{}"), 50min);
    Lane lane(PartitionNo{0}, {});
    LaneOutput out;
    applyAll(lane, feed, out);

    const FramePtr frame = lane.frame();
    REQUIRE(frame->openOrders->size() == 1);
    const OrderEta& eta = frame->openOrders->front().eta;
    REQUIRE_FALSE(out.etas.empty());
    CHECK(eta.revision == out.etas.back().revision);
    CHECK(eta.p50At == out.etas.back().p50At);
    CHECK(eta.p90At == out.etas.back().p90At);
    CHECK(eta.p50At > frame->laneTime);
    CHECK(eta.level == EtaLevel::fallback);
    CHECK(eta.lateLeg == Leg::assignment); // nobody was sent for 50 minutes
    CHECK(eta.lateSeconds > 40 * 60);
}

TEST_CASE("a promise that moved is in the next frame, though no document touched the order") {
    LaneFeed feed;
    feed.document(event("order.placed", "o-1", placed));
    feed.document(event("clock.tick", "", "{}"), 50min);
    Lane lane(PartitionNo{0}, {});
    LaneOutput out;
    lane.apply(feed.records().first(1), out);
    const FramePtr before = lane.frame();
    lane.apply(feed.records().subspan(1), out);
    const FramePtr after = lane.frame();
    CHECK(after->openOrders->front().eta.revision > before->openOrders->front().eta.revision);
}

TEST_CASE("the rider's vehicle, as his documents name it, stands beside each of his legs, after a snapshot too") {
    LaneFeed feed;
    feed.document(event("rider.upserted", "7", R"--({"vehicle":"bicycle"})--"));
    feed.document(event("order.placed", "o-1", placed), 1s);
    feed.document(event("order.assigned", "o-1", R"--({"driverId":7})--"), 1s);
    feed.document(event("order.picked_up", "o-1", "{}"), 600s);
    feed.document(event("order.delivered", "o-1", "{}"), 600s);
    LaneOutput out;
    Lane lane(PartitionNo{0}, {});
    lane.apply(feed.records().first(2), out);
    auto again = Lane::fromSnapshot(lane.snapshot());
    REQUIRE(again.has_value());
    again->apply(feed.records().subspan(2), out);

    const auto ride = std::ranges::find(out.legs, Leg::toCustomer, [](const LegRow& row) { return row.query.leg; });
    REQUIRE(ride != out.legs.end());
    CHECK(ride->query.vehicle == hash64("bicycle"));
    const auto whole = std::ranges::find(out.legs, Leg::whole, [](const LegRow& row) { return row.query.leg; });
    REQUIRE(whole != out.legs.end());
    CHECK(whole->query.vehicle == 0); // nobody knows who will ride when an order is placed
}
