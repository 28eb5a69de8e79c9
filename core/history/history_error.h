#pragma once

#include "core/base/sqlite/error.h"

#include <cstdint>
#include <expected>
#include <string>

namespace roundsman {

/// Why history cannot, as a value: what callers act on, and a sentence for people.
enum class HistoryTrouble : std::uint8_t {
    busy,         ///< somebody else holds the file: try again
    full,         ///< disk full or quota: try again when there is room
    readOnly,     ///< the folder cannot be written
    missing,      ///< no such history
    damaged,      ///< bytes fail their check: restore a backup or rebuild from the log
    newerVersion, ///< written by a newer program: use that one
    foreignLog,   ///< made from another log: set aside, or point to the right log
    logTruncated, ///< the log ends before what history has: lost records, or another log
    logGone,      ///< the log no longer holds what history needs next
    inUse,        ///< another process writes to it
    other,
};

/// What to do with a history that is refused; who starts the program decides it, for this one start.
enum class OnRefusal : std::uint8_t {
    stop,       ///< say why, and touch nothing
    setAside,   ///< rename the folder; a new history is built from what the log has
    acceptLoss, ///< go on although files of days are gone
};

struct HistoryError {
    HistoryTrouble trouble = HistoryTrouble::other;
    std::string sentence; ///< what is wrong and what to do
};

/// Whether setting the folder aside mends it: another log, a lost log, damage; not a full disk, not a newer program.
constexpr bool mendedByStartingAnew(HistoryTrouble trouble) {
    return trouble == HistoryTrouble::damaged || trouble == HistoryTrouble::foreignLog ||
           trouble == HistoryTrouble::logTruncated || trouble == HistoryTrouble::logGone;
}

template <typename T>
using HistoryResult = std::expected<T, HistoryError>;
using HistoryDone = HistoryResult<void>;

inline HistoryError toHistoryError(const sqlite::Error& error) {
    using sqlite::Trouble;
    const auto trouble = [&] {
        switch (error.trouble) {
        case Trouble::busy:
            return HistoryTrouble::busy;
        case Trouble::full:
            return HistoryTrouble::full;
        case Trouble::readOnly:
            return HistoryTrouble::readOnly;
        case Trouble::cannotOpen:
            return HistoryTrouble::missing;
        case Trouble::corrupt:
            return HistoryTrouble::damaged;
        case Trouble::newerVersion:
            return HistoryTrouble::newerVersion;
        default:
            return HistoryTrouble::other;
        }
    }();
    return {trouble, error.sentence};
}

inline std::unexpected<HistoryError> asHistoryError(const sqlite::Error& error) {
    return std::unexpected(toHistoryError(error));
}

} // namespace roundsman
