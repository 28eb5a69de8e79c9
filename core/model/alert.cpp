#include "core/model/alert.h"

#include <array>

namespace roundsman {

std::string_view toText(AlertKind kind) {
    constexpr std::array<std::string_view, alertKindCount> texts{
        "late_order",  "order_at_risk", "stuck_rider",      "lost_rider", "slow_merchant", "surge_started",
        "surge_ended", "fence",         "quarantine_burst", "lag",        "eta_drift"};
    return texts[static_cast<std::size_t>(kind)];
}

std::string_view toText(Severity severity) {
    constexpr std::array<std::string_view, 3> texts{"info", "warning", "critical"};
    return texts[static_cast<std::size_t>(severity)];
}

} // namespace roundsman
