#include "core/base/net/request_check.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace roundsman {
namespace {

std::size_t countOf(const HttpRequest& request, std::string_view name) {
    return static_cast<std::size_t>(
        std::ranges::count_if(request.headers, [&](const auto& h) { return sameIgnoringCase(h.first, name); }));
}

/// Ways to write a path that a proxy in front of us may read as another one.
bool isTricky(std::string_view path) {
    std::string lower(path);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    constexpr std::array tricks{"//", "/../", "/./", "\\", "%2e", "%2f", "%5c", "%00", "%25", ";"};
    const auto has = [&](std::string_view trick) {
        return lower.contains(trick);
    };
    return std::ranges::any_of(tricks, has) || lower.ends_with("/..") || lower.ends_with("/.");
}

bool isVisible(std::string_view text) {
    return std::ranges::all_of(text, [](unsigned char c) { return c > 0x20 && c < 0x7F; });
}

/// 16 bytes in base64: 22 characters, of whose last four bits are to spare.
bool isHandshakeKey(std::string_view key) {
    constexpr std::size_t characters = 22;
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    return key.size() == characters + 2 && key.ends_with("==") && key.find_first_not_of(alphabet) == characters &&
           std::string_view("AQgw").contains(key[characters - 1]);
}

} // namespace

std::string_view headerStartTrouble(std::string_view bytes) {
    const auto line = bytes.find('\n');
    if (line != std::string_view::npos && (line == 0 || bytes[line - 1] != '\r')) {
        return "header lines end with CR LF";
    }
    const std::string_view start = bytes.substr(0, bytes.find_first_of(" \r"));
    constexpr std::size_t longestMethod = 24;
    const auto isMethod = [](unsigned char c) {
        return std::isupper(c) != 0 || c == '-';
    };
    if (start.size() > longestMethod || !std::ranges::all_of(start, isMethod)) {
        return "this is not HTTP";
    }
    return {};
}

std::string_view headerTrouble(std::string_view bytes) {
    if (const auto wrong = headerStartTrouble(bytes); !wrong.empty()) {
        return wrong;
    }
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (c == '\n' && (i == 0 || bytes[i - 1] != '\r')) {
            return "header lines end with CR LF";
        }
        if (c == '\r' && (i + 1 == bytes.size() || bytes[i + 1] != '\n')) {
            return "a carriage return stands alone";
        }
        if (c == '\0') {
            return "a header has no null bytes";
        }
        if (c == '\n' && i + 1 < bytes.size() && (bytes[i + 1] == ' ' || bytes[i + 1] == '\t')) {
            return "a header line does not go on in the next"; // RFC 9112, 5.2
        }
    }
    return {};
}

void takeTarget(HttpRequest& request, std::string_view target) {
    const auto colon = target.find("://");
    const std::string_view scheme = target.substr(0, colon);
    if (colon != std::string_view::npos && (sameIgnoringCase(scheme, "http") || sameIgnoringCase(scheme, "https"))) {
        const std::string_view rest = target.substr(colon + 3);
        const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
        const auto host =
            std::ranges::find_if(request.headers, [](const auto& h) { return sameIgnoringCase(h.first, "Host"); });
        if (!authority.empty() && isVisible(authority) && !authority.contains('@') && host != request.headers.end()) {
            host->second = authority;
            target = rest.substr(authority.size());
            request.path = target.starts_with('/') ? "" : "/";
        }
    }
    const auto mark = target.find('?');
    request.path += target.substr(0, mark);
    request.query = mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
}

std::string_view handshakeTrouble(const HttpRequest& request) {
    if (request.header("Sec-WebSocket-Version") != "13") {
        return "a WebSocket handshake has version 13";
    }
    if (countOf(request, "Sec-WebSocket-Key") != 1 || !isHandshakeKey(request.header("Sec-WebSocket-Key"))) {
        return "a WebSocket handshake has one key, 16 bytes in base64";
    }
    return {};
}

RequestTrouble requestTrouble(const HttpRequest& request, unsigned version) {
    if (version != 10 && version != 11) {
        return {505, "this server speaks HTTP/1.1"};
    }
    if (countOf(request, "Host") > 1 || (version == 11 && countOf(request, "Host") == 0)) {
        return {400, "a request has one Host header"};
    }
    const std::string_view coding = request.header("Transfer-Encoding");
    const bool coded = countOf(request, "Transfer-Encoding") > 0;
    if (countOf(request, "Content-Length") > 1 || (coded && countOf(request, "Content-Length") > 0)) {
        return {400, "a body's length is said once, and in one way"};
    }
    if (const std::string_view length = request.header("Content-Length");
        length.find_first_not_of("0123456789") != std::string_view::npos) {
        return {400, "a body's length is one number"};
    }
    if (coded && (version == 10 || countOf(request, "Transfer-Encoding") > 1)) {
        return {400, "a body's coding is said once, and in HTTP/1.1 alone"};
    }
    if (coded && !sameIgnoringCase(coding, "chunked")) {
        return {501, "of transfer codings only chunked is known"};
    }
    if (countOf(request, "Authorization") > 1 || countOf(request, "Origin") > 1) {
        return {400, "who asks is said once"};
    }
    if (!request.path.starts_with('/') || !isVisible(request.path) || !isVisible(request.query)) {
        return {400, "a request's target is a path"};
    }
    if (isTricky(request.path)) {
        return {400, "this path is written in a way that others read differently"};
    }
    return {};
}

} // namespace roundsman
