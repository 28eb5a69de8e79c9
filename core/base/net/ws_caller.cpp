#include "core/base/net/ws_caller.h"

#include "core/base/net/crypto.h"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>

namespace roundsman {
namespace {

using Steady = std::chrono::steady_clock;
constexpr std::size_t pieceBytes = 16 * 1024;

std::chrono::milliseconds left(Steady::time_point until) {
    return std::max(std::chrono::milliseconds(0), std::chrono::ceil<std::chrono::milliseconds>(until - Steady::now()));
}

/// 0, or errno of why not.
int connectBy(int descriptor, const addrinfo& address, Steady::time_point until) {
    if (::connect(descriptor, address.ai_addr, address.ai_addrlen) == 0) {
        return 0;
    }
    if (errno != EINPROGRESS) {
        return errno;
    }
    pollfd ready{.fd = descriptor, .events = POLLOUT, .revents = 0};
    if (::poll(&ready, 1, static_cast<int>(left(until).count())) != 1) {
        return ETIMEDOUT;
    }
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
    return error;
}

/// A connected descriptor, or -1 with `why`.
int connectTo(const HttpUrl& url, Steady::time_point until, std::string& why) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (const int error = ::getaddrinfo(url.host.c_str(), url.port.c_str(), &hints, &found); error != 0) {
        why = std::string("its name is not known: ") + ::gai_strerror(error);
        return -1;
    }
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses(found, ::freeaddrinfo);
    for (const addrinfo* each = found; each != nullptr; each = each->ai_next) {
        const int made = ::socket(each->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        const int error = made < 0 ? errno : connectBy(made, *each, until);
        if (error == 0) {
            const int yes = 1;
            ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
            return made;
        }
        ::close(made);
        why = std::string("nobody answers there: ") + std::strerror(error);
    }
    return -1;
}

} // namespace

std::expected<HttpUrl, std::string> parseWsUrl(const std::string& url) {
    const bool tls = url.starts_with("wss://");
    if (!tls && !url.starts_with("ws://")) {
        return std::unexpected("begins with wss:// or ws://");
    }
    return parseHttpUrl((tls ? "https" : "http") + url.substr(tls ? 3 : 2));
}

std::expected<std::unique_ptr<WsCaller>, WsCaller::Refusal> WsCaller::open(const Settings& settings) {
    std::string why;
    const auto until = Steady::now() + settings.openWithin;
    const int descriptor = connectTo(settings.url, until, why);
    if (descriptor < 0) {
        return std::unexpected(Refusal{.status = 0, .sentence = why});
    }
    std::unique_ptr<WsCaller> client(new WsCaller(descriptor));
    if (settings.url.tls) {
        auto context =
            settings.authority.empty() ? TlsContext::forClientOfSystem() : TlsContext::forClient(settings.authority);
        if (!context) {
            return std::unexpected(Refusal{.status = 0, .sentence = context.error()});
        }
        client->m_context = std::move(*context);
        client->m_tls = std::make_unique<TlsStream>(*client->m_context, descriptor, settings.url.host);
    }
    if (auto done = client->shakeHands(settings); !done) {
        return std::unexpected(done.error());
    }
    return client;
}

WsCaller::WsCaller(int descriptor) : m_descriptor(descriptor), m_masks(0) {
    const std::string seed = randomBytes(sizeof m_masks);
    std::memcpy(&m_masks, seed.data(), sizeof m_masks);
}

WsCaller::~WsCaller() {
    m_tls.reset();
    ::close(m_descriptor);
}

std::expected<void, WsCaller::Refusal> WsCaller::shakeHands(const Settings& settings) {
    constexpr std::size_t keyBytes = 16;
    constexpr std::size_t headMax = 16 * 1024;
    const std::string key = toBase64(randomBytes(keyBytes));
    const HttpUrl& url = settings.url;
    const bool six = url.host.contains(':');
    m_out = "GET " + url.target + " HTTP/1.1\r\nHost: " + (six ? "[" + url.host + "]" : url.host) + ":" + url.port +
            "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + key +
            "\r\n";
    for (const auto& [name, value] : settings.headers) {
        m_out += name + ": " + value + "\r\n";
    }
    m_out += "\r\n";
    const auto until = Steady::now() + settings.openWithin;
    std::string head;
    while (!head.contains("\r\n\r\n")) {
        if (!writeSome() || !readSome(head) || left(until).count() == 0 || head.size() > headMax) {
            return std::unexpected(Refusal{.status = 0, .sentence = "it does not answer as a WebSocket server"});
        }
        if (!head.contains("\r\n\r\n")) {
            static_cast<void>(wait(!m_out.empty(), left(until)));
        }
    }
    const auto end = head.find("\r\n\r\n") + 4;
    if (!head.starts_with("HTTP/1.1 101 ") || !head.contains(wsAcceptFor(key))) {
        Refusal refusal{.status = 0, .sentence = head.substr(0, head.find("\r\n"))};
        std::from_chars(head.data() + std::min<std::size_t>(9, head.size()), head.data() + head.size(), refusal.status);
        return std::unexpected(std::move(refusal));
    }
    take(head.substr(end));
    return {};
}

bool WsCaller::wait(bool writable, std::chrono::milliseconds wait) const {
    if (m_tls && m_tls->hasMore()) {
        return true;
    }
    pollfd ready{.fd = m_descriptor, .events = static_cast<short>(writable ? POLLIN | POLLOUT : POLLIN), .revents = 0};
    return ::poll(&ready, 1, static_cast<int>(wait.count())) > 0;
}

/// False: the connection has ended.
bool WsCaller::writeSome() {
    while (!m_out.empty()) {
        std::size_t put = 0;
        if (m_tls) {
            const TlsStream::Result wrote = m_tls->write(m_out);
            if (wrote.state == TlsStream::State::ended) {
                return false;
            }
            put = wrote.bytes;
        } else {
            const ssize_t wrote = ::send(m_descriptor, m_out.data(), m_out.size(), MSG_NOSIGNAL);
            if (wrote < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
                return false;
            }
            put = wrote > 0 ? static_cast<std::size_t>(wrote) : 0;
        }
        if (put == 0) {
            return true; // later
        }
        m_out.erase(0, put);
    }
    return true;
}

/// False: the connection has ended.
bool WsCaller::readSome(std::string& into) {
    std::array<char, pieceBytes> bytes{};
    while (true) {
        if (m_tls) {
            const TlsStream::Result got = m_tls->read(bytes);
            into.append(bytes.data(), got.bytes);
            if (got.state != TlsStream::State::done) {
                return got.state != TlsStream::State::ended;
            }
            continue;
        }
        const ssize_t got = ::recv(m_descriptor, bytes.data(), bytes.size(), 0);
        if (got <= 0) {
            return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
        }
        into.append(bytes.data(), static_cast<std::size_t>(got));
    }
}

void WsCaller::take(std::string bytes) {
    if (!bytes.empty() && !m_reader.read(bytes, *this)) {
        m_ended = true;
    }
}

/// RFC 6455 asks clients to mask, so that no proxy is led to read a request in what they say.
std::array<char, 4> WsCaller::mask() {
    m_masks = m_masks * 1'664'525U + 1'013'904'223U;
    std::array<char, 4> mask{};
    std::memcpy(mask.data(), &m_masks, mask.size());
    return mask;
}

void WsCaller::send(std::string_view text) {
    const auto key = mask();
    appendWsFrame(m_out, WsOpcode::text, text, true, &key);
}

std::vector<std::string> WsCaller::hear(std::chrono::milliseconds within) {
    std::string bytes;
    const bool open = !m_ended && writeSome();
    if (open && wait(!m_out.empty(), within)) {
        const bool goesOn = readSome(bytes) && writeSome();
        take(std::move(bytes));
        m_ended = m_ended || !goesOn;
    }
    m_ended = m_ended || !open;
    return std::exchange(m_heard, {});
}

void WsCaller::onMessage(std::string_view payload, bool) {
    m_heard.emplace_back(payload);
}

void WsCaller::onPing(std::string_view payload) {
    const auto key = mask();
    appendWsFrame(m_out, WsOpcode::pong, payload, true, &key);
}

void WsCaller::onClose(std::uint16_t code, std::string_view) {
    m_closeCode = code;
    m_ended = true;
}

} // namespace roundsman
