#include "core/node/node_console.h"
#include "core/node/node_http.h"
#include "tests/core/node/fake_stages.h"
#include "tests/support/http_client.h"

#include <doctest/doctest.h>

#include <future>

using namespace roundsman;
using namespace roundsman::tests;

namespace {
constexpr PartitionNo p0{0};
constexpr PartitionNo p1{1};
} // namespace

TEST_CASE("every record of every partition is committed once, in order") {
    FakeNode at(3);
    for (int p = 0; p < 3; ++p) {
        at.log.fill(PartitionNo{p}, 1'000);
    }
    at.node.start();
    for (int p = 0; p < 3; ++p) {
        CHECK(at.committed(PartitionNo{p}, 1'000));
    }
    at.node.stop();
    CHECK(at.world.documentsCommitted == 3'000);
    CHECK(at.world.broken.empty());
    CHECK(at.world.snapshots > 0);
    const std::string text = at.metrics.prometheusText();
    CHECK(metricSum(text, "roundsman_documents_total") == 3'000);
    CHECK(metricSum(text, "roundsman_verdicts_total") == 3'000);
}

TEST_CASE("stop before start, twice, and in the middle is legal, and a node starts again") {
    FakeNode at;
    at.node.stop();
    at.log.fill(p0, 500);
    at.node.start();
    at.node.start();
    at.node.stop();
    at.node.stop();
    at.node.start();
    CHECK(at.committed(p0, 500));
    at.node.stop();
    CHECK(at.world.broken.empty());
}

TEST_CASE("a node that was never started goes away quietly") {
    const FakeNode at;
    CHECK(at.node.whyNotReady() == "the node is not started");
}

TEST_CASE("start, reload and stop from several threads never interleave") {
    FakeNode at(2);
    at.log.fill(p0, 2'000);
    at.log.fill(p1, 2'000);
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 3; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 5; ++i) {
                    at.node.start();
                    at.node.reload(at.parts(), FakeNode::quick());
                    at.node.stop();
                }
            });
        }
    }
    at.node.start();
    CHECK(at.committed(p0, 2'000));
    CHECK(at.committed(p1, 2'000));
    at.node.stop();
    CHECK(at.world.broken.empty());
}

TEST_CASE("a stopped node goes on where history ended, and writes nothing twice") {
    FakeNode at;
    at.log.fill(p0, 300);
    at.node.start();
    REQUIRE(at.committed(p0, 300));
    at.node.stop();
    at.log.fill(p0, 200);
    at.node.start();
    REQUIRE(at.committed(p0, 500));
    at.node.stop();
    CHECK(at.world.documentsCommitted == 500);
    CHECK(at.world.documentsApplied == 800); // the first 300 again, to rebuild the lane
    CHECK(at.world.broken.empty());
}

TEST_CASE("a corked history fills the queues, pauses the partition, and nothing grows or is lost") {
    FakeNode at(2);
    at.world.cork(true);
    at.log.fill(p0, 5'000);
    at.node.start();
    CHECK(
        FakeNode::soon([&] { return metricSum(at.metrics.prometheusText(), "roundsman_partition_pauses_total") > 0; }));
    const std::uint64_t inside = at.world.documentsApplied;
    CHECK(inside < 2'000); // 2 outputs and one being written, one growing to 100, 2 batches of 50 queued
    at.log.fill(p1, 10);   // the other lane is fed all the same
    CHECK(FakeNode::soon([&] { return at.world.documentsApplied >= inside + 10; }));
    at.world.cork(false);
    CHECK(at.committed(p0, 5'000));
    CHECK(at.committed(p1, 10));
    at.node.stop();
    CHECK(at.world.documentsCommitted == 5'010);
    CHECK(at.world.broken.empty());
}

TEST_CASE("a corked history does not hold up stop, and what it did not commit is read again") {
    FakeNode at;
    at.world.cork(true);
    at.log.fill(p0, 5'000);
    at.node.start();
    CHECK(
        FakeNode::soon([&] { return metricSum(at.metrics.prometheusText(), "roundsman_partition_pauses_total") > 0; }));
    at.node.stop();
    CHECK(at.world.documentsCommitted == 0);
    at.world.cork(false);
    at.node.start();
    CHECK(at.committed(p0, 5'000));
    at.node.stop();
    CHECK(at.world.documentsCommitted == 5'000);
    CHECK(at.world.broken.empty());
}

TEST_CASE("a history that fails is a status and another try") {
    FakeNode at;
    at.world.fail(true);
    at.log.fill(p0, 200);
    at.node.start();
    CHECK(FakeNode::soon([&] { return at.node.whyNotReady() == "the disk is full"; }));
    at.world.fail(false);
    CHECK(at.committed(p0, 200));
    CHECK(FakeNode::soon([&] { return at.node.whyNotReady().empty(); }));
    at.node.stop();
    CHECK(at.world.documentsCommitted == 200);
}

TEST_CASE("a lane that throws is told, and the stages start again without losing or repeating a record") {
    FakeNode at(2);
    at.log.fill(p0, 1'000);
    at.log.fill(p1, 1'000);
    at.world.throwAtOffset = 700;
    at.node.start();
    CHECK(at.committed(p0, 1'000));
    CHECK(at.committed(p1, 1'000));
    at.node.stop();
    CHECK(at.world.documentsCommitted == 2'000);
    CHECK(at.world.broken.empty());
    CHECK(metricSum(at.metrics.prometheusText(), "roundsman_restarts_total") == 1);
    CHECK(at.world.lanesMade == 4);
}

TEST_CASE("a log that is away is a status, and reading goes on when it is back") {
    FakeNode at;
    at.log.fill(p0, 100);
    at.node.start();
    REQUIRE(at.committed(p0, 100));
    REQUIRE(FakeNode::soon([&] { // the stages work before the node says that it has them
        const NodeStatus now = at.node.status();
        return !now.lanes.empty() && now.lanes.front().caughtUp;
    }));
    at.log.setAway(true);
    CHECK(FakeNode::soon([&] { return at.node.whyNotReady() == "the log is away"; }));
    CHECK(at.node.status().logTrouble == "the log is away");
    const NodeConsole console(at.node, "tests");
    const auto toldTime = [&console] {
        const Picture picture = console.picture();
        return picture.lanes.empty() ? EventTime{} : picture.lanes.front()->ownersTime;
    };
    CHECK(FakeNode::soon([&] { return toldTime() != EventTime{}; })); // riders get older all the same …
    const EventTime once = toldTime();
    CHECK(FakeNode::soon([&] { return toldTime() > once; }));
    at.log.setAway(false);
    CHECK(FakeNode::soon([&] { return toldTime() == EventTime{}; })); // … until the lane tells their ages again
    at.log.fill(p0, 50);
    CHECK(at.committed(p0, 150));
    CHECK(FakeNode::soon([&] { return at.node.whyNotReady().empty(); }));
    at.node.stop();
    CHECK(at.world.broken.empty());
}

TEST_CASE("a log that takes nothing any more is a status, until it takes something again") {
    NodeLimits limits = FakeNode::quick();
    limits.tickAfter = Millis(20);
    FakeNode at(2, limits);
    at.log.fill(p0, 1);
    at.node.start();
    REQUIRE(FakeNode::soon([&] { return at.world.committedOf(p0) >= Offset{1}; }));
    at.log.setFull(true); // the next tick meets it
    CHECK(FakeNode::soon([&] { return at.node.whyNotReady() == "the disk is full"; }));
    at.log.setFull(false);
    CHECK(FakeNode::soon([&] { return at.node.whyNotReady().empty(); }));
    at.node.stop();
}

TEST_CASE("a log that is away at the start is waited for") {
    FakeNode at;
    at.log.setAway(true);
    at.node.start();
    CHECK(FakeNode::soon([&] { return at.node.whyNotReady() == "the log is away"; }));
    at.log.fill(p0, 10);
    at.log.setAway(false);
    CHECK(at.committed(p0, 10));
    at.node.stop();
}

TEST_CASE("records that retention took before they were read are gaps, and reading goes on") {
    FakeNode at;
    at.log.fill(p0, 100);
    at.log.forgetBefore(p0, Offset{40});
    at.node.start();
    CHECK(at.committed(p0, 100));
    at.node.stop();
    CHECK(metricSum(at.metrics.prometheusText(), "roundsman_records_total") == 60);
    CHECK(metricSum(at.metrics.prometheusText(), "roundsman_gap_offsets_total") == 40);
    CHECK(at.world.broken.empty());
}

TEST_CASE("a partition that falls silent gets ticks, one that never spoke gets none") {
    NodeLimits limits = FakeNode::quick();
    limits.tickAfter = Millis(20);
    FakeNode at(2, limits);
    at.log.fill(p0, 1);
    at.node.start();
    CHECK(FakeNode::soon([&] { return at.log.values(p0).size() >= 3; }));
    at.node.stop();
    CHECK(at.log.values(p1).empty());
    CHECK(at.log.values(p0).back().contains(R"("type":"clock.tick")"));
    CHECK(metricSum(at.metrics.prometheusText(), "roundsman_ticks_total") >= 2);
}

TEST_CASE("readiness, liveness and metrics over HTTP") {
    FakeNode at;
    HttpServer server;
    addHealthRoutes(server, at.node, at.metrics);
    const std::uint16_t port = server.start({}).value();
    CHECK(httpGet(port, "/healthz").status == 200);
    CHECK(httpGet(port, "/readyz").status == 503);
    CHECK(httpGet(port, "/readyz").body == "the node is not started\n");
    at.log.fill(p0, 10);
    at.node.start();
    REQUIRE(at.committed(p0, 10));
    CHECK(FakeNode::soon([&] { return httpGet(port, "/readyz").status == 200; }));
    const std::string text = httpGet(port, "/metrics").body;
    CHECK(metricValue(text, "roundsman_documents_total{partition=\"0\"}") == 10);
    CHECK(metricValue(text, "roundsman_ready") == 1);
    CHECK(metricValue(text, "process_resident_memory_bytes") > 0);
    at.node.announceStop();
    CHECK(httpGet(port, "/readyz").status == 503);
    CHECK(httpGet(port, "/readyz").body == "this server stops\n");
    CHECK(httpGet(port, "/healthz").status == 200);
    at.log.fill(p0, 10); // it works on
    CHECK(at.committed(p0, 20));
}

TEST_CASE("the metrics say who was turned away at the door, and why") {
    FakeNode at;
    HttpServer server({.headerBytesMax = 512, .requestMax = std::chrono::milliseconds(50)});
    addHealthRoutes(server, at.node, at.metrics);
    const std::uint16_t port = server.start({}).value();
    const auto say = [port](const std::string& bytes) {
        HttpClient client(port);
        client.send(bytes);
        return client.receiveAll();
    };
    CHECK(say("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(1000, 'x') + "\r\n\r\n").contains("431"));
    CHECK(say("what is this\r\n\r\n").contains("400"));
    CHECK(say("GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n").contains("421"));
    CHECK(say("GET /healthz HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n\r\n").contains("403"));
    CHECK(say("POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n").contains("413"));
    CHECK(say("GET /healthz HTT").empty());
    const std::string text = httpGet(port, "/metrics").body;
    for (const std::string reason :
         {"header_too_large", "malformed", "foreign_host", "foreign_origin", "body_too_large", "slow_request"}) {
        CAPTURE(reason);
        CHECK(metricValue(text, "roundsman_http_refused_total{reason=\"" + reason + "\"}") == 1);
    }
    CHECK(metricValue(text, "roundsman_http_refused_total{reason=\"too_many_connections\"}") == 0);
    CHECK(metricValue(text, "roundsman_http_connections_total") == 7);
    CHECK(metricValue(text, "roundsman_http_requests_total") == 1);
    CHECK(metricValue(text, "roundsman_http_requests_under_way") == 1);
    CHECK(metricValue(text, "roundsman_http_web_sockets") == 0);
}

TEST_CASE("a console sees frames and lags, and is answered by the lane's own thread") {
    FakeNode at;
    NodeConsole console(at.node, "tests");
    std::atomic<int> heard = 0;
    const auto watch = console.watchFrames([&] { ++heard; });
    CHECK(console.picture().lanes.empty());
    at.log.fill(p0, 10);
    at.node.start();
    CHECK(FakeNode::soon([&] {
        const Picture picture = console.picture();
        return picture.lanes.size() == 1 && picture.lanes[0]->nextOffset == Offset{10};
    }));
    CHECK(FakeNode::soon([&] { return heard > 0; })); // the picture is there before anybody is told
    CHECK(FakeNode::soon([&] { return console.status().verdicts.of(Verdict::accepted) == 10; }));
    CHECK(FakeNode::soon([&] { return console.status().lanes[0].caughtUp; }));

    std::promise<std::size_t> fixes;
    console.recentFixes(p0, RiderNo{3}, [&](auto answer) { fixes.set_value(answer ? answer->size() : 99); });
    CHECK(fixes.get_future().get() == 3);
    std::promise<std::string> nobody;
    console.recentFixes(p1, RiderNo{3}, [&](auto answer) { nobody.set_value(answer ? "" : answer.error().sentence); });
    CHECK(nobody.get_future().get() == "partition 1 is not processed here now");

    at.log.append(p0, "the bytes");
    std::promise<std::string> bytes;
    console.record(p0, Offset{10}, [&](auto answer) { bytes.set_value(answer.value_or("none")); });
    CHECK(bytes.get_future().get() == "the bytes");
    std::promise<std::string> none;
    console.record(p0, Offset{99}, [&](auto answer) { none.set_value(answer ? "" : answer.error().sentence); });
    CHECK(none.get_future().get() == "record 99 of partition 0 is not there yet");

    std::promise<Offset> taken;
    console.submit(
        R"({"id":"c-1","type":"command.unassign","market":"south","subject":"o-1","data":{"orderId":"o-1"}})",
        [&](auto answer) { taken.set_value(answer ? answer->offset : Offset{-1}); });
    CHECK(taken.get_future().get() == Offset{11});
    CHECK(at.log.values(p0).back().ends_with(R"(,"actor":"tests"})"));
    std::promise<std::string> refused;
    console.submit("{", [&](auto answer) { refused.set_value(answer ? "" : answer.error().sentence); });
    CHECK(refused.get_future().get().starts_with("this document would be quarantined"));
    at.node.stop();
    REQUIRE(at.acts.size() == 1); // what cannot be read is no act
    CHECK(at.acts.front().contains(R"("door":"console","role":"owner","who":"tests","act":"command.unassign",)"
                                   R"("thing":"o-1","id":"c-1","outcome":"allowed"})"));
}

TEST_CASE("a command that the console could not give leaves a line, too, with the reason") {
    FakeNode at;
    NodeConsole console(at.node, "tests");
    const auto refusalOf = [&](const std::string& json) {
        std::promise<std::string> said;
        console.submit(json, [&](auto answer) { said.set_value(answer ? "" : answer.error().sentence); });
        return said.get_future().get();
    };
    const std::string command = R"("type":"command.unassign","subject":"o-1","market":"south"})";
    CHECK(refusalOf(R"({"id":"c-1",)" + command).contains("the node is not started"));
    at.node.start();
    REQUIRE(FakeNode::soon([&] { return at.node.whyNotReady().empty(); }));
    CHECK(refusalOf("{" + command).contains("needs an id"));
    CHECK(refusalOf(R"({"id":"r-1","type":"rider.upserted","subject":"r-1","market":"south"})").contains("comes from"));
    CHECK(refusalOf(R"({"id":"t-1","type":"clock.tick","market":"south"})").contains("comes from"));
    at.node.stop();
    REQUIRE(at.acts.size() == 3); // a rider's name is everybody's who may send events
    CHECK(at.acts[0].contains(R"("id":"c-1","outcome":"refused","reason":"the node cannot be asked now)"));
    CHECK(at.acts[1].contains(R"("thing":"o-1","outcome":"refused","reason":"the command needs an id)"));
    CHECK(at.acts[2].contains(R"("act":"clock.tick","id":"t-1","outcome":"refused")"));
}

TEST_CASE("a command waits for no search of the log") {
    FakeNode at;
    NodeConsole console(at.node, "tests");
    at.log.fill(p0, 10);
    at.node.start();
    REQUIRE(FakeNode::soon([&] { return at.node.whyNotReady().empty(); }));
    std::promise<void> searching;
    std::promise<void> enough;
    std::atomic<bool> taken = false;
    console.records({.partition = p0, .from = {}, .at = {}, .contains = {}}, [&](const auto&) { // as long as it lasts
        searching.set_value();
        enough.get_future().wait();
    });
    searching.get_future().wait();
    console.submit(
        R"({"id":"c-1","type":"command.unassign","market":"south","subject":"o-1","data":{"orderId":"o-1"}})",
        [&](auto answer) { taken = answer.has_value(); });
    CHECK(FakeNode::soon([&] { return taken.load(); }));
    enough.set_value();
    at.node.stop();
}

TEST_CASE("questions asked while a node stops are all answered") {
    FakeNode at;
    NodeConsole console(at.node, "tests");
    at.log.fill(p0, 1'000);
    std::atomic<int> answered = 0;
    std::atomic<bool> over = false;
    int asked = 0;
    at.node.start();
    std::jthread stopper([&] {
        at.node.stop();
        over = true;
    });
    while (!over) {
        ++asked;
        console.recentFixes(p0, RiderNo{1}, [&](const auto&) { ++answered; });
    }
    stopper.join();
    CHECK(FakeNode::soon([&] { return answered == asked; }));
}
