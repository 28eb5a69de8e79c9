#include "core/model/surge.h"

#include <array>

namespace roundsman {

std::string_view toText(SurgeReason reason) {
    constexpr std::array<std::string_view, 4> texts{"curve", "thin_demand", "no_fresh_input", "riders_silent"};
    return texts[static_cast<std::size_t>(reason)];
}

} // namespace roundsman
