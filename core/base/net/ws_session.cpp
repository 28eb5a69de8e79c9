#include "core/base/net/ws_session.h"

#include "core/base/net/server_loop.h"

#include <utility>

namespace roundsman::net {
namespace {

std::chrono::seconds seconds(std::chrono::milliseconds time) {
    return std::chrono::ceil<std::chrono::seconds>(time);
}

} // namespace

WsSession::WsSession(Link& link, std::shared_ptr<HttpShared> shared, std::shared_ptr<WsHandler> handler)
    : m_link(&link),
      m_shared(std::move(shared)),
      m_handler(std::move(handler)),
      m_loop(link.loop().io),
      m_peer(link.peer()),
      m_reader(WsRole::server, m_shared->wsLimits.messageBytesMax),
      m_heardAt(m_shared->age()) {
    ++m_shared->webSockets;
}

WsSession::~WsSession() {
    m_shared->messageBytes -= m_heldBytes;
    --m_shared->webSockets;
}

void WsSession::start(std::string early) {
    m_handler->onOpen(shared_from_this());
    if (!early.empty() && m_link != nullptr) {
        onBytes(early);
    }
}

void WsSession::warm() const {
    const char* const handler = reinterpret_cast<const char*>(m_handler.get());
    constexpr int lines = 6;
    for (int line = 0; line < lines; ++line) {
        __builtin_prefetch(handler + 64 * line);
    }
}

void WsSession::onBytes(std::span<char> bytes) {
    m_pinged = false;
    m_heardAt = UINT32_MAX; // just now: the next look writes down when
    if (m_closeHeard) {
        return; // after the peer's close frame only the end of the stream may come
    }
    const auto read = m_reader.read(bytes, *this);
    if (!read) {
        m_shared->count(DoorReason::badFrames);
        closeWith(read.error().closeCode, read.error().sentence);
        m_closeHeard = true; // what follows broken framing means nothing
    }
    if (m_reader.held() != m_heldBytes) {
        countHeld();
    }
    endWhenSaid();
}

/// Messages that come in pieces, a byte a minute, must not fill the memory: who adds to too much begins again later.
void WsSession::countHeld() {
    const std::size_t held = m_reader.held();
    m_shared->messageBytes += held; // first: what others see is never less than nothing
    m_shared->messageBytes -= std::exchange(m_heldBytes, held);
    constexpr std::size_t little = 16 * 1024;
    if (held > little && m_shared->messageBytes > m_shared->wsLimits.heldBytesMax) {
        m_shared->count(DoorReason::tooMuchAtOnce);
        closeWith(ws_close::tryAgainLater, "too much is underway; send again later");
        m_closeHeard = true;
    }
}

void WsSession::onMessage(std::string_view payload, bool binary) {
    if (!m_closeSent && m_handler) {
        m_handler->onMessage(payload, binary);
    }
}

void WsSession::onPing(std::string_view payload) {
    queue(WsOpcode::pong, payload);
}

void WsSession::onClose(std::uint16_t code, std::string_view) {
    m_closeHeard = true;
    m_endCode = code;
    closeWith(code == ws_close::none ? ws_close::normal : code, {});
}

void WsSession::send(std::string text) {
    if (m_loop.isHere()) {
        queue(WsOpcode::text, text);
        return;
    }
    m_loop.post([self = shared_from_this(), text = std::move(text)] { self->queue(WsOpcode::text, text); });
}

void WsSession::sendBinary(std::string bytes) {
    if (m_loop.isHere()) {
        queue(WsOpcode::binary, bytes);
        return;
    }
    m_loop.post([self = shared_from_this(), bytes = std::move(bytes)] { self->queue(WsOpcode::binary, bytes); });
}

void WsSession::close(std::uint16_t code, std::string reason) {
    if (m_loop.isHere()) {
        closeWith(code, reason);
        return;
    }
    m_loop.post([self = shared_from_this(), code, reason = std::move(reason)] { self->closeWith(code, reason); });
}

void WsSession::pauseReading(bool paused) {
    if (m_link != nullptr) {
        m_link->pauseReading(paused);
    }
}

void WsSession::queue(WsOpcode opcode, std::string_view payload) {
    if (m_link == nullptr || m_closeSent) {
        return;
    }
    if (m_link->waitingBytes() + payload.size() > m_shared->wsLimits.queuedBytesMax) {
        // A peer that does not read hears no explanation either. Not now: whoever says something may be in the middle
        // of his own work, and goes with the link.
        m_closeSent = true;
        m_shared->count(DoorReason::slowReader);
        m_loop.atTurnsEnd([self = shared_from_this()] {
            if (self->m_link != nullptr) {
                self->m_link->end();
            }
        });
        return;
    }
    if (std::string* const out = m_link->out()) {
        appendWsFrame(*out, opcode, payload);
    }
    m_queuedBytes.store(m_link->waitingBytes(), std::memory_order_relaxed);
}

void WsSession::closeWith(std::uint16_t code, std::string_view reason) {
    if (m_link == nullptr || std::exchange(m_closeSent, true)) {
        return;
    }
    m_closingAt = m_shared->age();
    std::string frame;
    appendWsClose(frame, code, reason);
    m_link->write(frame);
    m_link->pauseReading(false);
}

void WsSession::onSent() {
    m_queuedBytes.store(0, std::memory_order_relaxed);
    endWhenSaid();
}

/// The closing handshake is done when both have said it; the server ends the connection first (RFC 6455, 7.1.1). Until
/// our word is out the peer has closeMax to take it.
void WsSession::endWhenSaid() {
    if (m_link != nullptr && m_closeSent && m_closeHeard && m_link->waitingBytes() == 0) {
        m_link->finish();
    }
}

void WsSession::onSecond() {
    const WsLimits& limits = m_shared->wsLimits;
    const std::uint32_t now = m_shared->age();
    m_heardAt = m_heardAt == UINT32_MAX ? now : m_heardAt;
    const std::chrono::seconds silent{now - m_heardAt};
    const std::chrono::seconds closing{now - m_closingAt};
    const bool unanswered = m_closeSent && closing > seconds(limits.closeMax);
    if (unanswered || silent > seconds(limits.silenceMax)) {
        m_shared->count(unanswered ? DoorReason::closeNotAnswered : DoorReason::silentSocket);
        m_link->end();
        return;
    }
    if (silent >= seconds(limits.pingAfter) && !std::exchange(m_pinged, true)) {
        queue(WsOpcode::ping, {});
    }
    if (m_handler) {
        m_handler->onSecond();
    }
}

void WsSession::onGone() {
    m_link = nullptr;
    if (const auto handler = std::exchange(m_handler, nullptr)) {
        handler->onClosed(m_endCode);
    }
}

} // namespace roundsman::net
