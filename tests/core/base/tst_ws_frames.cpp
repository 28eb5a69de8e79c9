#include "core/base/net/ws_frames.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

using namespace roundsman;

namespace {

constexpr std::array<char, 4> mask{'\x12', '\x34', '\x56', '\x78'};

std::string fromClient(WsOpcode opcode, std::string_view payload, bool fin = true) {
    std::string bytes;
    appendWsFrame(bytes, opcode, payload, fin, &mask);
    return bytes;
}

/// Writes down what a stream meant, one line each.
class Diary final : public WsListener {
public:
    std::vector<std::string> lines;
    void onMessage(std::string_view payload, bool binary) override {
        lines.push_back((binary ? "binary " : "text ") + std::string(payload));
    }
    void onPing(std::string_view payload) override { lines.push_back("ping " + std::string(payload)); }
    void onPong(std::string_view payload) override { lines.push_back("pong " + std::string(payload)); }
    void onClose(std::uint16_t code, std::string_view reason) override {
        lines.push_back("close " + std::to_string(code) + " " + std::string(reason));
    }
};

struct Heard {
    std::vector<std::string> lines;
    std::uint16_t failedWith = 0;
    bool operator==(const Heard&) const = default;
};

/// What a server's reader makes of bytes that come in pieces of the given size.
Heard hear(std::string bytes, std::size_t piece, std::size_t messageBytesMax = 1 << 20) {
    WsFrameReader reader(WsRole::server, messageBytesMax);
    Diary diary;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        const auto read = reader.read(std::span(bytes).subspan(at, std::min(piece, bytes.size() - at)), diary);
        if (!read) {
            return {diary.lines, read.error().closeCode};
        }
    }
    return {diary.lines, 0};
}

} // namespace

TEST_CASE("messages of every length are read as they were sent, in one piece or byte by byte") {
    for (const std::size_t size : {0U, 1U, 7U, 8U, 125U, 126U, 127U, 65535U, 65536U, 70000U}) {
        CAPTURE(size);
        const std::string payload(size, 'x');
        const std::string bytes = fromClient(WsOpcode::binary, payload) + fromClient(WsOpcode::text, "after");
        const Heard expected{{"binary " + payload, "text after"}, 0};
        CHECK(hear(bytes, bytes.size()) == expected);
        CHECK(hear(bytes, 1) == expected);
    }
}

TEST_CASE("control frames come between the fragments of a message") {
    const std::string bytes = fromClient(WsOpcode::text, "Hel", false) + fromClient(WsOpcode::ping, "are you there") +
                              fromClient(WsOpcode::continuation, "lo") + fromClient(WsOpcode::close, "");
    CHECK(hear(bytes, 3) == Heard{{"ping are you there", "text Hello", "close 1005 "}, 0});
}

TEST_CASE("a character may be cut between fragments, and must be finished at the message's end") {
    CHECK(hear(fromClient(WsOpcode::text, "\xC3", false) + fromClient(WsOpcode::continuation, "\xA9"), 1) ==
          Heard{{"text \xC3\xA9"}, 0});
    CHECK(hear(fromClient(WsOpcode::text, "caf\xC3"), 64).failedWith == ws_close::notUtf8);
    CHECK(hear(fromClient(WsOpcode::text, "\xC3(", false), 64).failedWith ==
          ws_close::notUtf8); // at once, not at its end
}

TEST_CASE("what breaks the protocol fails the connection with 1002") {
    std::string unmasked;
    appendWsFrame(unmasked, WsOpcode::text, "hi");
    std::string reserved = fromClient(WsOpcode::text, "hi");
    reserved[0] = static_cast<char>(reserved[0] | 0x40);
    std::string longForm("\x81\xFE\x00\x02", 4);
    longForm += std::string(mask.data(), 4) + "hi";
    for (const std::string& bytes :
         {unmasked, reserved, longForm, fromClient(static_cast<WsOpcode>(3), ""),
          fromClient(static_cast<WsOpcode>(11), ""), fromClient(WsOpcode::ping, std::string(126, 'p')),
          fromClient(WsOpcode::ping, "", false), fromClient(WsOpcode::continuation, "of nothing"),
          fromClient(WsOpcode::text, "a", false) + fromClient(WsOpcode::text, "b"), fromClient(WsOpcode::close, "1"),
          fromClient(WsOpcode::close, std::string("\x03\xED", 2))}) { // 1005 may not be sent
        CHECK(hear(bytes, bytes.size()).failedWith == ws_close::protocolError);
        CHECK(hear(bytes, 1).failedWith == ws_close::protocolError);
    }
}

TEST_CASE("a message over the limit is refused when its length is known, not when it is in memory") {
    const std::string header = fromClient(WsOpcode::binary, std::string(5000, 'x')).substr(0, 8);
    CHECK(hear(header, 8, 4999).failedWith == ws_close::tooLarge);
    CHECK(hear(header, 8, 5000).failedWith == 0);
    const std::string pieces = fromClient(WsOpcode::binary, std::string(3000, 'x'), false) +
                               fromClient(WsOpcode::continuation, std::string(2001, 'x')).substr(0, 8);
    CHECK(hear(pieces, 64, 5000).failedWith == ws_close::tooLarge);
}

TEST_CASE("random bytes never do more than fail, and pieces do not change what is heard") {
    std::mt19937 random(20);
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes = round % 2 == 0 ? fromClient(WsOpcode::text, "seed") + fromClient(WsOpcode::ping, "x") : "";
        for (auto i = random() % 40; i > 0; --i) {
            bytes += static_cast<char>(random());
        }
        if (!bytes.empty() && round % 3 == 0) {
            bytes[random() % bytes.size()] = static_cast<char>(random());
        }
        const Heard whole = hear(bytes, std::max<std::size_t>(1, bytes.size()));
        REQUIRE(hear(bytes, 1) == whole);
        REQUIRE(hear(bytes, 5) == whole);
    }
}
