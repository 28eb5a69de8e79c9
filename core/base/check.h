#pragma once

#include <source_location>
#include <string_view>

namespace roundsman {

/// Our own mistakes end the program, in every build, with one line that names the broken promise.
/// Bad input and a failing world are never handled here: they are `std::expected` and a status.
[[noreturn]] void checkFailed(std::string_view promise, const std::source_location& where);

inline void check(bool holds, std::string_view promise,
                  const std::source_location& where = std::source_location::current()) {
    if (!holds) [[unlikely]] {
        checkFailed(promise, where);
    }
}

} // namespace roundsman
