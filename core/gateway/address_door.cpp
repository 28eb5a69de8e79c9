#include "core/gateway/address_door.h"

#include "core/gateway/too_fast.h"

#include <string>

namespace roundsman {

std::shared_ptr<Allowance> AddressDoor::allowanceOf(const HttpRequest& request) {
    const bool unlimited = m_limits.addressDocumentsPerSecond <= 0 && m_limits.addressBytesPerSecond <= 0;
    if (unlimited || (isThisMachine(request.peer) && !m_limits.limitLoopback)) {
        return nullptr;
    }
    return m_addresses.of(networkOf(request.peer), std::chrono::steady_clock::now());
}

std::expected<Identity, HttpResponse> AddressDoor::admit(const HttpRequest& request, std::size_t countsAs) {
    const auto allowance = allowanceOf(request);
    if (!allowance) {
        return m_gate.identify(request);
    }
    const auto now = std::chrono::steady_clock::now();
    const SendSpeed speed = m_limits.addressSpeed();
    if (const auto over = allowance->exhausted(speed, now)) {
        m_counters.shed("address_" + std::string(over->what), 1);
        return std::unexpected(tooFastProblem("This address", *over));
    }
    auto who = m_gate.identify(request);
    allowance->spend(who ? countsAs : uselessCredentialCounts, speed, now);
    return who;
}

} // namespace roundsman
