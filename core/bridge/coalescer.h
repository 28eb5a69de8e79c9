#pragma once

#include "core/bridge/bundle.h"
#include "core/bridge/document_routes.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace roundsman {

/// Makes few records of ours out of many of others', a partition at a time, in their order; and knows up to where each
/// source is done with. One record of a partition is on its way at a time, and the next follows when it is
/// acknowledged: so nothing that comes later can stand in the log before it, and what a lane takes is without a gap,
/// whatever fails. No thread, no clock of its own.
class Coalescer {
public:
    using Steady = std::chrono::steady_clock;

    struct Counts {
        std::uint64_t records = 0;
        std::uint64_t documents = 0;
        std::uint64_t cutDocuments = 0; ///< too long for any record of ours: their beginning goes on
    };

    Coalescer(std::int32_t partitions, const BridgeLimits& limits);

    /// What the record's documents are called, and where they go.
    void take(std::uint32_t source, const RecordView& record, std::span<const RoutedDocument> documents,
              std::string_view market, EventTime received, Steady::time_point now);

    /// What is to be sent now on this partition, if anything is; sent again until acknowledged() or split().
    [[nodiscard]] const Bundle* due(std::int32_t partition, Steady::time_point now);
    void sent(std::int32_t partition) { m_lanes[index(partition)].onItsWay = true; }
    void acknowledged(std::int32_t partition);
    void failed(std::int32_t partition) { m_lanes[index(partition)].onItsWay = false; }
    /// The log takes no record of this size. False: it is a single document and as short as it may be.
    bool split(std::int32_t partition);
    /// What waits goes without waiting for others.
    void hurry() { m_hurry = true; }

    [[nodiscard]] std::int32_t partitions() const { return static_cast<std::int32_t>(m_lanes.size()); }
    [[nodiscard]] bool full() const { return m_bytes >= m_limits.waitingBytesMax; }
    [[nodiscard]] bool empty() const { return m_bytes == 0; }
    [[nodiscard]] std::size_t waitingBytes() const { return m_bytes; }
    /// Everything of the source before this is acknowledged; negative: nothing of it was ever taken.
    [[nodiscard]] std::int64_t doneTo(std::uint32_t source) const;
    [[nodiscard]] const Counts& counts() const { return m_counts; }

private:
    struct Lane {
        std::deque<Bundle> bundles; ///< the first is next, or on its way; the last takes more
        bool onItsWay = false;
    };
    struct Share { ///< documents of one source record for one partition
        std::uint32_t source;
        std::int64_t offset;
        std::string_view market;
        std::string_view trace;
        EventTime received;
        Steady::time_point now;
    };

    static std::size_t index(std::int32_t partition) { return static_cast<std::size_t>(partition); }
    void takeShare(std::int32_t lane, const Share& share, std::span<const RoutedDocument> documents);
    bool goesWhole(std::span<const RoutedDocument> documents);
    void add(std::int32_t lane, const Share& share, std::optional<std::uint32_t> part,
             std::span<const RoutedDocument> documents);
    Bundle& bundleFor(Lane& lane, const Share& share, std::size_t bytes, bool unnamed);
    void closeLast(Lane& lane);

    BridgeLimits m_limits;
    std::vector<Lane> m_lanes;
    std::vector<std::int64_t> m_next; ///< of each source: after the last that was taken; negative: nothing yet
    std::vector<RoutedDocument> m_share;
    std::string m_joined;
    Counts m_counts;
    std::size_t m_bytes = 0;
    bool m_hurry = false;
};

} // namespace roundsman
