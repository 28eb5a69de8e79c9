#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/lane/lane.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

using namespace roundsman;

/// Bytes that are no snapshot are refused; those that pass for one make a lane that can go on.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string bytes(reinterpret_cast<const char*>(data), size);
    static_cast<void>(Lane::fromSnapshot(bytes));
    constexpr std::size_t headBytes = 16;
    if (size < headBytes) {
        return 0;
    }
    // Past the checksum as well, where a search would never come by itself.
    const std::uint64_t checksum = hash64(std::string_view(bytes).substr(headBytes));
    std::memcpy(bytes.data() + 8, &checksum, sizeof checksum);
    auto lane = Lane::fromSnapshot(bytes);
    if (!lane) {
        return 0;
    }
    const std::string value = R"({"driverId":"a","latitude":1,"longitude":2,"seq":9})"
                              "\n"
                              R"({"type":"order.assigned","subject":"o-1","data":{"driverId":"a","merchantId":"m"}})";
    const RecordView record{.partition = lane->partition(),
                            .offset = lane->nextOffset(),
                            .logTime = lane->laneTime() + Millis{1},
                            .key = {},
                            .value = value,
                            .headers = {}};
    LaneOutput out;
    if (lane->nextOffset().value() >= 0 && lane->nextOffset().value() < INT64_MAX / 2) {
        lane->apply({&record, 1}, out);
    }
    check(Lane::fromSnapshot(lane->snapshot()).has_value(), "a lane's snapshot is one");
    static_cast<void>(lane->frame());
    return 0;
}
