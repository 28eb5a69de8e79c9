#include "core/model/order.h"

#include <algorithm>

namespace roundsman {
namespace {

constexpr std::array<std::string_view, orderStepCount> stepTexts{"placed",         "accepted",
                                                                 "rejected",       "preparing",
                                                                 "ready",          "assigned",
                                                                 "unassigned",     "arrived_at_merchant",
                                                                 "picked_up",      "arrived_at_customer",
                                                                 "delivered",      "cancelled",
                                                                 "promise_changed"};

} // namespace

std::string_view toText(OrderStep step) {
    return stepTexts[static_cast<std::size_t>(step)];
}

std::string_view toText(DeskAct act) {
    constexpr std::array<std::string_view, deskActCount> texts{"", "claimed", "released", "noted"};
    return texts[static_cast<std::size_t>(act)];
}

std::optional<OrderStep> orderStepFrom(std::string_view text) {
    const auto* const found = std::ranges::find(stepTexts, text);
    return found == stepTexts.end() ? std::nullopt : std::optional{static_cast<OrderStep>(found - stepTexts.begin())};
}

} // namespace roundsman
