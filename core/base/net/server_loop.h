#pragma once

// Inside core/base/net only.

#include "core/base/net/http_server.h"
#include "core/base/net/io_loop.h"
#include "core/base/net/link.h"
#include "core/base/net/routes.h"

#include <array>
#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace roundsman::net {

struct HttpShared;

/// How a connection stands at the door: let in, to be told that there is no room, or not even that.
enum class Entry : std::uint8_t { in, turnedAway, cut };

/// One I/O thread of a server and the connections that live on it.
struct ServerLoop {
    ServerLoop(HttpShared& server, std::size_t index) : shared(server), io(index) {}

    /// On the loop's thread.
    void adopt(int descriptor, const std::string& peer, Entry entry);
    void forget(Link& link);
    void everySecond();
    void endAll();

    /// Writes what the link has to say when everything of this turn has been read.
    void flushLater(std::shared_ptr<Link> link);
    /// Memory for a few words, and back: it stays warm, and a connection that says nothing holds none.
    void lend(std::string& buffer);
    void takeBack(std::string& buffer);

    /// This second, as HTTP writes it (RFC 9110, 5.6.7).
    const std::string& date();

    HttpShared& shared;
    IoLoop io;
    std::vector<std::shared_ptr<Link>> links;

private:
    void flushAll();

    std::vector<std::shared_ptr<Link>> m_toFlush;
    std::vector<std::string> m_spare;
    std::chrono::sys_seconds m_dated{};
    std::string m_date;
};

/// What all connections of one server share. A late reply may hold it for longer than the server lives.
struct HttpShared : std::enable_shared_from_this<HttpShared> {
    HttpLimits limits;
    WsLimits wsLimits;
    HttpRoutes routes;
    bool loopbackOnly = true;
    std::shared_ptr<TlsContext> tls; ///< null: without
    std::vector<std::unique_ptr<ServerLoop>> loops;
    std::atomic<bool> draining{false};

    std::atomic<std::uint64_t> connections{0};
    std::atomic<std::uint64_t> open{0}; ///< of those who are in
    std::atomic<std::uint64_t> requests{0};
    std::atomic<std::uint64_t> underWay{0};
    std::array<std::atomic<std::uint64_t>, doorReasonCount> refused{};
    std::atomic<std::uint64_t> webSockets{0};
    std::atomic<std::uint64_t> messageBytes{0}; ///< of WebSocket messages that are not whole yet
    std::atomic<std::uint64_t> bodyBytes{0};    ///< of requests that are not answered yet

    void count(DoorReason reason) { ++refused[static_cast<std::size_t>(reason)]; }
    /// Counts a connection of that address. Who is turned away takes nobody's place, and has few places of his own.
    Entry enter(const std::string& peer);
    void leave(const std::string& peer, Entry entry);

    std::mutex mutex;
    std::map<std::string, std::size_t, std::less<>> byAddress; ///< of those who are in; guarded by mutex
    std::size_t turningAway = 0;                               ///< guarded by mutex

    /// Whole seconds since the server was made.
    [[nodiscard]] std::uint32_t age() const {
        return static_cast<std::uint32_t>(
            std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - born).count());
    }
    const std::chrono::steady_clock::time_point born = std::chrono::steady_clock::now();
};

} // namespace roundsman::net
