#pragma once

#include "core/log/event_log.h"
#include "core/model/ids.h"
#include "core/model/record.h"
#include "core/model/settings.h"
#include "core/node/watched_row.h"

#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>

namespace roundsman {

/// Records of the past, again.
class RecordSource {
public:
    virtual ~RecordSource() = default;
    virtual std::expected<OffsetRange, std::string> kept(PartitionNo partition) = 0;
    virtual std::expected<void, std::string> begin(PartitionNo partition, Offset from) = 0;
    /// The next ones, which live until the next call; none: this was all.
    virtual std::expected<std::span<const RecordView>, std::string> next() = 0;
};

/// Out of an event log. Used by one thread.
class LogRecords final : public RecordSource {
public:
    explicit LogRecords(EventLog& log) : m_log(log) {}

    std::expected<OffsetRange, std::string> kept(PartitionNo partition) override;
    std::expected<void, std::string> begin(PartitionNo partition, Offset from) override;
    std::expected<std::span<const RecordView>, std::string> next() override;

private:
    EventLog& m_log;
    std::unique_ptr<LogReader> m_reader;
    RecordBatchPtr m_batch;
    PartitionNo m_partition{0};
    Offset m_end{0};
};

/// The document by which a replay lets time pass at its end, so that the last minutes are complete.
inline constexpr std::string_view closingTick = R"({"type":"clock.tick","id":"end-of-replay"})";

struct RerunPlan {
    PartitionNo partition{0};
    Offset from{0};          ///< where the lane stands
    Offset to{0};            ///< the first record that is not run any more
    std::string snapshot;    ///< the lane's state at `from`; empty: a new lane
    LaneSettings settings{}; ///< of a new lane
    /// A replay lets some time pass at its end by a tick that is in no log: when the records end early, so does this.
    EventTime endTime{};
};

struct RerunReport {
    std::uint64_t records = 0;
    Offset from{0};
    bool fromSnapshot = false;
};

/// Runs a stretch of the log through the engine again (law 11) until every watched row has come out, or the stretch
/// ends. Writes and sends nothing. An error is a sentence: what is gone, or cannot be read.
std::expected<RerunReport, std::string> rerun(RecordSource& source, const RerunPlan& plan,
                                              std::span<const std::unique_ptr<WatchedRow>> rows);

} // namespace roundsman
