#pragma once

#include "core/api/console_api.h"

#include <expected>
#include <string>
#include <utility>

namespace roundsman {

/// A question that gets no answer, and why.
inline std::unexpected<Trouble> no(std::string sentence) {
    return std::unexpected(Trouble{std::move(sentence)});
}

} // namespace roundsman
