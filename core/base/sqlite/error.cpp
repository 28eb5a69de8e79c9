#include "core/base/sqlite/error.h"

#include "core/base/sqlite/handle.h"

#include <sqlite3.h>

namespace roundsman::sqlite {

namespace {

/// A full disk hides behind the device's error when it strikes during a sync or in the shared memory; quotas and limits
/// on a file's size always do.
bool meansNoSpace(int code, int systemError) {
    constexpr int noSpace = 28; // ENOSPC
    constexpr int quota = 122;  // EDQUOT
    constexpr int limit = 27;   // EFBIG
    return (code & 0xff) == SQLITE_IOERR && (systemError == noSpace || systemError == quota || systemError == limit);
}

const char* adviceFor(Trouble trouble) {
    switch (trouble) {
    case Trouble::busy:
        return "another program or thread holds it; try again, or close the other one";
    case Trouble::full:
        return "the disk is full; free some space or move the folder";
    case Trouble::readOnly:
        return "it cannot be written; check the rights of the file and its folder";
    case Trouble::cannotOpen:
        return "it cannot be opened; check that the folder exists and the rights are enough";
    case Trouble::corrupt:
        return "it is damaged or no database; restore a backup or set it aside";
    case Trouble::io:
        return "the device failed; check the disk";
    default:
        return nullptr;
    }
}

} // namespace

Trouble troubleOf(int code) {
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Trouble::busy;
    case SQLITE_FULL:
        return Trouble::full;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return Trouble::readOnly;
    case SQLITE_CANTOPEN:
        return Trouble::cannotOpen;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Trouble::corrupt;
    case SQLITE_IOERR:
        return Trouble::io;
    case SQLITE_CONSTRAINT:
        return Trouble::constraint;
    case SQLITE_TOOBIG:
        return Trouble::tooBig;
    case SQLITE_NOMEM:
        return Trouble::outOfMemory;
    case SQLITE_INTERRUPT:
        return Trouble::interrupted;
    default:
        return Trouble::other;
    }
}

Error errorOf(sqlite3* handle, int code, const std::string& file) {
    Error error{troubleOf(code), code, {}};
    if (handle != nullptr && meansNoSpace(code, sqlite3_system_errno(handle))) {
        error.trouble = Trouble::full;
    }
    const char* words = sqlite3_errstr(code);
    if (handle != nullptr && (sqlite3_extended_errcode(handle) & 0xff) == (code & 0xff)) {
        words = sqlite3_errmsg(handle);
    }
    error.sentence = (file.empty() ? std::string("database") : file) + ": " + words;
    if (const char* advice = adviceFor(error.trouble)) {
        error.sentence += std::string(" (") + advice + ")";
    }
    return error;
}

} // namespace roundsman::sqlite
