#include "core/base/net/http_server.h"

#include "core/base/check.h"
#include "core/base/net/listener.h"
#include "core/base/net/server_loop.h"

#include <algorithm>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace roundsman {

struct HttpServer::Impl {
    std::shared_ptr<net::HttpShared> shared = std::make_shared<net::HttpShared>();
    std::unique_ptr<net::Listener> listener; ///< the first loop's
    std::vector<std::jthread> threads;
    bool started = false;
    std::once_flag stopOnce;

    void onFirstLoop(std::function<void()> work) const { shared->loops.front()->io.post(std::move(work)); }
    void run(const HttpListen& listen);
};

std::string_view toText(DoorReason reason) {
    constexpr std::array<std::string_view, doorReasonCount> texts{
        "too_many_connections", "too_many_of_address", "tls_handshake", "malformed",
        "header_too_large",     "body_too_large",      "foreign_host",  "foreign_origin",
        "too_much_at_once",     "slow_request",        "silent",        "slow_reader",
        "late_answer",          "bad_frames",          "silent_socket", "close_not_answered"};
    return texts[static_cast<std::size_t>(reason)];
}

HttpServer::HttpServer(HttpLimits limits, WsLimits wsLimits) : m_impl(std::make_unique<Impl>()) {
    m_impl->shared->limits = limits;
    m_impl->shared->wsLimits = wsLimits;
}

HttpServer::~HttpServer() {
    stop();
}

void HttpServer::route(std::string method, std::string path, HttpHandler handler, HttpRouteOptions options) {
    check(!m_impl->started, "routes are added before the server starts");
    m_impl->shared->routes.add(std::move(method), std::move(path), std::move(handler), std::move(options));
}

void HttpServer::webSocket(std::string path, WsAcceptor acceptor) {
    check(!m_impl->started, "routes are added before the server starts");
    m_impl->shared->routes.addWebSocket(std::move(path), std::move(acceptor));
}

std::expected<std::uint16_t, std::string> HttpServer::start(const HttpListen& listen) {
    check(!m_impl->started, "a server starts once");
    if (!listen.tls.certificate.empty()) {
        auto tls = TlsContext::load(listen.tls);
        if (!tls) {
            return std::unexpected(tls.error());
        }
        m_impl->shared->tls = std::move(*tls);
    }
    auto listener = net::Listener::open(listen.address, listen.port);
    if (!listener) {
        return std::unexpected(listener.error());
    }
    m_impl->listener = std::move(*listener);
    m_impl->shared->loopbackOnly = m_impl->listener->isLoopback() && listen.checkHost;
    m_impl->started = true;
    m_impl->run(listen);
    return m_impl->listener->port();
}

void HttpServer::Impl::run(const HttpListen& listen) {
    const auto count = static_cast<std::size_t>(std::max(listen.threads, 1));
    for (std::size_t i = 0; i < count; ++i) {
        shared->loops.push_back(std::make_unique<net::ServerLoop>(*shared, i));
    }
    for (const auto& loop : shared->loops) {
        loop->io.post([&loop = *loop] { loop.everySecond(); });
    }
    onFirstLoop([this] { listener->accept(*shared); });
    for (const auto& loop : shared->loops) {
        threads.emplace_back([&loop = *loop, held = shared] { loop.io.run(); });
    }
}

void HttpServer::drain() {
    if (m_impl->started && !m_impl->shared->draining.exchange(true)) {
        m_impl->onFirstLoop([impl = m_impl.get()] { impl->listener->close(); });
    }
}

bool HttpServer::finishRequests(std::chrono::milliseconds within) const {
    constexpr std::chrono::milliseconds step{5};
    const auto until = std::chrono::steady_clock::now() + within;
    while (m_impl->shared->underWay > 0) {
        if (std::chrono::steady_clock::now() >= until) {
            return false;
        }
        std::this_thread::sleep_for(step);
    }
    return true;
}

void HttpServer::stop() {
    if (!m_impl->started) {
        return;
    }
    std::call_once(m_impl->stopOnce, [this] {
        // Connections are cut where they stand: whoever needs an answer asks again, and nobody waits for a slow peer.
        m_impl->shared->draining = true;
        m_impl->onFirstLoop([this] {
            m_impl->listener->close();
            for (const auto& loop : m_impl->shared->loops) { // posted from here: no connection slips in behind it
                loop->io.post([&loop = *loop] {
                    loop.endAll();
                    loop.io.stop();
                });
            }
        });
        m_impl->threads.clear();
    });
}

HttpCounts HttpServer::counts() const {
    const net::HttpShared& shared = *m_impl->shared;
    HttpCounts counts{.connections = shared.connections,
                      .open = shared.open - shared.webSockets,
                      .requests = shared.requests,
                      .underWay = shared.underWay,
                      .webSockets = shared.webSockets};
    std::ranges::copy(shared.refused, counts.refused.begin());
    return counts;
}

std::size_t HttpServer::loops() const {
    return m_impl->shared->loops.size();
}

} // namespace roundsman
