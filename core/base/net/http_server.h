#pragma once

#include "core/base/net/http.h"
#include "core/base/net/tls.h"
#include "core/base/net/ws.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

namespace roundsman {

struct HttpLimits {
    std::size_t headerBytesMax = 8 * 1024;
    std::size_t bodyBytesMax = 1024 * 1024;
    std::size_t connectionsMax = 512;         ///< one more is told 503 and closed
    std::size_t connectionsPerAddressMax = 0; ///< 0: no limit
    bool limitLoopback = false;               ///< this machine's own addresses have the limit of an address, too
    std::size_t turnedAwayAtOnceMax = 256;    ///< of those who are being told 503; one more is cut without a word
    /// For a request's header; for its body, and a second more for each 64 KiB that came; for a TLS handshake.
    std::chrono::milliseconds requestMax{10'000};
    std::chrono::milliseconds answerMax{30'000}; ///< for a handler to answer, and again for the bytes to be taken
    std::chrono::milliseconds idleMax{60'000};   ///< between requests of a kept connection
};

struct HttpListen {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0; ///< 0: any free one
    int threads = 1;
    /// On a loopback address only requests whose Host (and Origin, if any) names this machine are answered: without
    /// credentials any web page could reach it otherwise.
    bool checkHost = true;
    TlsFiles tls{}; ///< without a certificate: no TLS
    bool operator==(const HttpListen&) const = default;
};

/// Why somebody was turned away at the door, or shown it.
enum class DoorReason : std::uint8_t {
    tooManyConnections,
    tooManyOfAddress,
    tlsHandshake, ///< it failed, or did not end in time
    malformed,    ///< no HTTP, or HTTP that two parties may read in two ways
    headerTooLarge,
    bodyTooLarge,
    foreignHost,
    foreignOrigin,
    tooMuchAtOnce,    ///< bodies or unfinished messages of all together
    slowRequest,      ///< it did not become whole in time
    silent,           ///< a connection that asked nothing
    slowReader,       ///< the answer was not taken in time, or too many messages waited
    lateAnswer,       ///< ours: nobody answered in time
    badFrames,        ///< of a WebSocket
    silentSocket,     ///< nothing came, not even a pong
    closeNotAnswered, ///< our close frame
};
inline constexpr std::size_t doorReasonCount = static_cast<std::size_t>(DoorReason::closeNotAnswered) + 1;
std::string_view toText(DoorReason reason);

struct HttpCounts {
    std::uint64_t connections = 0; ///< accepted so far
    std::uint64_t open = 0;
    std::uint64_t requests = 0;
    std::uint64_t underWay = 0;   ///< requests whose header was taken and that are not answered, now
    std::uint64_t webSockets = 0; ///< open now
    std::array<std::uint64_t, doorReasonCount> refused{};

    [[nodiscard]] std::uint64_t of(DoorReason reason) const { return refused[static_cast<std::size_t>(reason)]; }
};

/// An HTTP/1.1 and WebSocket server: routes, limits, threads of its own, TLS when a certificate is named. Routes are
/// added before start(); everything else may be called by any thread.
class HttpServer {
public:
    explicit HttpServer(HttpLimits limits = {}, WsLimits wsLimits = {});
    ~HttpServer(); ///< stops
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// `path` matches as a whole, or as a beginning when it ends in '/'. A GET route answers HEAD too.
    void route(std::string method, std::string path, HttpHandler handler, HttpRouteOptions options = {});

    /// A path whose clients speak WebSocket. On a loopback address a browser's page is let in only from there, too.
    void webSocket(std::string path, WsAcceptor acceptor);

    /// The port it listens on, or one sentence that says why it cannot and what to do.
    std::expected<std::uint16_t, std::string> start(const HttpListen& listen);
    /// Takes no connection and no WebSocket any more, and answers each request as the last of its connection. What is
    /// open stays open: its handlers say goodbye in their own words.
    void drain();
    /// Waits until every request under way is answered, new ones included. False: some are not by then.
    bool finishRequests(std::chrono::milliseconds within) const;
    /// Closes every connection; no handler runs afterwards. Twice, or before start, is legal.
    void stop();

    [[nodiscard]] HttpCounts counts() const;
    /// How many I/O threads there are, once it is started.
    [[nodiscard]] std::size_t loops() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace roundsman
