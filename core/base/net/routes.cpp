#include "core/base/net/routes.h"

#include <utility>

namespace roundsman {

void HttpRoutes::add(std::string method, std::string path, HttpHandler handler) {
    m_routes.push_back({std::move(method), std::move(path), std::move(handler)});
}

void HttpRoutes::addWebSocket(std::string path, WsAcceptor acceptor) {
    m_webSockets.insert_or_assign(std::move(path), std::move(acceptor));
}

const WsAcceptor* HttpRoutes::webSocket(std::string_view path) const {
    const auto found = m_webSockets.find(path);
    return found == m_webSockets.end() ? nullptr : &found->second;
}

void HttpRoutes::answer(const HttpRequest& request, const HttpReply& reply) const {
    std::string allowed;
    for (const Route& route : m_routes) {
        const bool matches =
            route.path.ends_with('/') ? request.path.starts_with(route.path) : request.path == route.path;
        if (!matches) {
            continue;
        }
        if (route.method == request.method || (route.method == "GET" && request.method == "HEAD")) {
            route.handler(request, reply);
            return;
        }
        allowed += (allowed.empty() ? "" : ", ") + route.method;
    }
    if (allowed.empty()) {
        reply({.status = 404, .body = "there is nothing at this path\n"});
    } else {
        reply({.status = 405, .body = "this path takes " + allowed + "\n", .headers = {{"Allow", allowed}}});
    }
}

} // namespace roundsman
