#include "core/history/trail_block.h"

#include "core/base/check.h"
#include "core/base/crc32c.h"
#include "core/history/trail_column.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>

namespace roundsman {
namespace {

constexpr std::uint8_t version = 1;
constexpr std::size_t headBytes = 1 + sizeof(std::uint32_t) + 1 + 2 + sizeof(std::uint16_t);

// In the order of the stream: readers of a place at a time stop after `index`.
enum Column : std::size_t {
    deviceTime,
    latitude,
    longitude,
    flags,
    offset,
    index,
    lag,
    delivery,
    speed,
    heading,
    accuracy,
    market,
    columnCount
};
using Columns = std::array<std::array<std::int64_t, trailBlockFixesMax>, columnCount>;
using Plans = std::array<ColumnPlan, columnCount>;

// Worst case of a coded number: an escape with 64 bits.
constexpr std::size_t bitsAValueMax = escapeOnes + 6 + 64;
constexpr std::size_t planBytesMax = 2 + 2 * varintBytesMax;
constexpr std::size_t blockBytesMax =
    headBytes + columnCount * (planBytesMax + trailBlockFixesMax * bitsAValueMax / 8) + 8;

void spread(std::span<const TrailPoint> fixes, std::int64_t hour, Columns& columns) {
    const std::int64_t start = hourStart(hour);
    for (std::size_t i = 0; i < fixes.size(); ++i) {
        const TrailPoint& fix = fixes[i];
        columns[deviceTime][i] = wrappingDifference(fix.deviceMillis, start);
        columns[latitude][i] = fix.latitudeE7;
        columns[longitude][i] = fix.longitudeE7;
        columns[lag][i] = fix.lagMillis;
        columns[delivery][i] = fix.deliveryMillis;
        columns[offset][i] = fix.offset;
        columns[index][i] = fix.index;
        columns[speed][i] = fix.speed;
        columns[heading][i] = fix.heading;
        columns[accuracy][i] = fix.accuracy;
        columns[market][i] = fix.market;
        columns[flags][i] = fix.flags;
    }
}

TrailPoint gather(const Columns& columns, std::size_t i, std::int64_t start) {
    TrailPoint fix;
    fix.deviceMillis = wrappingSum(columns[deviceTime][i], start);
    fix.latitudeE7 = static_cast<std::int32_t>(columns[latitude][i]);
    fix.longitudeE7 = static_cast<std::int32_t>(columns[longitude][i]);
    fix.lagMillis = columns[lag][i];
    fix.deliveryMillis = columns[delivery][i];
    fix.offset = columns[offset][i];
    fix.index = static_cast<std::uint32_t>(columns[index][i]);
    fix.speed = static_cast<std::uint32_t>(columns[speed][i]);
    fix.heading = static_cast<std::uint32_t>(columns[heading][i]);
    fix.accuracy = static_cast<std::uint32_t>(columns[accuracy][i]);
    fix.market = static_cast<std::uint16_t>(columns[market][i]);
    fix.flags = static_cast<std::uint8_t>(columns[flags][i]);
    return fix;
}

struct Head {
    std::size_t count = 0;
    unsigned latitudeWidth = 0; // binary digits of the greatest distance from the first fix
    unsigned longitudeWidth = 0;
    std::uint16_t present = 0; // columns that are not all zero
};

/// Reads what stands before the columns; `in` starts behind the checksum.
std::expected<Head, BlockTrouble> readHead(VarintReader& in) {
    Head head;
    head.count = in.byte();
    head.latitudeWidth = in.byte();
    head.longitudeWidth = in.byte();
    const unsigned low = in.byte();
    head.present = static_cast<std::uint16_t>(low | static_cast<unsigned>(in.byte()) << 8U);
    if (!in.ok() || head.count == 0 || head.count > trailBlockFixesMax || head.present >> columnCount != 0 ||
        head.latitudeWidth > 33 || head.longitudeWidth > 33) {
        return std::unexpected(BlockTrouble::damaged);
    }
    return head;
}

std::expected<ByteSpan, BlockTrouble> behindChecksum(ByteSpan block) {
    if (block.size() < headBytes) {
        return std::unexpected(BlockTrouble::damaged);
    }
    if (block[0] != version) {
        return std::unexpected(block[0] > version ? BlockTrouble::newerVersion : BlockTrouble::damaged);
    }
    return block.subspan(1 + sizeof(std::uint32_t));
}

bool sumHolds(ByteSpan block, ByteSpan summed) {
    std::uint32_t sum = 0;
    std::memcpy(&sum, block.data() + 1, sizeof sum);
    return crc32c(std::as_bytes(summed)) == sum;
}

std::uint8_t reachWidth(std::span<const std::int64_t> values) {
    std::uint64_t reach = 0;
    for (const std::int64_t value : values) {
        reach |= static_cast<std::uint64_t>(std::abs(value - values[0]));
    }
    return static_cast<std::uint8_t>(std::bit_width(reach));
}

std::uint8_t* putColumns(std::uint8_t* at, const Columns& columns, std::size_t count) {
    std::array<CodedColumn, columnCount> coded; // NOLINT: filled as far as it is read
    std::uint8_t* const presentAt = at;
    at += sizeof(std::uint16_t);
    std::uint16_t present = 0;
    for (std::size_t c = 0; c < columnCount; ++c) {
        codeColumn({columns[c].data(), count}, coded[c]);
        if (coded[c].count != 0 || coded[c].plan.first != 0) {
            present = static_cast<std::uint16_t>(present | 1U << c);
            at = putPlan(at, coded[c].plan);
        }
    }
    std::memcpy(presentAt, &present, sizeof present);
    BitWriter bits(at);
    for (const CodedColumn& column : coded) {
        putResiduals(bits, column);
    }
    return bits.finish();
}

} // namespace

std::string_view toText(BlockTrouble trouble) {
    return trouble == BlockTrouble::newerVersion ? "written by a newer version" : "damaged";
}

void encodeTrailBlock(std::span<const TrailPoint> fixes, std::int64_t hour, std::vector<std::uint8_t>& out) {
    check(!fixes.empty() && fixes.size() <= trailBlockFixesMax, "a trail block has 1 to 240 fixes");
    Columns columns; // NOLINT: filled as far as it is read
    spread(fixes, hour, columns);

    std::array<std::uint8_t, blockBytesMax> bytes; // NOLINT: same
    bytes[0] = version;
    std::uint8_t* at = bytes.data() + 1 + sizeof(std::uint32_t);
    std::uint8_t* const summed = at;
    *at++ = static_cast<std::uint8_t>(fixes.size());
    *at++ = reachWidth({columns[latitude].data(), fixes.size()});
    *at++ = reachWidth({columns[longitude].data(), fixes.size()});
    at = putColumns(at, columns, fixes.size());
    const std::uint32_t sum = crc32c(std::as_bytes(ByteSpan(summed, at)));
    std::memcpy(bytes.data() + 1, &sum, sizeof sum);
    out.insert(out.end(), bytes.data(), at);
}

namespace {

/// A block whose checksum holds, up to its bit stream.
struct OpenedBlock {
    Head head;
    Plans plans;
    ByteSpan bits;
};

std::expected<OpenedBlock, BlockTrouble> openBlock(ByteSpan block) {
    const auto rest = behindChecksum(block);
    if (!rest) {
        return std::unexpected(rest.error());
    }
    VarintReader in(*rest);
    const auto head = readHead(in);
    if (!head || !sumHolds(block, *rest)) {
        return std::unexpected(BlockTrouble::damaged);
    }
    OpenedBlock opened{.head = *head, .plans = {}, .bits = {}};
    for (std::size_t c = 0; c < columnCount; ++c) {
        if ((head->present >> c & 1U) != 0 && !readPlan(in, opened.plans[c])) {
            return std::unexpected(BlockTrouble::damaged);
        }
    }
    opened.bits = in.rest();
    return opened;
}

} // namespace

std::expected<void, BlockTrouble> decodeTrailBlock(ByteSpan block, std::int64_t hour, std::vector<TrailPoint>& out) {
    const auto opened = openBlock(block);
    if (!opened) {
        return std::unexpected(opened.error());
    }
    Columns columns; // NOLINT: filled as far as it is read
    BitReader bits(opened->bits);
    for (std::size_t c = 0; c < columnCount; ++c) {
        readColumn(bits, opened->plans[c], std::span(columns[c].data(), opened->head.count));
    }
    if (!bits.ok()) {
        return std::unexpected(BlockTrouble::damaged);
    }
    for (std::size_t i = 0; i < opened->head.count; ++i) {
        out.push_back(gather(columns, i, hourStart(hour)));
    }
    return {};
}

std::expected<std::optional<TrailPoint>, BlockTrouble> newestInBlock(ByteSpan block, std::int64_t hour,
                                                                     std::int64_t time) {
    const auto opened = openBlock(block);
    if (!opened) {
        return std::unexpected(opened.error());
    }
    const std::size_t count = opened->head.count;
    std::array<std::array<std::int64_t, trailBlockFixesMax>, index + 1> columns; // NOLINT: filled as far as it is read
    BitReader bits(opened->bits);
    for (std::size_t c = 0; c < columns.size(); ++c) {
        readColumn(bits, opened->plans[c], std::span(columns[c].data(), count));
    }
    if (!bits.ok()) {
        return std::unexpected(BlockTrouble::damaged);
    }
    const std::int64_t until = wrappingDifference(time, hourStart(hour));
    std::size_t best = count;
    for (std::size_t i = 0; i < count; ++i) {
        const bool late = (columns[flags][i] & TrailPoint::lateFlag) != 0;
        const bool newer = best == count || columns[deviceTime][i] >= columns[deviceTime][best];
        best = columns[deviceTime][i] <= until && !late && newer ? i : best;
    }
    if (best == count) {
        return std::optional<TrailPoint>{};
    }
    TrailPoint fix;
    fix.deviceMillis = wrappingSum(columns[deviceTime][best], hourStart(hour));
    fix.latitudeE7 = static_cast<std::int32_t>(columns[latitude][best]);
    fix.longitudeE7 = static_cast<std::int32_t>(columns[longitude][best]);
    fix.offset = columns[offset][best];
    fix.index = static_cast<std::uint32_t>(columns[index][best]);
    fix.flags = static_cast<std::uint8_t>(columns[flags][best]);
    return std::optional(fix);
}

std::expected<TrailBlockHead, BlockTrouble> readTrailBlockHead(ByteSpan block, std::int64_t hour) {
    const auto rest = behindChecksum(block);
    if (!rest) {
        return std::unexpected(rest.error());
    }
    VarintReader in(*rest);
    const auto head = readHead(in);
    if (!head) {
        return std::unexpected(head.error());
    }
    std::array<ColumnPlan, 3> plans;
    static_assert(deviceTime == 0 && latitude == 1 && longitude == 2);
    for (std::size_t c = 0; c < plans.size(); ++c) {
        if ((head->present >> c & 1U) != 0 && !readPlan(in, plans[c])) {
            return std::unexpected(BlockTrouble::damaged);
        }
    }
    const auto reach = [](unsigned width) {
        return static_cast<std::int64_t>((1ULL << width) - 1);
    };
    return TrailBlockHead{.count = head->count,
                          .firstDeviceMillis = wrappingSum(plans[deviceTime].first, hourStart(hour)),
                          .firstLatitudeE7 = static_cast<std::int32_t>(plans[latitude].first),
                          .firstLongitudeE7 = static_cast<std::int32_t>(plans[longitude].first),
                          .latitudeReachE7 = reach(head->latitudeWidth),
                          .longitudeReachE7 = reach(head->longitudeWidth)};
}

} // namespace roundsman
