#pragma once

#include "core/base/net/http.h"
#include "core/base/net/ws.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

/// Which handler a request goes to, and the plain answers when it goes to none. Filled before it is used, then only
/// read.
class HttpRoutes {
public:
    void add(std::string method, std::string path, HttpHandler handler, HttpRouteOptions options = {});
    void addWebSocket(std::string path, WsAcceptor acceptor);
    void answer(const HttpRequest& request, const HttpReply& reply) const;
    /// How large a body may be here.
    [[nodiscard]] std::size_t bodyMax(const HttpRequest& request, std::size_t otherwise) const;
    /// What the route's gate says; nothing: it may go on.
    [[nodiscard]] std::optional<HttpResponse> gate(const HttpRequest& request) const;
    /// Who lets WebSocket clients in at a path; nullptr: nobody.
    [[nodiscard]] const WsAcceptor* webSocket(std::string_view path) const;

private:
    struct Route {
        std::string method;
        std::string path;
        HttpHandler handler;
        HttpRouteOptions options;
    };
    [[nodiscard]] const Route* find(const HttpRequest& request) const;
    std::vector<Route> m_routes;
    std::map<std::string, WsAcceptor, std::less<>> m_webSockets;
};

} // namespace roundsman
