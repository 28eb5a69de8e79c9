#pragma once

#include "core/base/audit_log.h"
#include "core/decode/document_decoder.h"
#include "core/gateway/access.h"
#include "core/gateway/ingest_log.h"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace roundsman {

/// Why a document was not taken, for its sender: which field, and a reason that programs can read.
struct ItemRefusal {
    std::string_view reason; ///< "missing_field", "not_your_rider" …: a constant text
    std::string field;       ///< empty: none in particular
    std::string detail;
    bool forbidden = false; ///< the document is good, but not this sender's to send
};

/// The reason of a refusal that is none: the document may be good, and nobody can take it now.
inline constexpr std::string_view logAway = "log_away";

/// Who sends, and how he came.
struct Sender {
    const Identity& who;
    std::string_view door;    ///< "events" or "riders"
    std::string_view address; ///< of the other end
    bool positionsOnly = false;
};

/// What a sender's documents may leave out.
struct SenderDefaults {
    std::string_view rider;     ///< of a rider's token
    std::string_view market;    ///< his home; empty: documents have to name one
    std::string_view session;   ///< for documents without seq
    std::uint64_t sequence = 0; ///< the same; 0: none is stamped
    std::string_view eventId;   ///< for events without id; empty: none is stamped
};

/// A document that may go into the log, as it goes in.
struct TakenDocument {
    PartitionNo partition{};
    bool isFix = false;
    bool stampedSequence = false;
    std::optional<std::uint64_t> sequence{};
    std::string_view market{}; ///< these live until the next call
    std::string_view type{};
    std::string_view id{};
    std::string_view bytes{};
};

/// One document at the gateway: is it one, may this sender send it, and what has to be stamped into it (the last of
/// repeated fields counts, so that a stamp at the end stands above what the sender wrote). What the lane judges
/// (clocks, jumps, doubles) is not judged here. A privileged document leaves its line in the audit log, taken or not.
/// Used by one thread.
class DocumentIntake {
public:
    DocumentIntake(const IngestLog& log, const OrderOwners& owners, const Quarantine& quarantine, AuditLog& audit)
        : m_log(log), m_owners(owners), m_quarantine(quarantine), m_audit(audit) {}

    /// Markets may have moved to other partitions.
    void forgetPlaces() { m_partitionSeen.reset(); }

    std::expected<TakenDocument, ItemRefusal> take(std::string_view document, const Sender& sender,
                                                   const SenderDefaults& defaults);

private:
    using Result = std::expected<TakenDocument, ItemRefusal>;
    Result takeFix(std::string_view document, const Fix& fix, const Identity& who, const SenderDefaults& defaults);
    Result takeEvent(std::string_view document, const Sender& sender, const SenderDefaults& defaults);
    Result takeNoted(std::string_view document, const Sender& sender, const SenderDefaults& defaults);
    [[nodiscard]] std::optional<ItemRefusal> whyNot(const Event& event, std::string_view market,
                                                    const Identity& who) const;
    [[nodiscard]] std::optional<ItemRefusal> whyNotBack(const Event& retry, std::string_view market,
                                                        const Identity& who);
    Result place(TakenDocument taken, std::string_view market);
    void copy(std::string_view document);
    void stamp(std::string_view name, std::string_view text);

    const IngestLog& m_log;
    const OrderOwners& m_owners;
    const Quarantine& m_quarantine;
    AuditLog& m_audit;
    DocumentDecoder m_decoder;
    DocumentDecoder m_retryDecoder; ///< of what a retry brings back
    Event m_event;
    std::string m_withRider; ///< a document that left its rider out
    std::string m_bytes;
    std::string m_market;
    std::string m_marketSeen; ///< partition of the last market asked for
    std::optional<PartitionNo> m_partitionSeen;
};

} // namespace roundsman
