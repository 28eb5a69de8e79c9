#include "app/commands/bench_sender.h"

#include "app/commands/bench_clock.h"
#include "core/base/net/tls.h"
#include "core/base/net/ws_frames.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <memory>
#include <sstream>

namespace roundsman {
namespace {

using Steady = std::chrono::steady_clock;

/// One phone: sends positions that count up, hears acknowledgements.
class Phone final : public WsListener {
public:
    Phone(int number, std::vector<float>& latencies) : m_number(number), m_latencies(latencies) {}
    ~Phone() override { close(); }

    bool connect(const SenderOptions& options, const TlsContext* tls) {
        m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(options.port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int yes = 1;
        ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        if (m_socket < 0 || ::connect(m_socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
            return false;
        }
        if (tls != nullptr) {
            ::fcntl(m_socket, F_SETFL, O_NONBLOCK);
            m_tls = std::make_unique<TlsStream>(*tls, m_socket);
        }
        m_greeted = false;
        m_reader = WsFrameReader(WsRole::client, 1 << 20);
        return send("GET /v1/riders?rider=" + std::to_string(m_number) +
                    "&market=south HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    }
    void close() {
        m_tls.reset();
        if (m_socket >= 0) {
            ::close(m_socket);
            m_socket = -1;
        }
    }

    bool sendPosition(std::int64_t nowMillis) {
        constexpr std::array<char, 4> mask{'\x37', '\xfa', '\x21', '\x3d'};
        std::array<char, 160> text{};
        const int size = std::snprintf(text.data(), text.size(),
                                       R"({"driverId":%d,"longitude":77.%06d,"latitude":12.971234,"state":"south",)"
                                       R"("timestamp":%lld,"seq":%llu})",
                                       m_number, m_number % 1'000'000, static_cast<long long>(nowMillis),
                                       static_cast<unsigned long long>(++m_sequence));
        m_frame.clear();
        appendWsFrame(m_frame, WsOpcode::text, {text.data(), static_cast<std::size_t>(size)}, true, &mask);
        m_sentAt.push_back(Steady::now());
        return send(m_frame);
    }
    /// False: the connection has ended.
    bool hear(std::span<char> buffer) {
        do {
            std::size_t got = 0;
            if (m_tls) {
                const TlsStream::Result read = m_tls->read(buffer);
                if (read.state == TlsStream::State::wantRead) {
                    return true;
                }
                got = read.bytes;
            } else {
                const ssize_t n = ::recv(m_socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
                got = n > 0 ? static_cast<std::size_t>(n) : 0;
            }
            if (got == 0 || !take(buffer.first(got))) {
                return false;
            }
        } while (m_tls && m_tls->hasMore());
        return true;
    }
    [[nodiscard]] int socket() const { return m_socket; }
    [[nodiscard]] bool greeted() const { return m_greeted; }
    [[nodiscard]] std::size_t outstanding() const { return m_sentAt.size(); }
    void forgetOutstanding() { m_sentAt.clear(); }
    std::int64_t acked = 0;

private:
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            std::size_t put = 0;
            if (m_tls) {
                const TlsStream::Result wrote = m_tls->write(bytes);
                if (wrote.state == TlsStream::State::wantRead || wrote.state == TlsStream::State::wantWrite) {
                    pollfd ready{.fd = m_socket,
                                 .events = wrote.state == TlsStream::State::wantRead ? short{POLLIN} : short{POLLOUT},
                                 .revents = 0};
                    ::poll(&ready, 1, 1000);
                    continue;
                }
                put = wrote.bytes;
            } else {
                const ssize_t n = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
                put = n > 0 ? static_cast<std::size_t>(n) : 0;
            }
            if (put == 0) {
                return false;
            }
            bytes.remove_prefix(put);
        }
        return true;
    }
    bool take(std::span<char> bytes) {
        if (m_greeted) {
            return m_reader.read(bytes, *this).has_value();
        }
        m_head.append(bytes.data(), bytes.size());
        const auto end = m_head.find("\r\n\r\n");
        if (end == std::string::npos) {
            return true;
        }
        const bool ok = m_head.starts_with("HTTP/1.1 101");
        std::string rest = m_head.substr(end + 4);
        std::string().swap(m_head);
        m_greeted = ok;
        return ok && (rest.empty() || m_reader.read(rest, *this).has_value());
    }
    void onMessage(std::string_view payload, bool) override {
        if (!payload.starts_with(R"({"type":"ack","seq":)")) {
            return;
        }
        const auto at = payload.find(R"("count":)");
        const auto count = std::strtoll(payload.data() + at + 8, nullptr, 10);
        const auto now = Steady::now();
        for (; acked < count && !m_sentAt.empty(); ++acked) {
            m_latencies.push_back(std::chrono::duration<float, std::milli>(now - m_sentAt.front()).count());
            m_sentAt.pop_front();
        }
    }
    void onPing(std::string_view payload) override {
        constexpr std::array<char, 4> mask{'\x37', '\xfa', '\x21', '\x3d'};
        std::string pong;
        appendWsFrame(pong, WsOpcode::pong, payload, true, &mask);
        send(pong);
    }
    void onPong(std::string_view) override {}
    void onClose(std::uint16_t code, std::string_view reason) override {
        std::fprintf(stderr, "a connection was closed: %d %.*s\n", code, static_cast<int>(reason.size()),
                     reason.data());
    }

    const int m_number;
    std::vector<float>& m_latencies;
    int m_socket = -1;
    std::unique_ptr<TlsStream> m_tls;
    WsFrameReader m_reader{WsRole::client, 1 << 20};
    std::string m_head;
    std::string m_frame;
    bool m_greeted = false;
    std::uint64_t m_sequence = 0;
    std::deque<Steady::time_point> m_sentAt;
};

class Fleet {
public:
    explicit Fleet(const SenderOptions& options) : m_options(options), m_epoll(::epoll_create1(EPOLL_CLOEXEC)) {
        for (int i = 0; i < options.connections; ++i) {
            m_phones.push_back(std::make_unique<Phone>(i + 1, m_latencies));
        }
        if (options.tls) {
            m_tls = *TlsContext::forClient({});
        }
    }
    ~Fleet() { ::close(m_epoll); }
    Fleet(const Fleet&) = delete;
    Fleet& operator=(const Fleet&) = delete;

    bool connectAll(SenderResult& result) {
        const auto begun = Steady::now();
        for (const auto& phone : m_phones) {
            phone->close();
            if (!phone->connect(m_options, m_tls.get())) {
                std::fprintf(stderr, "roundsman: a connection was not made; ulimit -n says how many are allowed\n");
                return false;
            }
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.ptr = phone.get();
            ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, phone->socket(), &event);
            if (!hearAll(0)) {
                return false;
            }
        }
        while (!std::ranges::all_of(m_phones, [](const auto& phone) { return phone->greeted(); })) {
            if (!hearAll(100) || secondsSince(begun) > 60) {
                return false;
            }
        }
        result.connectSeconds = std::max(result.connectSeconds, secondsSince(begun));
        return true;
    }

    bool sendAll(SenderResult& result) {
        const auto begun = Steady::now();
        const bool paced = m_options.perSecond > 0;
        m_latencies.reserve(static_cast<std::size_t>(m_options.perSecond * m_options.seconds));
        while (true) {
            const double elapsed = secondsSince(begun);
            if (elapsed >= m_options.seconds) {
                break;
            }
            const auto nowMillis = std::chrono::duration_cast<std::chrono::milliseconds>(
                                       std::chrono::system_clock::now().time_since_epoch())
                                       .count();
            const auto due = paced ? static_cast<std::int64_t>(elapsed * m_options.perSecond)
                                   : result.sent + static_cast<std::int64_t>(m_phones.size());
            for (int burst = 0; result.sent < due; ++result.sent) {
                Phone& phone = *m_phones[static_cast<std::size_t>(result.sent) % m_phones.size()];
                if (!phone.sendPosition(nowMillis)) {
                    return false;
                }
                if (!m_options.acks) {
                    phone.forgetOutstanding();
                }
                if (++burst % 256 == 0 && !hearAll(0)) {
                    return false;
                }
            }
            if (!hearAll(paced ? 1 : 0)) {
                return false;
            }
        }
        result.sendSeconds = secondsSince(begun);
        return true;
    }

    /// Until everything is acknowledged, or nothing comes any more.
    void hearAcks(SenderResult& result) {
        const auto begun = Steady::now();
        const auto open = [this] {
            return std::ranges::any_of(m_phones, [](const auto& phone) { return phone->outstanding() > 0; });
        };
        while (m_options.acks && open() && secondsSince(begun) < 60 && hearAll(10)) {
        }
        for (const auto& phone : m_phones) {
            result.acked += phone->acked;
        }
        std::ranges::sort(m_latencies);
        const auto at = [this](double share) {
            return m_latencies.empty()
                       ? 0.0
                       : m_latencies[static_cast<std::size_t>(share * static_cast<double>(m_latencies.size() - 1))];
        };
        result.p50Millis = at(0.5);
        result.p99Millis = at(0.99);
        result.greatestMillis = at(1);
    }

private:
    bool hearAll(int millis) {
        const int count = ::epoll_wait(m_epoll, m_events.data(), static_cast<int>(m_events.size()), millis);
        for (int i = 0; i < count; ++i) {
            auto* const phone = static_cast<Phone*>(m_events[static_cast<std::size_t>(i)].data.ptr);
            if (!phone->hear(m_buffer)) {
                std::fprintf(stderr, "roundsman: a connection ended\n");
                return false;
            }
        }
        return true;
    }

    const SenderOptions m_options;
    int m_epoll;
    std::shared_ptr<TlsContext> m_tls;
    std::vector<epoll_event> m_events = std::vector<epoll_event>(512);
    std::vector<char> m_buffer = std::vector<char>(4096);
    std::vector<float> m_latencies;
    std::vector<std::unique_ptr<Phone>> m_phones;
};

} // namespace

int runSender(const SenderOptions& options) {
    SenderResult result;
    Fleet fleet(options);
    for (int round = 0; round < options.rounds; ++round) {
        if (!fleet.connectAll(result)) {
            return 1;
        }
    }
    std::printf("ready\n");
    std::fflush(stdout);
    if (std::getchar() == EOF) {
        return 0;
    }
    const double cpu = processCpuSeconds();
    if (options.seconds > 0 && !fleet.sendAll(result)) {
        return 1;
    }
    fleet.hearAcks(result);
    result.cpuSeconds = processCpuSeconds() - cpu;
    std::printf("%s\n", toLine(result).c_str());
    std::fflush(stdout);
    return 0;
}

std::string toLine(const SenderResult& result) {
    std::ostringstream text;
    text << result.sent << ' ' << result.acked << ' ' << result.connectSeconds << ' ' << result.sendSeconds << ' '
         << result.p50Millis << ' ' << result.p99Millis << ' ' << result.greatestMillis << ' ' << result.cpuSeconds;
    return text.str();
}

std::expected<SenderResult, std::string> resultFrom(const std::string& line) {
    SenderResult r;
    std::istringstream text(line);
    if (text >> r.sent >> r.acked >> r.connectSeconds >> r.sendSeconds >> r.p50Millis >> r.p99Millis >>
        r.greatestMillis >> r.cpuSeconds) {
        return r;
    }
    return std::unexpected("the sending process ended before its time");
}

SenderProcess::SenderProcess(const SenderOptions& options)
    : m_child({"/proc/self/exe", "bench", "gateway-sender", "--port", std::to_string(options.port), "--connections",
               std::to_string(options.connections), "--rate", std::to_string(options.perSecond), "--seconds",
               std::to_string(options.seconds), "--rounds", std::to_string(options.rounds),
               options.tls ? "--tls" : "--plain", options.acks ? "--acks" : "--no-acks"}) {}

bool SenderProcess::waitReady() {
    return m_child.line() == "ready";
}

void SenderProcess::go() const {
    m_child.say("go");
}

std::expected<SenderResult, std::string> SenderProcess::result() {
    return resultFrom(m_child.line());
}

} // namespace roundsman
