#pragma once

// Inside core/base/net only.

#include "core/base/net/link.h"
#include "core/base/net/ws.h"
#include "core/base/net/ws_frames.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace roundsman::net {

struct HttpShared;

/// One WebSocket connection after its handshake. It holds no buffer of its own while nothing is under way, so that
/// 10,000 idle phones cost a few hundred bytes each. All of it runs on its loop's thread; send and close are carried
/// there.
class WsSession final : public Protocol,
                        public WsConnection,
                        public WsListener,
                        public std::enable_shared_from_this<WsSession> {
public:
    WsSession(Link& link, std::shared_ptr<HttpShared> shared, std::shared_ptr<WsHandler> handler);
    ~WsSession() override;

    /// `early`: bytes that came behind the handshake.
    void start(std::string early);

    void send(std::string text) override;
    void sendBinary(std::string bytes) override;
    void say(std::string_view text) override { queue(WsOpcode::text, text); }
    void close(std::uint16_t code, std::string reason) override;
    [[nodiscard]] std::size_t queuedBytes() const override { return m_queuedBytes.load(std::memory_order_relaxed); }
    [[nodiscard]] const std::string& peer() const override { return m_peer; }
    [[nodiscard]] IoLoop& loop() const override { return m_loop; }
    void pauseReading(bool paused) override;

private:
    // of Protocol
    void onBytes(std::span<char> bytes) override;
    void onSent() override;
    void onSecond() override;
    void onGone() override;
    void warm() const override;
    // of WsListener
    void onMessage(std::string_view payload, bool binary) override;
    void onPing(std::string_view payload) override;
    void onPong(std::string_view) override {}
    void onClose(std::uint16_t code, std::string_view reason) override;

    void queue(WsOpcode opcode, std::string_view payload);
    void closeWith(std::uint16_t code, std::string_view reason);
    void endWhenSaid();
    void countHeld();

    Link* m_link; ///< null once the connection has gone
    std::shared_ptr<HttpShared> m_shared;
    std::shared_ptr<WsHandler> m_handler;
    IoLoop& m_loop;
    std::string m_peer;
    WsFrameReader m_reader;
    std::atomic<std::size_t> m_queuedBytes{0};
    std::size_t m_heldBytes = 0; ///< of an unfinished message, as the server counts them
    std::uint32_t m_heardAt = 0; ///< seconds of the server's life: when the peer last said anything
    std::uint32_t m_closingAt = 0;
    std::uint16_t m_endCode = ws_close::none;
    bool m_closeSent = false;
    bool m_closeHeard = false;
    bool m_pinged = false;
};

} // namespace roundsman::net
