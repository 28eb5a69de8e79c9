#pragma once

#include "core/base/net/http.h"
#include "core/gateway/allowance.h"
#include "core/gateway/counters.h"
#include "core/gateway/gatekeeper.h"
#include "core/gateway/gateway_limits.h"

#include <expected>
#include <memory>

namespace roundsman {

/// What one address may send and ask, all its identities together, and those who show no good credential. This
/// machine's own addresses have no limit unless they are to: a proxy here speaks for many. Any thread may call.
class AddressDoor {
public:
    AddressDoor(const GatewayLimits& limits, const Gatekeeper& gate, GatewayCounters& counters)
        : m_limits(limits), m_gate(gate), m_counters(counters) {}

    /// Who is asking; otherwise 429, before a signature or a body is looked at, or 401. A request with a credential of
    /// no use counts as many documents: whoever tries them out is soon told to wait. `countsAs`: one with a good
    /// credential; 0 where its documents are counted later.
    [[nodiscard]] std::expected<Identity, HttpResponse> admit(const HttpRequest& request, std::size_t countsAs = 1);

    /// Null: this address has no limit.
    [[nodiscard]] std::shared_ptr<Allowance> allowanceOf(const HttpRequest& request);

    static constexpr std::size_t uselessCredentialCounts = 100;

private:
    const GatewayLimits m_limits;
    const Gatekeeper& m_gate;
    GatewayCounters& m_counters;
    AllowanceBook m_addresses;
};

} // namespace roundsman
