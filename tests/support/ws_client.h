#pragma once

#include "core/base/net/ws_frames.h"
#include "tests/support/http_client.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman::tests {

/// What a WebSocket server said, frame by frame as far as it has meaning.
struct WsSaid {
    enum class Kind : std::uint8_t { text, binary, ping, pong, close, broken, ended };
    Kind kind = Kind::ended;
    std::string payload;
    std::uint16_t code = 0; ///< of a close
    bool operator==(const WsSaid&) const = default;
};

/// A blocking WebSocket client on bare sockets that sends exactly what a test wants sent, right or wrong.
class WsClient {
public:
    /// `headers`: more lines of the handshake, each ended by "\r\n".
    WsClient(std::uint16_t port, const std::string& path, const std::string& headers = "");

    [[nodiscard]] const std::string& handshake() const { return m_handshake; } ///< the server's answer
    [[nodiscard]] bool open() const { return m_handshake.starts_with("HTTP/1.1 101"); }

    void frame(WsOpcode opcode, std::string_view payload, bool fin = true);
    void text(std::string_view payload) { frame(WsOpcode::text, payload); }
    void close(std::uint16_t code);
    void raw(std::string_view bytes) const { m_http.send(bytes); }
    /// The next thing the server said; `ended` when it closed the connection.
    WsSaid next();

private:
    struct Ear;

    HttpClient m_http;
    std::string m_handshake;
    WsFrameReader m_reader{WsRole::client, 64 << 20};
    std::vector<WsSaid> m_heard; ///< not asked for yet
};

} // namespace roundsman::tests
