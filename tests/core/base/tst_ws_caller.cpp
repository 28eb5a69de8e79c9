#include "core/base/net/http_server.h"
#include "core/base/net/self_signed.h"
#include "core/base/net/ws_caller.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <chrono>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

/// Sends back what it hears; "bye" ends the connection.
struct Echo final : WsHandler {
    std::shared_ptr<WsConnection> connection;
    void onOpen(std::shared_ptr<WsConnection> opened) override { connection = std::move(opened); }
    void onMessage(std::string_view payload, bool) override {
        if (payload == "bye") {
            connection->close(ws_close::serviceRestart, "later");
        } else {
            connection->say(payload);
        }
    }
    void onClosed(std::uint16_t) override { connection.reset(); }
};

struct EchoServer {
    explicit EchoServer(const TlsFiles& tls = {}) {
        server.webSocket(
            "/echo",
            [](const HttpRequest& request, std::string&) -> std::expected<std::shared_ptr<WsHandler>, HttpResponse> {
                if (request.header("Authorization") != "Bearer it-is-me") {
                    return std::unexpected(HttpResponse{.status = 401, .body = "who are you?\n"});
                }
                return std::make_shared<Echo>();
            });
        HttpListen listen;
        listen.tls = tls;
        port = server.start(listen).value();
    }
    [[nodiscard]] WsCaller::Settings settings(const std::string& scheme = "ws") const {
        return {.url = parseWsUrl(scheme + "://localhost:" + std::to_string(port) + "/echo").value(),
                .headers = {{"Authorization", "Bearer it-is-me"}}};
    }
    std::uint16_t port = 0;
    HttpServer server;
};

std::string answerTo(WsCaller& caller, const std::string& text) {
    caller.send(text);
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!caller.ended() && std::chrono::steady_clock::now() < until) {
        if (auto heard = caller.hear(std::chrono::milliseconds(1000)); !heard.empty()) {
            return heard.front();
        }
    }
    return {};
}

} // namespace

TEST_CASE("what a caller says is heard, however long, and the answer comes back") {
    const EchoServer echo;
    auto caller = WsCaller::open(echo.settings());
    REQUIRE(caller);
    CHECK(answerTo(**caller, "hello") == "hello");
    const std::string large(900'000, 'x');
    CHECK(answerTo(**caller, large) == large);
}

TEST_CASE("a caller hears why a connection was closed") {
    const EchoServer echo;
    auto caller = WsCaller::open(echo.settings());
    REQUIRE(caller);
    CHECK(answerTo(**caller, "bye").empty());
    CHECK((*caller)->ended());
    CHECK((*caller)->closeCode() == ws_close::serviceRestart);
}

TEST_CASE("a refusal is told by its status, and a port where nobody is by a sentence") {
    const EchoServer echo;
    WsCaller::Settings stranger = echo.settings();
    stranger.headers.clear();
    CHECK(WsCaller::open(stranger).error().status == 401);
    WsCaller::Settings elsewhere = echo.settings();
    elsewhere.url.target = "/nowhere";
    CHECK(WsCaller::open(elsewhere).error().status == 404);
    elsewhere.url.port = "1";
    CHECK(WsCaller::open(elsewhere).error().sentence.starts_with("nobody answers there"));
}

TEST_CASE("over TLS a caller speaks only to whom it trusts") {
    const TempFolder folder;
    const auto files = writeSelfSigned(folder.path());
    REQUIRE(files);
    const EchoServer echo(*files);
    WsCaller::Settings settings = echo.settings("wss");
    CHECK_FALSE(WsCaller::open(settings));
    settings.authority = files->certificate.string();
    auto caller = WsCaller::open(settings);
    REQUIRE(caller);
    CHECK(answerTo(**caller, "hello") == "hello");
}

TEST_CASE("a URL is one of a WebSocket") {
    CHECK(parseWsUrl("ws://10.0.0.1:8080/v1/riders") ==
          HttpUrl{.tls = false, .host = "10.0.0.1", .port = "8080", .target = "/v1/riders"});
    CHECK(parseWsUrl("wss://gate.example") ==
          HttpUrl{.tls = true, .host = "gate.example", .port = "443", .target = "/"});
    CHECK_FALSE(parseWsUrl("http://gate.example"));
    CHECK_FALSE(parseWsUrl("ws://"));
}
