#pragma once

#include "core/base/time.h"
#include "core/gateway/allowance.h"

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
    double addressDocumentsPerSecond = 40'000;   ///< of one address, all its identities together; 0: no limit
    double addressBytesPerSecond = 64 << 20;     ///< the same, in bytes
    bool limitLoopback = false;                  ///< this machine's own addresses have these limits, too
    Millis burst{10'000};                        ///< a sender may be ahead of his rate by so much time
    std::size_t bodyBytesMax = 10 * 1024 * 1024; ///< of POST /v1/events
    std::size_t itemsMax = 20'000;               ///< of one POST /v1/events
    std::int32_t sendEverySeconds = 5;           ///< what riders are asked for
    Millis drainMax{600};                        ///< stopping: for acknowledgements and answers that are still due

    [[nodiscard]] SendSpeed riderSpeed() const { return {riderMessagesPerSecond, riderBytesPerSecond, burst}; }
    [[nodiscard]] SendSpeed senderSpeed() const { return {senderDocumentsPerSecond, senderBytesPerSecond, burst}; }
    [[nodiscard]] SendSpeed addressSpeed() const { return {addressDocumentsPerSecond, addressBytesPerSecond, burst}; }

    bool operator==(const GatewayLimits&) const = default;
};

} // namespace roundsman
