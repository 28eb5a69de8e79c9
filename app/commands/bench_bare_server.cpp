#include "app/commands/bench_bare_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <string_view>
#include <vector>

namespace roundsman {
namespace {

constexpr std::string_view answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

} // namespace

struct BareServer::Connection {
    int socket = -1;
    bool open = false;
    std::uint32_t skip = 0; ///< of the present frame
    std::uint8_t has = 0;   ///< of a header
    std::int64_t messages = 0;
    std::array<unsigned char, 8> header{};
};

BareServer::BareServer(Answers answers)
    : m_answers(answers),
      m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)),
      m_epoll(::epoll_create1(EPOLL_CLOEXEC)) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    constexpr int backlog = 4096;
    ::bind(m_listener, reinterpret_cast<const sockaddr*>(&at), size);
    ::listen(m_listener, backlog);
    ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&at), &size);
    m_port = ntohs(at.sin_port);
    m_thread = std::jthread([this] { run(); });
}

BareServer::~BareServer() {
    m_stopping = true;
    m_thread.join();
    ::close(m_listener);
    ::close(m_epoll);
}

void BareServer::run() {
    std::vector<std::unique_ptr<Connection>> all;
    std::vector<char> buffer(64 * 1024);
    std::array<epoll_event, 512> events{};
    epoll_event listening{};
    listening.events = EPOLLIN;
    listening.data.ptr = nullptr;
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_listener, &listening);
    while (!m_stopping) {
        const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), 50);
        for (int i = 0; i < count; ++i) {
            auto* const connection = static_cast<Connection*>(events[static_cast<std::size_t>(i)].data.ptr);
            if (connection == nullptr) {
                const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
                const int yes = 1;
                ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
                all.push_back(std::make_unique<Connection>());
                all.back()->socket = socket;
                epoll_event event{};
                event.events = EPOLLIN;
                event.data.ptr = all.back().get();
                ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, socket, &event);
                continue;
            }
            const ssize_t got = ::recv(connection->socket, buffer.data(), buffer.size(), 0);
            if (got > 0) {
                take(*connection, buffer.data(), static_cast<std::size_t>(got));
            } else if (got == 0) {
                ::close(connection->socket);
            }
        }
    }
    for (const auto& connection : all) {
        ::close(connection->socket);
    }
}

/// As short as ours, and made with as little as can be: what is measured is the sending.
void BareServer::acknowledge(const Connection& connection) {
    std::array<char, 64> frame{};
    const int size =
        std::snprintf(frame.data() + 2, frame.size() - 2, R"({"type":"ack","seq":%lld,"count":%lld})",
                      static_cast<long long>(connection.messages), static_cast<long long>(connection.messages));
    frame[0] = '\x81';
    frame[1] = static_cast<char>(size);
    ::send(connection.socket, frame.data(), static_cast<std::size_t>(size) + 2, MSG_NOSIGNAL);
}

void BareServer::take(Connection& connection, char* bytes, std::size_t count) {
    if (!connection.open) { // a request of this benchmark comes in one piece
        connection.open = true;
        ::send(connection.socket, answer.data(), answer.size(), MSG_NOSIGNAL);
        return;
    }
    std::int64_t messages = 0;
    for (std::size_t at = 0; at < count;) {
        if (connection.skip > 0) {
            const auto n = std::min<std::size_t>(connection.skip, count - at);
            connection.skip -= static_cast<std::uint32_t>(n);
            at += n;
            messages += connection.skip == 0 ? 1 : 0;
            continue;
        }
        connection.header[connection.has++] = static_cast<unsigned char>(bytes[at++]);
        const unsigned length = connection.header[1] & 0x7FU;
        if (connection.has == 6 && length < 126) {
            connection.skip = length;
            connection.has = 0;
        } else if (connection.has == 8) {
            connection.skip = static_cast<std::uint32_t>(connection.header[2]) << 8 | connection.header[3];
            connection.has = 0;
        }
    }
    m_messages += messages;
    connection.messages += messages;
    if (m_answers == Answers::eachMessage && messages > 0) {
        acknowledge(connection);
    }
}

} // namespace roundsman
