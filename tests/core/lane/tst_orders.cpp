#include "core/lane/lane.h"
#include "tests/support/lane_feed.h"

#include <doctest/doctest.h>

#include <format>

using namespace roundsman;

namespace {

struct Desk {
    LaneOutput& say(std::string value) {
        feed.document(std::move(value), Millis{1000});
        out.clear();
        lane.apply(feed.records().last(1), out);
        return out;
    }
    LaneOutput& order(std::string_view step, int second, std::string_view data = "{}") {
        return say(std::format(R"({{"type":"order.{}","time":"2026-11-18T10:00:{:02}Z","subject":"o-1","data":{}}})",
                               step, second, data));
    }
    LaneOutput& command(std::string_view type, std::string_view id, std::string_view data) {
        return say(std::format(R"({{"type":"command.{}","id":"{}","actor":"ann","data":{}}})", type, id, data));
    }
    LaneFeed feed;
    Lane lane{PartitionNo{0}, {}};
    LaneOutput out;
    int said = 0;
};

constexpr std::string_view placed =
    R"({"merchantId":"m-9","customerId":"c-3","pickup":{"latitude":12.97,"longitude":77.59},"dropoff":{"latitude":12.99,"longitude":77.61,"address":"12 High Street"},"items":3,"amountMinor":45900,"currency":"INR","promisedAt":"2026-11-18T10:40:00Z","channel":"app"})";

} // namespace

TEST_CASE("an order's way is its row and its timeline") {
    Desk desk;
    LaneOutput& out = desk.order("placed", 0, placed);
    REQUIRE(out.orders.size() == 1);
    CHECK(out.orders[0].items == 3);
    CHECK(out.orders[0].amountMinor == 45900);
    CHECK(out.orders[0].promisedAt == *parseRfc3339("2026-11-18T10:40:00Z"));
    CHECK(out.people.at(0).address == "12 High Street");
    desk.order("accepted", 5, R"({"readyAt":"2026-11-18T10:15:00Z"})");
    CHECK(desk.out.orders[0].promisedReadyAt == *parseRfc3339("2026-11-18T10:15:00Z"));
    desk.order("assigned", 10, R"({"driverId":453})");
    desk.order("picked_up", 20);
    desk.order("promise_changed", 21, R"({"promisedAt":"2026-11-18T10:50:00Z"})");
    CHECK(desk.out.orders[0].last == OrderStep::pickedUp);
    CHECK(desk.out.orders[0].firstPromisedAt == *parseRfc3339("2026-11-18T10:40:00Z"));
    CHECK(desk.lane.frame()->openOrders->size() == 1);
    desk.order("delivered", 30);
    CHECK(desk.out.orders[0].version == 6);
    CHECK(desk.out.orderEvents[0].step == OrderStep::delivered);
    CHECK(desk.lane.frame()->openOrders->empty());
    CHECK(desk.lane.frame()->merchants->at(0).openOrders == 0);
}

TEST_CASE("what comes late fills the timeline and takes nothing back") {
    Desk desk;
    desk.order("placed", 0, placed);
    desk.order("assigned", 20, R"({"driverId":"new"})");
    desk.order("assigned", 10, R"({"driverId":"old"})");
    CHECK(desk.lane.frame()->openOrders->at(0).rider == RiderNo{0});
    desk.order("delivered", 50);
    desk.order("picked_up", 30);
    CHECK(desk.out.orders[0].last == OrderStep::delivered);
    CHECK(desk.out.orders[0].times.has(OrderStep::pickedUp));
    CHECK(desk.lane.frame()->openOrders->empty());
}

TEST_CASE("a rider's status follows from his orders when his fixes do not say") {
    Desk desk;
    const auto statusAfterFix = [&] {
        return desk.say(R"({"driverId":"r","latitude":12.9,"longitude":77.5})").fixes.at(0).status;
    };
    CHECK(statusAfterFix() == RiderStatus::idle);
    desk.order("placed", 0, placed);
    desk.order("assigned", 1, R"({"driverId":"r"})");
    CHECK(statusAfterFix() == RiderStatus::toMerchant);
    CHECK(desk.lane.frame()->riders[0].order == OrderNo{0});
    desk.order("arrived_at_merchant", 2);
    CHECK(statusAfterFix() == RiderStatus::atMerchant);
    desk.order("picked_up", 3);
    CHECK(statusAfterFix() == RiderStatus::toCustomer);
    desk.order("delivered", 4);
    CHECK(statusAfterFix() == RiderStatus::idle);
    desk.say(R"({"type":"shift.ended","subject":"r"})");
    CHECK(statusAfterFix() == RiderStatus::offline);
}

TEST_CASE("a shift that ends takes its rider off, and what his phone said before does not bring him back") {
    Desk desk;
    const EventTime begun = desk.feed.logTime();
    const auto at = [&](int second) {
        return begun + std::chrono::seconds(second);
    };
    const auto say = [&](std::string document, int logged) {
        desk.feed.document(std::move(document), at(logged) - desk.feed.logTime());
        desk.out.clear();
        desk.lane.apply(desk.feed.records().last(1), desk.out);
        return desk.lane.frame()->riders[0].status;
    };
    const auto fix = [&](int taken, int logged) {
        return say(std::format(R"({{"driverId":"r","latitude":12.9,"longitude":77.5,"status":"idle","timestamp":{}}})",
                               millisOf(at(taken))),
                   logged);
    };
    const auto shift = [&](const char* what, int happened, int logged) {
        return say(std::format(R"({{"type":"shift.{}","subject":"r","time":"{}"}})", what, toRfc3339(at(happened))),
                   logged);
    };
    shift("started", 0, 1);
    CHECK(fix(10, 11) == RiderStatus::idle);
    CHECK(shift("ended", 30, 31) == RiderStatus::offline);
    CHECK(fix(25, 36) == RiderStatus::offline);         // it was on its way
    CHECK(fix(60, 61) == RiderStatus::idle);            // he says so anew
    CHECK(shift("ended", 40, 62) == RiderStatus::idle); // an older word than his last one
    CHECK(shift("ended", 70, 71) == RiderStatus::offline);
    shift("started", 80, 81);
    CHECK(fix(82, 83) == RiderStatus::idle);
}

TEST_CASE("of two commands on one version the first in the log wins, and both are answered") {
    Desk desk;
    desk.order("placed", 0, placed);
    desk.command("assign", "k1", R"({"orderId":"o-1","riderId":"a","expectedVersion":1})");
    REQUIRE(desk.out.answers.size() == 1);
    CHECK(desk.out.answers[0].accepted);
    CHECK(desk.out.answers[0].actor == "ann");
    desk.command("assign", "k2", R"({"orderId":"o-1","riderId":"b","expectedVersion":1})");
    CHECK_FALSE(desk.out.answers.at(0).accepted);
    CHECK(desk.out.answers[0].reason == "conflicting_version");
    CHECK(desk.out.verdicts.of(Verdict::accepted) == 1);
    CHECK(desk.out.orders.empty());
    desk.command("assign", "k2", R"({"orderId":"o-1","riderId":"b","expectedVersion":2})");
    CHECK(desk.out.verdicts.of(Reason::sameEventId) == 1);
    desk.command("cancel_order", "k3", R"({"orderId":"o-1","reason":"closed"})");
    CHECK(desk.out.answers.at(0).accepted);
    desk.command("assign", "k4", R"({"orderId":"o-1","riderId":"b"})");
    CHECK(desk.out.answers.at(0).reason == "order_is_closed");
    desk.command("assign", "k5", R"({"orderId":"nobody","riderId":"b"})");
    CHECK(desk.out.answers.at(0).reason == "unknown_order");
}

TEST_CASE("whose an order is once said stands, and nobody acts on it in another merchant's name") {
    Desk desk;
    desk.order("placed", 0, placed);
    desk.order("rejected", 5, R"({"merchantId":"m-1"})");
    CHECK(desk.out.verdicts.of(Reason::invalidField) == 1);
    CHECK(desk.out.quarantine.at(0).hint == "merchantId: the order is another merchant's");
    desk.order("placed", 6, R"({"merchantId":"m-1","amountMinor":1})");
    CHECK(desk.out.verdicts.of(Verdict::quarantined) == 1);
    desk.command("cancel_order", "k1", R"({"orderId":"o-1","merchantId":"m-1"})");
    CHECK(desk.out.answers.at(0).reason == "another_merchants_order");
    desk.command("note_order", "k2", R"({"orderId":"o-1","merchantId":"m-1","text":"mine"})");
    CHECK(desk.out.answers.at(0).reason == "another_merchants_order");
    const Frame frame = *desk.lane.frame();
    CHECK(frame.openOrders->size() == 1);
    CHECK(frame.merchants->size() == 1);
    desk.command("cancel_order", "k3", R"({"orderId":"o-1","merchantId":"m-9"})");
    CHECK(desk.out.answers.at(0).accepted);
}

TEST_CASE("who may act in one market changes no order of another, open or closed, by event or by command") {
    Desk desk;
    const auto in = [&](std::string_view market, std::string_view type, std::string_view data) {
        const int number = ++desk.said;
        return desk.say(
            std::format(R"({{"type":"{}","id":"d-{}","market":"{}","actor":"ann","subject":"o-1","data":{}}})", type,
                        number, market, data));
    };
    in("north", "order.placed", placed);
    in("south", "order.cancelled", "{}");
    CHECK(desk.out.quarantine.at(0).reason == Reason::invalidField);
    CHECK(desk.out.quarantine.at(0).hint == "market: the order is of another market");
    in("south", "command.cancel_order", R"({"reason":"x"})");
    CHECK(desk.out.answers.at(0).reason == "another_markets_order");
    CHECK(desk.lane.frame()->openOrders->size() == 1);
    in("north", "order.cancelled", "{}");
    CHECK(desk.lane.frame()->openOrders->empty());
    in("south", "order.delivered", "{}");
    CHECK(desk.out.orders.empty());
    in("south", "command.note_order", R"({"text":"mine"})");
    CHECK(desk.out.answers.at(0).reason == "another_markets_order");
    CHECK(desk.out.orderEvents.empty());
    in("north", "command.note_order", R"({"text":"ours"})");
    CHECK(desk.out.answers.at(0).accepted);
    desk.order("delivered", 5); // names no market: the order's
    CHECK(desk.out.orders.size() == 1);
}

TEST_CASE("who asked is what the envelope says, never what the data says") {
    Desk desk;
    desk.order("placed", 0, placed);
    desk.command("cancel_order", "k1", R"({"orderId":"o-1","actor":"mallory"})");
    CHECK(desk.out.answers.at(0).actor == "ann");
    desk.say(R"({"type":"command.cancel_order","id":"k2","data":{"orderId":"o-1","actor":"mallory"}})");
    CHECK(desk.out.answers.at(0).actor.empty());
}

TEST_CASE("an order's market is the envelope's, else its data's; how far an order is names no market") {
    Desk desk;
    const auto marketOf = [&](std::string_view id, std::string_view envelope, std::string_view data) {
        const LaneOutput& out =
            desk.say(std::format(R"({{"type":"order.placed","subject":"{}"{},"data":{{{}}}}})", id, envelope, data));
        return (*desk.lane.frame()->marketNames)[out.orders.at(0).market.value()];
    };
    CHECK(marketOf("o-1", R"(,"market":"south")", R"("market":"other")") == "south");
    CHECK(marketOf("o-2", R"(,"state":"south")", R"("region":"other")") == "south");
    CHECK(marketOf("o-3", "", R"("market":"other")") == "other");
    CHECK(marketOf("o-4", "", R"("state":"ready")") == "default");
}

TEST_CASE("a rider who joined another market stays there, though the old one hears later that he left") {
    Desk desk;
    const auto rider = [&](std::string_view what, std::string_view market) {
        return desk.say(std::format(R"({{"type":"rider.{}","subject":"r","market":"{}"}})", what, market));
    };
    rider("joined", "north");
    rider("connected", "north");
    rider("joined", "south");
    rider("left", "north");
    CHECK(desk.lane.frame()->riders[0].status == RiderStatus::idle);
    CHECK(desk.out.riders.at(0).connected);
    rider("left", "south");
    CHECK(desk.lane.frame()->riders[0].status == RiderStatus::offline);
    CHECK_FALSE(desk.out.riders.at(0).connected);
}

TEST_CASE("a merchant is paused by event or command, and its load is counted") {
    Desk desk;
    desk.say(
        R"({"type":"merchant.upserted","subject":"m-9","data":{"name":"Dosa","latitude":12.9,"longitude":77.5,"timeZone":"Asia/Kolkata"}})");
    desk.order("placed", 0, placed);
    desk.command("pause_merchant", "k1", R"({"merchantId":"m-9"})");
    const auto merchants = desk.lane.frame()->merchants;
    CHECK(merchants->at(0).intake == Intake::paused);
    CHECK(merchants->at(0).openOrders == 1);
    CHECK(merchants->at(0).name == "Dosa");
}

TEST_CASE("who acts in one market opens and shuts no merchant of another") {
    Desk desk;
    const auto in = [&](std::string_view market, std::string_view type) {
        static int id = 0;
        desk.say(
            std::format(R"({{"type":"{}","id":"i{}","market":"{}","subject":"m-9","data":{{"merchantId":"m-9"}}}})",
                        type, ++id, market));
    };
    in("north", "merchant.upserted");
    in("south", "merchant.closed");
    CHECK(desk.out.quarantine.at(0).hint == "market: the merchant is of another market");
    in("south", "command.pause_merchant");
    CHECK(desk.out.answers.at(0).reason == "another_markets_merchant");
    CHECK(desk.lane.frame()->merchants->at(0).intake == Intake::open);
    in("north", "command.pause_merchant");
    CHECK(desk.out.answers.at(0).accepted);
    CHECK(desk.lane.frame()->merchants->at(0).intake == Intake::paused);
}

TEST_CASE("a person's fields are kept whole and can be erased") {
    Desk desk;
    desk.say(R"({"type":"customer.upserted","subject":"c","data":{"name":"Ana","phone":"1"}})");
    desk.say(R"({"type":"customer.upserted","subject":"c","data":{"phone":"2"}})");
    CHECK(desk.out.people.at(0).name == "Ana");
    CHECK(desk.out.people.at(0).phone == "2");
    desk.say(R"({"type":"command.erase_person","id":"k","subject":"customer/c"})");
    CHECK(desk.out.people.at(0).name.empty());
    CHECK_FALSE(desk.lane.snapshot().contains("Ana"));
}

TEST_CASE("a closed order is forgotten after its time, and its number is not used again") {
    Desk desk;
    desk.order("placed", 0, placed);
    desk.order("delivered", 5);
    desk.feed.document(R"({"type":"clock.tick"})", std::chrono::hours(7));
    desk.say(R"({"type":"clock.tick"})");
    desk.order("placed", 0, placed);
    CHECK(desk.out.orders.at(0).order == OrderNo{1});
}

TEST_CASE("a rider takes at most 256 bytes and an open order at most a kilobyte") {
    LaneFeed feed;
    for (int block = 0; block < 200; ++block) {
        std::string value;
        for (int i = 0; i < 100; ++i) {
            value += std::format("{{\"driverId\":\"rider-{}\",\"latitude\":12.9,\"longitude\":77.5,\"seq\":{}}}\n",
                                 block * 100 + i, block);
        }
        feed.document(value);
    }
    for (int i = 0; i < 1000; ++i) {
        feed.document(std::format(R"({{"type":"order.placed","subject":"order-{:012}","data":{}}})", i, placed));
    }
    Lane lane(PartitionNo{0}, {});
    LaneOutput out;
    lane.apply(feed.records(), out);
    const Lane::Memory memory = lane.memory();
    REQUIRE(memory.riders == 20'000);
    REQUIRE(memory.openOrders == 1'000);
    CHECK(memory.riderBytes / memory.riders <= 256);
    CHECK(memory.openOrderBytes / memory.openOrders <= 1024);
}

TEST_CASE("bytes that are no snapshot, of another version, or damaged, are refused with the reason") {
    Desk desk;
    desk.order("placed", 0, placed);
    std::string snapshot = desk.lane.snapshot();
    CHECK(Lane::fromSnapshot("hello").error().contains("no snapshot"));
    std::string older = snapshot;
    older[4] = 99;
    CHECK(Lane::fromSnapshot(older).error().contains("version"));
    for (std::size_t at = 16; at < snapshot.size(); at += 7) {
        std::string damaged = snapshot;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        CHECK_FALSE(Lane::fromSnapshot(damaged).has_value());
    }
    for (std::size_t size = 0; size < snapshot.size(); size += 11) {
        CHECK_FALSE(Lane::fromSnapshot(std::string_view(snapshot).substr(0, size)).has_value());
    }
}

TEST_CASE("a kitchen says that an order is ready once, and that it takes longer only before that") {
    Desk desk;
    desk.order("placed", 0, placed);
    desk.order("accepted", 5, R"({"readyAt":"2026-11-18T10:15:00Z"})");
    desk.command("delay_order", "k1", R"({"orderId":"o-1","minutes":10,"expectedVersion":2})");
    CHECK(desk.out.answers.at(0).accepted);
    CHECK(desk.out.orders.at(0).promisedReadyAt == *parseRfc3339("2026-11-18T10:25:00Z"));
    CHECK(desk.out.orders[0].promisedAt == *parseRfc3339("2026-11-18T10:50:00Z"));
    CHECK(desk.out.orders[0].firstPromisedAt == *parseRfc3339("2026-11-18T10:40:00Z"));
    CHECK(desk.out.orderEvents.at(0).step == OrderStep::promiseChanged);
    const OrderView view = desk.lane.frame()->openOrders->at(0);
    CHECK(view.promisedReadyAt == *parseRfc3339("2026-11-18T10:25:00Z"));
    CHECK(view.firstPromisedAt == *parseRfc3339("2026-11-18T10:40:00Z"));
    CHECK(view.items == 3);

    desk.command("delay_order", "k2", R"({"orderId":"o-1","minutes":10,"expectedVersion":2})");
    CHECK(desk.out.answers.at(0).reason == "conflicting_version");
    for (const char* minutes : {"0", "-5", "181"}) {
        desk.command("delay_order", std::string("k3") + minutes,
                     std::format(R"({{"orderId":"o-1","minutes":{}}})", minutes));
        CHECK(desk.out.answers.at(0).reason == "minutes_are_1_to_180");
    }
    desk.command("mark_ready", "k4", R"({"orderId":"o-1"})");
    CHECK(desk.out.answers.at(0).accepted);
    CHECK(desk.out.orders.at(0).last == OrderStep::ready);
    CHECK(desk.out.orders[0].times.has(OrderStep::ready));
    desk.command("mark_ready", "k5", R"({"orderId":"o-1"})");
    CHECK(desk.out.answers.at(0).reason == "already_ready");
    desk.command("delay_order", "k6", R"({"orderId":"o-1","minutes":10})");
    CHECK(desk.out.answers.at(0).reason == "already_ready");
    desk.order("picked_up", 30);
    desk.command("mark_ready", "k7", R"({"orderId":"o-1"})");
    CHECK(desk.out.answers.at(0).reason == "already_picked_up");
}

TEST_CASE("an order of which nobody promised anything cannot take longer than promised") {
    Desk desk;
    desk.order("placed", 0, R"({"merchantId":"m-9"})");
    desk.command("delay_order", "k1", R"({"orderId":"o-1","minutes":10})");
    CHECK(desk.out.answers.at(0).reason == "nothing_was_promised");
}
