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

TEST_CASE("promises leave through the topic order-etas, a row each, and the last row says that the order is over") {
    LaneFeed feed;
    feed.document(event("order.placed", "o-1", placed));
    feed.document(event("order.picked_up", "o-1", "{}"), 600s);
    feed.document(event("order.delivered", "o-1", "{}"), 600s);
    Lane lane(PartitionNo{0}, {});
    LaneOutput out;
    applyAll(lane, feed, out);
    std::vector<OutboxRow> rows;
    std::ranges::copy_if(out.outbox, std::back_inserter(rows),
                         [](const OutboxRow& row) { return row.topic == "order-etas"; });
    REQUIRE(rows.size() == out.etas.size() + 1);
    CHECK(rows.front().key == "o-1");
    CHECK(rows.front().value.contains(R"("p90At":")"));
    CHECK(rows.front().value.contains(R"("level":"fallback")"));
    CHECK(rows.back().value.contains(R"("state":"delivered")"));
}

TEST_CASE("promises that hold too seldom raise an alert, which ends when they are forgotten") {
    LaneSettings settings;
    settings.eta.driftOrdersMin = 20;
    settings.eta.driftWindow = 24h;
    LaneFeed feed;
    const auto deliver = [&](int first, int count, Millis takes) {
        for (int n = first; n < first + count; ++n) {
            feed.document(event("order.placed", std::format("o-{}", n), placed), 1s);
        }
        for (int n = first; n < first + count; ++n) {
            feed.document(event("order.delivered", std::format("o-{}", n), "{}"), n == first ? takes : 1s);
        }
    };
    for (int n = 0; n < 30; ++n) {
        deliver(n, 1, 20min);
    }
    deliver(100, 20, 90min); // a storm that nobody foresaw: all of them come too late
    feed.document(event("clock.tick", "", "{}"), 2min);
    Lane lane(PartitionNo{0}, settings);
    LaneOutput out;
    applyAll(lane, feed, out);
    const auto alert = [&] {
        return std::ranges::find(out.alerts, AlertKind::etaDrift, &AlertRow::kind);
    };
    REQUIRE(alert() != out.alerts.end());
    CHECK(alert()->subject == "south");
    CHECK(alert()->endedAt == EventTime{});
    CHECK(alert()->message.contains("south"));

    out.clear();
    LaneFeed later(feed.logTime());
    later.gap(1'000);
    later.document(event("clock.tick", "", "{}"), 25h);
    later.document(event("clock.tick", "", "{}"), 2min);
    applyAll(lane, later, out);
    REQUIRE(alert() != out.alerts.end());
    CHECK(alert()->endedAt != EventTime{});
}
