#pragma once

// Inside core/base/net only: this header names Beast.

#include "core/base/net/http_server.h"
#include "core/base/net/link.h"
#include "core/base/net/server_loop.h"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace roundsman::net {

/// The HTTP side of a connection: gather a request, hand it to its route, write the answer, again. Beast parses; what
/// is ambiguous is refused before it does. All on the loop's thread; only a reply may come from elsewhere, and it is
/// carried there.
class HttpSession final : public Protocol, public std::enable_shared_from_this<HttpSession> {
public:
    HttpSession(Link& link, std::shared_ptr<HttpShared> shared) : m_link(&link), m_shared(std::move(shared)) {}

    void start(bool turnAway);

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    using Steady = IoLoop::Steady;

    void onBytes(std::span<char> bytes) override;
    void onSent() override;
    bool onHeardAll() override;
    void onGone() override;

    void advance();
    bool takeHeader();
    bool openBody();
    bool takeBody();
    void dispatch();
    bool upgrade();
    void becomeWebSocket(std::shared_ptr<WsHandler> handler, const std::string& subprotocol);
    void refuse(DoorReason reason, unsigned status, std::string_view sentence);
    void giveUp();
    void setUnderWay(bool underWay);
    void answer(const HttpResponse& response, bool keepAlive);
    void expireAt(Steady::time_point deadline);
    void armTimer();
    void onTimer();
    void releaseBody();

    enum class State : std::uint8_t { idle, header, body, answering, leaving };

    Link* m_link;                         ///< null once the connection is gone, or no longer ours
    std::shared_ptr<HttpShared> m_shared; ///< a reply from elsewhere may come when the server has gone
    std::string m_in;                     ///< received and not yet parsed
    std::size_t m_looked = 0;             ///< of m_in, for the header's end
    std::unique_ptr<Parser> m_parser;
    HttpRequest m_request;
    std::uint64_t m_bodyCounted = 0;
    State m_state = State::idle;
    std::uint64_t m_asked = 0; ///< counts requests: a reply to an older one is nobody's
    Steady::time_point m_bodyBegan{};
    Steady::time_point m_deadline{};
    bool m_timerArmed = false;
    bool m_tlsAwaited = false; ///< the deadline is the handshake's
    bool m_keepAlive = false;
    bool m_headOnly = false;
    bool m_heardAll = false; ///< no more requests come
    bool m_underWay = false; ///< counted as a request that waits for its answer
};

} // namespace roundsman::net
