#include "core/base/net/http_session.h"

#include "core/base/net/problem.h"
#include "core/base/net/request_check.h"
#include "core/base/net/ws_session.h"

#include <boost/beast/websocket/rfc6455.hpp>

#include <array>
#include <utility>

namespace roundsman::net {

namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

constexpr std::size_t aheadMax = 64 * 1024;       ///< of requests that are sent before the last one was answered
constexpr std::uint64_t slowestBody = 64 * 1024;  ///< bytes a second; a sender below it holds us up
constexpr std::uint64_t bodiesMax = 256ULL << 20; ///< of all requests together

std::string_view reasonOf(unsigned status) {
    const auto text = http::obsolete_reason(static_cast<http::status>(status));
    return {text.data(), text.size()};
}

} // namespace

void HttpSession::start(bool turnAway) {
    if (turnAway) {
        answer(passingProblem(503, "There are too many connections", {}, 5), false);
        constexpr std::chrono::seconds toHearIt{2}; // he takes one of few places
        expireAt(m_link->loop().io.now() + toHearIt);
        return;
    }
    m_tlsAwaited = m_link->inHandshake();
    expireAt(m_link->loop().io.now() + (m_tlsAwaited ? m_shared->limits.requestMax : m_shared->limits.idleMax));
}

void HttpSession::onBytes(std::span<char> bytes) {
    if (m_state == State::leaving) {
        return;
    }
    m_in.append(bytes.data(), bytes.size());
    if (m_state == State::answering) {
        if (m_in.size() > aheadMax) {
            m_link->pauseReading(true);
        }
        return;
    }
    advance();
}

/// As far as the bytes reach.
void HttpSession::advance() {
    if (m_state == State::idle && !m_in.empty()) {
        m_state = State::header;
        m_tlsAwaited = false;
        expireAt(m_link->loop().io.now() + m_shared->limits.requestMax);
    }
    if (m_state == State::header && takeHeader() && openBody()) {
        m_state = State::body;
    }
    if (m_state == State::body && takeBody()) {
        dispatch();
    }
}

/// True when the header is whole and the parser has it.
bool HttpSession::takeHeader() {
    std::size_t empty = 0; // RFC 9112, 2.2: an empty line before a request is no harm
    while (std::string_view(m_in).substr(empty).starts_with("\r\n")) {
        empty += 2;
    }
    m_in.erase(0, empty);
    const auto end = m_in.find("\r\n\r\n", m_looked);
    if (end == std::string::npos || end + 4 > m_shared->limits.headerBytesMax) {
        if (m_in.size() > m_shared->limits.headerBytesMax) {
            refuse(DoorReason::headerTooLarge, 431, "the request's header is too large");
        } else if (const auto wrong = headerStartTrouble(m_in); !wrong.empty()) {
            refuse(DoorReason::malformed, 400, wrong);
        }
        m_looked = m_in.size() < 3 ? 0 : m_in.size() - 3;
        return false;
    }
    if (const auto wrong = headerTrouble(std::string_view(m_in).substr(0, end + 4)); !wrong.empty()) {
        refuse(DoorReason::malformed, 400, wrong);
        return false;
    }
    m_parser = std::make_unique<Parser>();
    m_parser->header_limit(static_cast<std::uint32_t>(m_shared->limits.headerBytesMax));
    m_parser->body_limit(boost::none); // known when the route is
    beast::error_code error;
    const std::size_t used = m_parser->put(boost::asio::const_buffer(m_in.data(), end + 4), error);
    if (error || !m_parser->is_header_done()) {
        refuse(DoorReason::malformed, 400, "this is not HTTP");
        return false;
    }
    m_in.erase(0, used);
    m_looked = 0;
    return true;
}

/// What the header alone can tell: whether this request will be taken at all.
bool HttpSession::openBody() {
    const auto& message = m_parser->get();
    m_request = {};
    m_request.method = message.method_string();
    for (const auto& field : message) {
        m_request.headers.emplace_back(field.name_string(), field.value());
    }
    takeTarget(m_request, message.target());
    m_request.peer = m_link->peer();
    m_request.loop = &m_link->loop().io;
    m_keepAlive = message.keep_alive();
    m_headOnly = message.method() == http::verb::head;

    if (const RequestTrouble wrong = requestTrouble(m_request, message.version()); wrong.status != 0) {
        refuse(DoorReason::malformed, wrong.status, wrong.sentence);
        return false;
    }
    if (m_shared->loopbackOnly && !namesLoopback(m_request.header("Host"))) {
        refuse(DoorReason::foreignHost, 421, "this server answers only for localhost; the Host header names another");
        return false;
    }
    if (const auto origin = m_request.header("Origin");
        m_shared->loopbackOnly && !origin.empty() && !isLoopbackOrigin(origin)) {
        refuse(DoorReason::foreignOrigin, 403, "pages of other sites may not connect");
        return false;
    }
    const std::uint64_t most = m_shared->routes.bodyMax(m_request, m_shared->limits.bodyBytesMax);
    const std::uint64_t length = m_parser->content_length().value_or(0);
    if (length > most) {
        refuse(DoorReason::bodyTooLarge, 413,
               "the request's body is too large; at most " + std::to_string(most) + " bytes are taken here");
        return false;
    }
    if (auto refused = m_shared->routes.gate(m_request)) {
        answer(*refused, false); // whoever may not enter need not send his body
        return false;
    }
    setUnderWay(true);
    m_parser->body_limit(most);
    m_parser->eager(true);
    m_bodyBegan = m_link->loop().io.now();
    expireAt(m_bodyBegan + m_shared->limits.requestMax);
    if (message.version() == 11 && sameIgnoringCase(m_request.header("Expect"), "100-continue") && m_in.empty()) {
        m_link->write("HTTP/1.1 100 Continue\r\n\r\n");
    }
    return true;
}

/// True when the request is whole.
bool HttpSession::takeBody() {
    // A last chunk has five bytes at least; one that comes first and in pieces must be whole before Beast may see it.
    constexpr std::string_view lastChunk = "0\r\n\r\n";
    while (!m_parser->is_done()) {
        if (m_in.empty() || (m_parser->chunked() && m_in.front() == '0' && m_in.size() < lastChunk.size())) {
            return false;
        }
        beast::error_code error;
        const std::size_t used = m_parser->put(boost::asio::const_buffer(m_in.data(), m_in.size()), error);
        m_in.erase(0, used);
        if (error == http::error::body_limit) {
            refuse(DoorReason::bodyTooLarge, 413, "the request's body is too large");
            return false;
        }
        if (error && error != http::error::need_more) {
            refuse(DoorReason::malformed, 400, "the request's body is not framed as HTTP has it");
            return false;
        }
        const std::uint64_t has = m_parser->get().body().size();
        m_shared->bodyBytes += has - std::exchange(m_bodyCounted, has);
        expireAt(m_bodyBegan + m_shared->limits.requestMax + std::chrono::seconds(has / slowestBody));
        if (m_shared->bodyBytes > bodiesMax) {
            m_shared->count(DoorReason::tooMuchAtOnce);
            answer(passingProblem(503, "Too much is being sent at once", {}, 1), false);
            return false;
        }
        if (error == http::error::need_more || used == 0) {
            if (m_in.size() > m_shared->limits.headerBytesMax) { // a chunk's own header, endless
                refuse(DoorReason::malformed, 400, "the request's body is not framed as HTTP has it");
                return false;
            }
            return m_parser->is_done();
        }
    }
    return true;
}

void HttpSession::releaseBody() {
    m_shared->bodyBytes -= std::exchange(m_bodyCounted, 0);
    m_parser.reset();
}

void HttpSession::dispatch() {
    ++m_shared->requests;
    m_request.body = std::move(m_parser->get().body());
    if (upgrade()) {
        return;
    }
    m_state = State::answering;
    expireAt(m_link->loop().io.now() + m_shared->limits.answerMax);
    const std::uint64_t asked = ++m_asked;
    IoLoop* const loop = &m_link->loop().io;
    const auto request = std::exchange(m_request, {});
    m_shared->routes.answer(request, [weak = weak_from_this(), loop, asked](HttpResponse response) {
        const auto self = weak.lock();
        if (!self) {
            return; // the connection has gone, and its loop may have, too
        }
        auto carried = [self, asked, response = std::move(response)] {
            if (self->m_link != nullptr && self->m_state == State::answering && self->m_asked == asked) {
                self->answer(response, self->m_keepAlive);
            }
        };
        loop->isHere() ? carried() : static_cast<void>(loop->post(std::move(carried)));
    });
}

/// True when the path speaks WebSocket: it was answered, this way or that.
bool HttpSession::upgrade() {
    const WsAcceptor* acceptor = m_shared->routes.webSocket(m_request.path);
    if (acceptor == nullptr) {
        return false;
    }
    if (!beast::websocket::is_upgrade(m_parser->get())) {
        HttpResponse wrong = problem(426, "This path speaks WebSocket");
        wrong.headers.emplace_back("Connection", "Upgrade"); // a second line of that name adds to the first
        wrong.headers.emplace_back("Upgrade", "websocket");
        answer(wrong, false);
    } else if (const auto trouble = handshakeTrouble(m_request); !trouble.empty()) {
        HttpResponse wrong = problem(400, reasonOf(400), trouble);
        wrong.headers.emplace_back("Sec-WebSocket-Version", "13");
        answer(wrong, false);
    } else if (m_shared->draining) {
        answer(passingProblem(503, "This server stops", "another takes over", 1), false);
    } else {
        std::string subprotocol;
        if (auto handler = (*acceptor)(m_request, subprotocol)) {
            becomeWebSocket(std::move(*handler), subprotocol);
        } else {
            answer(handler.error(), m_keepAlive);
        }
    }
    return true;
}

void HttpSession::becomeWebSocket(std::shared_ptr<WsHandler> handler, const std::string& subprotocol) {
    std::string text = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       "Sec-WebSocket-Accept: ";
    text += wsAcceptFor(m_request.header("Sec-WebSocket-Key"));
    if (!subprotocol.empty()) {
        text += "\r\nSec-WebSocket-Protocol: " + subprotocol;
    }
    text += "\r\n\r\n";
    m_link->write(text);
    Link& link = *std::exchange(m_link, nullptr);
    releaseBody();
    setUnderWay(false);
    const auto session = std::make_shared<WsSession>(link, m_shared, std::move(handler));
    link.become(session);
    session->start(std::move(m_in));
}

void HttpSession::refuse(DoorReason reason, unsigned status, std::string_view sentence) {
    m_shared->count(reason);
    answer(problem(status, reasonOf(status), sentence), false);
}

void HttpSession::answer(const HttpResponse& response, bool keepAlive) {
    if (m_link == nullptr) {
        return;
    }
    keepAlive = keepAlive && !m_shared->draining;
    std::string text = "HTTP/1.1 " + std::to_string(response.status) + " ";
    text += reasonOf(response.status);
    text += "\r\nServer: roundsman\r\nDate: " + m_link->loop().date();
    text += "\r\nContent-Type: " + response.contentType;
    text += "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: ";
    text += keepAlive ? "keep-alive" : "close";
    for (const auto& [name, value] : response.headers) {
        text.append("\r\n").append(name).append(": ").append(value);
    }
    text += "\r\nContent-Length: " + std::to_string(response.body.size()) + "\r\n\r\n";
    if (!m_headOnly) {
        text += response.body;
    }
    releaseBody();
    m_state = keepAlive ? State::answering : State::leaving;
    ++m_asked;
    m_link->write(text);
    setUnderWay(false);
    expireAt(m_link->loop().io.now() + m_shared->limits.answerMax); // for the other end to take it
    if (!keepAlive) {
        m_link->finish();
    }
}

/// The answer is out: the next request, which may have come meanwhile.
void HttpSession::onSent() {
    if (m_link == nullptr || m_state != State::answering || m_parser) {
        return;
    }
    m_state = State::idle;
    m_headOnly = false;
    expireAt(m_link->loop().io.now() + m_shared->limits.idleMax);
    m_link->pauseReading(false);
    advance();
    if (m_heardAll && m_link != nullptr && m_state != State::answering) {
        m_link->finish();
    }
}

bool HttpSession::onHeardAll() {
    m_heardAll = true;
    return m_state == State::answering || m_state == State::leaving;
}

void HttpSession::onGone() {
    m_link = nullptr;
    releaseBody();
    setUnderWay(false);
}

void HttpSession::setUnderWay(bool underWay) {
    if (std::exchange(m_underWay, underWay) != underWay) {
        underWay ? ++m_shared->underWay : --m_shared->underWay;
    }
}

void HttpSession::expireAt(Steady::time_point deadline) {
    const bool sooner = m_timerArmed && deadline < m_deadline;
    m_deadline = deadline;
    if (!m_timerArmed || sooner) {
        armTimer();
    }
}

void HttpSession::armTimer() {
    m_timerArmed = true;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_deadline - Steady::now());
    m_link->loop().io.after(std::max(left, std::chrono::milliseconds(0)), [weak = weak_from_this()] {
        if (const auto self = weak.lock()) {
            self->onTimer();
        }
    });
}

void HttpSession::onTimer() {
    if (m_link == nullptr) {
        return;
    }
    m_timerArmed = false;
    if (Steady::now() < m_deadline) {
        armTimer();
    } else if (std::exchange(m_tlsAwaited, false) && !m_link->inHandshake()) {
        expireAt(Steady::now() + m_shared->limits.idleMax); // keys are agreed on, and nothing was asked yet
    } else if (m_state == State::answering && m_parser != nullptr) {
        m_shared->count(DoorReason::lateAnswer);
        answer(passingProblem(503, "The answer took too long", "what was sent may have been taken all the same", 5),
               m_keepAlive);
    } else {
        giveUp();
    }
}

/// Too slow, or silent.
void HttpSession::giveUp() {
    if (m_state == State::body) {
        refuse(DoorReason::slowRequest, 408, "the request's body comes too slowly");
        return;
    }
    if (m_link->entry == Entry::turnedAway) { // he was counted as that
        m_link->end();
        return;
    }
    if (m_state == State::header) {
        m_shared->count(DoorReason::slowRequest);
    } else if (m_state != State::idle) {
        m_shared->count(DoorReason::slowReader);
    } else if (m_asked == 0) { // one that asked before has only ended
        m_shared->count(m_link->inHandshake() ? DoorReason::tlsHandshake : DoorReason::silent);
    }
    m_link->end();
}

} // namespace roundsman::net
