#include "tests/core/bridge/source_topics.h"

using namespace roundsman;
using namespace roundsman::tests;

namespace {

constexpr std::int32_t lanes = 3;
const MarketMap markets(lanes, {{"south", 0}, {"north", 1}, {"west", 2}});
const EventTime now = eventTimeFromMillis(1'795'000'000'000);

const SystemClock clockOfAudit;
AuditLog audit{clockOfAudit, [](std::string_view) {
               }};

BridgeSettings toWest() {
    BridgeSettings settings;
    settings.market = "west";
    return settings;
}

/// A bridge without threads: reads on where the group was, sends, and dies when the test says so.
class Run {
public:
    Run(const SourceTopics& topics, const BridgeLimits& limits, std::vector<std::int64_t> from)
        : m_topics(topics),
          m_routes(toWest(), markets, audit, 1000),
          m_coalescer(lanes, limits),
          m_from(std::move(from)),
          m_next(m_from) {
        for (const auto& each : topics.partitions) {
            names.push_back({each.topic, each.partition});
        }
    }

    bool readOne(std::size_t source) {
        const auto offset = static_cast<std::size_t>(m_next[source]);
        if (offset >= m_topics.partitions[source].records.size()) {
            return false;
        }
        ++m_next[source];
        const RecordView record = m_topics.record(source, offset);
        m_coalescer.take(static_cast<std::uint32_t>(source), record, m_routes.route(record, names[source].topic, now),
                         m_routes.marketOf(record), now, m_time);
        return true;
    }
    /// Sends what is due on a lane; `durable` and `told` say what becomes of it.
    void send(std::int32_t lane, TakingLanes& log, bool durable, bool told) {
        m_time += std::chrono::milliseconds(30);
        const Bundle* bundle = m_coalescer.due(lane, m_time);
        if (bundle == nullptr) {
            return;
        }
        m_coalescer.sent(lane);
        if (bundle->value().size() + bundle->header(names).size() > logTakes) {
            REQUIRE(m_coalescer.split(lane));
            return;
        }
        if (durable) {
            log.append(lane, *bundle, names);
        }
        if (durable && told) {
            m_coalescer.acknowledged(lane);
        } else {
            m_coalescer.failed(lane);
        }
    }
    void finish(TakingLanes& log) {
        for (std::size_t source = 0; source < names.size(); ++source) {
            while (readOne(source)) {
            }
        }
        while (!m_coalescer.empty()) {
            for (std::int32_t lane = 0; lane < lanes; ++lane) {
                send(lane, log, true, true);
            }
        }
    }
    [[nodiscard]] std::int64_t done(std::size_t source) const {
        const std::int64_t done = m_coalescer.doneTo(static_cast<std::uint32_t>(source));
        return done < 0 ? m_from[source] : done;
    }
    Coalescer& coalescer() { return m_coalescer; }

    std::vector<SourceName> names;
    std::size_t logTakes = 1'000'000; ///< bytes of a record, its header included

private:
    const SourceTopics& m_topics;
    DocumentRoutes m_routes;
    Coalescer m_coalescer;
    std::vector<std::int64_t> m_from;
    std::vector<std::int64_t> m_next;
    Coalescer::Steady::time_point m_time{};
};

SourceTopics topicsOf(SourceWriter& writer, std::size_t records) {
    SourceTopics topics{{{"rider-updates", 0}, {"rider-updates", 1}, {"order-events@AbC-_123", 0}}};
    for (auto& partition : topics.partitions) {
        for (std::size_t i = 0; i < records; ++i) {
            partition.records.push_back(writer.value());
        }
    }
    return topics;
}

BridgeLimits tight() {
    BridgeLimits limits;
    limits.recordBytesMax = 700;
    limits.wholeBytesMax = 400;
    return limits;
}

} // namespace

TEST_CASE("a run that dies anywhere, and is repeated from where the group was, gives the same accepted set") {
    for (std::uint32_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        SourceWriter random(seed);
        const SourceTopics topics = topicsOf(random, 40);
        TakingLanes once(lanes);
        Run(topics, tight(), {0, 0, 0}).finish(once);
        TakingLanes often(lanes);
        std::vector<std::int64_t> committed{0, 0, 0};
        for (int life = 0; life < 5; ++life) {
            Run run(topics, tight(), committed);
            for (std::size_t step = 0; step < 60; ++step) {
                run.readOne(random.pick(3));
                run.send(static_cast<std::int32_t>(random.pick(lanes)), often, random.pick(5) != 0,
                         random.pick(5) != 0);
                if (random.pick(20) == 0) {
                    for (std::size_t source = 0; source < committed.size(); ++source) {
                        committed[source] = run.done(source);
                    }
                }
            }
        }
        Run(topics, tight(), committed).finish(often);
        REQUIRE((often.take() == once.take()));
    }
}

TEST_CASE("a rerun from any offset adds nothing") {
    SourceWriter writer(7);
    const SourceTopics topics = topicsOf(writer, 60);
    TakingLanes log(lanes);
    Run(topics, tight(), {0, 0, 0}).finish(log);
    const auto first = log.take();
    CHECK(first.repeats == 0);
    CHECK(first.riders.size() > 100);
    CHECK_FALSE(first.quarantined.empty());
    for (const std::int64_t from : {0, 1, 17, 59}) {
        Run(topics, tight(), {from, from, from}).finish(log);
        const auto again = log.take();
        CHECK((again == first));
        CHECK(again.repeats > 0);
    }
}

TEST_CASE("documents of other records are put into one, and the header tells them apart") {
    SourceTopics topics{{{"rider-updates", 3}}};
    for (int i = 0; i < 50; ++i) {
        topics.partitions[0].records.push_back(R"({"driverId":)" + std::to_string(i) +
                                               R"(,"latitude":1,"longitude":1,"state":"south"})");
    }
    topics.partitions[0].records.push_back("{\"driverId\":1,\"latitude\":1,\"longitude\":1,\"state\":\"south\"}\n"
                                           "{\"driverId\":2,\"latitude\":1,\"longitude\":1,\"state\":\"south\"}");
    Run run(topics, {}, {0});
    while (run.readOne(0)) {
    }
    run.coalescer().hurry();
    const Bundle* bundle = run.coalescer().due(0, {});
    REQUIRE(bundle != nullptr);
    CHECK(bundle->header(run.names) == "rider-updates/3/0x50x1;rider-updates/3/50x1x2");
    CHECK(bundle->documents() == 52);
    CHECK(run.coalescer().doneTo(0) == 0);
    run.coalescer().sent(0);
    run.coalescer().acknowledged(0);
    CHECK(run.coalescer().doneTo(0) == 51);
    CHECK(run.coalescer().empty());
}

TEST_CASE("the next record of a partition waits until the one before it is acknowledged") {
    SourceTopics topics{{{"t", 0, {R"({"a":1})", R"({"a":2})"}}}};
    Run run(topics, {}, {0});
    run.readOne(0);
    run.coalescer().hurry();
    REQUIRE(run.coalescer().due(2, {}) != nullptr); // "west", this bridge's default
    run.coalescer().sent(2);
    run.readOne(0);
    run.coalescer().hurry();
    CHECK(run.coalescer().due(2, {}) == nullptr);
    run.coalescer().failed(2);
    REQUIRE(run.coalescer().due(2, {}) != nullptr);
    CHECK(run.coalescer().due(2, {})->value() == R"({"a":1})");
    run.coalescer().sent(2);
    run.coalescer().acknowledged(2);
    REQUIRE(run.coalescer().due(2, {}) != nullptr);
    CHECK(run.coalescer().due(2, {})->value() == R"({"a":2})");
    CHECK(run.coalescer().doneTo(0) == 1);
}

TEST_CASE("a record that the log finds too large goes in halves, and a single document is cut") {
    SourceTopics topics{{{"t", 0, {R"({"a":1})", R"({"a":2})", "{\"a\":\"" + std::string(100'000, 'x') + "\"}"}}}};
    Run run(topics, {}, {0});
    while (run.readOne(0)) {
    }
    run.coalescer().hurry();
    std::vector<std::string> taken;
    for (int turn = 0; turn < 20 && !run.coalescer().empty(); ++turn) {
        const Bundle* bundle = run.coalescer().due(2, {});
        REQUIRE(bundle != nullptr);
        run.coalescer().sent(2);
        if (bundle->value().size() > 70'000) {
            CHECK(run.coalescer().split(2));
        } else {
            taken.push_back(bundle->value());
            run.coalescer().acknowledged(2);
        }
    }
    REQUIRE(taken.size() == 3);
    CHECK(taken[0] == "{\"a\":1}");
    CHECK(taken[1] == "{\"a\":2}");
    CHECK(taken[2].size() == 64 * 1024 + 1);
    CHECK(run.coalescer().counts().cutDocuments == 1);
}

TEST_CASE("no record is too much for the log, however many documents a source record has and whatever their shapes") {
    std::string shapes = "[";
    std::string lines;
    for (int i = 0; i < 3'000; ++i) {
        const std::string rider = R"({"driverId":"r)" + std::to_string(i) + R"(","latitude":12.97,"longitude":77.59})";
        shapes += (i == 0 ? "" : ",") + (i % 3 == 0   ? "[" + std::to_string(i) + "]"
                                         : i % 3 == 1 ? rider
                                                      : "{\n" + rider.substr(1));
        lines += R"({"driverId":"s)" + std::to_string(i) + R"(","latitude":12.97,"longitude":77.59,"note":")" +
                 std::string(300, 'n') + "\"}\n";
    }
    const SourceTopics topics{{{"rider-updates", 0, {shapes + "]", lines}}}};
    REQUIRE(lines.size() > BridgeLimits{}.wholeBytesMax);
    TakingLanes log(lanes);
    Run(topics, {}, {0}).finish(log);
    const auto first = log.take();
    CHECK(first.riders.size() == 5'000);
    CHECK(first.quarantined.size() == 1'000);
    CHECK(log.largest() < 512 * 1024 + 8 * 1024);
    Run(topics, {}, {0}).finish(log);
    const auto again = log.take();
    CHECK((again == first));
    CHECK(again.repeats == 6'000);
}

TEST_CASE("lists within lists need no record each") {
    std::string lists = "[";
    for (int i = 0; i < 1'000; ++i) {
        lists += i == 0 ? "" : ",";
        lists += R"([{"driverId":"r)" + std::to_string(i) + R"(","latitude":12.97,"longitude":77.59},[7]])";
    }
    const SourceTopics topics{{{"rider-updates", 0, {lists + "]"}}}};
    Run run(topics, {}, {0});
    REQUIRE(run.readOne(0));
    run.coalescer().hurry();
    const Bundle* bundle = run.coalescer().due(2, {});
    REQUIRE(bundle != nullptr);
    CHECK(bundle->documents() == 2'000);
    TakingLanes log(lanes);
    run.finish(log);
    const auto taken = log.take();
    CHECK(taken.riders.size() == 1'000);
    CHECK(taken.quarantined.size() == 1'000);
}

TEST_CASE("what is told of moves in one life, and not in the next, shifts no document's place") {
    constexpr int riders = 300;
    for (const std::size_t wholeBytes : {400UL, 1'000'000UL}) {
        for (const std::int64_t seenFrom :
             {0, 1}) { // the life that saw where the riders were before comes first, or last
            CAPTURE(wholeBytes);
            CAPTURE(seenFrom);
            SourceTopics topics{{{"rider-updates", 0, {"", ""}}}};
            for (const std::size_t record : {0UL, 1UL}) {
                for (int i = 0; i < riders; ++i) {
                    topics.partitions[0].records[record] += R"({"driverId":"r)" + std::to_string(i) +
                                                            R"(","latitude":12.97,"longitude":77.59,"state":")" +
                                                            (record == 0 ? "south" : "west") + "\"}\n";
                }
            }
            BridgeLimits limits;
            limits.recordBytesMax = 5'000;
            limits.wholeBytesMax = wholeBytes;
            TakingLanes log(lanes);
            {
                Run first(topics, limits, {seenFrom});
                while (first.readOne(0)) {
                }
                for (int turn = 0; turn < 3; ++turn) { // and it dies
                    first.send(0, log, true, true);
                    first.send(2, log, true, true);
                }
            }
            Run(topics, limits, {1 - seenFrom}).finish(log);
            if (seenFrom == 0) {
                Run(topics, limits, {0}).finish(log);
            }
            const auto taken = log.take();
            CHECK(taken.quarantined.empty());
            CHECK(taken.riders.size() == 2 * riders);
            CHECK(std::set(taken.riders.begin(), taken.riders.end()).size() == 2 * riders);
        }
    }
}

TEST_CASE("a log that takes less goes on getting everything once, whatever it took of a record before") {
    SourceTopics topics{{{"rider-updates", 0}}};
    std::size_t riders = 0;
    for (int record = 0; record < 6; ++record) {
        std::string& value = topics.partitions[0].records.emplace_back();
        for (int i = 0; i < 400; ++i, ++riders) {
            value += R"({"driverId":"r)" + std::to_string(riders) + R"(","latitude":12.97,"longitude":77.59})" + "\n";
        }
    }
    TakingLanes log(lanes);
    for (const std::size_t takes : {20'000UL, 3'000UL, 500UL, 9'000UL, 1'000'000UL}) {
        Run life(topics, {}, {0});
        life.logTakes = takes;
        for (int step = 0; step < 6; ++step) {
            life.readOne(0);
        }
        for (int step = 0; step < 25; ++step) { // and it dies in the middle of a record
            life.send(2, log, true, true);
        }
    }
    Run last(topics, {}, {0});
    last.logTakes = 3'000;
    last.finish(log);
    const auto taken = log.take();
    CHECK(taken.riders.size() == riders);
    CHECK(taken.quarantined.empty());
    CHECK(taken.repeats > 0);
}

TEST_CASE("whatever a log takes at a time, and however often it changes, each rider is taken once") {
    for (std::uint32_t seed = 1; seed <= 30; ++seed) {
        CAPTURE(seed);
        SourceWriter random(seed);
        const SourceTopics topics = topicsOf(random, 40);
        TakingLanes once(lanes);
        Run(topics, {}, {0, 0, 0}).finish(once);
        TakingLanes often(lanes);
        for (int life = 0; life < 5; ++life) {
            Run run(topics, tight(), {0, 0, 0});
            run.logTakes = 400 + random.pick(3'000);
            for (std::size_t step = 0; step < 100; ++step) {
                run.readOne(random.pick(3));
                run.send(static_cast<std::int32_t>(random.pick(lanes)), often, random.pick(5) != 0,
                         random.pick(5) != 0);
            }
        }
        Run(topics, {}, {0, 0, 0}).finish(often);
        REQUIRE(often.take().riders == once.take().riders);
    }
}

TEST_CASE("a rider who changes markets leaves the old one and joins the new one; one who is in two by turns does not") {
    const auto fixIn = [](const std::string& rider, const std::string& market) {
        return R"({"driverId":")" + rider + R"(","latitude":12.9,"longitude":77.5,"state":")" + market + R"("})";
    };
    DocumentRoutes routes({}, markets, audit, 1000);
    std::vector<std::string> told;
    std::int64_t offset = 0;
    const auto pass = [&](const std::string& value) {
        const RecordView record{PartitionNo{0}, Offset{offset++}, now, {}, value, {}};
        told.clear();
        for (const RoutedDocument& each : routes.route(record, "t@1", now)) {
            told.push_back(std::to_string(each.lane.value()) + " " + std::string(each.document));
        }
    };
    pass(fixIn("453", "south"));
    CHECK(told.size() == 1);
    pass(fixIn("453", "north"));
    REQUIRE(told.size() == 3);
    CHECK(told[0] == R"(0 {"id":"t@1/0/1/0","type":"rider.left","source":"bridge","market":"south","subject":"453",)"
                     R"("data":{"otherMarket":"north"}})");
    CHECK(told[1] == R"(1 {"id":"t@1/0/1/1","type":"rider.joined","source":"bridge","market":"north","subject":"453",)"
                     R"("data":{"otherMarket":"south"}})");
    CHECK(told[2] == "1 " + fixIn("453", "north"));
    for (int turn = 0; turn < 4; ++turn) {
        pass(fixIn("453", "south"));
        pass(fixIn("453", "north"));
    }
    CHECK(told.size() == 1);
    CHECK(routes.counts().moves == 3);
}

TEST_CASE("deletions and white space are counted and not passed on") {
    DocumentRoutes routes({}, markets, audit, 10);
    CHECK(routes.route({PartitionNo{0}, Offset{0}, now, {}, {}, {}}, "t", now).empty());
    CHECK(routes.route({PartitionNo{0}, Offset{1}, now, {}, " \n", {}}, "t", now).empty());
    CHECK(routes.counts().emptyRecords == 2);
}

TEST_CASE("a record of ours belongs to the traces of what is in it") {
    Coalescer coalescer(lanes, BridgeLimits{});
    DocumentRoutes routes(toWest(), markets, audit, 1000);
    const std::string value = R"({"driverId":"r1","latitude":12.97,"longitude":77.59})";
    const auto takeWith = [&](std::int64_t offset, std::string_view trace) {
        const HeaderView header{header::traceparent, trace};
        const RecordView record{.partition = PartitionNo{0},
                                .offset = Offset{offset},
                                .logTime = now,
                                .key = {},
                                .value = value,
                                .headers = {&header, trace.empty() ? 0U : 1U}};
        coalescer.take(0, record, routes.route(record, "rider-updates", now), "west", now, {});
    };
    takeWith(0, "00-a-1-01");
    takeWith(1, "");
    takeWith(2, "00-a-1-01");
    takeWith(3, "00-b-2-01");
    coalescer.hurry();
    const Bundle* bundle = coalescer.due(2, {});
    REQUIRE(bundle != nullptr);
    CHECK(std::vector<std::string>(bundle->traces().begin(), bundle->traces().end()) ==
          std::vector<std::string>{"00-a-1-01", "00-b-2-01"});
}
