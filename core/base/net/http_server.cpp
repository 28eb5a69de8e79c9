#include "core/base/net/http_server.h"

#include "core/base/check.h"
#include "core/base/net/http_session.h"
#include "core/base/net/ws_session.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace roundsman {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

struct HttpServer::Impl {
    Impl(HttpLimits limits, WsLimits wsLimits) {
        shared->limits = limits;
        shared->wsLimits = wsLimits;
    }

    std::shared_ptr<net::HttpShared> shared = std::make_shared<net::HttpShared>();
    asio::io_context& io = shared->io;
    tcp::acceptor acceptor{asio::make_strand(io)};
    asio::steady_timer retry{acceptor.get_executor()};
    asio::steady_timer sweep{acceptor.get_executor()};
    std::vector<std::jthread> threads; // last: joins before the rest goes
    bool started = false;
    std::once_flag stopOnce;

    /// Held alive outside the lock: a session that ends here takes the lock itself.
    template <typename Session>
    std::vector<std::shared_ptr<Session>> alive(const std::set<Session*>& sessions) const {
        std::vector<std::shared_ptr<Session>> held;
        const std::lock_guard lock(shared->mutex);
        for (Session* session : sessions) {
            if (auto strong = session->weak_from_this().lock()) {
                held.push_back(std::move(strong));
            }
        }
        return held;
    }
    void closeAll();
    void sweepSockets();
    void accept();
    void take(tcp::socket socket);
    std::expected<std::uint16_t, std::string> open(const HttpListen& listen);
};

namespace {

std::string cannotListen(const HttpListen& listen, const error_code& error) {
    const bool isSix = listen.address.contains(':');
    const std::string where = (isSix ? "[" + listen.address + "]" : listen.address) + ":" + std::to_string(listen.port);
    if (error == asio::error::address_in_use) {
        return "cannot listen on " + where +
               ": another program has this port; stop it, or choose another port (0 takes any free one)";
    }
    if (error == asio::error::access_denied) {
        return "cannot listen on " + where + ": not permitted; choose a port from 1024 on";
    }
    if (error == boost::system::errc::address_not_available) {
        return "cannot listen on " + where + ": this machine has no such address";
    }
    return "cannot listen on " + where + ": " + error.message();
}

} // namespace

std::expected<std::uint16_t, std::string> HttpServer::Impl::open(const HttpListen& listen) {
    error_code error;
    const auto address = asio::ip::make_address(listen.address, error);
    if (error) {
        return std::unexpected("\"" + listen.address + "\" is no IP address to listen on (such as 127.0.0.1 or ::)");
    }
    const tcp::endpoint endpoint(address, listen.port);
    acceptor.open(endpoint.protocol(), error);
    if (!error) {
        acceptor.set_option(tcp::acceptor::reuse_address(true), error); // not to wait out the last run's TIME_WAIT
        acceptor.bind(endpoint, error);
    }
    if (!error) {
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        error_code ignored;
        acceptor.close(ignored);
        return std::unexpected(cannotListen(listen, error));
    }
    shared->loopbackOnly = address.is_loopback();
    return acceptor.local_endpoint().port();
}

void HttpServer::Impl::accept() {
    acceptor.async_accept(asio::make_strand(io), [this](error_code error, tcp::socket socket) {
        if (error == asio::error::operation_aborted || !acceptor.is_open()) {
            return;
        }
        if (error) { // out of descriptors, most likely: wait a little, or this loop spins
            retry.expires_after(std::chrono::milliseconds(100));
            retry.async_wait([this](error_code cancelled) {
                if (!cancelled) {
                    accept();
                }
            });
            return;
        }
        take(std::move(socket));
        accept();
    });
}

void HttpServer::Impl::take(tcp::socket socket) {
    ++shared->connections;
    const auto session = std::make_shared<net::HttpSession>(std::move(socket), shared);
    bool tooMany = false;
    {
        const std::lock_guard lock(shared->mutex);
        tooMany = shared->open.size() + shared->sockets.size() > shared->limits.connectionsMax;
    }
    if (tooMany) {
        ++shared->turnedAway;
        session->turnAway();
    } else {
        session->run();
    }
}

/// Runs on the acceptor's strand, so that no connection slips in behind it.
void HttpServer::Impl::closeAll() {
    error_code ignored;
    acceptor.close(ignored);
    retry.cancel();
    sweep.cancel();
    for (const auto& session : alive(shared->open)) {
        session->close();
    }
    for (const auto& socket : alive(shared->sockets)) {
        socket->drop();
    }
}

/// One timer looks after all WebSockets: a timer each would cost more memory than the connection.
void HttpServer::Impl::sweepSockets() {
    constexpr std::chrono::seconds every{1};
    sweep.expires_after(every);
    sweep.async_wait([this](error_code cancelled) {
        if (cancelled || !acceptor.is_open()) {
            return;
        }
        for (const auto& socket : alive(shared->sockets)) {
            socket->lookAfter();
        }
        sweepSockets();
    });
}

HttpServer::HttpServer(HttpLimits limits, WsLimits wsLimits) : m_impl(std::make_unique<Impl>(limits, wsLimits)) {}

HttpServer::~HttpServer() {
    stop();
}

void HttpServer::route(std::string method, std::string path, HttpHandler handler) {
    check(!m_impl->started, "routes are added before the server starts");
    m_impl->shared->routes.add(std::move(method), std::move(path), std::move(handler));
}

void HttpServer::webSocket(std::string path, WsAcceptor acceptor) {
    check(!m_impl->started, "routes are added before the server starts");
    m_impl->shared->routes.addWebSocket(std::move(path), std::move(acceptor));
}

std::expected<std::uint16_t, std::string> HttpServer::start(const HttpListen& listen) {
    check(!m_impl->started, "a server starts once");
    auto port = m_impl->open(listen);
    if (!port) {
        return port;
    }
    m_impl->started = true;
    m_impl->accept();
    m_impl->sweepSockets();
    for (int i = 0; i < listen.threads; ++i) {
        m_impl->threads.emplace_back([this] { m_impl->io.run(); });
    }
    return port;
}

void HttpServer::stop() {
    std::call_once(m_impl->stopOnce, [this] {
        // Connections are cut where they stand: whoever needs an answer asks again, and nobody waits for a slow peer.
        asio::post(m_impl->acceptor.get_executor(), [this] { m_impl->closeAll(); });
        m_impl->threads.clear(); // each ends when there is nothing left to run
    });
}

HttpCounts HttpServer::counts() const {
    const std::lock_guard lock(m_impl->shared->mutex);
    return {.connections = m_impl->shared->connections,
            .open = m_impl->shared->open.size(),
            .turnedAway = m_impl->shared->turnedAway,
            .requests = m_impl->shared->requests,
            .webSockets = m_impl->shared->sockets.size()};
}

} // namespace roundsman
