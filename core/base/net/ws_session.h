#pragma once

// Inside core/base/net only: this header names Asio.

#include "core/base/net/ws.h"

#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <deque>
#include <memory>
#include <string>

namespace roundsman::net {

struct HttpShared;

/// One WebSocket connection after its handshake. It holds no buffer of its own while nothing is under way: it waits for
/// the socket to be readable and reads into one buffer that the thread's connections share, so that 10,000 idle phones
/// cost a few hundred bytes each. All of it runs on its socket's strand; send and close are carried there.
class WsSession final : public WsConnection, public WsListener, public std::enable_shared_from_this<WsSession> {
public:
    WsSession(boost::asio::ip::tcp::socket socket, std::shared_ptr<HttpShared> shared,
              std::shared_ptr<WsHandler> handler, std::string peer);
    ~WsSession() override;

    /// `early`: bytes that came behind the handshake.
    void run(std::string early);
    /// Once a few seconds: a silent peer is asked, then given up.
    void lookAfter();
    void drop(); ///< from any thread: the server stops

    void send(std::string text) override;
    void sendBinary(std::string bytes) override;
    void close(std::uint16_t code, std::string reason) override;
    [[nodiscard]] std::size_t queuedBytes() const override { return m_queuedBytes; }
    [[nodiscard]] const std::string& peer() const override { return m_peer; }

private:
    void onMessage(std::string_view payload, bool binary) override;
    void onPing(std::string_view payload) override;
    void onPong(std::string_view) override {}
    void onClose(std::uint16_t code, std::string_view reason) override;

    void waitReadable();
    void readSome();
    bool take(std::span<char> bytes);
    void queue(WsOpcode opcode, std::string_view payload);
    void closeWith(std::uint16_t code, std::string_view reason);
    void write();
    void end(std::uint16_t code);

    boost::asio::ip::tcp::socket m_socket;
    std::shared_ptr<HttpShared> m_shared;
    std::shared_ptr<WsHandler> m_handler;
    std::string m_peer;
    WsFrameReader m_reader;
    std::string m_outgoing; ///< frames that wait
    std::string m_writing;  ///< frames that are being written
    std::atomic<std::size_t> m_queuedBytes{0};
    std::uint32_t m_heardAt = 0; ///< seconds of the server's life: when the peer last said anything
    std::uint32_t m_closingAt = 0;
    bool m_closeSent = false;
    bool m_closeHeard = false;
    bool m_ended = false;
    bool m_pinged = false;
};

} // namespace roundsman::net
