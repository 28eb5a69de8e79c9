#include "core/base/sqlite/fault_disk.h"

#include "core/base/check.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>

namespace roundsman::sqlite {

namespace {

constexpr std::size_t sectorBytes = 512;

int ioErrorOf(FaultVfs::Call call) {
    switch (call) {
    case FaultVfs::Call::read:
        return SQLITE_IOERR_READ;
    case FaultVfs::Call::write:
        return SQLITE_IOERR_WRITE;
    case FaultVfs::Call::sync:
        return SQLITE_IOERR_FSYNC;
    case FaultVfs::Call::truncate:
        return SQLITE_IOERR_TRUNCATE;
    case FaultVfs::Call::remove:
        return SQLITE_IOERR_DELETE;
    case FaultVfs::Call::lock:
        return SQLITE_IOERR_LOCK;
    default:
        return SQLITE_IOERR;
    }
}

int codeOf(FaultVfs::Fault fault, FaultVfs::Call call) {
    switch (fault) {
    case FaultVfs::Fault::busy:
        return SQLITE_BUSY;
    case FaultVfs::Fault::full:
        return SQLITE_FULL;
    case FaultVfs::Fault::readOnly:
        return SQLITE_READONLY;
    case FaultVfs::Fault::cannotOpen:
        return SQLITE_CANTOPEN;
    case FaultVfs::Fault::ioError:
        break;
    }
    return ioErrorOf(call);
}

void writeAll(int file, const std::byte* bytes, std::size_t count, std::int64_t at) {
    while (count > 0) {
        const ssize_t written = ::pwrite(file, bytes, count, at);
        check(written > 0, "the test's disk takes back what was not synced");
        bytes += written;
        count -= static_cast<std::size_t>(written);
        at += written;
    }
}

void undo(int file, const UnsyncedWrite& write) {
    check(::ftruncate(file, write.sizeBefore) == 0, "the test's disk takes back a change of size");
    writeAll(file, write.before.data(), write.before.size(), write.at);
}

void redoSomeSectors(int file, const UnsyncedWrite& write, std::mt19937_64& random) {
    if (write.sizeAfter < write.sizeBefore && random() % 2 == 0) {
        check(::ftruncate(file, write.sizeAfter) == 0, "the test's disk cuts a file");
    }
    for (std::size_t from = 0; from < write.after.size();) {
        const auto at = static_cast<std::size_t>(write.at) + from;
        const std::size_t length = std::min(write.after.size() - from, sectorBytes - at % sectorBytes);
        if (random() % 2 == 0) {
            writeAll(file, write.after.data() + from, length, static_cast<std::int64_t>(at));
        }
        from += length;
    }
}

} // namespace

int FaultDisk::strike(Call call, const std::string& file) {
    const std::scoped_lock lock(m_mutex);
    if (!m_powered) {
        return ioErrorOf(call);
    }
    const auto kind = static_cast<std::size_t>(call);
    ++m_calls[kind];
    Plan& plan = m_plans[kind];
    if (plan.times == 0 || (!m_onlyFiles.empty() && file.find(m_onlyFiles) == std::string::npos)) {
        return SQLITE_OK;
    }
    if (plan.before > 0) {
        --plan.before;
        return SQLITE_OK;
    }
    if (plan.times > 0) {
        --plan.times;
    }
    return codeOf(plan.fault, call);
}

void FaultDisk::plan(Call call, std::int64_t nth, Fault fault, std::int64_t times) {
    check(nth >= 1, "calls are counted from 1");
    const std::scoped_lock lock(m_mutex);
    m_plans[static_cast<std::size_t>(call)] = {nth - 1, times, fault};
}

void FaultDisk::onlyFiles(std::string part) {
    const std::scoped_lock lock(m_mutex);
    m_onlyFiles = std::move(part);
}

void FaultDisk::setQuota(std::int64_t bytes) {
    const std::scoped_lock lock(m_mutex);
    m_quota = bytes;
}

void FaultDisk::heal() {
    const std::scoped_lock lock(m_mutex);
    m_plans = {};
    m_quota = -1;
    m_onlyFiles.clear();
}

FaultFileRecord* FaultDisk::opened(const std::string& file, std::int64_t size) {
    const std::scoped_lock lock(m_mutex);
    FaultFileRecord& record = m_files[file];
    record.size = size;
    return &record;
}

std::int64_t FaultDisk::heldLocked() const {
    std::int64_t held = 0;
    for (const auto& [name, record] : m_files) {
        held += record.size;
    }
    return held;
}

bool FaultDisk::mayGrow(const FaultFileRecord& record, std::int64_t newSize) {
    const std::scoped_lock lock(m_mutex);
    return m_quota < 0 || newSize <= record.size || heldLocked() + (newSize - record.size) <= m_quota;
}

void FaultDisk::wrote(FaultFileRecord& record, UnsyncedWrite write) {
    const std::scoped_lock lock(m_mutex);
    record.size = write.sizeAfter;
    record.unsynced.push_back(std::move(write));
}

void FaultDisk::synced(FaultFileRecord& record) {
    const std::scoped_lock lock(m_mutex);
    record.unsynced.clear();
}

void FaultDisk::removed(const std::string& file) {
    const std::scoped_lock lock(m_mutex);
    if (const auto found = m_files.find(file); found != m_files.end()) {
        found->second = {};
    }
}

void FaultDisk::takeBack(const std::string& name, const FaultFileRecord& record, bool torn, std::mt19937_64& random) {
    const int file = ::open(name.c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0) {
        return; // the test removed the folder
    }
    for (auto write = record.unsynced.rbegin(); write != record.unsynced.rend(); ++write) {
        undo(file, *write);
    }
    if (torn) {
        for (const UnsyncedWrite& write : record.unsynced) {
            redoSomeSectors(file, write, random);
        }
    }
    ::close(file);
}

void FaultDisk::cutPower(FaultVfs::Unsynced unsynced, std::uint64_t seed) {
    const std::scoped_lock lock(m_gate, m_mutex);
    m_powered = false;
    ++m_life;
    std::mt19937_64 random(seed);
    for (auto& [name, record] : m_files) {
        if (unsynced != FaultVfs::Unsynced::kept && !record.unsynced.empty()) {
            takeBack(name, record, unsynced == FaultVfs::Unsynced::torn, random);
        }
        record.unsynced.clear();
    }
}

void FaultDisk::powerOn() {
    const std::scoped_lock lock(m_mutex);
    m_powered = true;
}

bool FaultDisk::alive(std::uint64_t life) const {
    const std::scoped_lock lock(m_mutex);
    return m_powered && life == m_life;
}

std::uint64_t FaultDisk::life() const {
    const std::scoped_lock lock(m_mutex);
    return m_life;
}

std::int64_t FaultDisk::calls(Call call) const {
    const std::scoped_lock lock(m_mutex);
    return m_calls[static_cast<std::size_t>(call)];
}

std::int64_t FaultDisk::bytesHeld() const {
    const std::scoped_lock lock(m_mutex);
    return heldLocked();
}

} // namespace roundsman::sqlite
