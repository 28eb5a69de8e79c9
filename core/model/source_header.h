#pragma once

#include <string_view>

namespace roundsman::header {

/// "web-mercator": places in this record are metres, whatever its markets' settings say. A bridge writes it.
inline constexpr std::string_view coordinates = "rm-coordinates";

/// "taken": whoever writes the foreign topics that this record came from may send privileged documents, too. A bridge
/// writes it when its configuration says so.
inline constexpr std::string_view privileged = "rm-privileged";
inline constexpr std::string_view privilegedTaken = "taken";

} // namespace roundsman::header
