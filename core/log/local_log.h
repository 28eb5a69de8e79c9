#pragma once

#include "core/log/event_log.h"

#include <filesystem>
#include <string>

namespace roundsman {

struct LocalLogSettings {
    std::filesystem::path folder;      ///< made when it is not there; one topic, nothing else lives in it
    std::string topic{"fleet-events"}; ///< for people: the identity is made at creation and never changes
    std::int32_t partitions = 0;       ///< needed at creation; 0: as it was created
    bool readOnly = false;             ///< beside the process that writes
    bool synced = true;                ///< false: for a log that is thrown away anyhow; a power cut may cost its end
    Millis retainFor{0};               ///< files whose newest record is older are removed; 0: kept for ever
    std::int64_t retainBytes = 0;      ///< a partition: the oldest files over it are removed; 0: no limit
    Millis retentionEvery{60'000};     ///< how often both are looked at
    std::string vfs{};                 ///< SQLite's file system, for tests
};

struct LocalLogLimits {
    std::int64_t recordBytesMax = 1 << 20;          ///< key, value and headers of one record
    std::int64_t waitingBytesMax = 64 << 20;        ///< appended and not yet acknowledged; more is `queueFull`
    std::int64_t rowBytes = 256 << 10;              ///< records are gathered into rows of about this size
    std::int64_t readBytes = 4 << 20;               ///< one poll delivers about this much at most
    std::int64_t fileBytes = std::int64_t{4} << 30; ///< a day's file over it is followed by another of the same day
    Millis followEvery{20};                         ///< how often a reader in another process looks for news
};

/// The embedded log: durable, in a folder of SQLite files, one a partition and UTC day; for the demo, for tests and for
/// fleets that one machine carries. An append is acknowledged after its commit was synced (synchronous FULL); what
/// waits meanwhile goes into the next commit together. Log time is this machine's clock when the record is written and
/// never goes back within a partition, even when the clock does. Offsets are never given twice, though retention may
/// have removed every file. One process writes, and holds a lock on the folder; any number read.
class LocalLog : public EventLog {
public:
    /// Removes what retention lets go, now. Returns the number of files removed.
    virtual std::expected<int, LogError> applyRetention() = 0;
    /// Reads everything and compares every checksum. What is wrong, a sentence each.
    virtual std::vector<std::string> verify() = 0;
};

/// `clock` must outlive the log.
std::expected<std::unique_ptr<LocalLog>, LogError> openLocalLog(const LocalLogSettings& settings, const Clock& clock,
                                                                const LocalLogLimits& limits = {});

} // namespace roundsman
