#pragma once

#include "core/model/fence.h"
#include "ui/models/rider_ref.h"

#include <compare>
#include <optional>
#include <vector>

namespace roundsman {

/// Which market, over all lanes: numbers are a lane's own.
struct MarketRef {
    PartitionNo partition;
    MarketNo market;

    constexpr auto operator<=>(const MarketRef&) const = default;
};

/// All that are known, by lane and number.
std::vector<MarketRef> marketsOf(const Picture& fleet);
QString marketName(const Picture& fleet, MarketRef market);

/// Whose ground an area lies on, told by the riders and merchants in it, or else by the nearest one. Nothing: those in
/// it are of several markets, or nobody is anywhere near.
std::optional<MarketRef> marketUnder(const Picture& fleet, const Fence& fence);

} // namespace roundsman
