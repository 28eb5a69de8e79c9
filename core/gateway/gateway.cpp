#include "core/gateway/gateway.h"

#include "core/base/check.h"
#include "core/base/net/crypto.h"
#include "core/base/net/problem.h"
#include "core/gateway/rider_socket.h"
#include "core/gateway/trace_context.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <thread>

namespace roundsman {
namespace {

constexpr std::size_t nameBytes = 6;

/// A client's own word for where it goes on; anything odd is as good as none.
RiderResume resumeOf(const HttpRequest& request) {
    RiderResume resume{.market = queryValue(request.query, "market"),
                       .trace = std::string(validTraceparent(request.header("traceparent")))};
    RiderResume fresh = resume;
    resume.session = queryValue(request.query, "session");
    constexpr std::size_t longest = 64;
    const auto isPlain = [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
    };
    if (resume.session.empty() || resume.session.size() > longest || !std::ranges::all_of(resume.session, isPlain)) {
        return fresh;
    }
    const std::string next = queryValue(request.query, "next");
    if (!next.empty()) {
        const auto [end, error] = std::from_chars(next.data(), next.data() + next.size(), resume.next);
        if (error != std::errc{} || end != next.data() + next.size() || resume.next == 0) {
            return fresh;
        }
    }
    return resume;
}

HttpResponse tooManySockets(std::size_t most) {
    HttpResponse answer =
        problem(429, "This sender has too many sockets open", "at most " + std::to_string(most) + " at once");
    answer.headers.emplace_back("Retry-After", "5");
    return answer;
}

} // namespace

Gateway::Gateway(const Surroundings& around, const GatewayLimits& limits, std::size_t loops)
    : m_around(around),
      m_counters(around.metrics),
      m_gate(around.clock, m_counters),
      m_door(limits, m_gate, m_counters),
      m_shared{.limits = limits,
               .log = around.log,
               .owners = around.owners,
               .quarantine = around.quarantine,
               .clock = around.clock,
               .gate = m_gate,
               .audit = around.audit,
               .counters = m_counters,
               .door = m_door,
               .name = "g" + toHex(randomBytes(nameBytes))},
      m_events(m_shared),
      m_desks(loops) {
    around.metrics.observe("roundsman_gateway_sockets", "Sockets of riders and services, open now.", {},
                           [this] { return static_cast<double>(m_shared.sockets.load()); });
}

Gateway::~Gateway() {
    m_around.metrics.forget("roundsman_gateway_sockets");
}

LoopDesk& Gateway::deskOf(IoLoop& loop) {
    check(loop.index() < m_desks.size(), "the gateway knows how many loops its listener has");
    auto& desk = m_desks[loop.index()];
    if (!desk) {
        desk = std::make_unique<LoopDesk>(loop, m_shared);
    }
    return *desk;
}

void Gateway::addTo(HttpServer& server) {
    server.route("POST", "/v1/events",
                 [this](const HttpRequest& request, const HttpReply& reply) {
                     m_events.answer(deskOf(*request.loop), request, reply);
                 },
                 {.bodyBytesMax = m_shared.limits.bodyBytesMax, .gate = [this](const HttpRequest& request) {
                      return m_events.gate(request);
                  }});
    server.webSocket("/v1/riders", [this](const HttpRequest& request, std::string& subprotocol) {
        return acceptRider(request, subprotocol);
    });
}

std::expected<std::shared_ptr<WsHandler>, HttpResponse> Gateway::acceptRider(const HttpRequest& request,
                                                                             std::string& subprotocol) {
    const auto who = m_door.admit(request);
    if (!who) {
        return std::unexpected(who.error());
    }
    if (who->role != Role::rider && who->role != Role::service) {
        return std::unexpected(problem(403, "This role sends no positions"));
    }
    if (const std::string why = m_shared.draining ? "this server stops" : m_shared.log.whyAway(); !why.empty()) {
        m_counters.unavailable.add();
        return std::unexpected(passingProblem(503, "The log is away", why, 2));
    }
    RiderResume resume = resumeOf(request);
    if (!resume.market.empty() && !who->markets.empty() && !namesMarket(*who, resume.market)) {
        return std::unexpected(problem(403, "This credential is not for this market"));
    }
    // The owner's sockets are nobody's together: of them, each is a sender.
    const auto own =
        isOwner(*who) ? std::make_shared<Allowance>() : m_shared.senders.of(nameOf(*who), request.loop->now());
    const std::size_t most = GatewayShared::socketsMaxOf(who->role);
    if (!own->openSocket(most)) {
        m_counters.shed("sockets", 1);
        return std::unexpected(tooManySockets(most));
    }
    subprotocol = chosenProtocol(request);
    return std::make_shared<RiderSocket>(deskOf(*request.loop), *who, std::move(resume), own,
                                         m_door.allowanceOf(request));
}

std::optional<HttpResponse> Gateway::refuseMetrics(const HttpRequest& request) {
    const bool forwarded = !request.header("X-Forwarded-For").empty() || !request.header("Forwarded").empty();
    const bool shown = !request.header("Authorization").empty(); // whoever says who he is, is judged by it, here too
    if (m_gate.open() || (!shown && !forwarded && isThisMachine(request.peer))) {
        return std::nullopt;
    }
    const auto who = m_door.admit(request);
    if (!who) {
        return who.error();
    }
    if (who->role == Role::rider || who->role == Role::customer || who->role == Role::merchant) {
        return problem(403, "The metrics are for staff and services");
    }
    return std::nullopt;
}

bool Gateway::tellRider(std::string_view rider, const std::string& json) {
    const auto socket = m_shared.riders.of(rider);
    if (socket) {
        socket->tell(json);
    }
    return socket != nullptr;
}

void Gateway::drain() {
    m_shared.draining = true;
    const auto until = std::chrono::steady_clock::now() + m_shared.limits.drainMax;
    for (const auto& socket : m_shared.riders.all()) {
        socket->drain();
    }
    while (m_shared.sockets > 0 && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(Millis(5));
    }
}

} // namespace roundsman
