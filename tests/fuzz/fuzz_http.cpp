#include "core/base/check.h"
#include "core/base/net/http_server.h"
#include "core/base/net/request_check.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <string>

using namespace roundsman;

namespace {

/// A listener for the whole run, with a route of each kind.
std::uint16_t portOfServer() {
    static HttpServer server({.headerBytesMax = 2048, .bodyBytesMax = 4096});
    static const std::uint16_t port = [] {
        server.route("GET", "/hello", [](const HttpRequest&, const HttpReply& reply) { reply({.body = "hello"}); });
        server.route("POST", "/echo", [](const HttpRequest& request, const HttpReply& reply) {
            check(request.body.size() <= 4096, "a body stays below its limit");
            reply({.body = request.body});
        });
        server.webSocket("/ws", [](const HttpRequest&, std::string&) {
            return std::unexpected(HttpResponse{.status = 401, .body = "no\n"});
        });
        return server.start({}).value();
    }();
    return port;
}

} // namespace

/// Whatever comes in, the listener goes on, and answers nothing but HTTP.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    (void)headerStartTrouble(bytes);
    (void)headerTrouble(bytes);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(portOfServer());
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    check(::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0, "the listener is there");
    const linger atOnce{.l_onoff = 1, .l_linger = 0}; // many connections a second: none may wait out its end
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    ::shutdown(socket, SHUT_WR);
    std::string answer;
    std::array<char, 16384> buffer{};
    for (ssize_t got = 0; (got = ::recv(socket, buffer.data(), buffer.size(), 0)) > 0;) {
        answer.append(buffer.data(), static_cast<std::size_t>(got));
    }
    check(answer.empty() || answer.starts_with("HTTP/1.1 "), "an answer is HTTP");
    ::close(socket);
    return 0;
}
