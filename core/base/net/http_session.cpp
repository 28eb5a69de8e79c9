#include "core/base/net/http_session.h"

#include "core/base/net/ws_session.h"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include <utility>

namespace roundsman::net {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

HttpSession::HttpSession(asio::ip::tcp::socket socket, std::shared_ptr<HttpShared> shared)
    : m_shared(std::move(shared)), m_stream(std::move(socket)), m_answerTimer(m_stream.get_executor()) {
    beast::error_code gone;
    m_peer = m_stream.socket().remote_endpoint(gone).address().to_string();
    m_stream.socket().set_option(asio::ip::tcp::no_delay(true), gone);
    const std::lock_guard lock(m_shared->mutex);
    m_shared->open.insert(this);
}

HttpSession::~HttpSession() {
    const std::lock_guard lock(m_shared->mutex);
    m_shared->open.erase(this);
}

void HttpSession::run() {
    asio::dispatch(m_stream.get_executor(), [self = shared_from_this()] { self->read(); });
}

void HttpSession::turnAway() {
    asio::dispatch(m_stream.get_executor(), [self = shared_from_this()] {
        self->m_stream.expires_after(self->m_shared->limits.answerMax);
        self->answer({.status = 503, .body = "too many connections; try again later\n"}, false);
    });
}

void HttpSession::close() {
    asio::post(m_stream.get_executor(), [self = shared_from_this()] { self->finish(); });
}

void HttpSession::read() {
    m_parser.emplace();
    m_parser->header_limit(static_cast<std::uint32_t>(m_shared->limits.headerBytesMax));
    m_parser->body_limit(m_shared->limits.bodyBytesMax);
    if (m_buffer.size() > 0) {
        readRequest();
        return;
    }
    // A kept connection may idle; once a byte is there, the request has to be whole in time.
    m_stream.expires_after(m_shared->limits.idleMax);
    constexpr std::size_t atOnce = 4096;
    m_stream.async_read_some(m_buffer.prepare(atOnce),
                             [self = shared_from_this()](beast::error_code error, std::size_t n) {
                                 self->m_buffer.commit(n);
                                 if (error) {
                                     self->finish();
                                 } else {
                                     self->readRequest();
                                 }
                             });
}

void HttpSession::readRequest() {
    m_stream.expires_after(m_shared->limits.requestMax);
    http::async_read(m_stream, m_buffer, *m_parser,
                     [self = shared_from_this()](beast::error_code error, std::size_t) { self->onRead(error); });
}

void HttpSession::onRead(beast::error_code error) {
    if (!error) {
        dispatch();
    } else if (error == http::error::header_limit) {
        answer({.status = 431, .body = "the request's header is too large\n"}, false);
    } else if (error == http::error::body_limit) {
        answer({.status = 413, .body = "the request's body is too large\n"}, false);
    } else if (error.category() == http::make_error_code(http::error::bad_method).category() &&
               error != http::error::end_of_stream && error != http::error::partial_message) {
        answer({.status = 400, .body = "this is not HTTP\n"}, false);
    } else {
        finish(); // gone, or too slow
    }
}

HttpRequest HttpSession::request() const {
    const auto& message = m_parser->get();
    const std::string_view target = message.target();
    const auto mark = target.find('?');
    HttpRequest request;
    request.method = message.method_string();
    request.path = target.substr(0, mark);
    request.query = mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
    for (const auto& field : message) {
        request.headers.emplace_back(field.name_string(), field.value());
    }
    request.body = message.body();
    request.peer = m_peer;
    return request;
}

void HttpSession::dispatch() {
    ++m_shared->requests;
    const bool keepAlive = m_parser->get().keep_alive();
    const HttpRequest asked = request();
    if (m_shared->loopbackOnly && !namesLoopback(asked.header("Host"))) {
        answer({.status = 421, .body = "this server answers only for localhost; the Host header names another\n"},
               false);
        return;
    }
    if (upgrade(asked)) {
        return;
    }
    waitForAnswer(keepAlive);
    m_shared->routes.answer(asked, [self = shared_from_this(), keepAlive](HttpResponse response) {
        asio::dispatch(self->m_stream.get_executor(), [self, keepAlive, response = std::move(response)]() mutable {
            if (std::exchange(self->m_answering, false)) {
                self->m_answerTimer.cancel();
                self->answer(std::move(response), keepAlive);
            }
        });
    });
}

/// True when the request asked for a WebSocket and was answered, this way or that.
bool HttpSession::upgrade(const HttpRequest& asked) {
    const WsAcceptor* acceptor = m_shared->routes.webSocket(asked.path);
    if (acceptor == nullptr) {
        return false;
    }
    const bool keepAlive = m_parser->get().keep_alive();
    if (!beast::websocket::is_upgrade(m_parser->get())) {
        answer({.status = 426, .body = "this path speaks WebSocket\n", .headers = {{"Upgrade", "websocket"}}}, false);
    } else if (asked.header("Sec-WebSocket-Version") != "13" || asked.header("Sec-WebSocket-Key").size() != 24) {
        answer({.status = 400,
                .body = "a WebSocket handshake needs version 13 and a key of 16 bytes\n",
                .headers = {{"Sec-WebSocket-Version", "13"}}},
               false);
    } else if (const auto origin = asked.header("Origin");
               m_shared->loopbackOnly && !origin.empty() && !isLoopbackOrigin(origin)) {
        answer({.status = 403, .body = "pages of other sites may not connect\n"}, false);
    } else {
        std::string subprotocol;
        if (auto handler = (*acceptor)(asked, subprotocol)) {
            becomeWebSocket(std::move(*handler), subprotocol);
        } else {
            answer(std::move(handler.error()), keepAlive);
        }
    }
    return true;
}

void HttpSession::becomeWebSocket(std::shared_ptr<WsHandler> handler, const std::string& subprotocol) {
    auto message = std::make_shared<http::response<http::empty_body>>(http::status::switching_protocols,
                                                                      m_parser->get().version());
    message->set(http::field::upgrade, "websocket");
    message->set(http::field::connection, "Upgrade");
    message->set(http::field::sec_websocket_accept, wsAcceptFor(m_parser->get()[http::field::sec_websocket_key]));
    if (!subprotocol.empty()) {
        message->set(http::field::sec_websocket_protocol, subprotocol);
    }
    m_stream.expires_after(m_shared->limits.answerMax);
    http::async_write(m_stream, *message,
                      [self = shared_from_this(), message, handler = std::move(handler)](beast::error_code error,
                                                                                         std::size_t) mutable {
                          if (error) {
                              self->finish();
                              handler->onClosed(ws_close::none);
                              return;
                          }
                          const auto early = self->m_buffer.data();
                          std::string bytes(static_cast<const char*>(early.data()), early.size());
                          std::make_shared<WsSession>(self->m_stream.release_socket(), self->m_shared,
                                                      std::move(handler), self->m_peer)
                              ->run(std::move(bytes));
                      });
}

void HttpSession::waitForAnswer(bool keepAlive) {
    m_answering = true;
    m_stream.expires_never();
    m_answerTimer.expires_after(m_shared->limits.answerMax);
    m_answerTimer.async_wait([weak = weak_from_this(), keepAlive](beast::error_code cancelled) {
        const auto self = weak.lock();
        if (!cancelled && self && std::exchange(self->m_answering, false)) {
            self->answer({.status = 503, .body = "the answer took too long; ask again later\n"}, keepAlive);
        }
    });
}

void HttpSession::answer(HttpResponse response, bool keepAlive) {
    auto message = std::make_shared<http::response<http::string_body>>(static_cast<http::status>(response.status), 11);
    message->set(http::field::server, "roundsman");
    message->set(http::field::content_type, response.contentType);
    message->set(http::field::cache_control, "no-store");
    message->set("X-Content-Type-Options", "nosniff");
    for (const auto& [name, value] : response.headers) {
        message->set(name, value);
    }
    message->keep_alive(keepAlive);
    const std::size_t length = response.body.size();
    if (!m_parser || m_parser->get().method() != http::verb::head) {
        message->body() = std::move(response.body);
    }
    message->content_length(length);
    m_stream.expires_after(m_shared->limits.answerMax);
    http::async_write(m_stream, *message, [self = shared_from_this(), message](beast::error_code error, std::size_t) {
        if (error || !message->keep_alive()) {
            self->finish();
        } else {
            self->read();
        }
    });
}

void HttpSession::finish() {
    m_answering = false;
    m_answerTimer.cancel();
    beast::error_code gone;
    m_stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, gone);
    m_stream.close();
}

} // namespace roundsman::net
