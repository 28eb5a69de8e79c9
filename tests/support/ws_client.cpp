#include "tests/support/ws_client.h"

#include <array>

namespace roundsman::tests {
namespace {

constexpr std::array<char, 4> mask{'\x37', '\xfa', '\x21', '\x3d'};

} // namespace

struct WsClient::Ear final : WsListener {
    explicit Ear(std::vector<WsSaid>& said) : heard(said) {}
    std::vector<WsSaid>& heard;

    void onMessage(std::string_view payload, bool binary) override {
        heard.push_back({binary ? WsSaid::Kind::binary : WsSaid::Kind::text, std::string(payload), 0});
    }
    void onPing(std::string_view payload) override { heard.push_back({WsSaid::Kind::ping, std::string(payload), 0}); }
    void onPong(std::string_view payload) override { heard.push_back({WsSaid::Kind::pong, std::string(payload), 0}); }
    void onClose(std::uint16_t code, std::string_view reason) override {
        heard.push_back({WsSaid::Kind::close, std::string(reason), code});
    }
};

WsClient::WsClient(std::uint16_t port, const std::string& path, const std::string& headers) : m_http(port) {
    m_http.send("GET " + path +
                " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
                headers + "\r\n");
    m_handshake = m_http.receive();
}

void WsClient::frame(WsOpcode opcode, std::string_view payload, bool fin) {
    std::string bytes;
    appendWsFrame(bytes, opcode, payload, fin, &mask);
    m_http.send(bytes);
}

void WsClient::close(std::uint16_t code) {
    std::string bytes;
    appendWsClose(bytes, code, {}, &mask);
    m_http.send(bytes);
}

WsSaid WsClient::next() {
    Ear ear(m_heard);
    while (m_heard.empty()) {
        std::string bytes = m_http.receiveSome();
        if (bytes.empty()) {
            return {};
        }
        if (!m_reader.read(bytes, ear)) {
            return {WsSaid::Kind::broken, {}, 0};
        }
    }
    WsSaid said = m_heard.front();
    m_heard.erase(m_heard.begin());
    return said;
}

} // namespace roundsman::tests
