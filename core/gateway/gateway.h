#pragma once

#include "core/base/audit_log.h"
#include "core/base/net/http_server.h"
#include "core/gateway/address_door.h"
#include "core/gateway/events_route.h"
#include "core/gateway/gatekeeper.h"
#include "core/gateway/gateway_limits.h"
#include "core/gateway/loop_desk.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

/// The ways in: POST /v1/events and /v1/riders on a listener. Adds its routes, hands documents to the log, and tells
/// riders what others decided. Everything it is made of outlives the listener's threads. Any thread may call.
class Gateway {
public:
    struct Surroundings {
        IngestLog& log;
        const OrderOwners& owners;
        const Quarantine& quarantine;
        const Clock& clock;
        Metrics& metrics;
        AuditLog& audit;
    };

    Gateway(const Surroundings& around, const GatewayLimits& limits, std::size_t loops);
    ~Gateway();

    /// Before the server starts.
    void addTo(HttpServer& server);
    /// Who may come in from now on; null: no keys.
    void useKeys(std::shared_ptr<const KeyRing> ring) { m_gate.use(std::move(ring)); }

    /// False: the rider has no connection here.
    bool tellRider(std::string_view rider, const std::string& json);
    [[nodiscard]] const RiderRegistry& riders() const { return m_shared.riders; }
    [[nodiscard]] const Gatekeeper& gate() const { return m_gate; }
    /// For staff, services, and this machine itself if it shows no credential; nothing: he may.
    [[nodiscard]] std::optional<HttpResponse> refuseMetrics(const HttpRequest& request);

    /// Nobody new comes in; who is connected gets his acknowledgements and is told to come back (1012). Returns when
    /// all have gone, or after limits.drainMax.
    void drain();

private:
    LoopDesk& deskOf(IoLoop& loop);
    std::expected<std::shared_ptr<WsHandler>, HttpResponse> acceptRider(const HttpRequest& request,
                                                                        std::string& subprotocol);

    const Surroundings m_around;
    GatewayCounters m_counters;
    Gatekeeper m_gate;
    AddressDoor m_door;
    GatewayShared m_shared;
    EventsRoute m_events;
    std::vector<std::unique_ptr<LoopDesk>> m_desks; ///< each made and used by its loop
};

} // namespace roundsman
