#include "core/model/verdict.h"

namespace roundsman {

std::string_view toText(Verdict verdict) {
    constexpr std::array<std::string_view, verdictCount> texts{"accepted", "duplicate", "late", "quarantined"};
    return texts[static_cast<std::size_t>(verdict)];
}

std::string_view toText(Reason reason) {
    constexpr std::array<std::string_view, reasonCount> texts{"none",
                                                              "same_sequence",
                                                              "same_source_offset",
                                                              "same_event_id",
                                                              "same_device_time",
                                                              "older_than_last",
                                                              "unreadable",
                                                              "invalid_utf8",
                                                              "too_large",
                                                              "unknown_type",
                                                              "missing_field",
                                                              "invalid_field",
                                                              "no_position",
                                                              "out_of_range",
                                                              "null_island",
                                                              "projected_metres",
                                                              "clock_ahead",
                                                              "wrong_partition",
                                                              "impossible_jump",
                                                              "low_accuracy",
                                                              "unknown_market",
                                                              "conflicting_version",
                                                              "not_yours_to_send"};
    return texts[static_cast<std::size_t>(reason)];
}

std::optional<Reason> reasonFrom(std::string_view text) {
    for (std::size_t code = 0; code < reasonCount; ++code) {
        if (const auto reason = static_cast<Reason>(code); toText(reason) == text) {
            return reason;
        }
    }
    return std::nullopt;
}

} // namespace roundsman
