#include "core/base/net/ws_session.h"

#include "core/base/net/http_session.h"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <utility>

namespace roundsman::net {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr std::size_t readAtOnce = 64 * 1024;

std::chrono::seconds seconds(std::chrono::milliseconds time) {
    return std::chrono::ceil<std::chrono::seconds>(time);
}

} // namespace

WsSession::WsSession(asio::ip::tcp::socket socket, std::shared_ptr<HttpShared> shared,
                     std::shared_ptr<WsHandler> handler, std::string peer)
    : m_socket(std::move(socket)),
      m_shared(std::move(shared)),
      m_handler(std::move(handler)),
      m_peer(std::move(peer)),
      m_reader(WsRole::server, m_shared->wsLimits.messageBytesMax),
      m_heardAt(m_shared->age()) {
    const std::lock_guard lock(m_shared->mutex);
    m_shared->sockets.insert(this);
}

WsSession::~WsSession() {
    const std::lock_guard lock(m_shared->mutex);
    m_shared->sockets.erase(this);
}

void WsSession::run(std::string early) {
    asio::dispatch(m_socket.get_executor(), [self = shared_from_this(), early = std::move(early)]() mutable {
        error_code failed;
        self->m_socket.non_blocking(true, failed);
        self->m_handler->onOpen(self);
        if (self->take(early)) {
            self->waitReadable();
        }
    });
}

void WsSession::waitReadable() {
    m_socket.async_wait(asio::ip::tcp::socket::wait_read, [self = shared_from_this()](error_code error) {
        if (error) {
            self->end(ws_close::none);
        } else {
            self->readSome();
        }
    });
}

void WsSession::readSome() {
    thread_local std::array<char, readAtOnce> buffer;
    error_code error;
    const std::size_t n = m_socket.read_some(asio::buffer(buffer), error);
    if (error == asio::error::would_block || error == asio::error::interrupted) {
        waitReadable();
        return;
    }
    if (error) {
        end(ws_close::none);
        return;
    }
    m_heardAt = m_shared->age();
    m_pinged = false;
    if (take(std::span(buffer).first(n))) {
        waitReadable();
    }
}

/// False: nothing more is to be read.
bool WsSession::take(std::span<char> bytes) {
    if (m_closeHeard || m_ended) {
        return !m_ended; // after the peer's close frame only the end of the stream may come
    }
    const auto read = m_reader.read(bytes, *this);
    if (!read) {
        closeWith(read.error().closeCode, read.error().sentence);
        m_closeHeard = true; // what follows broken framing means nothing
    }
    return !m_ended;
}

void WsSession::onMessage(std::string_view payload, bool binary) {
    if (!m_closeSent) {
        m_handler->onMessage(payload, binary);
    }
}

void WsSession::onPing(std::string_view payload) {
    if (!m_closeSent) {
        queue(WsOpcode::pong, payload);
    }
}

void WsSession::onClose(std::uint16_t code, std::string_view) {
    m_closeHeard = true;
    closeWith(code == ws_close::none ? ws_close::normal : code, {});
}

void WsSession::send(std::string text) {
    asio::dispatch(m_socket.get_executor(),
                   [self = shared_from_this(), text = std::move(text)] { self->queue(WsOpcode::text, text); });
}

void WsSession::sendBinary(std::string bytes) {
    asio::dispatch(m_socket.get_executor(),
                   [self = shared_from_this(), bytes = std::move(bytes)] { self->queue(WsOpcode::binary, bytes); });
}

void WsSession::close(std::uint16_t code, std::string reason) {
    asio::dispatch(m_socket.get_executor(),
                   [self = shared_from_this(), code, reason = std::move(reason)] { self->closeWith(code, reason); });
}

void WsSession::queue(WsOpcode opcode, std::string_view payload) {
    if (m_ended || m_closeSent) {
        return;
    }
    if (m_queuedBytes + payload.size() > m_shared->wsLimits.queuedBytesMax) {
        end(ws_close::none); // a peer that does not read hears no explanation either
        return;
    }
    const std::size_t before = m_outgoing.size();
    appendWsFrame(m_outgoing, opcode, payload);
    m_queuedBytes += m_outgoing.size() - before;
    write();
}

void WsSession::closeWith(std::uint16_t code, std::string_view reason) {
    if (m_ended || std::exchange(m_closeSent, true)) {
        return;
    }
    m_closingAt = m_shared->age();
    const std::size_t before = m_outgoing.size();
    appendWsClose(m_outgoing, code, reason);
    m_queuedBytes += m_outgoing.size() - before;
    write();
}

void WsSession::write() {
    if (!m_writing.empty() || m_outgoing.empty()) {
        return;
    }
    m_writing.swap(m_outgoing);
    asio::async_write(m_socket, asio::buffer(m_writing), [self = shared_from_this()](error_code error, std::size_t n) {
        self->m_queuedBytes -= n;
        self->m_writing = {};
        if (error) {
            self->end(ws_close::none);
        } else if (self->m_outgoing.empty() && self->m_closeSent && self->m_closeHeard) {
            self->end(ws_close::normal); // the closing handshake is done; the server closes first (RFC 6455, 7.1.1)
        } else {
            self->write();
        }
    });
}

void WsSession::lookAfter() {
    asio::dispatch(m_socket.get_executor(), [self = shared_from_this()] {
        const WsLimits& limits = self->m_shared->wsLimits;
        const std::chrono::seconds silent{self->m_shared->age() - self->m_heardAt};
        const std::chrono::seconds closing{self->m_shared->age() - self->m_closingAt};
        if (silent > seconds(limits.silenceMax) || (self->m_closeSent && closing > seconds(limits.closeMax))) {
            self->end(ws_close::none);
        } else if (silent >= seconds(limits.pingAfter) && !std::exchange(self->m_pinged, true)) {
            self->queue(WsOpcode::ping, {});
        }
    });
}

void WsSession::drop() {
    asio::post(m_socket.get_executor(), [self = shared_from_this()] { self->end(ws_close::none); });
}

void WsSession::end(std::uint16_t code) {
    if (std::exchange(m_ended, true)) {
        return;
    }
    error_code gone;
    m_socket.shutdown(asio::ip::tcp::socket::shutdown_both, gone);
    m_socket.close(gone);
    const auto handler = std::exchange(m_handler, nullptr);
    handler->onClosed(code);
}

} // namespace roundsman::net
