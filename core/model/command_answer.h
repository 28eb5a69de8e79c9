#pragma once

#include "core/base/time.h"
#include "core/model/ids.h"

#include <string>

namespace roundsman {

/// The answer to a command: accepted, or rejected with a reason. The first in the log wins.
struct CommandAnswerRow {
    std::string commandId;
    std::string actor;
    std::string type;
    std::string subject;
    bool accepted = false;
    std::string reason;
    DocumentRef document;
    EventTime logTime{};

    bool operator==(const CommandAnswerRow&) const = default;
};

} // namespace roundsman
