#pragma once

#include "core/base/time.h"
#include "core/model/ids.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace roundsman {

struct HeaderView {
    std::string_view name;
    std::string_view value;
};

/// One record of the log, as a reader sees it: bytes that belong to the batch it came in. It carries one JSON document
/// or many, one a line.
struct RecordView {
    PartitionNo partition;
    Offset offset;
    EventTime logTime;
    std::string_view key;
    std::string_view value;
    std::span<const HeaderView> headers;
};

/// What is remembered of a record, to know its log again: another log hardly has the same bytes at the same offset.
struct RecordMark {
    Offset offset{-1}; ///< negative: none was seen
    EventTime logTime;
    std::uint32_t checksum = 0; ///< CRC-32C of key and value

    bool operator==(const RecordMark&) const = default;
};
RecordMark markOf(const RecordView& record);

/// Headers that the gateway and the bridge write and the lane reads.
namespace header {
/// Receive time in milliseconds since the epoch, decimal. One value for the record.
inline constexpr std::string_view receiveTime = "rm-received";
/// Market for documents that name none (the bridge's topic default, the sender's token).
inline constexpr std::string_view market = "rm-market";
/// Where bridged documents came from, see core/model/provenance.h.
inline constexpr std::string_view source = "rm-source";
/// W3C trace context, passed through.
inline constexpr std::string_view traceparent = "traceparent";
} // namespace header

} // namespace roundsman
