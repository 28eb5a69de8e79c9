#include "core/model/merchant.h"

#include <array>

namespace roundsman {

std::string_view toText(Intake intake) {
    constexpr std::array<std::string_view, 3> texts{"open", "paused", "closed"};
    return texts[static_cast<std::size_t>(intake)];
}

} // namespace roundsman
