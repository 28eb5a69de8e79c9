#include "core/model/event.h"

#include <algorithm>
#include <array>

namespace roundsman {
namespace {

constexpr std::array<std::string_view, commandKindCount> commandTexts{
    "assign",         "unassign",       "cancel_order",      "change_promise", "mark_ready",
    "delay_order",    "claim_order",    "release_order",     "note_order",     "open_merchant",
    "pause_merchant", "close_merchant", "acknowledge_alert", "erase_person",   "limit_surge",
    "lift_surge"};

} // namespace

std::string_view toText(CommandKind kind) {
    return commandTexts[static_cast<std::size_t>(kind)];
}

std::optional<OrderStep> stepOf(CommandKind kind) {
    switch (kind) {
    case CommandKind::assign:
        return OrderStep::assigned;
    case CommandKind::unassign:
        return OrderStep::unassigned;
    case CommandKind::cancelOrder:
        return OrderStep::cancelled;
    case CommandKind::markReady:
        return OrderStep::ready;
    case CommandKind::changePromise:
    case CommandKind::delayOrder:
        return OrderStep::promiseChanged;
    default:
        return {};
    }
}

std::optional<CommandKind> commandKindFrom(std::string_view text) {
    const auto* const found = std::ranges::find(commandTexts, text);
    return found == commandTexts.end() ? std::nullopt
                                       : std::optional{static_cast<CommandKind>(found - commandTexts.begin())};
}

} // namespace roundsman
