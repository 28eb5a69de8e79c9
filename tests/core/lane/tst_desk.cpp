// What people at a desk do through the log: claims, notes, limits of surge, fences that are answered.
#include "core/lane/lane.h"
#include "tests/support/lane_feed.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <format>

using namespace roundsman;
using namespace std::chrono_literals;

namespace {

struct Desk {
    LaneOutput& say(std::string value, Millis step = Millis{1000}) {
        feed.document(std::move(value), step);
        out.clear();
        lane.apply(feed.records().last(1), out);
        return out;
    }
    LaneOutput& order(std::string_view step, std::string_view data = "{}") {
        return say(std::format(R"({{"type":"order.{}","id":"o{}","market":"south","subject":"o-1","data":{}}})", step,
                               ++ids, data));
    }
    /// The answer: "accepted", or the reason why not.
    std::string command(std::string_view actor, std::string_view type, std::string_view data = "{}",
                        std::string_view subject = "o-1") {
        return answered(
            std::format(R"({{"type":"{}","id":"k{}","actor":"{}","market":"south","subject":"{}","data":{}}})", type,
                        ++ids, actor, subject, data));
    }
    std::string answered(std::string document) {
        say(std::move(document));
        REQUIRE(out.answers.size() == 1);
        return out.answers[0].accepted ? "accepted" : out.answers[0].reason;
    }
    OrderView view() { return lane.frame()->openOrders->at(0); }
    LaneFeed feed;
    Lane lane{PartitionNo{0}, {}};
    LaneOutput out;
    int ids = 0;
};

constexpr std::string_view placed =
    R"({"merchantId":"m-9","pickup":{"latitude":12.97,"longitude":77.59},"promisedAt":"2026-11-18T10:40:00Z"})";

} // namespace

TEST_CASE("an order is claimed by one; another's claim is seen, and taken over only by who names him") {
    Desk desk;
    CHECK(desk.command("ann", "command.claim_order") == "unknown_order");
    desk.order("placed", placed);
    CHECK(desk.command("ann", "command.claim_order") == "accepted");
    CHECK(desk.view().claimedBy == "ann");
    CHECK(desk.view().claimedAt == desk.feed.logTime());
    CHECK(desk.view().version == 2);
    REQUIRE(desk.out.orderEvents.size() == 1);
    CHECK(desk.out.orderEvents[0].act == DeskAct::claimed);
    CHECK(desk.out.orderEvents[0].actor == "ann");
    CHECK(desk.out.orders.at(0).last == OrderStep::placed);

    CHECK(desk.command("ann", "command.claim_order") == "accepted"); // it is so already
    CHECK(desk.out.orders.empty());
    CHECK(desk.command("bob", "command.claim_order") == "claimed_by_another");
    CHECK(desk.command("bob", "command.claim_order", R"({"takeFrom":"eve"})") == "claimed_by_another");
    CHECK(desk.command("bob", "command.release_order") == "claimed_by_another");
    CHECK(desk.command("bob", "command.assign", R"({"riderId":"r"})") == "claimed_by_another");
    CHECK(desk.command("bob", "command.claim_order", R"({"takeFrom":"ann"})") == "accepted");
    CHECK(desk.out.orderEvents.at(0).detail == "ann");
    CHECK(desk.view().claimedBy == "bob");
    CHECK(desk.command("bob", "command.assign", R"({"riderId":"r"})") == "accepted");
    CHECK(desk.out.orderEvents.at(0).actor == "bob");
    CHECK(desk.command("ann", "command.unassign") == "claimed_by_another");
    CHECK(desk.command("bob", "command.release_order") == "accepted");
    CHECK(desk.view().claimedBy.empty());
    CHECK(desk.command("bob", "command.release_order") == "not_claimed");
    desk.order("cancelled");
    CHECK(desk.command("bob", "command.claim_order") == "order_is_closed");
}

TEST_CASE("of two claims at once the first in the log wins, and the other hears it") {
    Desk desk;
    desk.order("placed", placed);
    CHECK(desk.command("ann", "command.claim_order", R"({"expectedVersion":1})") == "accepted");
    CHECK(desk.command("bob", "command.claim_order", R"({"expectedVersion":1})") == "conflicting_version");
    CHECK(desk.command("", "command.claim_order") == "missing_actor");
    CHECK(desk.view().claimedBy == "ann");
}

TEST_CASE("what outside systems and merchants do with a claimed order goes on") {
    Desk desk;
    desk.order("placed", placed);
    desk.command("ann", "command.claim_order");
    desk.order("assigned", R"({"driverId":"r"})");
    CHECK(desk.view().rider == RiderNo{0});
    CHECK(desk.command("merchant:m-9", "command.change_promise", R"({"promisedAt":"2026-11-18T10:50:00Z"})") ==
          "accepted");
    CHECK(desk.command("merchant:m-9", "command.cancel_order", R"({"reason":"sold out"})") == "accepted");
}

TEST_CASE("notes stand in the timeline with who wrote them, on closed orders too, and have a limit") {
    Desk desk;
    desk.order("placed", placed);
    CHECK(desk.command("ann", "command.note_order", R"({"text":"Rings twice"})") == "accepted");
    CHECK(desk.out.orderEvents.at(0).detail == "Rings twice");
    CHECK(desk.out.orderEvents[0].act == DeskAct::noted);
    CHECK(desk.out.orderEvents[0].actor == "ann");
    CHECK(desk.view().notes == 1);
    CHECK(desk.view().lastNote == "Rings twice");
    CHECK(desk.command("bob", "command.note_order") == "missing_text");
    CHECK(desk.command("bob", "command.note_order",
                       std::format(R"({{"text":"{}"}})", std::string(noteBytesMax + 1, 'x'))) == "text_too_long");
    desk.order("delivered");
    CHECK(desk.command("bob", "command.note_order", R"({"text":"cold"})") == "accepted");
    CHECK(desk.out.orders.at(0).notes == 2);
}

TEST_CASE("words of commands mean nothing in other documents") {
    Desk desk;
    desk.order("placed", R"({"text":["a"],"until":"tonight","cap":"none","freeze":"yes","takeFrom":7})");
    CHECK(desk.out.verdicts.of(Verdict::accepted) == 1);
    desk.say(R"({"type":"command.limit_surge","id":"x","market":"south","subject":"market","data":{"freeze":"yes"}})");
    CHECK(desk.out.verdicts.of(Verdict::quarantined) == 1);
}

TEST_CASE("an assignment by command ends the wait for one, as an assignment from outside does") {
    Desk desk;
    desk.order("placed", placed);
    desk.command("ann", "command.assign", R"({"riderId":"r"})");
    const auto ended = [&](Leg leg) {
        return std::ranges::any_of(desk.out.legs, [&](const LegRow& row) { return row.query.leg == leg; });
    };
    CHECK(ended(Leg::assignment));
    desk.command("ann", "command.cancel_order", R"({"reason":"closed"})");
    CHECK(desk.lane.frame()->openOrders->empty());
}

namespace {

/// A cell where ten customers look and one rider is idle, minute by minute: the ratio is (10 + 2) / (1 + 2) = 4, at
/// which the curve says 2.
struct Busy : Desk {
    static constexpr std::string_view place = R"("latitude":12.97,"longitude":77.59)";
    const CellId cell = cellOf(GeoPoint::fromDegrees(12.97, 77.59), 8);
    const std::string cellTarget = "cell/" + toText(cell);

    Busy() {
        say(std::format(R"({{"driverId":"r",{},"market":"south","status":"idle"}})", place), 0s);
        say(R"--({"type":"fence.changed","id":"f","market":"south","subject":"old town","data":{"use":"zone",)--"
            R"--("wkt":"POLYGON((77.5 12.9, 77.7 12.9, 77.7 13.1, 77.5 13.1))"}})--",
            0s);
    }
    SurgeRow minute() {
        for (int n = 0; n < 10; ++n) {
            say(std::format(
                    R"({{"type":"demand.searched","id":"d{}","market":"south","subject":"c-{}","data":{{{}}}}})", ++ids,
                    n, place),
                1ms);
        }
        say(std::format(R"({{"driverId":"r",{},"market":"south","status":"idle"}})", place), 1ms);
        say(std::format(R"({{"type":"clock.tick","id":"t{}"}})", ++ids), 59'989ms);
        for (const SurgeRow& row : out.surge) {
            if (row.cell == cell) {
                return row;
            }
        }
        FAIL("no surge of this minute");
        return {};
    }
    std::string limit(std::string_view target, std::string_view data, std::string_view actor = "ann") {
        return command(actor, "command.limit_surge", data, target);
    }
};

constexpr std::string_view until = R"("reason":"market day","until":"2026-11-19T10:00:00Z"})";

std::string with(std::string_view what) {
    return std::string("{") + std::string(what) + "," + std::string(until);
}

} // namespace

TEST_CASE("a cap on a zone holds at once and by the minute, says who and why, and lets go by small steps") {
    Busy busy;
    CHECK(busy.minute().steps.value == doctest::Approx(1.2)); // average 1.3, at most 0.2 a minute
    CHECK(busy.minute().steps.value == doctest::Approx(1.4)); // average 1.51
    CHECK(busy.limit("zone/old town", with(R"("cap":1.3)")) == "accepted");
    const auto limits = busy.lane.frame()->surgeLimits;
    REQUIRE(limits->size() == 1);
    CHECK(limits->at(0).reason == "market day");
    CHECK(limits->at(0).by == "ann");
    CHECK(limits->at(0).cap == 1.3);
    CHECK(busy.out.settings.at(0).kind == "surge_limit");
    CHECK(busy.out.settings[0].name == "south/zone/old town");

    const SurgeRow capped = busy.minute();
    CHECK(capped.steps.ema == doctest::Approx(1.657));
    CHECK(capped.steps.multiplier == 1.3);
    CHECK(capped.inputs.capLimit == 1.3);
    CHECK(capped.inputs.capDocument == limits->at(0).document);
    CHECK_FALSE(capped.inputs.frozen);
    CHECK(std::ranges::any_of(busy.out.outbox,
                              [](const OutboxRow& row) { return row.value.contains(R"("capLimit":1.3)"); }));
    CHECK(busy.command("bob", "command.lift_surge", "{}", "zone/old town") == "accepted");
    const SurgeRow after = busy.minute();
    CHECK(after.inputs.capLimit == 0);
    CHECK(after.steps.multiplier == doctest::Approx(1.5)); // average 1.7599, from 1.3 at most 0.2
    CHECK(busy.lane.frame()->surgeLimits->empty());
}

TEST_CASE("a frozen cell stays where it is while the average goes on, and moves on from there") {
    Busy busy;
    busy.minute();
    CHECK(busy.limit(busy.cellTarget, with(R"("freeze":true)")) == "accepted");
    for (int n = 0; n < 4; ++n) {
        const SurgeRow row = busy.minute();
        CHECK(row.steps.multiplier == doctest::Approx(1.2));
        CHECK(row.inputs.frozen);
    }
    CHECK(busy.command("ann", "command.lift_surge", "{}", busy.cellTarget) == "accepted");
    CHECK(busy.minute().steps.multiplier == doctest::Approx(1.4));
}

TEST_CASE("limits end by themselves; of several on one cell the lowest cap and any freeze hold") {
    Busy busy;
    busy.minute();
    busy.minute();
    const auto ends = toRfc3339(busy.feed.logTime() + 60s);
    CHECK(busy.limit("market", std::format(R"({{"cap":1.1,"reason":"storm","until":"{}"}})", ends)) == "accepted");
    CHECK(busy.limit("zone/old town", with(R"("cap":1.3)")) == "accepted");
    CHECK(busy.minute().steps.multiplier == 1.1);
    CHECK(busy.lane.frame()->surgeLimits->size() == 2);
    CHECK(busy.minute().steps.multiplier == 1.3); // the market's has ended: from 1.1 at most 0.2
    CHECK(busy.lane.frame()->surgeLimits->size() == 1);
    busy.command("ann", "fence.removed", "{}", "old town"); // a zone that is gone limits nothing
    CHECK(busy.minute().steps.multiplier == doctest::Approx(1.5));
}

TEST_CASE("a limit without reason, end, sense or place is refused, and of two at once the first wins") {
    Busy busy;
    CHECK(busy.limit("market", with(R"("freeze":false)")) == "missing_cap");
    CHECK(busy.limit("market", with(R"("cap":0.9)")) == "cap_out_of_range");
    CHECK(busy.limit("market", R"({"cap":1.2,"until":"2026-11-19T10:00:00Z"})") == "missing_reason");
    CHECK(busy.limit("market", R"({"cap":1.2,"reason":"x"})") == "missing_end");
    CHECK(busy.limit("market", R"({"cap":1.2,"reason":"x","until":"2026-11-17T10:00:00Z"})") == "end_is_past");
    CHECK(busy.limit("market", R"({"cap":1.2,"reason":"x","until":"2026-12-24T10:00:00Z"})") == "end_is_too_far");
    CHECK(busy.limit("zone/nowhere", with(R"("cap":1.2)")) == "unknown_zone");
    CHECK(busy.limit("cell/8x", with(R"("cap":1.2)")) == "unknown_target");
    CHECK(busy.limit("", with(R"("cap":1.2)")) == "unknown_target");
    CHECK(busy.command("ann", "command.lift_surge", "{}", "market") == "not_limited");
    CHECK(busy.limit("market", with(R"("cap":1.2,"expectedVersion":0)"), "ann") == "accepted");
    CHECK(busy.limit("market", with(R"("cap":1.6,"expectedVersion":0)"), "bob") == "conflicting_version");
    CHECK(busy.lane.frame()->surgeLimits->at(0).cap == 1.2);
    CHECK(busy.limit("market", with(R"("cap":1.6,"expectedVersion":1)"), "bob") == "accepted");
}

TEST_CASE("claims, notes and limits come back from a snapshot") {
    Busy busy;
    busy.order("placed", placed);
    busy.command("ann", "command.claim_order");
    busy.command("ann", "command.note_order", R"({"text":"Rings twice"})");
    busy.minute();
    busy.limit("zone/old town", with(R"("cap":1.1)"));
    auto again = Lane::fromSnapshot(busy.lane.snapshot());
    REQUIRE(again);
    CHECK(again->digest() == busy.lane.digest());
    busy.lane = std::move(*again);
    CHECK(busy.view().claimedBy == "ann");
    CHECK(busy.view().lastNote == "Rings twice");
    CHECK(busy.minute().steps.multiplier == 1.1);
}

TEST_CASE("whoever sends a fence or settings from a desk is answered, and of two changes at once the first wins") {
    Desk desk;
    const std::string circle = R"({"latitude":12.97,"longitude":77.59,"radiusMetres":80,"expectedVersion":0})";
    CHECK(desk.command("ann", "fence.changed", circle, "depot") == "accepted");
    CHECK(desk.command("bob", "fence.changed", circle, "depot") == "conflicting_version");
    CHECK(desk.out.quarantine.at(0).reason == Reason::conflictingVersion);
    CHECK(desk.lane.frame()->fences->at(0).version == 1);
    CHECK(desk.command("bob", "fence.changed", R"({"latitude":95})", "depot").contains("degrees in range"));
    CHECK(desk.command("bob", "fence.removed", R"({"expectedVersion":7})", "depot") == "conflicting_version");
    CHECK(desk.command("bob", "fence.removed", R"({"expectedVersion":1})", "depot") == "accepted");
    CHECK(desk.lane.frame()->fences->empty());
    CHECK(desk.command("ann", "settings.changed", R"({"surge":{"cap":0}})", "").contains("surge.cap"));
    CHECK(desk.command("ann", "settings.changed", R"({"surge":{"cap":3}})", "") == "accepted");
    desk.say(R"({"type":"settings.changed","id":"plain","data":{"surge":{"cap":2}}})");
    CHECK(desk.out.answers.empty()); // nobody sits there who waits
}
