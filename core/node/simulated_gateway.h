#pragma once

#include "core/base/net/ws_caller.h"
#include "core/base/time.h"
#include "core/sim/simulation.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <random>
#include <string>

namespace roundsman {

struct SimulatedGatewaySettings {
    std::string url;              ///< ws://host:port or wss, with the path of riders or without
    std::string token{};          ///< of a service; empty: the gateway has no keys
    std::string authority{};      ///< with wss: who is trusted besides the system's
    std::size_t unackedMax = 400; ///< positions on their way; below what the gateway lets be outstanding
    std::size_t eventsAtOnce = 500;
    Millis retryFirst{1'000};
    Millis retryMax{30'000};
    Millis giveUpAfter{120'000}; ///< without an answer
};

/// Feeds a gateway with what a simulation sends, as a service does for its riders: positions through one WebSocket,
/// events by POST /v1/events. What is not acknowledged is sent again after a reconnect, which backs off with full
/// jitter; so everything arrives at least once, and is taken once. Used by one thread.
class SimulatedGateway final : public DocumentSink {
public:
    explicit SimulatedGateway(SimulatedGatewaySettings settings);
    ~SimulatedGateway() override;

    /// Connects; an error is a sentence.
    std::expected<void, std::string> open();

    void take(const SimulatedDocument& document) override;
    /// Sends what was taken and hears what is acknowledged; to be called after each step of the simulation.
    void settle();
    /// Sends all and waits for the last acknowledgement. False: not all came; see trouble().
    bool finish(Millis wait);

    /// What ended it, a sentence; empty: nothing.
    [[nodiscard]] const std::string& trouble() const { return m_trouble; }
    [[nodiscard]] std::uint64_t resent() const { return m_resent; }
    [[nodiscard]] std::uint64_t refused() const { return m_refused; }

private:
    using Steady = std::chrono::steady_clock;

    std::expected<void, WsCaller::Refusal> connect();
    void stayConnected();
    void sendSome();
    void hear(Millis wait);
    void takeWord(const std::string& word);
    void postEvents();
    void waitALittle(Millis atMost);
    void giveUp(const std::string& sentence);
    [[nodiscard]] bool done() const { return m_positions.empty() && m_events.empty(); }

    const SimulatedGatewaySettings m_settings;
    HttpUrl m_socketUrl;
    HttpUrl m_eventsUrl;
    std::unique_ptr<WsCaller> m_socket;
    std::deque<std::string> m_positions; ///< not acknowledged yet
    std::size_t m_sent = 0;              ///< of them, on this connection
    std::uint64_t m_acked = 0;           ///< on this connection
    std::deque<std::string> m_events;
    std::minstd_rand m_random{std::random_device{}()};
    Millis m_backOff;
    Steady::time_point m_heardAt = Steady::now();
    std::uint64_t m_resent = 0;
    std::uint64_t m_refused = 0;
    std::string m_trouble;
};

} // namespace roundsman
