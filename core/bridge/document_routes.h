#pragma once

#include "core/base/audit_log.h"
#include "core/bridge/bridge_settings.h"
#include "core/bridge/rider_homes.h"
#include "core/decode/document_decoder.h"
#include "core/decode/privileged_act.h"
#include "core/model/market_map.h"
#include "core/model/record.h"

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

struct RoutedDocument {
    std::string_view document;
    PartitionNo lane;
    bool plain = false;   ///< one line from brace to brace
    bool unnamed = false; ///< it names no market: its record has to
    bool told = false;    ///< about a rider's move, before the document that showed it; known by its own id
};

/// Which partition each document of a source record goes to: its market's. The same record always goes the same ways;
/// only the documents about riders who change markets depend on what was seen before.
class DocumentRoutes {
public:
    struct Counts {
        std::uint64_t emptyRecords = 0; ///< deletions and white space: there is nothing to pass on
        std::uint64_t moves = 0;        ///< of riders, between markets
        std::uint64_t privileged = 0;   ///< documents that lanes quarantine: such topics may not send them
    };

    DocumentRoutes(const BridgeSettings& settings, MarketMap markets, AuditLog& audit, std::size_t ridersMax)
        : m_settings(settings), m_markets(std::move(markets)), m_audit(audit), m_homes(ridersMax) {}

    /// The market of documents that name none.
    [[nodiscard]] std::string_view marketOf(const RecordView& record) const {
        return m_settings.marketFromKey ? record.key : std::string_view(m_settings.market);
    }
    /// `name` tells the source in ids. Good until the next call.
    std::span<const RoutedDocument> route(const RecordView& record, std::string_view name, EventTime now);

    [[nodiscard]] const Counts& counts() const { return m_counts; }
    void forgetRiders() { m_homes.forget(); }

private:
    struct Where {
        const RecordView& record;
        std::string_view name; ///< of its source
        EventTime now;
    };
    void routeAll(const Where& from, std::string_view text, int depth);
    void routeOne(const Where& from, std::string_view document);
    void note(const PrivilegedAct& act, std::string_view name);
    void tellMove(const Where& from, std::string_view left, const Fix& fix);

    const BridgeSettings m_settings;
    const MarketMap m_markets;
    AuditLog& m_audit;
    RiderHomes m_homes;
    DocumentDecoder m_decoder;
    Fix m_fix;
    Event m_event;
    std::vector<RoutedDocument> m_routed;
    std::deque<std::string> m_written; ///< documents of our own
    Counts m_counts;
};

} // namespace roundsman
