#include "core/base/net/routes.h"

#include "core/base/net/problem.h"

#include <algorithm>
#include <utility>

namespace roundsman {

namespace {

bool matches(std::string_view route, std::string_view path) {
    return route.ends_with('/') ? path.starts_with(route) : path == route;
}

} // namespace

void HttpRoutes::add(std::string method, std::string path, HttpHandler handler, HttpRouteOptions options) {
    m_routes.push_back({std::move(method), std::move(path), std::move(handler), std::move(options)});
}

const HttpRoutes::Route* HttpRoutes::find(const HttpRequest& request) const {
    const std::string_view method = request.method == "HEAD" ? std::string_view("GET") : request.method;
    const auto found = std::ranges::find_if(
        m_routes, [&](const Route& route) { return route.method == method && matches(route.path, request.path); });
    return found == m_routes.end() ? nullptr : &*found;
}

std::size_t HttpRoutes::bodyMax(const HttpRequest& request, std::size_t otherwise) const {
    const Route* const route = find(request);
    return route == nullptr || route->options.bodyBytesMax == 0 ? otherwise : route->options.bodyBytesMax;
}

std::optional<HttpResponse> HttpRoutes::gate(const HttpRequest& request) const {
    const Route* const route = find(request);
    return route == nullptr || !route->options.gate ? std::nullopt : route->options.gate(request);
}

void HttpRoutes::addWebSocket(std::string path, WsAcceptor acceptor) {
    m_webSockets.insert_or_assign(std::move(path), std::move(acceptor));
}

const WsAcceptor* HttpRoutes::webSocket(std::string_view path) const {
    const auto found = m_webSockets.find(path);
    return found == m_webSockets.end() ? nullptr : &found->second;
}

void HttpRoutes::answer(const HttpRequest& request, const HttpReply& reply) const {
    if (const Route* const route = find(request)) {
        route->handler(request, reply);
        return;
    }
    std::string allowed;
    for (const Route& route : m_routes) {
        if (matches(route.path, request.path)) {
            allowed += (allowed.empty() ? "" : ", ") + route.method;
        }
    }
    if (allowed.empty()) {
        reply(problem(404, "There is nothing at this path"));
    } else {
        HttpResponse wrong = problem(405, "This path takes " + allowed);
        wrong.headers.emplace_back("Allow", allowed);
        reply(std::move(wrong));
    }
}

} // namespace roundsman
