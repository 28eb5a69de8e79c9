#include "core/gateway/rider_socket.h"

#include "core/base/json_text.h"
#include "core/base/net/ws_frames.h"
#include "core/decode/record_splitter.h"

#include <array>
#include <charconv>
#include <utility>

namespace roundsman {

RiderSocket::RiderSocket(LoopDesk& desk, Identity who, RiderResume resume, std::shared_ptr<Allowance> own,
                         std::shared_ptr<Allowance> address)
    : m_desk(desk),
      m_own(std::move(own)),
      m_address(std::move(address)),
      m_who(std::move(who)),
      m_session(resume.session.empty() ? desk.shared.newId() : std::move(resume.session)),
      m_trace(std::move(resume.trace)),
      m_connectionId(desk.shared.newId()),
      m_market(std::move(resume.market)),
      m_nextSequence(resume.next) {
    if (m_market.empty() && !m_who.markets.empty() && m_who.markets.front() != "*") {
        m_market = m_who.markets.front();
    }
    ++m_desk.shared.sockets;
}

RiderSocket::~RiderSocket() {
    m_own->closeSocket();
    --m_desk.shared.sockets;
}

void RiderSocket::onOpen(std::shared_ptr<WsConnection> connection) {
    m_connection = std::move(connection);
    m_desk.shared.counters.connected.add();
    if (const auto before = m_desk.shared.riders.enter(registeredAs(), shared_from_this())) {
        m_desk.shared.counters.takeovers.add();
        before->takenOver();
    }
    m_connection->send(hello());
    if (isRider() && !m_market.empty()) {
        report("rider.connected", m_market);
        m_reported = true;
    }
}

/// A rider has one socket, the newest; a service may have many, each by its session.
std::string RiderSocket::registeredAs() const {
    constexpr char mark = '\0'; // in no rider's name
    return isRider() ? m_who.subject : mark + m_who.subject + mark + m_session;
}

std::string RiderSocket::hello() const {
    std::string text = R"({"type":"hello","rider":)";
    if (isRider()) {
        appendJsonString(text, m_who.subject);
    } else {
        text += "null";
    }
    text += R"(,"session":)";
    appendJsonString(text, m_session);
    text += R"(,"next":)" + std::to_string(m_nextSequence) + R"(,"market":)";
    appendJsonString(text, m_market);
    text += R"(,"unackedMax":)" + std::to_string(m_desk.shared.limits.unackedMax) + R"(,"sendEverySeconds":)" +
            std::to_string(m_desk.shared.limits.sendEverySeconds) + "}";
    return text;
}

void RiderSocket::onMessage(std::string_view payload, bool) {
    if (m_failed || m_draining || m_takenOver || m_tooFast) {
        return; // not acknowledged: it will be sent again, elsewhere or later
    }
    RecordSplitter documents(mayBring(payload) ? payload : std::string_view{});
    std::string_view document;
    while (!m_failed && !m_tooFast && documents.next(document)) {
        if (mayPass()) {
            takeDocument(document);
        }
    }
    popAnswered();
    onSettled();
    if (!m_paused && m_outstanding.size() - m_head >= m_desk.shared.limits.unackedMax) {
        m_paused = true;
        m_desk.shared.counters.pauses.add();
        m_connection->pauseReading(true);
    }
}

/// Of himself, or of all who come from his address; empty: it may pass.
std::string RiderSocket::whyTooFast(const SendLoad& load) {
    const GatewayLimits& limits = m_desk.shared.limits;
    const auto now = m_desk.loop.now();
    if (const auto over = m_own->take(load, isRider() ? limits.riderSpeed() : limits.senderSpeed(), now)) {
        return std::string(over->what);
    }
    const auto over = m_address ? m_address->take(load, limits.addressSpeed(), now) : std::nullopt;
    return over ? "address_" + std::string(over->what) : std::string();
}

/// Whoever sends too fast is asked to send less, and shown the door when he does not listen.
bool RiderSocket::mayPass() {
    const std::string why = whyTooFast({.documents = 1});
    if (!why.empty()) {
        slowDown(why, 1);
    }
    return why.empty();
}

/// The same for bytes, of a whole message.
bool RiderSocket::mayBring(std::string_view payload) {
    const std::string why = whyTooFast({.bytes = payload.size()});
    if (why.empty()) {
        return true;
    }
    RecordSplitter documents(payload);
    std::size_t count = 0;
    for (std::string_view document; documents.next(document);) {
        ++count;
    }
    slowDown(why, count);
    return false;
}

void RiderSocket::slowDown(const std::string& reason, std::size_t documents) {
    m_desk.shared.counters.shed(reason, documents);
    if (!std::exchange(m_slowed, true)) {
        m_connection->send(R"({"type":"send_every","seconds":)" +
                           std::to_string(m_desk.shared.limits.sendEverySeconds) + "}");
    }
    m_tooFast = true; // what was taken is acknowledged first, so that a backlog gets through in parts
}

void RiderSocket::takeDocument(std::string_view document) {
    const SenderDefaults defaults{.rider = isRider() ? std::string_view(m_who.subject) : std::string_view{},
                                  .market = m_market,
                                  .session = m_session,
                                  .sequence = m_nextSequence,
                                  .eventId = {}};
    const auto taken = m_desk.intake.take(
        document, {.who = m_who, .door = "riders", .address = m_connection->peer(), .positionsOnly = true}, defaults);
    const std::uint64_t item = m_nextItem++;
    const bool away = !taken && taken.error().reason == logAway;
    m_outstanding.push_back({.sequence = taken ? taken->sequence.value_or(0) : 0, .answered = !taken && !away});
    if (away) {
        onAnswered(item, false);
        return;
    }
    if (!taken) {
        refuse(taken.error());
        return;
    }
    m_nextSequence += taken->stampedSequence ? 1 : 0;
    if (isRider() && taken->market != m_market) {
        const std::string bytes(taken->bytes); // the report below goes first, and uses the same memory
        const std::string market(taken->market);
        moveTo(market);
        if (!m_desk.batcher.add(taken->partition, bytes, shared_from_this(), item, m_trace)) {
            onAnswered(item, false);
        }
    } else if (!m_desk.batcher.add(taken->partition, taken->bytes, shared_from_this(), item, m_trace)) {
        onAnswered(item, false);
    }
    m_desk.shared.counters.riderDocuments.add();
}

void RiderSocket::refuse(const ItemRefusal& refusal) {
    m_desk.shared.counters.refused("riders", refusal.reason);
    std::string text = R"({"type":"refused","item":)" + std::to_string(m_nextItem) + R"(,"reason":)";
    appendJsonString(text, refusal.reason);
    text += R"(,"field":)";
    appendJsonString(text, refusal.field);
    text += R"(,"detail":)";
    appendJsonString(text, refusal.detail);
    m_connection->send(text + "}");
}

/// A rider's session has one home market; changing it is said to both.
void RiderSocket::moveTo(std::string_view market) {
    if (!m_reported) {
        report("rider.connected", market);
        m_reported = true;
    } else {
        report("rider.left", m_market);
        report("rider.joined", market);
    }
    m_market = market;
}

void RiderSocket::report(std::string_view type, std::string_view market) {
    const auto partition = m_desk.shared.log.partitionOf(market);
    if (!partition) {
        return; // nobody can be told
    }
    std::string document = R"({"id":)";
    appendJsonString(document, m_desk.shared.newId());
    document += R"(,"type":")";
    document += type;
    document += R"(","time":")" + toRfc3339(m_desk.shared.clock.now()) + R"(","source":"gateway","market":)";
    appendJsonString(document, market);
    document += R"(,"subject":)";
    appendJsonString(document, m_who.subject);
    document += R"(,"data":{"riderId":)";
    appendJsonString(document, m_who.subject);
    document += R"(,"session":)";
    appendJsonString(document, m_session);
    document += R"(,"connection":)";
    appendJsonString(document, m_connectionId);
    m_desk.batcher.add(*partition, document + "}}", nullptr, 0);
}

void RiderSocket::onAnswered(std::uint64_t item, bool durable) {
    if (item < m_firstItem || m_failed) {
        return;
    }
    if (!durable) {
        m_failed = true; // nothing behind it may be acknowledged
        m_desk.shared.counters.unavailable.add();
        if (m_connection) {
            m_connection->close(ws_close::tryAgainLater, "the log is away; send again what was not acknowledged");
        }
        return;
    }
    m_outstanding[m_head + (item - m_firstItem)].answered = true;
    popAnswered();
}

void RiderSocket::popAnswered() {
    while (m_head < m_outstanding.size() && m_outstanding[m_head].answered) {
        const std::uint64_t sequence = m_outstanding[m_head].sequence;
        m_ackSequence = sequence == 0 ? m_ackSequence : sequence;
        ++m_head;
        ++m_firstItem;
        ++m_ackedCount;
        m_ackDue = true;
    }
    constexpr std::size_t keep = 8;
    if (m_head == m_outstanding.size()) {
        m_head = 0;
        m_outstanding.clear();
        if (m_outstanding.capacity() > keep) {
            m_outstanding.shrink_to_fit();
        }
    } else if (m_head > m_outstanding.size() / 2) {
        m_outstanding.erase(m_outstanding.begin(), m_outstanding.begin() + static_cast<std::ptrdiff_t>(m_head));
        m_head = 0;
    }
}

void RiderSocket::onSettled() {
    if (!m_connection || m_failed || (!m_ackDue && !m_paused && !m_draining && !m_tooFast)) {
        return;
    }
    if (m_ackDue) {
        ackMayWait() ? sayAckSoon() : sayAck();
    }
    if (m_paused && m_outstanding.size() - m_head <= m_desk.shared.limits.unackedMax / 2) {
        m_paused = false;
        m_connection->pauseReading(false);
    }
    finishDrain();
}

/// Whoever waits for nothing else hears at once; who has more under way (the log is slow, or the machine is full) hears
/// of several at once, which is when that matters.
bool RiderSocket::ackMayWait() const {
    return m_head < m_outstanding.size() && !m_paused && !m_draining &&
           m_ackedCount - m_saidCount < m_desk.shared.limits.unackedMax / 8;
}

void RiderSocket::sayAckSoon() {
    constexpr Millis soon{50};
    if (!std::exchange(m_ackWaits, true)) {
        m_desk.loop.after(soon, [weak = weak_from_this()] {
            const auto self = weak.lock();
            if (self && std::exchange(self->m_ackWaits, false) && self->m_ackDue && self->m_connection &&
                !self->m_failed) {
                self->sayAck();
            }
        });
    }
}

void RiderSocket::sayAck() {
    m_ackDue = false;
    m_saidCount = m_ackedCount;
    m_desk.shared.counters.acks.add();
    const auto append = [&text = m_desk.saying](std::uint64_t number) {
        std::array<char, 20> digits{};
        text.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
    };
    m_desk.saying = R"({"type":"ack","seq":)";
    append(m_ackSequence);
    m_desk.saying += R"(,"count":)";
    append(m_ackedCount);
    m_desk.saying += '}';
    m_connection->say(m_desk.saying);
}

void RiderSocket::tell(const std::string& json) {
    m_desk.loop.post([self = shared_from_this(), json] {
        if (self->m_connection) {
            self->m_connection->send(json);
        }
    });
}

void RiderSocket::takenOver() {
    m_desk.loop.post([self = shared_from_this()] {
        self->m_takenOver = true;
        if (self->m_connection) {
            self->m_connection->close(ws_close::policy, "a newer connection of this rider took over");
        }
    });
}

void RiderSocket::drain() {
    m_desk.loop.post([self = shared_from_this()] {
        self->m_draining = true;
        if (self->m_connection) {
            self->m_connection->pauseReading(true);
            self->finishDrain();
        }
    });
}

/// Ends it once all that was taken is acknowledged.
void RiderSocket::finishDrain() {
    if (!m_connection || !m_outstanding.empty()) {
        return;
    }
    if (m_tooFast) {
        m_connection->close(ws_close::policy, "sent too fast; connect again and send less often");
    } else if (m_draining) {
        m_connection->close(ws_close::serviceRestart, "this server restarts; connect again");
    }
}

/// A credential that has expired or was revoked meanwhile ends its connection, too.
void RiderSocket::onSecond() {
    if (m_connection && !m_failed && !m_desk.shared.gate.stillHolds(m_who, m_gateSeen)) {
        m_failed = true;
        m_connection->close(ws_close::policy, "this credential holds no longer; connect again with a new one");
    }
}

void RiderSocket::onClosed(std::uint16_t) {
    m_connection.reset();
    m_desk.shared.counters.disconnected.add();
    m_desk.shared.riders.leave(registeredAs(), *this);
    if (m_reported) { // taken over or not: the newer one may live in another market, and its lane ends this one alone
        report("rider.disconnected", m_market);
    }
}

} // namespace roundsman
