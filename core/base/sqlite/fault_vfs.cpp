#include "core/base/sqlite/fault_vfs.h"

#include "core/base/check.h"
#include "core/base/sqlite/fault_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <new>

namespace roundsman::sqlite {

struct FaultVfs::State {
    std::string name;
    FaultDisk disk;
    sqlite3_vfs* system = nullptr;
    sqlite3_vfs ours{};
};

namespace {

using Call = FaultVfs::Call;

/// SQLite allocates szOsFile bytes for us; the system's own file stands right behind this head.
struct FaultFile {
    sqlite3_file head;
    FaultDisk* disk;
    FaultFileRecord* record; // null: a temporary file without a name, which only passes through
    const char* name;
    std::uint64_t life;
};
constexpr int headBytes = (sizeof(FaultFile) + 15) / 16 * 16;

FaultFile& ours(sqlite3_file* file) {
    return *reinterpret_cast<FaultFile*>(file);
}
sqlite3_file* systems(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + headBytes);
}
FaultVfs::State& stateOf(sqlite3_vfs* vfs) {
    return *static_cast<FaultVfs::State*>(vfs->pAppData);
}

int strike(sqlite3_file* file, Call call) {
    const FaultFile& our = ours(file);
    if (!our.disk->alive(our.life)) {
        return SQLITE_IOERR;
    }
    return our.record == nullptr ? SQLITE_OK : our.disk->strike(call, our.name);
}

int closeFile(sqlite3_file* file) {
    return systems(file)->pMethods->xClose(systems(file));
}

int readFile(sqlite3_file* file, void* bytes, int count, sqlite3_int64 at) {
    if (const int code = strike(file, Call::read); code != SQLITE_OK) {
        return code;
    }
    return systems(file)->pMethods->xRead(systems(file), bytes, count, at);
}

/// Fills in what `write` is about to replace.
int rememberBefore(sqlite3_file* file, UnsyncedWrite& write, std::int64_t count) {
    sqlite3_file* system = systems(file);
    sqlite3_int64 size = 0;
    if (const int code = system->pMethods->xFileSize(system, &size); code != SQLITE_OK) {
        return code;
    }
    write.sizeBefore = size;
    write.before.resize(static_cast<std::size_t>(std::clamp<std::int64_t>(size - write.at, 0, count)));
    return write.before.empty()
               ? SQLITE_OK
               : system->pMethods->xRead(system, write.before.data(), static_cast<int>(write.before.size()), write.at);
}

int writeFile(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
    const auto gate = ours(file).disk->gate();
    if (const int code = strike(file, Call::write); code != SQLITE_OK) {
        return code;
    }
    const FaultFile& our = ours(file);
    UnsyncedWrite write;
    if (our.record != nullptr) {
        write.at = at;
        if (const int code = rememberBefore(file, write, count); code != SQLITE_OK) {
            return code;
        }
        write.sizeAfter = std::max<std::int64_t>(write.sizeBefore, at + count);
        if (!our.disk->mayGrow(*our.record, write.sizeAfter)) {
            return SQLITE_FULL;
        }
        const auto* first = static_cast<const std::byte*>(bytes);
        write.after.assign(first, first + count);
    }
    const int code = systems(file)->pMethods->xWrite(systems(file), bytes, count, at);
    if (code == SQLITE_OK && our.record != nullptr) {
        our.disk->wrote(*our.record, std::move(write));
    }
    return code;
}

int truncateFile(sqlite3_file* file, sqlite3_int64 size) {
    const auto gate = ours(file).disk->gate();
    if (const int code = strike(file, Call::truncate); code != SQLITE_OK) {
        return code;
    }
    const FaultFile& our = ours(file);
    UnsyncedWrite write;
    if (our.record != nullptr) {
        write.at = size;
        if (const int code = rememberBefore(file, write, our.record->size); code != SQLITE_OK) {
            return code;
        }
        write.sizeAfter = size;
    }
    const int code = systems(file)->pMethods->xTruncate(systems(file), size);
    if (code == SQLITE_OK && our.record != nullptr) {
        our.disk->wrote(*our.record, std::move(write));
    }
    return code;
}

/// The real sync is left out: what survives a power cut is decided here, and tests are quicker.
int syncFile(sqlite3_file* file, int) {
    const auto gate = ours(file).disk->gate();
    if (const int code = strike(file, Call::sync); code != SQLITE_OK) {
        return code;
    }
    if (const FaultFile& our = ours(file); our.record != nullptr) {
        our.disk->synced(*our.record);
    }
    return SQLITE_OK;
}

int fileSize(sqlite3_file* file, sqlite3_int64* size) {
    return systems(file)->pMethods->xFileSize(systems(file), size);
}

int lockFile(sqlite3_file* file, int kind) {
    if (const int code = strike(file, Call::lock); code != SQLITE_OK) {
        return code;
    }
    return systems(file)->pMethods->xLock(systems(file), kind);
}

int unlockFile(sqlite3_file* file, int kind) {
    return systems(file)->pMethods->xUnlock(systems(file), kind);
}

int checkReserved(sqlite3_file* file, int* held) {
    return systems(file)->pMethods->xCheckReservedLock(systems(file), held);
}

int controlFile(sqlite3_file* file, int verb, void* argument) {
    if (verb == SQLITE_FCNTL_SIZE_HINT || verb == SQLITE_FCNTL_MMAP_SIZE || verb == SQLITE_FCNTL_CHUNK_SIZE) {
        return SQLITE_NOTFOUND; // nothing may grow or be written past us
    }
    return systems(file)->pMethods->xFileControl(systems(file), verb, argument);
}

int sectorSize(sqlite3_file* file) {
    return systems(file)->pMethods->xSectorSize(systems(file));
}

int characteristics(sqlite3_file* file) {
    return systems(file)->pMethods->xDeviceCharacteristics(systems(file));
}

int mapShared(sqlite3_file* file, int page, int bytes, int extend, volatile void** mapped) {
    if (const FaultFile& our = ours(file); !our.disk->alive(our.life)) {
        return SQLITE_IOERR;
    }
    return systems(file)->pMethods->xShmMap(systems(file), page, bytes, extend, mapped);
}

int lockShared(sqlite3_file* file, int offset, int count, int flags) {
    if ((flags & SQLITE_SHM_LOCK) != 0) {
        if (const int code = strike(file, Call::lock); code != SQLITE_OK) {
            return code;
        }
    }
    return systems(file)->pMethods->xShmLock(systems(file), offset, count, flags);
}

void barrierShared(sqlite3_file* file) {
    systems(file)->pMethods->xShmBarrier(systems(file));
}

int unmapShared(sqlite3_file* file, int remove) {
    return systems(file)->pMethods->xShmUnmap(systems(file), remove);
}

/// Version 2: shared memory for WAL, but no xFetch, so that every read and write of a page comes by here.
constexpr sqlite3_io_methods methods{
    2,          closeFile,     readFile,      writeFile,   truncateFile, syncFile,        fileSize,
    lockFile,   unlockFile,    checkReserved, controlFile, sectorSize,   characteristics, mapShared,
    lockShared, barrierShared, unmapShared,   nullptr,     nullptr};

int openFile(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* flagsOut) {
    FaultVfs::State& state = stateOf(vfs);
    file->pMethods = nullptr;
    if (name != nullptr) {
        if (const int code = state.disk.strike(Call::open, name); code != SQLITE_OK) {
            return code;
        }
    }
    sqlite3_file* system = systems(file);
    const int code = state.system->xOpen(state.system, name, system, flags, flagsOut);
    if (code != SQLITE_OK) {
        return code;
    }
    FaultFileRecord* record = nullptr;
    if (name != nullptr) {
        sqlite3_int64 size = 0;
        system->pMethods->xFileSize(system, &size);
        record = state.disk.opened(name, size);
    }
    new (file) FaultFile{{&methods}, &state.disk, record, name, state.disk.life()};
    return SQLITE_OK;
}

int removeFile(sqlite3_vfs* vfs, const char* name, int syncFolder) {
    FaultVfs::State& state = stateOf(vfs);
    if (const int code = state.disk.strike(Call::remove, name); code != SQLITE_OK) {
        return code;
    }
    const int code = state.system->xDelete(state.system, name, syncFolder);
    if (code == SQLITE_OK) {
        state.disk.removed(name);
    }
    return code;
}

int accessFile(sqlite3_vfs* vfs, const char* name, int flags, int* result) {
    sqlite3_vfs* system = stateOf(vfs).system;
    return system->xAccess(system, name, flags, result);
}

int fullPath(sqlite3_vfs* vfs, const char* name, int bytes, char* out) {
    sqlite3_vfs* system = stateOf(vfs).system;
    return system->xFullPathname(system, name, bytes, out);
}

} // namespace

FaultVfs::FaultVfs(std::string name) : m_state(std::make_unique<State>()) {
    m_state->name = std::move(name);
    m_state->system = sqlite3_vfs_find(nullptr);
    check(m_state->system != nullptr, "SQLite has a default file system");
    sqlite3_vfs& vfs = m_state->ours;
    vfs = *m_state->system; // random bytes, sleep, time and libraries stay the system's
    vfs.pNext = nullptr;
    vfs.szOsFile = headBytes + m_state->system->szOsFile;
    vfs.zName = m_state->name.c_str();
    vfs.pAppData = m_state.get();
    vfs.xOpen = openFile;
    vfs.xDelete = removeFile;
    vfs.xAccess = accessFile;
    vfs.xFullPathname = fullPath;
    check(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK, "a file system of our own can be registered");
}

FaultVfs::~FaultVfs() {
    sqlite3_vfs_unregister(&m_state->ours);
}

const std::string& FaultVfs::name() const {
    return m_state->name;
}

void FaultVfs::failAt(Call call, std::int64_t nth, Fault fault, std::int64_t times) {
    m_state->disk.plan(call, nth, fault, times);
}

void FaultVfs::onlyFiles(std::string part) {
    m_state->disk.onlyFiles(std::move(part));
}

void FaultVfs::setQuota(std::int64_t bytes) {
    m_state->disk.setQuota(bytes);
}

void FaultVfs::heal() {
    m_state->disk.heal();
}

void FaultVfs::powerCut(Unsynced unsynced, std::uint64_t seed) {
    m_state->disk.cutPower(unsynced, seed);
}

void FaultVfs::powerOn() {
    m_state->disk.powerOn();
}

std::int64_t FaultVfs::calls(Call call) const {
    return m_state->disk.calls(call);
}

std::int64_t FaultVfs::bytesHeld() const {
    return m_state->disk.bytesHeld();
}

} // namespace roundsman::sqlite
