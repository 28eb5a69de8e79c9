#pragma once

#include "core/base/net/http.h"
#include "core/base/time.h"
#include "core/gateway/counters.h"
#include "core/gateway/key_ring.h"

#include <expected>
#include <memory>
#include <mutex>
#include <string>

namespace roundsman {

/// Tells who is asking. Without any key only this machine can ask (the listener sees to it), and whoever asks is its
/// owner: then a rider's socket may say which rider it is (?rider=ID). Any thread may call.
class Gatekeeper {
public:
    Gatekeeper(const Clock& clock, GatewayCounters& counters) : m_clock(clock), m_counters(counters) {}

    void use(std::shared_ptr<const KeyRing> ring);

    /// The credential stands in Authorization ("Bearer …"), or, since browsers cannot set it for a WebSocket, as the
    /// subprotocol "bearer.…". The answer to who has none, or no good one, is 401 and says no more than that.
    [[nodiscard]] std::expected<Identity, HttpResponse> identify(const HttpRequest& request) const;

    /// False: it has expired, or was revoked since. `seen`: which state was looked at before; for cheap repeats.
    [[nodiscard]] bool stillHolds(const Identity& who, std::uint64_t& seen) const;

    [[nodiscard]] bool open() const { return !ring(); } ///< no keys: this machine's owner is everybody

private:
    [[nodiscard]] std::shared_ptr<const KeyRing> ring() const;
    [[nodiscard]] std::expected<Identity, std::string_view> know(std::string_view credential,
                                                                 const KeyRing& ring) const;

    const Clock& m_clock;
    GatewayCounters& m_counters;
    mutable std::mutex m_mutex;
    std::shared_ptr<const KeyRing> m_ring; ///< guarded by m_mutex; null: no keys
};

/// Who comes while no key is configured and does not say which rider he is: anybody on this machine, or all of them.
bool isOwner(const Identity& who);
/// The subprotocol to answer a WebSocket's client with.
std::string chosenProtocol(const HttpRequest& request);
/// One value of a query "a=1&b=2", percent-decoded; empty: not there.
std::string queryValue(std::string_view query, std::string_view name);

} // namespace roundsman
