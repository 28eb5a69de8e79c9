#include "tests/support/resending_riders.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <span>
#include <stdexcept>

namespace roundsman::tests {
namespace {

using Steady = std::chrono::steady_clock;
constexpr std::array<char, 4> mask{'\x37', '\xfa', '\x21', '\x3d'};
constexpr std::size_t outstandingMax = 400; ///< below the window in which the lane knows a repeat

} // namespace

class ResendingRiders::Rider final : public WsListener {
public:
    Rider(ResendingRiders& all, int number) : m_all(all), m_number(number) {}
    ~Rider() override { close(); }

    /// Connects when it is time, and says everything again that was not acknowledged.
    void stay(std::uint16_t port) {
        if (m_socket >= 0 || port == 0 || Steady::now() < m_notBefore) {
            return;
        }
        m_notBefore = Steady::now() + std::chrono::milliseconds(200 + m_number * 7 % 100);
        m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
            close();
            return;
        }
        ++m_all.m_reconnects;
        m_greeted = false;
        m_head.clear();
        m_count = 0;
        m_reader = WsFrameReader(WsRole::client, 1 << 20);
        send("GET /v1/riders?rider=" + std::to_string(m_number) +
             "&market=south HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
             "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    }
    void sendNext() {
        if (m_greeted && m_outstanding.size() < outstandingMax) {
            m_outstanding.push_back(++m_sequence);
            ++m_all.m_sent;
            ++m_all.m_outstanding;
            sendPosition(m_sequence);
        }
    }
    void hear() {
        if (m_socket < 0) {
            return;
        }
        std::array<char, 4096> buffer{};
        ssize_t got = 0;
        while (m_socket >= 0 && (got = ::recv(m_socket, buffer.data(), buffer.size(), MSG_DONTWAIT)) > 0) {
            take(std::span(buffer).first(static_cast<std::size_t>(got)));
        }
        if (m_socket >= 0 && (got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK))) {
            close();
        }
    }
    [[nodiscard]] int socket() const { return m_socket; }

private:
    void close() {
        if (m_socket >= 0) {
            ::close(m_socket);
        }
        m_socket = -1;
        m_greeted = false;
    }
    void send(std::string_view bytes) {
        if (m_socket >= 0 &&
            ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size())) {
            close();
        }
    }
    /// Each a second after the one before, an hour ago: no clock is ahead, nothing is a jump.
    void sendPosition(std::uint64_t sequence) {
        constexpr std::int64_t begin = 1'750'000'000'000;
        std::string frame;
        appendWsFrame(frame, WsOpcode::text,
                      R"({"driverId":)" + std::to_string(m_number) +
                          R"(,"longitude":77.59,"latitude":12.97,"state":"south","timestamp":)" +
                          std::to_string(begin + static_cast<std::int64_t>(sequence) * 1000) +
                          R"(,"session":"s","seq":)" + std::to_string(sequence) + "}",
                      true, &mask);
        send(frame);
    }
    void take(std::span<char> bytes) {
        if (m_greeted) {
            if (!m_reader.read(bytes, *this)) {
                close();
            }
            return;
        }
        m_head.append(bytes.data(), bytes.size());
        const auto end = m_head.find("\r\n\r\n");
        if (end == std::string::npos) {
            return;
        }
        if (!m_head.starts_with("HTTP/1.1 101")) {
            close();
            return;
        }
        m_greeted = true;
        std::string rest = m_head.substr(end + 4);
        for (const std::uint64_t sequence : std::deque<std::uint64_t>(m_outstanding)) {
            ++m_all.m_resent;
            sendPosition(sequence);
        }
        if (!rest.empty() && !m_reader.read(rest, *this)) {
            close();
        }
    }
    void onMessage(std::string_view payload, bool) override {
        if (payload.contains(R"("type":"refused")")) {
            throw std::runtime_error("a good position was refused: " + std::string(payload));
        }
        const auto at = payload.find(R"("count":)");
        if (!payload.starts_with(R"({"type":"ack")") || at == std::string_view::npos) {
            return;
        }
        const auto count = std::strtoll(payload.data() + at + 8, nullptr, 10);
        for (; m_count < count && !m_outstanding.empty(); ++m_count) {
            m_outstanding.pop_front();
            ++m_all.m_acknowledged;
            --m_all.m_outstanding;
        }
    }
    void onPing(std::string_view) override {
        std::string frame;
        appendWsFrame(frame, WsOpcode::pong, {}, true, &mask);
        send(frame);
    }
    void onPong(std::string_view) override {}
    void onClose(std::uint16_t, std::string_view) override { close(); }

    ResendingRiders& m_all;
    const int m_number;
    int m_socket = -1;
    bool m_greeted = false;
    std::string m_head;
    WsFrameReader m_reader{WsRole::client, 1 << 20};
    std::uint64_t m_sequence = 0;
    std::int64_t m_count = 0; ///< acknowledged on this connection
    std::deque<std::uint64_t> m_outstanding;
    Steady::time_point m_notBefore{};
};

ResendingRiders::ResendingRiders(int riders, double perSecond) : m_perSecond(perSecond) {
    for (int number = 1; number <= riders; ++number) {
        m_riders.push_back(std::make_unique<Rider>(*this, number));
    }
    m_worker = Worker(
        "riders", [this](const std::stop_token& stop) { run(stop); },
        [](const std::string& sentence) { std::fprintf(stderr, "riders: %s\n", sentence.c_str()); });
}

ResendingRiders::~ResendingRiders() {
    m_worker.requestStop();
    m_worker.join();
}

void ResendingRiders::run(const std::stop_token& stop) {
    const auto begun = Steady::now();
    std::int64_t turns = 0;
    while (!stop.stop_requested()) {
        std::vector<pollfd> sockets;
        for (const auto& rider : m_riders) {
            rider->stay(m_port);
            sockets.push_back({.fd = rider->socket(), .events = POLLIN, .revents = 0});
        }
        const auto due =
            static_cast<std::int64_t>(std::chrono::duration<double>(Steady::now() - begun).count() * m_perSecond);
        for (; turns < due; ++turns) {
            if (m_sending) {
                m_riders[static_cast<std::size_t>(turns) % m_riders.size()]->sendNext();
            }
        }
        ::poll(sockets.data(), sockets.size(), 5);
        for (const auto& rider : m_riders) {
            rider->hear();
        }
    }
}

} // namespace roundsman::tests
