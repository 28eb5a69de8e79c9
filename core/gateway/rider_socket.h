#pragma once

#include "core/base/net/ws.h"
#include "core/gateway/access.h"
#include "core/gateway/loop_desk.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

/// How a client comes back: where its count of messages without seq goes on, and in which market. What was sent before
/// and is sent again counts once, if it is stamped as it was.
struct RiderResume {
    std::string session{}; ///< empty: a new one
    std::uint64_t next = 1;
    std::string market{}; ///< one of his credential's; empty: as that says
    std::string trace{};  ///< traceparent of the handshake, for the records that his documents go into; or none
};

/// A phone's connection (or a service's, for many riders): documents in, acknowledgements and orders out.
/// An acknowledgement stands for all documents up to it, in the order they came, and is said only after the log has
/// them; a document that was refused counts as answered. What is not acknowledged has to be sent again, and may be: the
/// lane takes a (rider, session, seq) once. On its loop's thread, but for tell() and takenOver().
class RiderSocket final : public WsHandler, public AckTarget, public std::enable_shared_from_this<RiderSocket> {
public:
    /// `own`: what its sender may still send by all his ways; it is counted among his sockets until it is gone.
    /// `address`: the same of all who come from there; null: no limit.
    RiderSocket(LoopDesk& desk, Identity who, RiderResume resume, std::shared_ptr<Allowance> own,
                std::shared_ptr<Allowance> address);
    ~RiderSocket() override;

    /// Any thread: a message of ours, JSON.
    void tell(const std::string& json);
    /// Any thread: a newer connection of the same rider is here.
    void takenOver();
    /// Any thread: ends it in good order: nothing new is read, what is outstanding is acknowledged, then it is closed.
    void drain();

    [[nodiscard]] bool isRider() const { return m_who.role == Role::rider; } ///< else a service, for many
    [[nodiscard]] const std::string& rider() const { return m_who.subject; }

private:
    void onOpen(std::shared_ptr<WsConnection> connection) override;
    void onMessage(std::string_view payload, bool binary) override;
    void onSecond() override;
    void onClosed(std::uint16_t code) override;
    void onAnswered(std::uint64_t item, bool durable) override;
    void onSettled() override;

    struct Outstanding {
        std::uint64_t sequence = 0;
        bool answered = false;
    };

    void takeDocument(std::string_view document);
    std::string whyTooFast(const SendLoad& load);
    bool mayPass();
    bool mayBring(std::string_view payload);
    void slowDown(const std::string& reason, std::size_t documents);
    void refuse(const ItemRefusal& refusal);
    void moveTo(std::string_view market);
    void report(std::string_view type, std::string_view market);
    void popAnswered();
    void sayAck();
    void sayAckSoon();
    [[nodiscard]] bool ackMayWait() const;
    void finishDrain();
    [[nodiscard]] std::string hello() const;
    [[nodiscard]] std::string registeredAs() const;

    LoopDesk& m_desk;
    // What each acknowledgement touches lies together.
    std::shared_ptr<WsConnection> m_connection;
    std::vector<Outstanding> m_outstanding;
    std::size_t m_head = 0;        ///< in m_outstanding
    std::uint64_t m_firstItem = 0; ///< of m_outstanding
    std::uint64_t m_ackedCount = 0;
    std::uint64_t m_ackSequence = 0;
    std::uint64_t m_saidCount = 0; ///< of m_ackedCount, in our last acknowledgement
    bool m_ackDue = false;
    bool m_ackWaits = false;
    bool m_reported = false; ///< rider.connected was written
    bool m_takenOver = false;
    bool m_paused = false;
    bool m_failed = false;
    bool m_tooFast = false;
    bool m_draining = false;
    bool m_slowed = false;
    std::uint64_t m_nextItem = 0; ///< number of the next document that came
    std::uint64_t m_gateSeen = 0; ///< which state of the credentials was looked at
    const std::shared_ptr<Allowance> m_own;
    const std::shared_ptr<Allowance> m_address; ///< null: no limit
    const Identity m_who;
    std::string m_session;
    const std::string m_trace;
    const std::string m_connectionId; ///< a session may go on over several connections
    std::string m_market;             ///< his home: of the resume or the token, then of his latest document
    std::uint64_t m_nextSequence;     ///< for documents that have none
};

} // namespace roundsman
