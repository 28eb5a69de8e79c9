#pragma once

#include "core/base/net/ws_frames.h"
#include "core/base/worker.h"

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace roundsman::tests {

/// Riders who send positions with ascending seq to /v1/riders, and send again what was not acknowledged whenever their
/// connection ends, until it is. A thread of their own; the port may change while a node is started again.
class ResendingRiders {
public:
    ResendingRiders(int riders, double perSecond);
    ~ResendingRiders();

    void connectTo(std::uint16_t port) { m_port = port; }
    /// No new positions; what is outstanding is still sent again.
    void stopSending() { m_sending = false; }
    [[nodiscard]] bool allAcknowledged() const { return m_outstanding == 0; }
    [[nodiscard]] std::int64_t sent() const { return m_sent; } ///< different positions
    [[nodiscard]] std::int64_t acknowledged() const { return m_acknowledged; }
    [[nodiscard]] std::int64_t resent() const { return m_resent; }
    [[nodiscard]] std::int64_t reconnects() const { return m_reconnects; }

private:
    class Rider;
    void run(const std::stop_token& stop);

    std::atomic<std::uint16_t> m_port{0};
    std::atomic<bool> m_sending{true};
    std::atomic<std::int64_t> m_sent{0};
    std::atomic<std::int64_t> m_acknowledged{0};
    std::atomic<std::int64_t> m_outstanding{0};
    std::atomic<std::int64_t> m_resent{0};
    std::atomic<std::int64_t> m_reconnects{0};
    const double m_perSecond;
    std::vector<std::unique_ptr<Rider>> m_riders;
    Worker m_worker; // last
};

} // namespace roundsman::tests
