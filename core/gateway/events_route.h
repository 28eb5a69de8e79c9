#pragma once

#include "core/base/net/http.h"
#include "core/gateway/loop_desk.h"

#include <optional>

namespace roundsman {

/// POST /v1/events: one document, an array, or one a line. Answered when the log has every one that was taken: 202 with
/// a verdict an item; when none was taken, a problem that names item, field and reason.
class EventsRoute {
public:
    explicit EventsRoute(GatewayShared& shared) : m_shared(shared) {}

    /// What the header alone can tell: who it is, and whether the log is there.
    [[nodiscard]] std::optional<HttpResponse> gate(const HttpRequest& request) const;
    void answer(LoopDesk& desk, const HttpRequest& request, const HttpReply& reply);

private:
    std::optional<HttpResponse> tooFast(const Identity& who, const HttpRequest& request, const SendLoad& load,
                                        RateLimit::Time now);

    GatewayShared& m_shared;
};

} // namespace roundsman
