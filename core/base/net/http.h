#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace roundsman {

class IoLoop;

/// One HTTP request, whole. Header names are compared without regard to case.
struct HttpRequest {
    std::string method;
    std::string path;  ///< decoded up to nothing: as sent, without the query
    std::string query; ///< what stands after '?', as sent
    std::vector<std::pair<std::string, std::string>> headers{};
    std::string body{};
    std::string peer;       ///< address of the other end, without its port
    IoLoop* loop = nullptr; ///< where its connection lives; handlers run there

    /// The first header of that name; empty when there is none.
    [[nodiscard]] std::string_view header(std::string_view name) const;
};

struct HttpResponse {
    unsigned status = 200;
    std::string contentType = "text/plain; charset=utf-8";
    std::string body{};
    std::vector<std::pair<std::string, std::string>> headers{};
};

/// Answers a request, once, from any thread; later calls, and calls after the connection has gone, do nothing.
using HttpReply = std::function<void(HttpResponse)>;

/// Runs on an I/O thread and must return at once; the answer may come later (after the log's acknowledgement, say).
using HttpHandler = std::function<void(const HttpRequest&, const HttpReply&)>;

/// Looks at a request when only its header is there; an answer ends it before its body is read.
using HttpGate = std::function<std::optional<HttpResponse>(const HttpRequest&)>;

struct HttpRouteOptions {
    std::size_t bodyBytesMax = 0; ///< 0: as the server has it
    HttpGate gate{};
};

/// As names of headers, schemes and hosts are compared.
bool sameIgnoringCase(std::string_view a, std::string_view b);

/// Whether a Host header names this machine itself: localhost, 127.0.0.0/8 or ::1, with or without a port. A listener
/// without credentials answers only such requests, or any web page could reach it by a name of its own.
bool namesLoopback(std::string_view host);

/// Whether an Origin header ("http://localhost:5173") names this machine itself.
bool isLoopbackOrigin(std::string_view origin);

/// Whether a peer's address is one of this machine's own: 127.0.0.0/8 or ::1.
bool isThisMachine(std::string_view address);

/// Whom an address stands for when it is counted: itself, or the first 64 bits of an IPv6 address, since whoever has
/// one has all that begin like it.
std::string networkOf(std::string_view address);

} // namespace roundsman
