#pragma once

#include "core/model/event.h"

#include <optional>
#include <string>
#include <string_view>

namespace roundsman {

/// What the record of privileged acts says of a document: never its content.
struct PrivilegedAct {
    std::string type;
    std::string thing; ///< its subject, or whom else it names
    std::string id;
};

/// Nothing: everybody may do that who may send it.
std::optional<PrivilegedAct> privilegedActOf(const Event& event);
/// The same of a document; what cannot be read is no act.
std::optional<PrivilegedAct> privilegedActIn(std::string_view document);

} // namespace roundsman
