#include "core/model/alert.h"

#include <algorithm>
#include <array>
#include <format>

namespace roundsman {

std::string_view toText(AlertKind kind) {
    constexpr std::array<std::string_view, alertKindCount> texts{
        "late_order",  "order_at_risk", "stuck_rider",      "lost_rider", "slow_merchant", "surge_started",
        "surge_ended", "fence",         "quarantine_burst", "lag",        "eta_drift"};
    return texts[static_cast<std::size_t>(kind)];
}

std::string alertId(AlertKind kind, std::string_view subject, std::int64_t minute) {
    return std::format("{}:{}:{}", toText(kind), subject, minute);
}

std::string_view orderOfAlert(std::string_view id) {
    const std::string_view kind = id.substr(0, id.find(':'));
    if (kind != toText(AlertKind::lateOrder) && kind != toText(AlertKind::orderAtRisk)) {
        return {};
    }
    const std::string_view subjectAndMinute = id.substr(std::min(id.size(), kind.size() + 1));
    return subjectAndMinute.substr(0, subjectAndMinute.rfind(':'));
}

std::string_view toText(Severity severity) {
    constexpr std::array<std::string_view, 3> texts{"info", "warning", "critical"};
    return texts[static_cast<std::size_t>(severity)];
}

} // namespace roundsman
