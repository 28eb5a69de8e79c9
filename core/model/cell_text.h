#pragma once

#include "core/model/cell.h"

#include <optional>
#include <string_view>

namespace roundsman {

/// "8828308011fffff", as toText writes it. Nothing: no cell is written so.
std::optional<CellId> cellFrom(std::string_view text);

} // namespace roundsman
