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
std::vector<std::uint8_t> withTrueSum(ByteSpan bytes, std::uint8_t version) {
    std::vector<std::uint8_t> row(bytes.begin(), bytes.end());
    if (row.size() > sumBytes + 1) {
        row[0] = version;
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

/// As recovery reads them, and as a reader of one rider does.
void rows(ByteSpan bytes) {
    PartitionTrails trails(0, {});
    static_cast<void>(trails.restoreOpenRow(0, bytes));
    for (std::uint32_t part = 0; part < groupsABundle; ++part) {
        static_cast<void>(trails.restoreTail({.part = part}, bytes));
    }
    trails.restored(EventTime{});
    TrailBatch batch;
    trails.seal(batch, true);

    OpenRowReader one(3);
    const auto visit = [](std::uint32_t rider, bool, const TrailPoint&) {
        check(rider == 3, "one rider was asked for");
    };
    static_cast<void>(one.openRow(bytes, visit));
    static_cast<void>(
        eachTailPart(unseal(bytes).content, [&](std::uint32_t, ByteSpan entries) { return one.tail(entries, visit); }));
    static_cast<void>(one.oldTail(unseal(bytes).content, visit));
    std::vector<KeyFrameEntry> entries;
    static_cast<void>(decodeKeyFrame(bytes, entries));
}

} // namespace

/// What history's files give when a disk has damaged them, or somebody made them to do harm: blocks, tail rows, open
/// rows and key frames, of any bytes, with and without their checksum.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteSpan bytes(data, size);
    const std::int64_t hour = size > 7 ? data[6] * 1'000 + data[7] : 0;
    const auto summed = withTrueSum(bytes, 1);
    block(bytes, hour);
    block(summed, hour);
    rows(bytes);
    rows(summed);
    rows(withTrueSum(bytes, tailRowVersion));
    return 0;
}
