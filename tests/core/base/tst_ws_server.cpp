#include "core/base/net/http_server.h"
#include "tests/support/ws_client.h"

#include <doctest/doctest.h>

#include <condition_variable>
#include <mutex>

using namespace roundsman;
using namespace roundsman::tests;
using Kind = WsSaid::Kind;

namespace {

/// Sends back what it hears, and remembers how each connection ended.
class EchoServer {
public:
    explicit EchoServer(WsLimits limits = {}) : m_server({}, limits) {
        m_server.webSocket("/echo", [this](const HttpRequest& request, std::string& subprotocol) {
            return accept(request, subprotocol);
        });
        port = m_server.start({}).value();
    }

    std::uint16_t port = 0;

    std::uint16_t waitForEnd() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_ended > 0; });
        return m_code;
    }
    HttpServer& server() { return m_server; }
    std::shared_ptr<WsConnection> connection() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_connection != nullptr; });
        return m_connection;
    }

private:
    struct Echo final : WsHandler {
        explicit Echo(EchoServer& s) : server(s) {}
        EchoServer& server;
        std::shared_ptr<WsConnection> connection;

        void onOpen(std::shared_ptr<WsConnection> opened) override {
            connection = std::move(opened);
            const std::lock_guard lock(server.m_mutex);
            server.m_connection = connection;
            server.m_changed.notify_all();
        }
        void onMessage(std::string_view payload, bool binary) override {
            binary ? connection->sendBinary(std::string(payload)) : connection->send(std::string(payload));
        }
        void onClosed(std::uint16_t code) override {
            connection.reset();
            const std::lock_guard lock(server.m_mutex);
            server.m_connection.reset();
            server.m_code = code;
            ++server.m_ended;
            server.m_changed.notify_all();
        }
    };

    std::expected<std::shared_ptr<WsHandler>, HttpResponse> accept(const HttpRequest& request,
                                                                   std::string& subprotocol) {
        if (request.query == "refuse") {
            return std::unexpected(HttpResponse{.status = 401, .body = "who are you?\n"});
        }
        subprotocol = request.header("Sec-WebSocket-Protocol");
        return std::make_shared<Echo>(*this);
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::shared_ptr<WsConnection> m_connection;
    int m_ended = 0;
    std::uint16_t m_code = 0;
    HttpServer m_server; // last: no handler runs once it is gone
};

} // namespace

TEST_CASE("a handshake is answered as RFC 6455 has it, with the subprotocol that was chosen") {
    EchoServer echo;
    const WsClient client(echo.port, "/echo", "Sec-WebSocket-Protocol: v1\r\n");
    CHECK(client.open());
    CHECK(client.handshake().contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
    CHECK(client.handshake().contains("Sec-WebSocket-Protocol: v1\r\n"));
}

TEST_CASE("messages and pings are answered, and a close is answered by a close and the end") {
    EchoServer echo;
    WsClient client(echo.port, "/echo");
    client.text("hello");
    client.frame(WsOpcode::ping, "still there?");
    client.frame(WsOpcode::binary, std::string(200'000, 'b'));
    CHECK(client.next() == WsSaid{Kind::text, "hello", 0});
    CHECK(client.next() == WsSaid{Kind::pong, "still there?", 0});
    CHECK(client.next() == WsSaid{Kind::binary, std::string(200'000, 'b'), 0});
    client.close(ws_close::normal);
    CHECK(client.next() == WsSaid{Kind::close, "", ws_close::normal});
    CHECK(client.next().kind == Kind::ended);
}

TEST_CASE("a close that the server begins is done when the client has answered it: the server ends the connection") {
    EchoServer echo;
    WsClient client(echo.port, "/echo");
    echo.connection()->close(ws_close::serviceRestart, "come back");
    CHECK(client.next() == WsSaid{Kind::close, "come back", ws_close::serviceRestart});
    const auto answered = std::chrono::steady_clock::now();
    client.close(ws_close::serviceRestart);
    CHECK(client.next().kind == Kind::ended);
    CHECK(std::chrono::steady_clock::now() - answered < std::chrono::seconds(2)); // not closeMax
    CHECK(echo.server().counts().of(DoorReason::closeNotAnswered) == 0);
}

TEST_CASE("frames that come together with the handshake are heard") {
    EchoServer echo;
    HttpClient http(echo.port);
    std::string bytes = "GET /echo HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    const std::array<char, 4> mask{'a', 'b', 'c', 'd'};
    appendWsFrame(bytes, WsOpcode::text, "early bird", true, &mask);
    appendWsClose(bytes, ws_close::normal, "", &mask);
    http.send(bytes);
    CHECK(http.receiveAll().contains("early bird"));
}

TEST_CASE("broken framing is told why, with 1002, and ended") {
    EchoServer echo;
    WsClient client(echo.port, "/echo");
    client.text("before");
    client.raw("\x81\x02hi"); // not masked
    client.text("after");
    CHECK(client.next() == WsSaid{Kind::text, "before", 0});
    const WsSaid said = client.next();
    CHECK(said.kind == Kind::close);
    CHECK(said.code == ws_close::protocolError);
}

TEST_CASE("what is no WebSocket handshake is told so") {
    EchoServer echo;
    const HttpAnswer plain = httpGet(echo.port, "/echo");
    CHECK(plain.status == 426);
    CHECK(plain.header.contains("Connection: Upgrade"));
    CHECK(plain.header.contains("Upgrade: websocket"));
    CHECK(WsClient(echo.port, "/nothing").handshake().starts_with("HTTP/1.1 404"));
    CHECK(WsClient(echo.port, "/echo?refuse").handshake().starts_with("HTTP/1.1 401"));
}

TEST_CASE("a handshake has one key, of 16 bytes") {
    EchoServer echo;
    const std::string good = "dGhlIHNhbXBsZSBub25jZQ==";
    const auto answerTo = [&](const std::string& keys) {
        HttpClient client(echo.port);
        client.send("GET /echo HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    "Sec-WebSocket-Version: 13\r\n" +
                    keys + "\r\n");
        return client.receive();
    };
    const std::string name = "Sec-WebSocket-Key: ";
    CHECK(answerTo(name + good + "\r\n").starts_with("HTTP/1.1 101"));
    for (const std::string& keys : {std::string(), name + "\r\n", name + good + "\r\n" + name + good + "\r\n",
                                    name + "dGhlIHNhbXBsZSBub25jZQ\r\n",      // not padded
                                    name + "dGhlIHNhbXBsZSBub25jZSE=\r\n",    // 17 bytes
                                    name + "dGhlIHNhbXBsZSBub25jZR==\r\n",    // bits to spare that say something
                                    name + "dGhlIHNhbXBsZSB-b25jZQ==\r\n"}) { // another alphabet
        CAPTURE(keys);
        CHECK(answerTo(keys).starts_with("HTTP/1.1 400"));
    }
}

TEST_CASE("a page of another site may not connect to a server on loopback") {
    EchoServer echo;
    CHECK(WsClient(echo.port, "/echo", "Origin: https://example.org\r\n").handshake().starts_with("HTTP/1.1 403"));
    CHECK(WsClient(echo.port, "/echo", "Origin: null\r\n").handshake().starts_with("HTTP/1.1 403"));
    CHECK(WsClient(echo.port, "/echo", "Origin: http://localhost:5173\r\n").open());
}

TEST_CASE("a peer that does not read is cut off when its queue is full") {
    EchoServer echo({.queuedBytesMax = 64 * 1024});
    const WsClient client(echo.port, "/echo");
    const auto connection = echo.connection();
    for (int i = 0; i < 4096; ++i) { // far more than the sockets' own buffers hold
        connection->send(std::string(16 * 1024, 'x'));
    }
    CHECK(echo.waitForEnd() == ws_close::none);
}

TEST_CASE("unfinished messages have a limit together, and only who adds to them is sent away") {
    EchoServer echo({.heldBytesMax = 100'000});
    const std::string piece(60'000, 'x');
    WsClient first(echo.port, "/echo");
    first.frame(WsOpcode::text, piece, false);
    first.frame(WsOpcode::ping, "heard");
    CHECK(first.next().kind == Kind::pong);
    WsClient second(echo.port, "/echo");
    second.frame(WsOpcode::text, piece, false);
    CHECK(second.next().code == ws_close::tryAgainLater);
    WsClient third(echo.port, "/echo");
    third.text("short");
    CHECK(third.next().payload == "short");
    first.frame(WsOpcode::continuation, "end");
    CHECK(first.next().payload == piece + "end");
}

TEST_CASE("a silent peer is asked with a ping, and given up when it says nothing") {
    EchoServer echo({.pingAfter = std::chrono::seconds{1}, .silenceMax = std::chrono::seconds{2}});
    WsClient client(echo.port, "/echo");
    CHECK(client.next().kind == Kind::ping);
    CHECK(client.next().kind == Kind::ended);
    CHECK(echo.waitForEnd() == ws_close::none);
}

TEST_CASE("stopping the server ends every connection, and each handler hears it once") {
    EchoServer echo;
    WsClient one(echo.port, "/echo");
    one.text("hi");
    CHECK(one.next().payload == "hi");
    echo.server().stop();
    CHECK(one.next().kind == Kind::ended);
    CHECK(echo.waitForEnd() == ws_close::none);
}

TEST_CASE("what is said to a connection after its server has stopped goes nowhere, and nothing is kept for it") {
    std::shared_ptr<WsConnection> connection;
    {
        EchoServer echo;
        const WsClient one(echo.port, "/echo");
        connection = echo.connection();
        echo.server().stop();
        connection->send("to nobody");
    }
    connection->sendBinary("nor now");
    connection->close(ws_close::normal, {});
    const std::weak_ptr<WsConnection> gone = connection;
    connection.reset();
    CHECK(gone.expired());
}
