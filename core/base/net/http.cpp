#include "core/base/net/http.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace roundsman {
namespace {

bool isDigits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// "127.x.y.z" with four numbers; "127.0.0.1.example.org" is a name that somebody else owns.
bool isLoopbackNumber(std::string_view text) {
    if (!text.starts_with("127.")) {
        return false;
    }
    int parts = 0;
    while (true) {
        const auto dot = text.find('.');
        const std::string_view part = text.substr(0, dot);
        if (!isDigits(part) || part.size() > 3) {
            return false;
        }
        ++parts;
        if (dot == std::string_view::npos) {
            return parts == 4;
        }
        text.remove_prefix(dot + 1);
    }
}

} // namespace

bool sameIgnoringCase(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b,
                              [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::string_view HttpRequest::header(std::string_view name) const {
    const auto found = std::ranges::find_if(headers, [&](const auto& h) { return sameIgnoringCase(h.first, name); });
    return found == headers.end() ? std::string_view{} : std::string_view(found->second);
}

bool namesLoopback(std::string_view host) {
    if (host.starts_with("[::1]")) {
        host.remove_prefix(5);
        return host.empty() || (host.starts_with(':') && isDigits(host.substr(1)));
    }
    const auto colon = host.find(':');
    if (colon != std::string_view::npos) {
        if (!isDigits(host.substr(colon + 1))) {
            return false;
        }
        host = host.substr(0, colon);
    }
    return sameIgnoringCase(host, "localhost") || isLoopbackNumber(host);
}

bool isLoopbackOrigin(std::string_view origin) {
    constexpr std::string_view separator = "://";
    const auto at = origin.find(separator);
    return at != std::string_view::npos && namesLoopback(origin.substr(at + separator.size()));
}

bool isThisMachine(std::string_view address) {
    return isLoopbackNumber(address) || address == "::1";
}

std::string networkOf(std::string_view address) {
    const std::string whole(address);
    in6_addr six{};
    if (::inet_pton(AF_INET6, whole.c_str(), &six) != 1) {
        return whole;
    }
    std::fill(std::begin(six.s6_addr) + 8, std::end(six.s6_addr), 0);
    std::array<char, INET6_ADDRSTRLEN> text{};
    ::inet_ntop(AF_INET6, &six, text.data(), text.size());
    return std::string(text.data()) + "/64";
}

} // namespace roundsman
