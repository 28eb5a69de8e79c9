#pragma once

// Shared by the sources of the fault-injecting VFS alone.

#include "core/base/sqlite/fault_vfs.h"

#include <array>
#include <cstddef>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace roundsman::sqlite {

/// One write or truncation that no sync has followed yet.
struct UnsyncedWrite {
    std::int64_t at = 0;
    std::vector<std::byte> before; ///< what stood there, shorter when the file ended earlier
    std::vector<std::byte> after;
    std::int64_t sizeBefore = 0;
    std::int64_t sizeAfter = 0;
};

/// What is known of one file by its name.
struct FaultFileRecord {
    std::int64_t size = 0;
    std::vector<UnsyncedWrite> unsynced;
};

/// The state of one fault-injecting file system: counters, faults to come, and what each file would lose.
class FaultDisk {
public:
    using Call = FaultVfs::Call;
    using Fault = FaultVfs::Fault;

    /// Held over a whole write, truncation or sync, so that a power cut falls between two of them.
    [[nodiscard]] std::unique_lock<std::mutex> gate() { return std::unique_lock(m_gate); }

    /// The result code that this call has to fail with, or 0 (SQLITE_OK).
    int strike(Call call, const std::string& file);
    void plan(Call call, std::int64_t nth, Fault fault, std::int64_t times);
    void onlyFiles(std::string part);
    void setQuota(std::int64_t bytes);
    void heal();

    FaultFileRecord* opened(const std::string& file, std::int64_t size);
    /// False: over the quota.
    bool mayGrow(const FaultFileRecord& record, std::int64_t newSize);
    void wrote(FaultFileRecord& record, UnsyncedWrite write);
    void synced(FaultFileRecord& record);
    void removed(const std::string& file);

    void cutPower(FaultVfs::Unsynced unsynced, std::uint64_t seed);
    void powerOn();
    /// Handles of an earlier life are dead; while the power is off all are.
    [[nodiscard]] bool alive(std::uint64_t life) const;
    [[nodiscard]] std::uint64_t life() const;
    [[nodiscard]] std::int64_t calls(Call call) const;
    [[nodiscard]] std::int64_t bytesHeld() const;

private:
    struct Plan {
        std::int64_t before = 0; // calls that still succeed
        std::int64_t times = 0;  // then so many fail; -1: all
        Fault fault = Fault::ioError;
    };
    static constexpr std::size_t callKinds = static_cast<std::size_t>(Call::count_);

    std::int64_t heldLocked() const;
    static void takeBack(const std::string& file, const FaultFileRecord& record, bool torn, std::mt19937_64& random);

    std::mutex m_gate;
    mutable std::mutex m_mutex;
    std::array<Plan, callKinds> m_plans{};
    std::array<std::int64_t, callKinds> m_calls{};
    std::string m_onlyFiles;
    std::int64_t m_quota = -1;
    std::map<std::string, FaultFileRecord> m_files; // nodes stay: handles point at them
    std::uint64_t m_life = 1;
    bool m_powered = true;
};

} // namespace roundsman::sqlite
