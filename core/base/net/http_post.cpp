#include "core/base/net/http_post.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <algorithm>
#include <cctype>
#include <memory>
#include <optional>

namespace roundsman {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Tcp = asio::ip::tcp;
using Error = boost::system::error_code;

/// One POST from the look-up of the name to the answer. Lives as long as something of it is under way.
class Exchange : public std::enable_shared_from_this<Exchange> {
public:
    Exchange(asio::io_context& io, asio::ssl::context& tls, const HttpPost& post, const HttpPostLimits& limits,
             HttpPosted& posted)
        : m_resolver(io), m_deadline(io), m_stream(io, tls), m_post(post), m_limits(limits), m_posted(posted) {
        m_answer.body_limit(limits.answerBytesMax);
    }

    void start() {
        m_deadline.expires_after(m_limits.answerWithin);
        m_deadline.async_wait([self = shared_from_this()](const Error& error) {
            if (!error) {
                self->end("no answer in time");
            }
        });
        m_resolver.async_resolve(
            m_post.url.host, m_post.url.port,
            [self = shared_from_this()](const Error& error, const Tcp::resolver::results_type& at) {
                error ? self->end("its name is not known: " + error.message()) : self->connect(at);
            });
    }
    void cancel() { end("the program stops"); }

private:
    void connect(const Tcp::resolver::results_type& at) {
        beast::get_lowest_layer(m_stream).async_connect(
            at, [self = shared_from_this()](const Error& error, const Tcp::endpoint&) {
                if (error) {
                    self->end("nobody answers there: " + error.message());
                } else if (self->m_post.url.tls) {
                    self->shakeHands();
                } else {
                    self->write(self->plain());
                }
            });
    }
    void shakeHands() {
        const std::string& host = m_post.url.host;
        m_stream.set_verify_callback(asio::ssl::host_name_verification(host));
        if (SSL_set_tlsext_host_name(m_stream.native_handle(), host.c_str()) != 1) {
            end("its name cannot be used with TLS");
            return;
        }
        m_stream.async_handshake(asio::ssl::stream_base::client, [self = shared_from_this()](const Error& error) {
            error ? self->end("its certificate or TLS is refused: " + error.message()) : self->write(self->m_stream);
        });
    }
    beast::tcp_stream& plain() { return beast::get_lowest_layer(m_stream); }

    template <typename Stream>
    void write(Stream& stream) {
        m_request.method(http::verb::post);
        m_request.target(m_post.url.target);
        m_request.version(11);
        const bool usual = m_post.url.port == (m_post.url.tls ? "443" : "80");
        m_request.set(http::field::host, usual ? m_post.url.host : m_post.url.host + ":" + m_post.url.port);
        m_request.set(http::field::connection, "close");
        for (const auto& [name, value] : m_post.headers) {
            m_request.set(name, value);
        }
        m_request.body() = m_post.body;
        m_request.prepare_payload();
        http::async_write(stream, m_request, [self = shared_from_this(), &stream](const Error& error, std::size_t) {
            error ? self->end("it hung up: " + error.message()) : self->read(stream);
        });
    }
    template <typename Stream>
    void read(Stream& stream) {
        http::async_read_header(stream, m_buffer, m_answer,
                                [self = shared_from_this()](const Error& error, std::size_t) {
                                    if (error) {
                                        self->end("no answer came: " + error.message());
                                        return;
                                    }
                                    self->m_posted.status = self->m_answer.get().result_int();
                                    self->end({});
                                });
    }
    void end(const std::string& trouble) {
        if (std::exchange(m_over, true)) {
            return;
        }
        m_posted.trouble = trouble;
        m_deadline.cancel();
        m_resolver.cancel();
        Error ignored;
        plain().socket().close(ignored);
    }

    Tcp::resolver m_resolver;
    asio::steady_timer m_deadline;
    beast::ssl_stream<beast::tcp_stream> m_stream;
    const HttpPost& m_post;
    const HttpPostLimits& m_limits;
    HttpPosted& m_posted;
    beast::flat_buffer m_buffer{64 * 1024};
    http::request<http::string_body> m_request;
    http::response_parser<http::empty_body> m_answer;
    bool m_over = false;
};

} // namespace

std::expected<HttpUrl, std::string> parseHttpUrl(const std::string& url) {
    HttpUrl parsed;
    std::string_view rest = url;
    parsed.tls = rest.starts_with("https://");
    if (!parsed.tls && !rest.starts_with("http://")) {
        return std::unexpected("begins with https:// or http://");
    }
    rest.remove_prefix(parsed.tls ? 8 : 7);
    const std::size_t slash = std::min(rest.find_first_of("/?#"), rest.size());
    std::string_view authority = rest.substr(0, slash);
    std::string_view target = rest.substr(slash);
    target = target.substr(0, target.find('#'));
    if (authority.contains('@')) {
        return std::unexpected("has no user or password in it: a header carries the signature");
    }
    const std::size_t colon = authority.ends_with(']') ? std::string_view::npos : authority.rfind(':');
    parsed.port =
        colon == std::string_view::npos ? (parsed.tls ? "443" : "80") : std::string(authority.substr(colon + 1));
    authority = authority.substr(0, colon);
    if (authority.starts_with('[') && authority.ends_with(']')) {
        authority = authority.substr(1, authority.size() - 2);
    }
    const bool goodPort = !parsed.port.empty() && parsed.port.size() <= 5 &&
                          std::ranges::all_of(parsed.port, [](char c) { return c >= '0' && c <= '9'; });
    const auto unprintable = [](char c) {
        return c <= ' ' || c == '\x7f';
    };
    if (authority.empty() || !goodPort || std::ranges::any_of(url, unprintable)) {
        return std::unexpected("names a host, and a port if it is not the usual one");
    }
    parsed.host = authority;
    parsed.target = (target.starts_with('/') ? "" : "/") + std::string(target);
    return parsed;
}

std::vector<HttpPosted> postAll(std::span<const HttpPost> posts, const HttpPostLimits& limits,
                                const std::atomic<bool>& cancelled) {
    std::vector<HttpPosted> answers(posts.size());
    asio::io_context io;
    asio::ssl::context tls(asio::ssl::context::tls_client);
    Error ignored;
    tls.set_default_verify_paths(ignored);
    tls.set_verify_mode(asio::ssl::verify_peer);
    if (!limits.certificates.empty()) {
        tls.load_verify_file(limits.certificates, ignored);
    }
    std::vector<std::weak_ptr<Exchange>> all;
    for (std::size_t i = 0; i < posts.size(); ++i) {
        const auto exchange = std::make_shared<Exchange>(io, tls, posts[i], limits, answers[i]);
        exchange->start();
        all.push_back(exchange);
    }
    while (!io.stopped()) {
        io.run_for(std::chrono::milliseconds(50));
        for (std::size_t i = 0; cancelled && i < all.size(); ++i) {
            if (const auto exchange = all[i].lock()) {
                exchange->cancel();
            }
        }
    }
    return answers;
}

} // namespace roundsman
