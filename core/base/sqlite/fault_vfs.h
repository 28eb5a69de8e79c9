#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace roundsman::sqlite {

/// A file system that fails on demand: for tests. It stands between SQLite and the system's own VFS under a name of its
/// own; connections opened with that name (OpenOptions::vfs) feel it. No program of ours registers it.
///
/// Power cuts: what was written since a file's last sync is remembered. powerCut() takes some of it back and makes all
/// open handles fail with an I/O error, as if their process were dead; close them, then powerOn() and open anew.
///
/// Any thread may call it. Must outlive its connections.
class FaultVfs {
public:
    enum class Call : std::uint8_t { open, read, write, sync, truncate, remove, lock, count_ };
    enum class Fault : std::uint8_t { busy, ioError, full, readOnly, cannotOpen };
    enum class Unsynced : std::uint8_t {
        dropped, ///< only what was synced is there
        kept,    ///< all of it happened to reach the disk
        torn,    ///< each 512-byte sector on its own reached the disk or not, in any order
    };

    explicit FaultVfs(std::string name);
    ~FaultVfs();
    FaultVfs(const FaultVfs&) = delete;
    FaultVfs& operator=(const FaultVfs&) = delete;

    [[nodiscard]] const std::string& name() const;

    /// From the n-th such call on (1: the next one), `times` calls fail; -1: until heal().
    void failAt(Call call, std::int64_t nth, Fault fault, std::int64_t times = 1);
    /// Only files whose name contains `part` count and fail; empty: all.
    void onlyFiles(std::string part);
    /// Growing files past this total fails with "full"; what is there already counts. -1: no quota.
    void setQuota(std::int64_t bytes);
    /// Ends faults and quota.
    void heal();

    void powerCut(Unsynced unsynced, std::uint64_t seed = 0);
    void powerOn();

    [[nodiscard]] std::int64_t calls(Call call) const;
    [[nodiscard]] std::int64_t bytesHeld() const; ///< in the files that were opened through it

    struct State;

private:
    std::unique_ptr<State> m_state;
};

} // namespace roundsman::sqlite
