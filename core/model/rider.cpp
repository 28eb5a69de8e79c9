#include "core/model/rider.h"

#include <algorithm>
#include <array>

namespace roundsman {
namespace {

constexpr std::array<std::string_view, riderStatusCount> statusTexts{
    "unknown", "idle", "to_merchant", "at_merchant", "to_customer", "at_customer", "break", "offline"};

} // namespace

std::string_view toText(RiderStatus status) {
    return statusTexts[static_cast<std::size_t>(status)];
}

std::optional<RiderStatus> riderStatusFrom(std::string_view text) {
    const auto* const found = std::ranges::find(statusTexts, text);
    if (found == statusTexts.end() || found == statusTexts.begin()) {
        return {};
    }
    return static_cast<RiderStatus>(found - statusTexts.begin());
}

std::string_view toText(Staleness staleness) {
    constexpr std::array<std::string_view, stalenessCount> texts{"fresh", "ageing", "stale", "lost"};
    return texts[static_cast<std::size_t>(staleness)];
}

std::string_view toText(StaleCause cause) {
    constexpr std::array<std::string_view, 5> texts{"none", "device", "network", "log", "lane"};
    return texts[static_cast<std::size_t>(cause)];
}

} // namespace roundsman
