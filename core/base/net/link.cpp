#include "core/base/net/link.h"

#include "core/base/net/server_loop.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace roundsman::net {
namespace {

/// For the other end to take note of the last words before its connection is cut.
constexpr std::chrono::seconds lingerMax{2};

bool mayComeLater() {
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

} // namespace

Link::Link(int descriptor, std::string peer, ServerLoop& loop, std::unique_ptr<TlsStream> tls)
    : m_loop(loop), m_tls(std::move(tls)), m_peer(std::move(peer)), m_descriptor(descriptor) {}

Link::~Link() {
    end();
}

void Link::open(std::shared_ptr<Protocol> protocol) {
    m_protocol = std::move(protocol);
    // TLS holds back what it has not decrypted yet: it is told for as long as there is something.
    m_loop.io.add(m_descriptor, *this, true, false, m_tls ? IoLoop::Told::whileReady : IoLoop::Told::onceWhenNew);
}

void Link::become(std::shared_ptr<Protocol> protocol) {
    m_loop.io.atTurnsEnd([before = std::exchange(m_protocol, std::move(protocol))] {}); // it may be our caller
}

void Link::warm(int step) const {
    if (m_protocol == nullptr) {
        return;
    }
    if (step == 1) {
        const char* const protocol = reinterpret_cast<const char*>(m_protocol.get());
        constexpr int lines = 4;
        for (int line = 0; line < lines; ++line) {
            __builtin_prefetch(protocol + 64 * line);
        }
    } else {
        m_protocol->warm();
    }
}

void Link::onReady(IoLoop::Ready ready) {
    if (m_heardAll && ready.ended) {
        end(); // nor does he hear any more
        return;
    }
    // What is called here may end it; it and its protocol live on until the turn's end.
    const bool readGoesOn = ready.writable && std::exchange(m_tlsReadWantsWrite, false);
    const bool writeGoesOn = ready.readable && std::exchange(m_tlsWriteWantsRead, false);
    ready.readable = ready.readable || readGoesOn;
    ready.writable = ready.writable || writeGoesOn;
    if (ready.writable && !gone()) {
        flush();
    }
    if (ready.readable && !gone()) {
        m_tls ? readTls() : readPlain(ready.ended);
    }
}

/// Reads once, so that others have their turn; fewer bytes than there was room for means that no more are there.
void Link::readPlain(bool ended) {
    const std::span<char> buffer = m_loop.io.buffer();
    const ssize_t got = ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
    if (got < 0 && !mayComeLater()) {
        end();
        return;
    }
    if (got == 0) {
        heardAll();
        return;
    }
    if (got > 0 && !m_lingering) {
        m_protocol->onBytes(buffer.first(static_cast<std::size_t>(got)));
    }
    if (ended || got == std::ssize(buffer) || (got < 0 && errno == EINTR)) {
        tellAgain();
    }
}

/// Whoever closes his half of the connection still hears the answers that are due.
void Link::heardAll() {
    if (m_lingering || !m_protocol->onHeardAll()) {
        end();
        return;
    }
    m_heardAll = true;
    setInterest();
}

void Link::tellAgain() {
    if (!gone()) {
        m_loop.io.change(m_descriptor, *this, m_wantsReadable, m_wantsWritable, IoLoop::Told::onceWhenNew);
    }
}

void Link::readTls() {
    do {
        const std::span<char> buffer = m_loop.io.buffer();
        const TlsStream::Result got = m_tls->read(buffer);
        if (got.state == TlsStream::State::wantWrite) {
            m_tlsReadWantsWrite = true;
            setInterest();
            return;
        }
        if (got.state == TlsStream::State::wantRead) {
            return;
        }
        if (got.state == TlsStream::State::ended) {
            if (inHandshake() && m_tls->hasHeard() && entry == Entry::in) {
                m_loop.shared.count(DoorReason::tlsHandshake);
            }
            heardAll();
            return;
        }
        if (!m_lingering) {
            m_protocol->onBytes(buffer.first(got.bytes));
        }
    } while (!gone() && m_tls->hasMore());
}

void Link::write(std::string_view bytes) {
    if (std::string* const out = this->out()) {
        out->append(bytes);
    }
}

std::string* Link::out() {
    if (gone() || m_finishing) {
        return nullptr;
    }
    if (!std::exchange(m_flushWaits, true)) {
        m_loop.flushLater(shared_from_this());
        if (m_out.empty()) {
            m_loop.lend(m_out);
        }
    }
    return &m_out;
}

/// False: it cannot go on for now, or never again.
bool Link::sendSome() {
    const std::string_view rest = std::string_view(m_out).substr(m_outAt);
    if (m_tls) {
        const TlsStream::Result put = m_tls->write(rest);
        if (put.state == TlsStream::State::ended) {
            end();
        }
        m_tlsWriteWantsRead = put.state == TlsStream::State::wantRead;
        m_outAt += put.bytes;
        return put.state == TlsStream::State::done;
    }
    const ssize_t put = ::send(m_descriptor, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (put < 0) {
        if (!mayComeLater()) {
            end();
        }
        return false;
    }
    m_outAt += static_cast<std::size_t>(put);
    return static_cast<std::size_t>(put) == rest.size();
}

void Link::flush() {
    m_flushWaits = false;
    if (gone()) {
        return;
    }
    while (m_outAt < m_out.size() && sendSome()) {
    }
    if (gone()) {
        return;
    }
    const bool all = m_outAt == m_out.size();
    if (all) {
        m_outAt = 0;
        m_loop.takeBack(m_out); // idle connections are many: they hold nothing
    }
    setInterest();
    if (all && m_finishing) {
        startLinger();
    } else if (all && m_protocol) {
        m_protocol->onSent();
    }
}

/// While keys are agreed on, a write may have to wait for bytes and a read for room. Who waits for the one is not told
/// of the other: he would be told again and again, and could do nothing.
void Link::setInterest() {
    const bool writable = (m_outAt < m_out.size() && !m_tlsWriteWantsRead) || m_tlsReadWantsWrite;
    const bool readable = (!m_paused && !m_heardAll && !m_tlsReadWantsWrite) || m_tlsWriteWantsRead;
    if (!gone() && (writable != m_wantsWritable || readable != m_wantsReadable)) {
        m_wantsWritable = writable;
        m_wantsReadable = readable;
        m_loop.io.change(m_descriptor, *this, readable, writable,
                         m_tls ? IoLoop::Told::whileReady : IoLoop::Told::onceWhenNew);
    }
}

void Link::pauseReading(bool paused) {
    m_paused = paused;
    setInterest();
}

void Link::finish() {
    if (gone() || std::exchange(m_finishing, true)) {
        return;
    }
    m_paused = false;
    if (m_outAt == m_out.size()) {
        startLinger();
    }
}

/// Closed while bytes of the other end are unread, a connection is reset, and its last words are lost with it. So the
/// other end is heard out, and what it says thrown away.
void Link::startLinger() {
    if (std::exchange(m_lingering, true)) {
        return;
    }
    if (m_tls) {
        m_tls->shutdown();
    }
    if (m_heardAll) {
        end();
        return;
    }
    ::shutdown(m_descriptor, SHUT_WR);
    setInterest();
    m_loop.io.after(lingerMax, [weak = weak_from_this()] {
        if (const auto self = weak.lock()) {
            self->end();
        }
    });
}

void Link::end() {
    if (gone()) {
        return;
    }
    m_loop.io.remove(m_descriptor, *this);
    m_tls.reset();
    ::close(std::exchange(m_descriptor, -1));
    if (const auto protocol = std::exchange(m_protocol, nullptr)) {
        protocol->onGone();
        m_loop.io.atTurnsEnd([protocol] {}); // it may be our caller
    }
    m_loop.forget(*this);
}

void Link::onSecond() {
    if (m_protocol && !m_finishing) {
        m_protocol->onSecond();
    }
}

} // namespace roundsman::net
