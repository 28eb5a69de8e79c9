#pragma once

#include <cstdint>
#include <expected>
#include <string>

namespace roundsman::sqlite {

/// Why SQLite could not: what callers act on.
enum class Trouble : std::uint8_t {
    busy,         ///< somebody else holds the lock for longer than the busy timeout: try again
    full,         ///< disk full, or quota
    readOnly,     ///< the file or its folder cannot be written
    cannotOpen,   ///< no such file or folder, or no right to it
    corrupt,      ///< the file is damaged, or no database at all
    io,           ///< the device failed
    constraint,   ///< a row breaks a rule of its table
    tooBig,       ///< a value over SQLite's limit
    outOfMemory,  ///<
    interrupted,  ///< by interrupt()
    newerVersion, ///< written by a newer program (set by callers that check versions)
    other,        ///< a mistake in the SQL, a changed schema, misuse
};

struct Error {
    Trouble trouble = Trouble::other;
    int code = 0;         ///< SQLite's extended result code
    std::string sentence; ///< what went wrong, with the file's name
};

template <typename T>
using Result = std::expected<T, Error>;
using Done = Result<void>;

/// What a result code of SQLite means to us.
[[nodiscard]] Trouble troubleOf(int code);

} // namespace roundsman::sqlite
