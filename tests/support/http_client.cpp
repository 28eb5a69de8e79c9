#include "tests/support/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <limits>
#include <sstream>
#include <utility>

namespace roundsman::tests {

HttpClient::HttpClient(std::uint16_t port, const std::string& from)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval patience{.tv_sec = 20, .tv_usec = 0}; // a server that hangs fails the test instead of hanging it
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const int yes = 1; // what a test sends in pieces goes out in pieces
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    sockaddr_in own{};
    own.sin_family = AF_INET;
    ::inet_pton(AF_INET, from.c_str(), &own.sin_addr);
    ::bind(m_socket, reinterpret_cast<const sockaddr*>(&own), sizeof own);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
        ::close(m_socket);
        m_socket = -1;
    }
}

HttpClient::~HttpClient() {
    if (m_socket >= 0) {
        ::close(m_socket);
    }
}

void HttpClient::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void HttpClient::endSending() const {
    ::shutdown(m_socket, SHUT_WR);
}

bool HttpClient::more() {
    std::array<char, 16384> buffer{};
    const ssize_t got = ::recv(m_socket, buffer.data(), buffer.size(), 0);
    if (got <= 0) {
        return false;
    }
    m_bytes.append(buffer.data(), static_cast<std::size_t>(got));
    return true;
}

std::string HttpClient::receive(bool withBody) {
    std::size_t end = 0;
    while ((end = m_bytes.find("\r\n\r\n")) == std::string::npos) {
        if (!more()) {
            return {};
        }
    }
    const std::string_view name = "Content-Length: ";
    const auto at = m_bytes.find(name);
    std::size_t length = end + 4;
    if (withBody && at < end) {
        length += std::strtoul(m_bytes.c_str() + at + name.size(), nullptr, 10);
    }
    while (m_bytes.size() < length) {
        if (!more()) {
            return {};
        }
    }
    std::string answer = m_bytes.substr(0, length);
    m_bytes.erase(0, length);
    return answer;
}

std::string HttpClient::receiveSome() {
    if (m_bytes.empty()) {
        more();
    }
    return std::exchange(m_bytes, {});
}

std::string HttpClient::receiveAll() {
    while (more()) {
    }
    return m_bytes;
}

HttpAnswer httpGet(std::uint16_t port, const std::string& path) {
    HttpClient client(port);
    if (!client.connected()) {
        return {};
    }
    client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    const std::string answer = client.receive();
    const auto end = answer.find("\r\n\r\n");
    if (!answer.starts_with("HTTP/1.1 ") || end == std::string::npos) {
        return {};
    }
    return {.status = std::atoi(answer.c_str() + 9), .header = answer.substr(0, end), .body = answer.substr(end + 4)};
}

double metricValue(const std::string& text, const std::string& series) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(series + " ")) {
            return std::strtod(line.c_str() + series.size(), nullptr);
        }
    }
    return std::numeric_limits<double>::quiet_NaN();
}

double metricSum(const std::string& text, const std::string& name) {
    double sum = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(name + "{") || line.starts_with(name + " ")) {
            sum += std::strtod(line.c_str() + line.rfind(' '), nullptr);
        }
    }
    return sum;
}

} // namespace roundsman::tests
