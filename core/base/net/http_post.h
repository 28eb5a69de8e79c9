#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <expected>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace roundsman {

/// Where a POST goes: "https://shop.example:8443/hooks?a=b".
struct HttpUrl {
    bool tls = false;
    std::string host;
    std::string port;
    std::string target; ///< path and query
    bool operator==(const HttpUrl&) const = default;
};
/// An error is a sentence that follows the URL's name. User and password in a URL are refused: they would be logged.
std::expected<HttpUrl, std::string> parseHttpUrl(const std::string& url);

struct HttpPost {
    HttpUrl url;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};
struct HttpPosted {
    unsigned status = 0; ///< 0: no answer
    std::string trouble; ///< why there was none
};

struct HttpPostLimits {
    std::chrono::milliseconds answerWithin{10'000}; ///< connecting, sending and the answer together
    std::size_t answerBytesMax = 64 * 1024;         ///< of it nothing but the status is read
    std::string certificates{};                     ///< a file of more authorities to be trusted; empty: the system's
};

/// Sends all of them side by side, each on a connection of its own, and waits for the answers, in the order of
/// `posts`. Redirects are not followed: a secret signature goes where the configuration says and nowhere else.
std::vector<HttpPosted> postAll(std::span<const HttpPost> posts, const HttpPostLimits& limits,
                                const std::atomic<bool>& cancelled);

} // namespace roundsman
