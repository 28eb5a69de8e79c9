#pragma once

// Shared by the sources of this folder alone.

#include "core/base/sqlite/error.h"

struct sqlite3;

namespace roundsman::sqlite {

/// The error that `code` of `handle` (null: none) stands for.
[[nodiscard]] Error errorOf(sqlite3* handle, int code, const std::string& file);

} // namespace roundsman::sqlite
