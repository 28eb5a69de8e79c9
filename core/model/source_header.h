#pragma once

#include <string_view>

namespace roundsman::header {

/// "web-mercator": places in this record are metres, whatever its markets' settings say. A bridge writes it.
inline constexpr std::string_view coordinates = "rm-coordinates";

} // namespace roundsman::header
