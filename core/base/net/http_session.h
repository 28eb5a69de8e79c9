#pragma once

// Inside core/base/net only: this header names Beast.

#include "core/base/net/http_server.h"
#include "core/base/net/routes.h"
#include "core/base/net/ws.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <set>

namespace roundsman::net {

class HttpSession;
class WsSession;

/// What all sessions of one server share. Each session keeps it alive: a late reply may hold a session for longer than
/// the server lives, and its socket needs the context.
struct HttpShared {
    boost::asio::io_context io;
    HttpLimits limits;
    HttpRoutes routes;
    bool loopbackOnly = true;
    std::atomic<std::uint64_t> connections{0};
    std::atomic<std::uint64_t> turnedAway{0};
    std::atomic<std::uint64_t> requests{0};

    std::mutex mutex;
    std::set<HttpSession*> open;  ///< guarded by mutex
    std::set<WsSession*> sockets; ///< guarded by mutex

    WsLimits wsLimits;
    /// Whole seconds since the server was made.
    [[nodiscard]] std::uint32_t age() const {
        return static_cast<std::uint32_t>(
            std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - born).count());
    }
    const std::chrono::steady_clock::time_point born = std::chrono::steady_clock::now();
};

/// One connection: read a request, hand it to its route, write the answer, again. All of it runs on the strand of its
/// stream; only a reply may come from elsewhere, and it is carried there.
class HttpSession : public std::enable_shared_from_this<HttpSession> {
public:
    HttpSession(boost::asio::ip::tcp::socket socket, std::shared_ptr<HttpShared> shared);
    ~HttpSession();

    void run();
    void turnAway(); ///< too many connections: say so and close
    void close();    ///< from any thread; also a connection whose answer never comes

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    void read();
    void readRequest();
    void onRead(boost::beast::error_code error);
    void dispatch();
    bool upgrade(const HttpRequest& asked);
    void becomeWebSocket(std::shared_ptr<WsHandler> handler, const std::string& subprotocol);
    void answer(HttpResponse response, bool keepAlive);
    void waitForAnswer(bool keepAlive);
    void finish();
    [[nodiscard]] HttpRequest request() const;

    std::shared_ptr<HttpShared> m_shared; // first: goes last
    boost::beast::tcp_stream m_stream;
    boost::asio::steady_timer m_answerTimer;
    boost::beast::flat_buffer m_buffer;
    std::optional<Parser> m_parser;
    bool m_answering = false; ///< a handler has been asked and has not answered yet
    std::string m_peer;
};

} // namespace roundsman::net
