#include "core/base/net/listener.h"

#include "core/base/net/server_loop.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace roundsman::net {
namespace {

union Address {
    sockaddr any;
    sockaddr_in four;
    sockaddr_in6 six;
};

socklen_t sizeOf(const Address& address) {
    return address.any.sa_family == AF_INET6 ? sizeof address.six : sizeof address.four;
}

bool read(const std::string& text, std::uint16_t port, Address& out) {
    out = {};
    if (::inet_pton(AF_INET, text.c_str(), &out.four.sin_addr) == 1) {
        out.four.sin_family = AF_INET;
        out.four.sin_port = htons(port);
        return true;
    }
    out = {};
    if (::inet_pton(AF_INET6, text.c_str(), &out.six.sin6_addr) == 1) {
        out.six.sin6_family = AF_INET6;
        out.six.sin6_port = htons(port);
        return true;
    }
    return false;
}

bool isLoopbackAddress(const Address& address) {
    return address.any.sa_family == AF_INET6 ? IN6_IS_ADDR_LOOPBACK(&address.six.sin6_addr)
                                             : ntohl(address.four.sin_addr.s_addr) >> 24 == 127;
}

std::string textOf(const Address& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const bool six = address.any.sa_family == AF_INET6;
    const void* const bytes = six ? static_cast<const void*>(&address.six.sin6_addr) : &address.four.sin_addr;
    ::inet_ntop(address.any.sa_family, bytes, text.data(), text.size());
    std::string all = text.data();
    constexpr std::string_view mapped = "::ffff:"; // an IPv4 peer of a listener on ::
    return all.starts_with(mapped) && all.contains('.') ? all.substr(mapped.size()) : all;
}

std::string cannotListen(const std::string& address, std::uint16_t port, int error) {
    const std::string host = address.contains(':') ? "[" + address + "]" : address;
    const std::string where = "cannot listen on " + host + ":" + std::to_string(port);
    switch (error) {
    case EADDRINUSE:
        return where + ": another program has this port; stop it, or choose another port (0 takes any free one)";
    case EACCES:
        return where + ": not permitted; choose a port from 1024 on";
    case EADDRNOTAVAIL:
        return where + ": this machine has no such address";
    default:
        return where + ": " + std::strerror(error);
    }
}

} // namespace

std::expected<std::unique_ptr<Listener>, std::string> Listener::open(const std::string& address, std::uint16_t port) {
    Address at{};
    if (!read(address, port, at)) {
        return std::unexpected("\"" + address + "\" is no IP address to listen on (such as 127.0.0.1 or ::)");
    }
    const int descriptor = ::socket(at.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int yes = 1;
    constexpr int backlog = 4096; // a storm of reconnecting phones waits here instead of being turned away
    socklen_t size = sizeOf(at);
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes); // not to wait out the last run's TIME_WAIT
    if (descriptor < 0 || ::bind(descriptor, &at.any, size) != 0 || ::listen(descriptor, backlog) != 0 ||
        ::getsockname(descriptor, &at.any, &size) != 0) {
        const int error = errno;
        ::close(descriptor);
        return std::unexpected(cannotListen(address, port, error));
    }
    const std::uint16_t given = ntohs(at.any.sa_family == AF_INET6 ? at.six.sin6_port : at.four.sin_port);
    return std::unique_ptr<Listener>(new Listener(descriptor, given, isLoopbackAddress(at)));
}

Listener::~Listener() {
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

void Listener::accept(HttpShared& shared) {
    m_shared = &shared;
    shared.loops.front()->io.add(m_descriptor, *this, true, false);
}

void Listener::close() {
    if (m_descriptor >= 0 && m_shared != nullptr) {
        m_shared->loops.front()->io.remove(m_descriptor, *this);
        ::close(std::exchange(m_descriptor, -1));
    }
}

void Listener::onReady(IoLoop::Ready) {
    constexpr int atOnce = 64; // then those who are connected have their turn
    for (int i = 0; i < atOnce && acceptOne(); ++i) {
    }
}

bool Listener::acceptOne() {
    Address from{};
    socklen_t size = sizeof from;
    const int descriptor = ::accept4(m_descriptor, &from.any, &size, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (descriptor < 0) {
        if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR && errno != ECONNABORTED) {
            restALittle(); // out of descriptors, most likely
        }
        return errno == ECONNABORTED;
    }
    const int yes = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    ++m_shared->connections;
    const std::string peer = textOf(from);
    const Entry entry = m_shared->enter(peer);
    if (entry == Entry::cut) {
        ::close(descriptor);
        return true;
    }
    ServerLoop& loop = *m_shared->loops[m_next++ % m_shared->loops.size()];
    if (loop.io.isHere()) {
        loop.adopt(descriptor, peer, entry);
    } else if (!loop.io.post([&loop, descriptor, peer, entry] { loop.adopt(descriptor, peer, entry); })) {
        m_shared->leave(peer, entry);
        ::close(descriptor);
    }
    return true;
}

void Listener::restALittle() {
    IoLoop& io = m_shared->loops.front()->io;
    io.change(m_descriptor, *this, false, false);
    io.after(std::chrono::milliseconds(100), [this, &io] {
        if (m_descriptor >= 0) {
            io.change(m_descriptor, *this, true, false);
        }
    });
}

} // namespace roundsman::net
