#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>

namespace roundsman {

/// The least that a server of such connections can do: one thread, epoll, a handshake of one fixed answer, frames
/// counted by their headers. What everything else is measured against.
class BareServer {
public:
    enum class Answers : std::uint8_t { none, eachMessage };

    explicit BareServer(Answers answers = Answers::none);
    ~BareServer();
    BareServer(const BareServer&) = delete;
    BareServer& operator=(const BareServer&) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] std::int64_t messages() const { return m_messages; }

private:
    struct Connection;
    static void acknowledge(const Connection& connection);
    void run();
    void take(Connection& connection, char* bytes, std::size_t count);

    const Answers m_answers;
    int m_listener = -1;
    int m_epoll = -1;
    std::uint16_t m_port = 0;
    std::atomic<std::int64_t> m_messages{0};
    std::atomic<bool> m_stopping{false};
    std::jthread m_thread;
};

} // namespace roundsman
