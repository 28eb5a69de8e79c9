#include "core/base/net/http_server.h"
#include "tests/support/recorded.h"
#include "tests/support/ws_cases.h"
#include "tests/support/ws_client.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

/// Sends back what it hears.
struct Echo final : WsHandler {
    std::shared_ptr<WsConnection> connection;
    void onOpen(std::shared_ptr<WsConnection> opened) override { connection = std::move(opened); }
    void onMessage(std::string_view payload, bool binary) override {
        binary ? connection->sendBinary(std::string(payload)) : connection->send(std::string(payload));
    }
    void onClosed(std::uint16_t) override { connection.reset(); }
};

constexpr std::size_t roomForAll = 64 << 20;

std::string bytesOf(const WsCase::Action& action) {
    const std::array<char, 4> mask{'\x11', '\xee', '\x5a', '\xa5'};
    std::string bytes;
    if (action.kind == WsCase::Action::Kind::close && action.close.code == ws_close::none) {
        appendWsFrame(bytes, WsOpcode::close, {}, true, &mask);
    } else if (action.kind == WsCase::Action::Kind::close) {
        appendWsClose(bytes, action.close.code, action.close.reason, &mask);
    } else {
        appendWsFrame(bytes, action.frame.opcode, action.frame.payload, action.frame.fin, &mask);
        bytes[0] = static_cast<char>(bytes[0] | action.frame.rsv << 4);
    }
    return bytes;
}

struct Outcome {
    std::vector<WsCase::Event> events;
    WsSaid close; ///< the server's close frame, or how else it ended
    bool cleanEnd = false;
};

/// Hears until `enough` events came, or the server closes.
void hear(WsClient& client, std::size_t enough, Outcome& outcome) {
    while (outcome.events.size() < enough && outcome.close.kind != WsSaid::Kind::close) {
        WsSaid said = client.next();
        using Kind = WsCase::Event::Kind;
        switch (said.kind) {
        case WsSaid::Kind::text:
            outcome.events.push_back({Kind::text, std::move(said.payload)});
            break;
        case WsSaid::Kind::binary:
            outcome.events.push_back({Kind::binary, std::move(said.payload)});
            break;
        case WsSaid::Kind::pong:
            outcome.events.push_back({Kind::pong, std::move(said.payload)});
            break;
        case WsSaid::Kind::ping:
            break;
        case WsSaid::Kind::close:
            outcome.close = std::move(said);
            outcome.cleanEnd = client.next().kind == WsSaid::Kind::ended;
            return;
        default:
            outcome.close = std::move(said);
            return;
        }
    }
}

Outcome play(const WsCase& one, std::uint16_t port) {
    WsClient client(port, "/echo");
    REQUIRE(client.open());
    bool closed = false;
    for (const WsCase::Action& action : one.actions) {
        const std::string bytes = bytesOf(action);
        const std::size_t each = action.frame.chop == 0 ? bytes.size() : action.frame.chop;
        for (std::size_t at = 0; at < bytes.size(); at += each) {
            client.raw(std::string_view(bytes).substr(at, each));
        }
        closed = closed || action.kind == WsCase::Action::Kind::close;
    }
    Outcome outcome;
    if (one.closedByMe && !closed) {
        hear(client, one.accepted.front().size(), outcome);
        client.close(ws_close::normal);
    }
    hear(client, SIZE_MAX, outcome);
    return outcome;
}

} // namespace

TEST_CASE("every recorded WebSocket case ends with an accepted outcome through our own layer and an echo") {
    HttpServer server({}, {.messageBytesMax = roomForAll, .queuedBytesMax = roomForAll});
    server.webSocket("/echo", [](const HttpRequest&, std::string&) { return std::make_shared<Echo>(); });
    const std::uint16_t port = server.start({}).value();
    const std::vector<WsCase> cases = readWsCases(recordedFolder() + "conformance/websocket_cases_open.jsonl");
    REQUIRE(cases.size() == 108);
    for (const WsCase& one : cases) {
        CAPTURE(one.id);
        const Outcome outcome = play(one, port);
        const auto accepted = std::ranges::find(one.accepted, outcome.events);
        CHECK((accepted != one.accepted.end()));
        CHECK(outcome.close.kind == WsSaid::Kind::close);
        CHECK(
            (one.closeCodes.empty() || std::ranges::find(one.closeCodes, outcome.close.code) != one.closeCodes.end()));
        CHECK(outcome.cleanEnd);
    }
}
