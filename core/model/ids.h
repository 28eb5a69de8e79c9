#pragma once

#include "core/base/strong_id.h"

#include <cstdint>

namespace roundsman {

// Numbers a lane hands out in the order things first appear in its partition. They are dense, so that state is
// arrays, and deterministic, because the log is. The text that the world uses stands beside them in the directories.
using RiderNo = StrongId<struct RiderTag>;
using OrderNo = StrongId<struct OrderTag>;
using MerchantNo = StrongId<struct MerchantTag>;
using MarketNo = StrongId<struct MarketTag, std::uint16_t>;

using PartitionNo = StrongId<struct PartitionTag, std::int32_t>;
using Offset = StrongId<struct OffsetTag, std::int64_t>;

inline constexpr RiderNo noRider{UINT32_MAX};
inline constexpr OrderNo noOrder{UINT32_MAX};
inline constexpr MerchantNo noMerchant{UINT32_MAX};
inline constexpr MarketNo noMarket{UINT16_MAX};

/// Which document: the record's offset, and the document's place in the record.
struct DocumentRef {
    Offset offset;
    std::uint32_t index = 0;

    constexpr auto operator<=>(const DocumentRef&) const = default;
};

} // namespace roundsman
