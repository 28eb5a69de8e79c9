#pragma once

#include "core/base/net/http.h"
#include "core/gateway/loop_desk.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace roundsman {

/// POST /v1/events: one document, an array, or one a line. Answered when the log has every one that was taken: 202 with
/// a verdict an item; when none was taken, a problem that names item, field and reason.
class EventsRoute {
public:
    using Audit = std::function<void(const Identity& who, std::string_view act, std::string_view id)>;

    EventsRoute(GatewayShared& shared, Audit audit) : m_shared(shared), m_audit(std::move(audit)) {}

    /// What the header alone can tell: who it is, and whether the log is there.
    [[nodiscard]] std::optional<HttpResponse> gate(const HttpRequest& request) const;
    void answer(LoopDesk& desk, const HttpRequest& request, const HttpReply& reply);

private:
    struct Rates {
        RateLimit documents;
        RateLimit bytes;
    };
    struct Load { ///< of one request
        std::size_t documents = 0;
        std::size_t bytes = 0;
    };
    std::optional<HttpResponse> tooFast(const Identity& who, const Load& load, IoLoop::Steady::time_point now);
    [[nodiscard]] HttpResponse later(std::string_view reason, std::size_t documents, double seconds) const;

    GatewayShared& m_shared;
    Audit m_audit;
    std::mutex m_mutex;
    std::map<std::string, Rates, std::less<>> m_rates; ///< by credential or subject; guarded by m_mutex
};

/// Any answer that is a problem (RFC 9457).
HttpResponse problem(unsigned status, std::string_view title, std::string_view detail = {});

} // namespace roundsman
