#include "core/base/check.h"
#include "core/log/local_batch.h"

#include <cstddef>
#include <cstdint>

using namespace roundsman;

/// Stored rows of the embedded log, as a damaged disk may give them: any bytes, any count, any offsets. Never a crash,
/// and what is taken points into the bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) {
        return 0;
    }
    const std::int64_t records = data[0];
    const Offset from{static_cast<std::int64_t>(data[1]) - 10};
    const std::span bytes(reinterpret_cast<const std::byte*>(data + 2), size - 2);
    DecodedRecords decoded;
    const bool sound = decoded.add(PartitionNo{0}, {Offset{0}, records, EventTime{}}, bytes, from);
    const bool again = decoded.add(PartitionNo{0}, {Offset{records}, records, EventTime{}}, bytes, from);
    check(sound == again || records == 0, "the same bytes are sound twice");
    decoded.finish();
    std::size_t total = 0;
    for (const RecordView& record : decoded.records()) {
        total += record.key.size() + record.value.size();
        for (const HeaderView& header : record.headers) {
            total += header.name.size() + header.value.size();
        }
    }
    check(total <= 2 * bytes.size(), "no byte belongs to two records");
    return 0;
}
