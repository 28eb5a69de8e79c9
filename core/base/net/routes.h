#pragma once

#include "core/base/net/http.h"

#include <string>
#include <vector>

namespace roundsman {

/// Which handler a request goes to, and the plain answers when it goes to none. Filled before it is used, then only
/// read.
class HttpRoutes {
public:
    void add(std::string method, std::string path, HttpHandler handler);
    void answer(const HttpRequest& request, const HttpReply& reply) const;

private:
    struct Route {
        std::string method;
        std::string path;
        HttpHandler handler;
    };
    std::vector<Route> m_routes;
};

} // namespace roundsman
