#pragma once

#include "core/base/time.h"
#include "core/model/ids.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace roundsman {

enum class AlertKind : std::uint8_t {
    lateOrder,
    orderAtRisk,
    stuckRider,
    lostRider,
    slowMerchant,
    surgeStarted,
    surgeEnded,
    fence,
    quarantineBurst,
    lag,
    etaDrift, ///< promises no longer hold as often as they say
};
inline constexpr std::size_t alertKindCount = 11;
std::string_view toText(AlertKind kind);

/// "late_order:o-77:29372340": what an alert is about, and the minute it began.
std::string alertId(AlertKind kind, std::string_view subject, std::int64_t minute);
/// The order that the alert of this id is about; empty: it is about something else.
std::string_view orderOfAlert(std::string_view id);

enum class Severity : std::uint8_t { info, warning, critical };
std::string_view toText(Severity severity);

/// An alert as it stands: raised, perhaps acknowledged, perhaps over. History keeps and replaces it by its id, which
/// says what it is about and the minute it began: the same log makes the same ids.
struct AlertRow {
    std::string id; ///< see alertId
    AlertKind kind = AlertKind::lateOrder;
    Severity severity = Severity::warning;
    MarketNo market;
    std::string subject; ///< the order's, rider's, merchant's, cell's or fence's id
    EventTime raisedAt;
    EventTime endedAt{};        ///< the cause is gone
    EventTime acknowledgedAt{}; ///< somebody has it
    std::string acknowledgedBy;
    std::string message; ///< one sentence for people
    DocumentRef first;   ///< evidence: the documents between these two show it
    DocumentRef last;

    bool operator==(const AlertRow&) const = default;
};

} // namespace roundsman
