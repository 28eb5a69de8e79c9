#include "core/decode/document_decoder.h"
#include "core/measure/eta/eta_meter.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace roundsman;

namespace {

/// One market, one merchant, one rider, and orders as the test says.
class Town final : public FleetView {
public:
    Town() {
        m_merchant.merchant = MerchantNo{0};
        m_merchant.id = "m-1";
        m_merchant.market = MarketNo{0};
        m_rider.hasFix = true;
        m_rider.position = GeoPoint::fromDegrees(12.97, 77.58);
    }

    EventTime now = *parseRfc3339("2026-11-21T12:00:00Z");
    std::map<OrderNo, OrderRow> orders;
    RiderState m_rider;
    MerchantRow m_merchant;

    EventTime laneTime() const override { return now; }
    const LaneSettings& settings() const override { return m_settings; }
    std::size_t riderCount() const override { return 1; }
    const RiderState& rider(RiderNo) const override { return m_rider; }
    std::string_view riderId(RiderNo) const override { return "r-1"; }
    const OrderRow* order(OrderNo number) const override {
        const auto found = orders.find(number);
        return found == orders.end() ? nullptr : &found->second;
    }
    void forEachOpenOrder(const std::function<void(const OrderRow&)>& visit) const override {
        for (const auto& [number, order] : orders) {
            visit(order);
        }
    }
    std::size_t merchantCount() const override { return 1; }
    const MerchantRow& merchant(MerchantNo) const override { return m_merchant; }
    std::size_t marketCount() const override { return 1; }
    std::string_view marketName(MarketNo) const override { return "south"; }
    const MarketSettings& marketSettings(MarketNo) const override { return m_market; }

private:
    LaneSettings m_settings;
    MarketSettings m_market;
};

/// Plays the documents of orders to a meter, as the lane would.
class Story {
public:
    Town town;
    EtaMeter meter;
    LaneOutput out;

    void wait(Millis time) {
        const TimeStep step{town.now, town.now + time, {Offset{++m_offset}, 0}};
        town.now += time;
        town.m_rider.logTime = town.now;
        meter.apply(step, town, out);
    }

    OrderNo place() {
        const OrderNo number{m_next++};
        OrderRow& order = town.orders[number];
        order.order = number;
        order.market = MarketNo{0};
        order.merchant = MerchantNo{0};
        order.hasPickup = order.hasDropoff = true;
        order.pickup = GeoPoint::fromDegrees(12.98, 77.59);
        order.dropoff = GeoPoint::fromDegrees(12.99, 77.61);
        tell(number, OrderStep::placed);
        return number;
    }

    void tell(OrderNo number, OrderStep step) {
        OrderRow& order = town.orders[number];
        order.times.set(step, town.now);
        if (step == OrderStep::assigned) {
            order.rider = RiderNo{0};
        }
        Event event;
        event.kind = EventKind::order;
        event.step = step;
        AcceptedEvent accepted{.event = event,
                               .time = town.now,
                               .logTime = town.now,
                               .document = {Offset{++m_offset}, 0},
                               .orderTimesBefore = {}};
        accepted.order = number;
        accepted.orderAfter = &order;
        meter.apply(accepted, town, out);
        if (order.times.closed()) {
            town.orders.erase(number);
        }
    }

    /// A model.activated with this `data`, decoded as the lane decodes it.
    void activate(const std::string& data) {
        const std::string document =
            R"({"id":"m","type":"model.activated","source":"test","subject":"eta","data":)" + data + "}";
        DocumentDecoder decoder;
        Fix fix;
        Event event;
        Refusal why;
        REQUIRE(decoder.decode(document, fix, event, why) == DecodedAs::event);
        const AcceptedEvent accepted{.event = event,
                                     .time = town.now,
                                     .logTime = town.now,
                                     .document = {Offset{++m_offset}, 0},
                                     .orderTimesBefore = {}};
        meter.apply(accepted, town, out);
    }

    /// A whole order whose kitchen takes so long.
    void wholeOrder(Millis kitchen) {
        const OrderNo order = place();
        tell(order, OrderStep::assigned);
        wait(std::chrono::minutes{3});
        tell(order, OrderStep::arrivedAtMerchant);
        wait(kitchen - std::chrono::minutes{3});
        tell(order, OrderStep::ready);
        wait(std::chrono::minutes{1});
        tell(order, OrderStep::pickedUp);
        wait(std::chrono::minutes{8});
        tell(order, OrderStep::arrivedAtCustomer);
        wait(std::chrono::minutes{2});
        tell(order, OrderStep::delivered);
    }

private:
    std::uint32_t m_next = 0;
    std::int64_t m_offset = 0;
};

double minutesUntil(EventTime then, EventTime now) {
    return std::chrono::duration<double, std::ratio<60>>(then - now).count();
}

} // namespace

TEST_CASE("an order has an answer from its first document on, and the answer says that nothing was known") {
    Story story;
    story.place();
    REQUIRE(story.out.etas.size() == 1);
    const EtaRow& eta = story.out.etas.front();
    CHECK(eta.level == EtaLevel::fallback);
    CHECK(eta.p50At > story.town.now + std::chrono::minutes{10});
    CHECK(eta.p90At > eta.p50At);
    CHECK(eta.p90At < story.town.now + std::chrono::hours{2});
}

TEST_CASE("each stretch that ends is measured once, beside what was said when it began") {
    Story story;
    story.wholeOrder(std::chrono::minutes{15});
    std::vector<Leg> legs;
    for (const LegRow& row : story.out.legs) {
        legs.push_back(row.query.leg);
        CHECK(row.predicted.p50Seconds > 0);
        CHECK(row.lastDocument > row.firstDocument);
    }
    CHECK(legs == std::vector{Leg::assignment, Leg::toMerchant, Leg::preparation, Leg::wait, Leg::toCustomer,
                              Leg::handOver, Leg::whole});
    CHECK(story.out.legs.back().endedAt - story.out.legs.back().startedAt == std::chrono::minutes{26});
}

TEST_CASE("after forty orders the promise of the next one is right within two minutes") {
    Story story;
    for (int i = 0; i < 40; ++i) {
        story.wholeOrder(std::chrono::minutes{15});
    }
    story.out.clear();
    const OrderNo order = story.place();
    story.tell(order, OrderStep::assigned);
    CHECK(minutesUntil(story.out.etas.back().p50At, story.town.now) == doctest::Approx(26).epsilon(2.0 / 26));
}

TEST_CASE("a kitchen that turns slow is noticed within five orders") {
    Story story;
    for (int i = 0; i < 40; ++i) {
        story.wholeOrder(std::chrono::minutes{15});
    }
    for (int i = 0; i < 5; ++i) {
        story.wholeOrder(std::chrono::minutes{30});
    }
    story.place();
    const auto preparation = story.out.etas.back().legs[static_cast<std::size_t>(Leg::preparation)];
    CHECK(preparation.p50Seconds / 60 > 25);
    CHECK(preparation.p50Seconds / 60 < 33);
}

TEST_CASE("before a rider is found the way as a whole answers, without a model too, and says how it is known") {
    Story story;
    for (int i = 0; i < 12; ++i) {
        story.wholeOrder(std::chrono::minutes{15});
    }
    story.place();
    const EtaRow& eta = story.out.etas.back();
    const LegEstimate whole = eta.legs[static_cast<std::size_t>(Leg::whole)];
    CHECK(eta.level == EtaLevel::cellPair);
    CHECK(eta.level == whole.level);
    CHECK(minutesUntil(eta.p50At, eta.madeAt) ==
          doctest::Approx(static_cast<double>(whole.p50Seconds) / 60).epsilon(0.01));
    CHECK(minutesUntil(eta.p50At, eta.madeAt) == doctest::Approx(26).epsilon(0.12));
}

TEST_CASE("an order that waits for a rider far longer than any did is not promised for now") {
    Story story;
    for (int i = 0; i < 12; ++i) {
        story.wholeOrder(std::chrono::minutes{15});
    }
    const OrderNo order = story.place();
    for (int minute = 0; minute < 60; ++minute) {
        story.wait(std::chrono::minutes{1});
    }
    CHECK(minutesUntil(story.meter.way(order)->p50At, story.town.now) > 10); // the ride and the hand-over still come
}

TEST_CASE("an order that the log tells of from its middle on has an answer from then on") {
    Story story;
    const OrderNo order{77};
    OrderRow& row = story.town.orders[order];
    row.order = order;
    row.market = MarketNo{0};
    row.merchant = MerchantNo{0};
    story.tell(order, OrderStep::assigned);
    REQUIRE(story.out.etas.size() == 1);
    CHECK(story.out.etas.back().level == EtaLevel::fallback);
    CHECK(minutesUntil(story.out.etas.back().p50At, story.town.now) > 10); // no place is known: a usual ride
    story.tell(order, OrderStep::pickedUp);
    story.wait(std::chrono::minutes{8});
    story.tell(order, OrderStep::delivered);
    CHECK(story.out.legs.size() == 1); // the ride; the rest was not seen from its beginning
}

TEST_CASE("a slow kitchen makes the promises of its next orders longer, not only its own stretch") {
    Story story;
    for (int i = 0; i < 40; ++i) {
        story.wholeOrder(std::chrono::minutes{15});
    }
    story.place();
    const double usual = minutesUntil(story.out.etas.back().p50At, story.town.now);
    for (int i = 0; i < 5; ++i) {
        story.wholeOrder(std::chrono::minutes{30});
    }
    story.place();
    CHECK(minutesUntil(story.out.etas.back().p50At, story.town.now) > usual + 10);
}

TEST_CASE("a rider who is slower than thought is thought slower for the rest of his way") {
    Story story;
    for (int i = 0; i < 40; ++i) {
        story.wholeOrder(std::chrono::minutes{10});
    }
    const auto leftHalfWay = [&](Millis halfTook) {
        const OrderNo order = story.place();
        story.tell(order, OrderStep::assigned);
        story.tell(order, OrderStep::pickedUp);
        story.wait(halfTook);
        story.town.m_rider.position = GeoPoint::fromDegrees(12.985, 77.60);
        story.wait(std::chrono::minutes{1});
        const LegEstimate left = story.meter.way(order)->of(Leg::toCustomer).left(story.town.now);
        story.tell(order, OrderStep::cancelled);
        return left.p50Seconds;
    };
    CHECK(leftHalfWay(std::chrono::minutes{12}) > leftHalfWay(std::chrono::minutes{3}) * 1.3F);
}

TEST_CASE("a promise is revised when it moves by a minute, and not for less") {
    Story story;
    story.place();
    const auto said = story.out.etas.size();
    story.wait(std::chrono::seconds{61});
    CHECK(story.out.etas.size() <= said + 1);
    story.wait(std::chrono::hours{1}); // nothing happens: the promise must move
    CHECK(story.out.etas.back().p50At > story.town.now);
    CHECK(story.out.etas.back().revision == story.out.etas.size());
}

TEST_CASE("a snapshot gives back a meter that says the same") {
    Story story;
    story.wholeOrder(std::chrono::minutes{12});
    const OrderNo order = story.place();
    ByteWriter bytes;
    story.meter.save(bytes);
    EtaMeter again;
    ByteReader reader(bytes.bytes());
    REQUIRE(again.load(reader));
    CHECK(reader.atEnd());
    ByteWriter twice;
    again.save(twice);
    CHECK(twice.bytes() == bytes.bytes());
    CHECK(again.way(order)->p50At == story.meter.way(order)->p50At);
}

TEST_CASE("a model that comes in parts goes live with its last one, in whatever order they come") {
    Story story;
    for (int i = 0; i < 220; ++i) {
        story.wholeOrder(std::chrono::minutes{10 + i % 7});
    }
    const EtaModel model = EtaModel::train(story.out.legs, 5);
    REQUIRE(model.of(Leg::preparation) != nullptr);
    auto documents = modelDocuments(model);
    REQUIRE(documents.size() > 1);
    std::ranges::reverse(documents);
    for (const std::string& document : documents) {
        CHECK(story.meter.knowledge().modelVersion() == 0);
        story.activate(document);
    }
    CHECK(story.meter.knowledge().modelVersion() == 5);
    REQUIRE(story.out.answers.size() == 1);
    CHECK(story.out.answers.front().accepted);
    story.place();
    CHECK(story.out.etas.back().legs[static_cast<std::size_t>(Leg::preparation)].level == EtaLevel::model);
}

TEST_CASE("a damaged model is answered with the reason, and what was known before stays") {
    Story story;
    for (int i = 0; i < 220; ++i) {
        story.wholeOrder(std::chrono::minutes{10});
    }
    for (std::string document : modelDocuments(EtaModel::train(story.out.legs, 5))) {
        document[document.size() / 2] = document[document.size() / 2] == 'A' ? 'B' : 'A';
        story.activate(document);
    }
    CHECK(story.meter.knowledge().modelVersion() == 0);
    REQUIRE_FALSE(story.out.answers.empty());
    CHECK_FALSE(story.out.answers.back().accepted);
    CHECK(story.out.answers.back().reason.contains("checksum"));
}

TEST_CASE("bytes that are cut anywhere are refused") {
    Story story;
    story.wholeOrder(std::chrono::minutes{12});
    story.place();
    ByteWriter bytes;
    story.meter.save(bytes);
    for (std::size_t length = 0; length < bytes.bytes().size(); length += 7) {
        EtaMeter meter;
        ByteReader reader(bytes.bytes().substr(0, length));
        CHECK_FALSE(meter.load(reader));
    }
}
