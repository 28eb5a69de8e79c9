#include "core/base/check.h"
#include "core/base/crc32c.h"
#include "core/history/partition_trails.h"
#include "core/history/trail_block.h"

#include <cstdint>
#include <cstring>
#include <vector>

using namespace roundsman;

namespace {

constexpr std::size_t sumBytes = sizeof(std::uint32_t);

/// The same bytes with the checksum they should have: what a checksum would keep out is looked at as well.
std::vector<std::uint8_t> withTrueSum(ByteSpan bytes) {
    std::vector<std::uint8_t> row(bytes.begin(), bytes.end());
    if (row.size() > sumBytes + 1) {
        row[0] = 1;
        const std::uint32_t sum = crc32c(std::as_bytes(ByteSpan(row).subspan(1 + sumBytes)));
        std::memcpy(row.data() + 1, &sum, sumBytes);
    }
    return row;
}

/// A block that is taken is one that could have been written: written again, it reads back the same.
void block(ByteSpan bytes, std::int64_t hour) {
    std::vector<TrailPoint> points;
    const bool whole = decodeTrailBlock(bytes, hour, points).has_value();
    check(whole == !points.empty(), "a block has fixes, or is refused and leaves nothing");
    if (!whole) {
        return;
    }
    check(readTrailBlockHead(bytes, hour).has_value(), "what decodes has a head");
    std::vector<std::uint8_t> again;
    encodeTrailBlock(points, hour, again);
    std::vector<TrailPoint> read;
    check(decodeTrailBlock(again, hour, read).has_value() && read == points, "a block is read as it was written");
}

void rows(ByteSpan bytes) {
    TrailGroup group(0, 0);
    static_cast<void>(group.restoreOpenRow(bytes));
    static_cast<void>(group.restoreTail(bytes));
    std::vector<TrailPoint> points;
    static_cast<void>(group.eachOpen(points, [](std::uint32_t rider, std::span<const TrailPoint> fixes) {
        check(rider < ridersAGroup && !fixes.empty(), "open trails have riders and fixes");
    }));
    std::vector<KeyFrameEntry> entries;
    static_cast<void>(decodeKeyFrame(bytes, entries));
}

} // namespace

/// What history's files give when a disk has damaged them, or somebody made them to do harm: blocks, tail rows, open
/// rows and key frames, of any bytes, with and without their checksum.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteSpan bytes(data, size);
    const std::int64_t hour = size > 7 ? data[6] * 1'000 + data[7] : 0;
    const auto summed = withTrueSum(bytes);
    block(bytes, hour);
    block(summed, hour);
    rows(bytes);
    rows(summed);
    return 0;
}
