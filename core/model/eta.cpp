#include "core/model/eta.h"

namespace roundsman {

std::string_view toText(Leg leg) {
    constexpr std::array<std::string_view, legCount> texts{"assignment", "to_merchant", "wait", "to_customer",
                                                           "hand_over",  "preparation", "whole"};
    return texts[static_cast<std::size_t>(leg)];
}

std::string_view toText(EtaLevel level) {
    constexpr std::array<std::string_view, 8> texts{"model", "cell_pair", "cell",     "merchant",
                                                    "hour",  "market",    "fallback", "passed"};
    return texts[static_cast<std::size_t>(level)];
}

} // namespace roundsman
