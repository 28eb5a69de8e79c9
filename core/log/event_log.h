#pragma once

#include "core/base/time.h"
#include "core/model/ids.h"
#include "core/model/record.h"

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace roundsman {

/// How the log says that it cannot, as a value: a status that callers act on and a sentence for people.
enum class LogTrouble : std::uint8_t {
    unreachable,   ///< nobody answers: try again
    timedOut,      ///< the delivery time ran out: the record may or may not be there
    tooLarge,      ///< the record is over the log's limit: no use to try again
    unknownTopic,  ///< the topic does not exist
    recreated,     ///< the topic was deleted and made anew: offsets mean something else now
    notAuthorised, ///< credentials are missing or not enough
    outOfRange,    ///< the wished offset is gone (retention) or not there yet
    queueFull,     ///< too much waits for its acknowledgement: append again when some is answered
    full,          ///< disk full or quota
    readOnly,      ///< the folder cannot be written
    damaged,       ///< stored bytes fail their checksum
    inUse,         ///< another process writes it
    closed,        ///< the log was closed meanwhile
    other,
};

struct LogError {
    LogTrouble trouble = LogTrouble::other;
    std::string sentence;         ///< what is wrong and what to do
    std::int64_t lostRecords = 0; ///< outOfRange, damaged: how many are gone

    bool operator==(const LogError&) const = default;
};

/// What tells one log from another that has the same name and offsets (recovery compares it, DESIGN section 6).
struct LogIdentity {
    std::string clusterId;
    std::string topicId;

    bool operator==(const LogIdentity&) const = default;
};

struct OffsetRange {
    Offset low;  ///< the oldest record kept
    Offset high; ///< one past the newest durable record
};

/// What a log has done since it was opened; for /metrics and the Pipeline workspace.
struct LogStatistics {
    std::int64_t recordsRead = 0;
    std::int64_t bytesRead = 0;       ///< keys and values
    std::int64_t recordsAppended = 0; ///< acknowledged
    std::int64_t bytesAppended = 0;
    std::int64_t appendsFailed = 0;
    std::int64_t appendsWaiting = 0;     ///< not answered yet
    std::int64_t readersRecreated = 0;   ///< by the no-progress watchdog
    std::int64_t reconnects = 0;         ///< to any broker
    std::int64_t brokersUp = 0;          ///< LocalLog: 1 while it is open
    std::int64_t roundTripP99Micros = 0; ///< broker round trip, or a commit of LocalLog
    std::string lastError;               ///< the newest sentence, empty when all is well
};

/// Records that were read together, in offset order within each partition, with the memory their views point into.
class RecordBatch {
public:
    virtual ~RecordBatch() = default;
    [[nodiscard]] virtual std::span<const RecordView> records() const = 0;
};
using RecordBatchPtr = std::unique_ptr<RecordBatch>;

struct ReadFrom {
    PartitionNo partition;
    Offset offset; ///< the first offset wanted
};

/// Reads explicit partitions from explicit offsets: positions belong to history, never to a consumer group.
/// Used by one thread.
class LogReader {
public:
    virtual ~LogReader() = default;

    /// The next records, an empty batch when none came in time, or why none can come. Durable records only.
    virtual std::expected<RecordBatchPtr, LogError> poll(Millis wait) = 0;

    /// A paused partition delivers nothing and loses nothing; polling must go on.
    virtual void pause(PartitionNo partition) = 0;
    virtual void resume(PartitionNo partition) = 0;

    /// The next offset this reader looks at: everything before it was delivered or is a gap (markers, compaction).
    /// A range is finished when the position reached its end, never by waiting for its last record.
    [[nodiscard]] virtual Offset position(PartitionNo partition) const = 0;

    /// Any thread: makes a waiting poll return now with what there is.
    virtual void wake() = 0;
};

struct NewRecord {
    PartitionNo partition;
    std::string_view key;
    std::string_view value;
    std::span<const HeaderView> headers;
};

/// What the log answered to one append: where the record is, or why it is not.
using Appended = std::expected<Offset, LogError>;

/// Appends records; usable by many threads. The bytes are copied before append returns.
class LogWriter {
public:
    virtual ~LogWriter() = default;

    /// `acknowledged` is called exactly once, on a thread of the log, after the record is durable (acks=all, fsync) or
    /// known to have failed. A full send queue is an error here, at once: the caller pushes back (law 9).
    virtual std::expected<void, LogError> append(const NewRecord& record,
                                                 std::function<void(Appended)> acknowledged) = 0;

    /// Waits until everything appended before is answered, at most so long. True: nothing is outstanding.
    virtual bool flush(Millis wait) = 0;
};

/// The event log behind one interface: Kafka, or the embedded one (LocalLog). One topic with a fixed number of
/// partitions. Open functions stand in core/log/kafka_log.h and core/log/local_log.h.
/// Usable by many threads; readers and writers must be gone before it.
class EventLog {
public:
    virtual ~EventLog() = default;

    [[nodiscard]] virtual std::expected<LogIdentity, LogError> identity() = 0;
    [[nodiscard]] virtual std::int32_t partitions() const = 0;
    [[nodiscard]] virtual std::expected<OffsetRange, LogError> offsets(PartitionNo partition) = 0;
    /// The first offset whose log time is at or after `time`; the high offset when there is none.
    [[nodiscard]] virtual std::expected<Offset, LogError> offsetAt(PartitionNo partition, EventTime time) = 0;
    [[nodiscard]] virtual std::expected<std::unique_ptr<LogReader>, LogError> read(std::span<const ReadFrom> from) = 0;
    [[nodiscard]] virtual std::expected<std::unique_ptr<LogWriter>, LogError> write() = 0;
    [[nodiscard]] virtual LogStatistics statistics() const = 0;
    /// What a person should know though the log works, a sentence each: the topic does not stamp log time, …
    [[nodiscard]] virtual std::vector<std::string> notices() const = 0;
};

} // namespace roundsman
