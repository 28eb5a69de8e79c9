#include "core/node/scoped_console.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace roundsman;

namespace {

/// Two restaurants, three orders, three riders; says what it was asked.
class Everything final : public ConsoleApi {
public:
    Everything() {
        auto frame = std::make_shared<Frame>();
        auto names = std::make_shared<Directory>();
        for (std::uint32_t n = 0; n < 3; ++n) {
            RiderDot dot;
            dot.rider = RiderNo{n};
            dot.hasFix = true;
            dot.position = GeoPoint::fromDegrees(12.97, 77.59);
            frame->riders.push_back(dot);
            names->append("r-" + std::to_string(n));
        }
        frame->riderIds = names;
        frame->ridersByStatus[0] = 3;
        auto merchants = std::make_shared<std::vector<MerchantView>>();
        for (std::uint32_t n = 0; n < 3; ++n) {
            MerchantView merchant;
            merchant.merchant = MerchantNo{n};
            merchant.id = "m-" + std::to_string(n);
            merchant.name = "Kitchen " + std::to_string(n);
            merchants->push_back(merchant);
        }
        frame->merchants = merchants;
        auto orders = std::make_shared<std::vector<OrderView>>();
        for (std::uint32_t n = 0; n < 3; ++n) {
            OrderView order;
            order.order = OrderNo{n};
            order.id = "o-" + std::to_string(n);
            order.merchant = MerchantNo{n};
            order.rider = RiderNo{n};
            order.times.set(OrderStep::assigned, eventTimeFromMillis(5000 + n));
            orders->push_back(order);
        }
        frame->openOrders = orders;
        frame->surge = std::make_shared<std::vector<SurgeRow>>(3);
        frame->openAlerts = std::make_shared<std::vector<AlertRow>>(2);
        std::vector<CommandAnswerRow> answers(2);
        answers[0].commandId = "his";
        answers[1].commandId = "others";
        frame->answers = std::make_shared<std::vector<CommandAnswerRow>>(answers);
        m_frame = frame;
    }

    std::unique_ptr<Subscription> watchFrames(std::function<void()>) override { return nullptr; }
    [[nodiscard]] Picture picture() const override { return {{m_frame}}; }
    [[nodiscard]] NodeStatus status() const override {
        NodeStatus status;
        status.updatesPerSecond = 12;
        status.verdicts.add(Verdict::accepted, Reason::none, 99);
        status.lanes.resize(1);
        return status;
    }
    void recentFixes(PartitionNo, RiderNo, Answer<std::vector<FixSeen>> answer) override { answer({}); }
    void trail(PartitionNo, RiderNo, EventTime from, EventTime, Answer<std::vector<FixSeen>> answer) override {
        trailFrom = from;
        answer({});
    }
    void record(PartitionNo, Offset, Answer<std::string> answer) override { answer("bytes"); }
    void records(RecordsWanted, Answer<RecordPage> answer) override { answer(RecordPage{}); }
    void query(Query query, Answer<Table> answer) override {
        asked = query;
        answer(Table{});
    }
    void pictureAt(EventTime, Answer<Picture> answer) override { answer(picture()); }
    [[nodiscard]] std::vector<std::string> logLines() const override { return {"line"}; }
    void submit(std::string commandJson, Answer<DocumentRef> answer) override {
        submitted = std::move(commandJson);
        answer(DocumentRef{});
    }

    Query asked;
    EventTime trailFrom{};
    std::string submitted;

private:
    FramePtr m_frame;
};

Identity restaurant(const std::string& id) {
    Identity who;
    who.role = Role::merchant;
    who.merchant = id;
    return who;
}

std::string command(const std::string& type, const std::string& data, const std::string& id = "c-1") {
    return R"({"id":")" + id + R"(","type":"command.)" + type + R"(","market":"south","data":)" + data + "}";
}

struct Desk {
    Everything behind;
    SystemClock clock;
    std::vector<std::string> acts;
    AuditLog audit{clock, [this](std::string_view line) {
                       acts.emplace_back(line);
                   }};
    ScopedConsole console{behind, restaurant("m-1"), audit};

    bool takes(const std::string& json) {
        bool taken = false;
        console.submit(json, [&](const auto& answer) { taken = answer.has_value(); });
        return taken;
    }
    bool answers(QueryKind kind) {
        bool answered = false;
        Query query;
        query.kind = kind;
        query.id = "m-2";
        console.query(query, [&](const auto& answer) { answered = answer.has_value(); });
        return answered;
    }
};

} // namespace

TEST_CASE("a restaurant's picture has its orders, its riders and itself, under their own numbers, and nobody else") {
    Desk desk;
    CHECK(desk.console.scope().merchant == "m-1");
    const Picture picture = desk.console.picture();
    REQUIRE(picture.lanes.size() == 1);
    const Frame& frame = *picture.lanes.front();
    REQUIRE(frame.openOrders->size() == 1);
    CHECK(frame.openOrders->front().id == "o-1");
    REQUIRE(frame.merchants->size() == 2);
    CHECK(frame.merchants->at(0).id.empty());
    CHECK(frame.merchants->at(1).id == "m-1");
    REQUIRE(frame.riders.size() == 2);
    CHECK_FALSE(frame.riders[0].hasFix);
    CHECK(frame.riders[1].hasFix);
    CHECK((*frame.riderIds)[0].empty());
    CHECK((*frame.riderIds)[1] == "r-1");
    CHECK(frame.surge == nullptr);
    CHECK(frame.openAlerts == nullptr);
    CHECK(frame.answers->empty());
    std::uint32_t counted = 0;
    for (const std::uint32_t riders : frame.ridersByStatus) {
        counted += riders;
    }
    CHECK(counted == 1);
    CHECK(desk.console.picture().lanes.front() == picture.lanes.front()); // one picture is made once
}

TEST_CASE("a restaurant asks about its own orders and figures, whatever it names") {
    Desk desk;
    CHECK(desk.answers(QueryKind::merchants));
    CHECK(desk.behind.asked.id == "m-1");
    for (const QueryKind kind :
         {QueryKind::orders, QueryKind::orderEvents, QueryKind::orderEtas, QueryKind::orderLegs, QueryKind::waits}) {
        CHECK(desk.answers(kind));
        CHECK(desk.behind.asked.merchant == "m-1");
    }
    for (const QueryKind kind :
         {QueryKind::riders, QueryKind::trail, QueryKind::quarantine, QueryKind::verdictMinutes, QueryKind::alerts,
          QueryKind::answers, QueryKind::settings, QueryKind::cells, QueryKind::surge, QueryKind::storage}) {
        CHECK_FALSE(desk.answers(kind));
    }
    const auto refused = [](const auto& answer) {
        CHECK_FALSE(answer.has_value());
    };
    desk.console.record(PartitionNo{0}, Offset{1}, refused);
    desk.console.records({}, refused);
    desk.console.pictureAt({}, refused);
    CHECK(desk.console.logLines().empty());
    CHECK(desk.console.status().updatesPerSecond == 0);
    CHECK(desk.console.status().verdicts.of(Verdict::accepted) == 0);
}

TEST_CASE("a restaurant sees a rider's way only while he has one of its orders, and from then on") {
    Desk desk;
    desk.console.trail(PartitionNo{0}, RiderNo{1}, {}, {}, [](const auto& answer) { CHECK(answer.has_value()); });
    CHECK(desk.behind.trailFrom == eventTimeFromMillis(5001));
    desk.console.trail(PartitionNo{0}, RiderNo{2}, {}, {}, [](const auto& answer) { CHECK_FALSE(answer.has_value()); });
    desk.console.recentFixes(PartitionNo{0}, RiderNo{0}, [](const auto& answer) { CHECK_FALSE(answer.has_value()); });
    desk.console.recentFixes(PartitionNo{0}, RiderNo{1}, [](const auto& answer) { CHECK(answer.has_value()); });
}

TEST_CASE("a restaurant's commands are its kitchen's and about its own") {
    Desk desk;
    CHECK(desk.takes(command("pause_merchant", R"({"merchantId":"m-1"})")));
    CHECK(desk.takes(command("mark_ready", R"({"orderId":"o-1"})")));
    CHECK(desk.takes(command("delay_order", R"({"orderId":"o-1","minutes":10})")));
    desk.behind.submitted.clear();
    CHECK_FALSE(desk.takes(command("pause_merchant", R"({"merchantId":"m-2"})")));
    CHECK_FALSE(desk.takes(command("mark_ready", R"({"orderId":"o-2"})")));
    CHECK_FALSE(desk.takes(command("assign", R"({"orderId":"o-1","driverId":"r-2"})")));
    CHECK_FALSE(desk.takes(command("erase_person", R"({"orderId":"o-1","merchantId":"m-1"})")));
    CHECK_FALSE(desk.takes(R"({"id":"x","type":"settings.changed","market":"south","data":{}})"));
    CHECK_FALSE(desk.takes(R"({"driverId":"r-1","latitude":1,"longitude":2})"));
    CHECK_FALSE(desk.takes("nonsense"));
    CHECK(desk.behind.submitted.empty());
}

TEST_CASE("what a restaurant may not do leaves a line in the audit log; what it may is noted by who takes it") {
    Desk desk;
    CHECK(desk.takes(command("pause_merchant", R"({"merchantId":"m-1"})")));
    CHECK_FALSE(desk.takes("nonsense"));
    CHECK_FALSE(desk.takes(R"({"driverId":"r-1","latitude":1,"longitude":2})"));
    CHECK(desk.acts.empty());
    CHECK_FALSE(desk.takes(command("mark_ready", R"({"orderId":"o-2"})")));
    REQUIRE(desk.acts.size() == 1);
    CHECK(desk.acts.front().contains(
        R"("door":"console","role":"merchant","who":"m-1","act":"command.mark_ready","thing":"o-2","id":"c-1",)"
        R"("outcome":"refused","reason":"that is not yours)"));
}

TEST_CASE("the answers that a restaurant sees are those to its own commands") {
    Desk desk;
    CHECK(desk.takes(command("pause_merchant", R"({"merchantId":"m-1"})", "his")));
    const Picture picture = desk.console.picture();
    REQUIRE(picture.lanes.front()->answers->size() == 1);
    CHECK(picture.lanes.front()->answers->front().commandId == "his");
}
