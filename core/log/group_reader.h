#pragma once

#include "core/base/time.h"
#include "core/log/event_log.h"
#include "core/model/record.h"

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace roundsman {

/// A partition of a foreign topic that this member of the group has, or once had.
struct GroupSource {
    std::string topic;
    std::string topicId; ///< tells a topic from another that had its name before; empty: the cluster knows none
    PartitionNo partition;
    Offset committed{-1}; ///< when it was given to us; negative: the group has never committed one
};

/// A source by its number, which stays the same as long as the reader lives.
struct GroupRecord {
    std::uint32_t source = 0;
    RecordView record;
};

class GroupBatch {
public:
    virtual ~GroupBatch() = default;
    [[nodiscard]] virtual std::span<const GroupRecord> records() const = 0;
};
using GroupBatchPtr = std::unique_ptr<GroupBatch>;

/// Everything of the source before `next` is done with.
struct GroupPosition {
    std::uint32_t source = 0;
    Offset next;
};

/// Reads foreign topics as a member of a consumer group: which partitions it has is the group's to say, and the group
/// keeps the positions. Used by one thread, but for wake().
class GroupReader {
public:
    /// Partitions are about to be taken away: who reads finishes with them now. What it answers is committed before
    /// others go on there. Called within poll() or close().
    using Leaving = std::function<std::vector<GroupPosition>(std::span<const std::uint32_t> sources)>;

    virtual ~GroupReader() = default;

    /// The next records, an empty batch when none came in time, or why none can come.
    virtual std::expected<GroupBatchPtr, LogError> poll(Millis wait) = 0;
    [[nodiscard]] virtual const GroupSource& source(std::uint32_t number) const = 0;
    [[nodiscard]] virtual std::vector<std::uint32_t> assigned() const = 0;
    /// One past the newest record, as far as it is known; negative: not yet.
    [[nodiscard]] virtual Offset end(std::uint32_t source) const = 0;

    /// While held, polls give no records but keep the membership.
    virtual void hold(bool held) = 0;
    /// Without waiting; a lost commit only means that records are read again.
    virtual void commit(std::span<const GroupPosition> positions) = 0;
    /// Leaves the group, at the latest after `within`.
    virtual void close(Millis within) = 0;
    /// Any thread: makes a waiting poll return now.
    virtual void wake() = 0;

    [[nodiscard]] virtual std::int64_t rebalances() const = 0;
};

} // namespace roundsman
