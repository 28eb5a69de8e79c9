#include "core/base/net/http_server.h"
#include "tests/support/http_client.h"
#include "tests/support/soon.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <format>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

using namespace roundsman;
using namespace roundsman::tests;
using namespace std::chrono_literals;

namespace {

struct Running {
    explicit Running(HttpLimits limits = {}, int threads = 2) : server(limits) {
        server.route("GET", "/hello", [](const HttpRequest&, const HttpReply& reply) { reply({.body = "hello\n"}); });
        server.route("POST", "/echo", [](const HttpRequest& request, const HttpReply& reply) {
            reply({.body = request.body + "|" + request.query + "|" + std::string(request.header("X-Name"))});
        });
        server.route("GET", "/later", [this](const HttpRequest&, const HttpReply& reply) {
            later = reply;
            asked = true;
        });
        port = server.start({.threads = threads}).value();
    }
    std::string answerTo(const std::string& bytes) const {
        HttpClient client(port);
        client.send(bytes);
        return client.receive();
    }

    HttpReply later;
    std::atomic<bool> asked = false;
    HttpServer server;
    std::uint16_t port = 0;
};

} // namespace

TEST_CASE("a route answers, and HEAD gives its header alone") {
    const Running at;
    CHECK(httpGet(at.port, "/hello").body == "hello\n");
    HttpClient client(at.port);
    client.send("HEAD /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(client.receive(false).contains("Content-Length: 6"));
    client.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n"); // on the same connection: no body was left over
    CHECK(client.receive().ends_with("\r\n\r\nhello\n"));
}

TEST_CASE("a handler sees the body, the query and the headers") {
    const Running at;
    CHECK(at.answerTo("POST /echo?a=1&b HTTP/1.1\r\nHost: 127.0.0.1:1\r\nx-name: rider\r\nContent-Length: 2\r\n\r\nhi")
              .ends_with("hi|a=1&b|rider"));
}

TEST_CASE("what is nowhere is 404, what takes another method is 405 and says which") {
    const Running at;
    CHECK(httpGet(at.port, "/nowhere").status == 404);
    const HttpAnswer wrong = httpGet(at.port, "/echo");
    CHECK(wrong.status == 405);
    CHECK(wrong.header.contains("Allow: POST"));
}

TEST_CASE("a web page that reached us under a name of its own is refused") {
    const Running at;
    for (const auto* host : {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "localhost:x", ""}) {
        CAPTURE(host);
        CHECK(
            at.answerTo("GET /hello HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n").starts_with("HTTP/1.1 421"));
    }
    CHECK(at.answerTo("GET /hello HTTP/1.1\r\nHost: LOCALHOST:80\r\n\r\n").starts_with("HTTP/1.1 200"));
    CHECK(namesLoopback("[::1]:8080"));
    CHECK_FALSE(namesLoopback("[::1].evil.example"));
}

TEST_CASE("too large a header, too large a body and what is no HTTP are told so and cut") {
    const Running at({.headerBytesMax = 512, .bodyBytesMax = 16});
    CHECK(at.answerTo("GET /hello HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(1000, 'x') + "\r\n\r\n")
              .starts_with("HTTP/1.1 431"));
    CHECK(at.answerTo("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 17\r\n\r\n" + std::string(17, 'x'))
              .starts_with("HTTP/1.1 413"));
    CHECK(at.answerTo("what is this\r\n\r\n").starts_with("HTTP/1.1 400"));
}

TEST_CASE("every refusal is a problem, with its title and status") {
    const Running at({.bodyBytesMax = 16});
    const std::string host = " HTTP/1.1\r\nHost: localhost\r\n";
    for (const std::string& request : {"GET /nowhere" + host, "DELETE /hello" + host, "GET /hello//" + host,
                                       "what is" + host, std::string("GET /hello HTTP/1.1\r\nHost: evil.example\r\n"),
                                       "POST /echo" + host + "Content-Length: 17\r\n"}) {
        CAPTURE(request);
        const std::string answer = at.answerTo(request + "\r\n");
        CHECK(answer.contains("Content-Type: application/problem+json\r\n"));
        CHECK(answer.contains(R"({"title":")"));
        CHECK(answer.contains(R"(,"status":)" + answer.substr(9, 3)));
    }
}

TEST_CASE("a request that does not become whole in time is cut") {
    const Running at({.requestMax = 50ms, .idleMax = 20'000ms});
    HttpClient client(at.port);
    client.send("GET /hello HTTP/1.1\r\nHost: local");
    CHECK(client.receiveAll().empty());
}

TEST_CASE("a body that comes too slowly is told so") {
    const Running at({.requestMax = 50ms});
    const std::string answer =
        at.answerTo("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nonly this");
    CHECK(answer.starts_with("HTTP/1.1 408"));
    CHECK(at.server.counts().of(DoorReason::slowRequest) == 1);
}

TEST_CASE("whoever sends fast enough has more time the more he has sent, in chunks, too") {
    const Running at({.requestMax = 300ms});
    HttpClient sender(at.port);
    sender.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n40000\r\n" +
                std::string(0x40000, 'x') + "\r\n");
    HttpClient slow(at.port);
    slow.send("GET /hello");
    CHECK(slow.receiveAll().empty()); // so long a request may take that sends nothing
    sender.send("0\r\n\r\n");
    CHECK(sender.receive().starts_with("HTTP/1.1 200"));
}

TEST_CASE("a connection that stays silent is cut") {
    const Running at({.idleMax = 50ms});
    HttpClient client(at.port);
    CHECK(client.receiveAll().empty());
}

TEST_CASE("one connection too many is told so") {
    const Running at({.connectionsMax = 1});
    HttpClient first(at.port);
    first.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
    REQUIRE(first.receive().starts_with("HTTP/1.1 200"));
    HttpClient second(at.port);
    CHECK(second.receiveAll().starts_with("HTTP/1.1 503"));
    CHECK(at.server.counts().of(DoorReason::tooManyConnections) == 1);
}

TEST_CASE("connections beyond an address's limit are told so, and take nobody else's place meanwhile") {
    const Running at({.connectionsMax = 2, .connectionsPerAddressMax = 1, .limitLoopback = true});
    const std::string hello = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n";
    auto first = std::make_unique<HttpClient>(at.port);
    first->send(hello);
    REQUIRE(first->receive().starts_with("HTTP/1.1 200"));
    std::vector<std::unique_ptr<HttpClient>> others; // they hear it, and stay
    for (int n = 0; n < 5; ++n) {
        others.push_back(std::make_unique<HttpClient>(at.port));
        CHECK(others.back()->receive().starts_with("HTTP/1.1 503"));
    }
    CHECK(at.server.counts().open == 1);
    CHECK(at.server.counts().of(DoorReason::tooManyOfAddress) == 5);
    HttpClient neighbour(at.port, "127.0.0.2");
    neighbour.send(hello);
    CHECK(neighbour.receive().starts_with("HTTP/1.1 200"));
    HttpClient third(at.port, "127.0.0.3");
    CHECK(third.receive().starts_with("HTTP/1.1 503"));
    CHECK(at.server.counts().of(DoorReason::tooManyConnections) == 1);
    first.reset();
    CHECK(soon([&] {
        HttpClient next(at.port);
        next.send(hello);
        return next.receive().starts_with("HTTP/1.1 200");
    }));
}

TEST_CASE("who is turned away has few places, too: one more is cut without a word") {
    const Running at({.connectionsMax = 1, .turnedAwayAtOnceMax = 1});
    HttpClient first(at.port);
    first.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
    REQUIRE(first.receive().starts_with("HTTP/1.1 200"));
    auto second = std::make_unique<HttpClient>(at.port);
    CHECK(second->receive().starts_with("HTTP/1.1 503"));
    CHECK(HttpClient(at.port).receiveAll().empty());
    CHECK(at.server.counts().of(DoorReason::tooManyConnections) == 2);
    second.reset();
    CHECK(soon([&] { return HttpClient(at.port).receiveAll().starts_with("HTTP/1.1 503"); }));
    CHECK(at.server.counts().open == 1);
}

TEST_CASE("requests under way are waited for, and answered while nobody new is let in") {
    Running at;
    CHECK(at.server.finishRequests(0ms));
    HttpClient client(at.port);
    client.send("GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n");
    while (!at.asked) {
        std::this_thread::yield();
    }
    CHECK(at.server.counts().underWay == 1);
    CHECK_FALSE(at.server.finishRequests(0ms));
    at.server.drain();
    std::jthread later([&] { at.later({.body = "done"}); });
    CHECK(at.server.finishRequests(20'000ms));
    at.server.stop();
    CHECK(client.receive().ends_with("done"));
}

TEST_CASE("an answer may come later, from another thread, and counts once") {
    Running at;
    HttpClient client(at.port);
    client.send("GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n");
    while (!at.asked) {
        std::this_thread::yield();
    }
    at.later({.body = "one"});
    at.later({.body = "two"});
    CHECK(client.receive().ends_with("one"));
    client.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(client.receive().ends_with("hello\n"));
}

TEST_CASE("whoever closes his half of the connection after his requests still hears all answers, and then its end") {
    Running at({}, 1);
    HttpClient client(at.port);
    client.send("GET /later HTTP/1.1\r\nHost: localhost\r\n\r\nGET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
    client.endSending();
    REQUIRE(soon([&] { return at.asked.load(); }));
    REQUIRE(httpGet(at.port, "/hello").status == 200); // by the same thread: it has read to the end
    at.later({.body = "one"});
    CHECK(client.receive().ends_with("one"));
    CHECK(client.receiveAll().ends_with("hello\n"));
    CHECK(soon([&] { return at.server.counts().open == 0; }));
}

TEST_CASE("every answer says when it was made") {
    const Running at;
    using Seconds = std::chrono::seconds;
    const auto begun = std::chrono::floor<Seconds>(std::chrono::system_clock::now());
    const std::string header = httpGet(at.port, "/nowhere").header + "\r\n";
    bool said = false;
    for (auto second = begun; second <= std::chrono::system_clock::now(); second += Seconds(1)) {
        said = said || header.contains(std::format("\r\nDate: {:%a, %d %b %Y %T} GMT\r\n", second));
    }
    CHECK(said);
}

TEST_CASE("an answer that never comes is 503 in the end") {
    Running at({.answerMax = 50ms});
    const HttpAnswer late = httpGet(at.port, "/later");
    CHECK(late.status == 503);
    CHECK(late.header.contains("Retry-After: "));
    CHECK(late.header.contains("Content-Type: application/problem+json"));
}

TEST_CASE("an occupied port is one clear sentence") {
    const Running at;
    HttpServer second;
    const auto refused = second.start({.port = at.port});
    REQUIRE_FALSE(refused);
    CHECK(
        refused.error().starts_with("cannot listen on 127.0.0.1:" + std::to_string(at.port) + ": another program has"));
    HttpServer third;
    CHECK(third.start({.address = "nonsense"}).error().contains("is no IP address"));
    HttpServer fourth;
    CHECK(fourth.start({.address = "203.0.113.7"}).error().contains("no such address"));
}

TEST_CASE("stop cuts open connections; stopping twice, or before start, or with an answer outstanding, is legal") {
    HttpServer never;
    never.stop();
    HttpReply late;
    {
        Running at;
        HttpClient idle(at.port);
        HttpClient waiting(at.port);
        waiting.send("GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n");
        while (!at.asked) {
            std::this_thread::yield();
        }
        at.server.stop();
        at.server.stop();
        CHECK(idle.receiveAll().empty());
        CHECK(waiting.receiveAll().empty());
        late = at.later;
    }
    late({.body = "to nobody"});
}

TEST_CASE("many clients on several threads all get their answers while the server goes down under them") {
    std::optional<Running> at(std::in_place);
    const std::uint16_t port = at->port;
    std::atomic<int> answered = 0;
    std::vector<std::jthread> clients;
    clients.reserve(4);
    for (int c = 0; c < 4; ++c) {
        clients.emplace_back([&] {
            while (httpGet(port, "/hello").status == 200) {
                ++answered;
            }
        });
    }
    while (answered < 100) {
        std::this_thread::yield();
    }
    at->server.stop();
    clients.clear();
    CHECK(answered >= 100);
}
