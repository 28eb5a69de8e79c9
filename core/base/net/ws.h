#pragma once

#include "core/base/net/http.h"
#include "core/base/net/ws_frames.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace roundsman {

struct WsLimits {
    std::size_t messageBytesMax = 1024 * 1024;
    std::size_t heldBytesMax = 256UL << 20U;      ///< of all unfinished messages together
    std::size_t queuedBytesMax = 1024 * 1024;     ///< to a peer that does not read; one byte more and it is cut off
    std::chrono::milliseconds pingAfter{20'000};  ///< without a word from the peer
    std::chrono::milliseconds silenceMax{60'000}; ///< then the connection is given up
    std::chrono::milliseconds closeMax{5'000};    ///< for the peer to answer our close frame
};

/// The near end of one WebSocket connection. Any thread may call; after the connection has gone calls do nothing.
class WsConnection {
public:
    virtual ~WsConnection() = default;
    virtual void send(std::string text) = 0; ///< a text message
    virtual void sendBinary(std::string bytes) = 0;
    /// A text message, on the loop's thread: for the many that are said all the time.
    virtual void say(std::string_view text) = 0;
    /// What was sent before still goes out first. REQUIRES: a reason of at most 123 bytes.
    virtual void close(std::uint16_t code, std::string reason) = 0;
    [[nodiscard]] virtual std::size_t queuedBytes() const = 0;
    /// Where it lives: handlers are called on this loop's thread.
    [[nodiscard]] virtual IoLoop& loop() const = 0;
    /// On the loop's thread: nothing is read until it is let go on, and the sender's own socket holds it back.
    virtual void pauseReading(bool paused) = 0;
    [[nodiscard]] virtual const std::string& peer() const = 0; ///< address without port
};

/// What the program does with a connection. Calls come one at a time, on an I/O thread, and must return at once.
class WsHandler {
public:
    virtual ~WsHandler() = default;
    virtual void onOpen(std::shared_ptr<WsConnection> connection) = 0;
    virtual void onMessage(std::string_view payload, bool binary) = 0;
    /// About once a second.
    virtual void onSecond() {}
    /// Exactly once, last; `code` as the peer said it, ws_close::none when the connection broke.
    virtual void onClosed(std::uint16_t code) = 0;
};

/// Lets a client in, or answers why not. `subprotocol` is what the 101 names, when it is set.
using WsAcceptor = std::function<std::expected<std::shared_ptr<WsHandler>, HttpResponse>(const HttpRequest& request,
                                                                                         std::string& subprotocol)>;

} // namespace roundsman
