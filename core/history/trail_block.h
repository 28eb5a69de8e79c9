#pragma once

#include "core/history/trail_bytes.h"
#include "core/history/trail_point.h"

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace roundsman {

inline constexpr std::size_t trailBlockFixesMax = 240;

/// Appends the coded block of one rider's fixes, in log order, to `out`. `hour` is the block's time slot (hours since
/// the epoch); the same one decodes it. Layout: version, CRC-32C of the rest, count, then a column for each member of
/// TrailPoint (docs/decisions/trail_layout.md).
/// REQUIRES: 1 <= fixes.size() <= trailBlockFixesMax
void encodeTrailBlock(std::span<const TrailPoint> fixes, std::int64_t hour, std::vector<std::uint8_t>& out);

enum class BlockTrouble : std::uint8_t { newerVersion, damaged };
std::string_view toText(BlockTrouble trouble);

/// Appends the block's fixes to `out`; nothing of a block that is not whole.
std::expected<void, BlockTrouble> decodeTrailBlock(ByteSpan block, std::int64_t hour, std::vector<TrailPoint>& out);

/// The block's newest fix until `time` that is not late, without its evidence (speed and the like); none when it has
/// none. What a picture of the fleet asks of a hundred thousand blocks.
std::expected<std::optional<TrailPoint>, BlockTrouble> newestInBlock(ByteSpan block, std::int64_t hour,
                                                                     std::int64_t time);

/// What a block says of itself in front of its columns; read without decoding it and without its checksum.
struct TrailBlockHead {
    std::size_t count = 0;
    std::int64_t firstDeviceMillis = 0;
    std::int32_t firstLatitudeE7 = 0;
    std::int32_t firstLongitudeE7 = 0;
    std::int64_t latitudeReachE7 = 0; ///< no fix is further from the first than this
    std::int64_t longitudeReachE7 = 0;
};
std::expected<TrailBlockHead, BlockTrouble> readTrailBlockHead(ByteSpan block, std::int64_t hour);

} // namespace roundsman
