#pragma once

#include "core/base/time.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace roundsman {

/// Everything at the gateway that could grow, wait or be sent too fast has its limit here.
struct GatewayLimits {
    Millis gatherFor{10};                        ///< documents of many senders wait so long for a record of their own
    std::size_t recordBytesMax = 256 * 1024;     ///< a record that large goes at once
    std::size_t waitingBytesMax = 64 << 20;      ///< of each I/O thread: sent to the log and not acknowledged
    std::size_t messageBytesMax = 1024 * 1024;   ///< of a rider's socket
    std::size_t unackedMax = 512;                ///< of a socket; then it is not read (half the window of law 7)
    double riderMessagesPerSecond = 20;          ///< of one rider, over some seconds; 0: no limit
    double senderDocumentsPerSecond = 20'000;    ///< of one identity at POST /v1/events; 0: no limit
    double riderBytesPerSecond = 256 * 1024;     ///< of one rider, over some seconds; 0: no limit
    double senderBytesPerSecond = 32 << 20;      ///< of one identity at POST /v1/events; 0: no limit
    Millis burst{10'000};                        ///< a sender may be ahead of his rate by so much time
    std::size_t bodyBytesMax = 10 * 1024 * 1024; ///< of POST /v1/events
    std::size_t itemsMax = 20'000;               ///< of one POST /v1/events
    std::int32_t sendEverySeconds = 5;           ///< what riders are asked for
    Millis drainMax{500};                        ///< stopping: for outstanding acknowledgements
    Millis requestsDrainMax{5'000};              ///< stopping: for requests under way to be answered

    bool operator==(const GatewayLimits&) const = default;
};

/// How fast somebody may send: a bucket of tokens that fills with time.
class RateLimit {
public:
    /// True: it may pass. `perSecond` 0: everything may.
    bool take(double count, double perSecond, Millis burst, std::chrono::steady_clock::time_point now) {
        if (perSecond <= 0) {
            return true;
        }
        const double most = perSecond * std::chrono::duration<double>(burst).count();
        const double since = std::chrono::duration<double>(now - m_at).count();
        m_left = m_fresh ? most : std::min(most, m_left + since * perSecond);
        m_fresh = false;
        m_at = now;
        if (m_left < count && m_left < most) { // one that is larger than the bucket may pass when it is full
            return false;
        }
        m_left -= count;
        return true;
    }
    /// What was taken does not pass after all.
    void giveBack(double count) { m_left += count; }
    /// Until so much may pass again.
    [[nodiscard]] double secondsUntil(double count, double perSecond, Millis burst) const {
        const double needed = std::min(count, perSecond * std::chrono::duration<double>(burst).count());
        return perSecond <= 0 ? 0 : std::max(0.0, (needed - m_left) / perSecond);
    }

private:
    double m_left = 0;
    std::chrono::steady_clock::time_point m_at{};
    bool m_fresh = true;
};

} // namespace roundsman
