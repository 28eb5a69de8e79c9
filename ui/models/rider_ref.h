#pragma once

#include "core/api/console_api.h"

#include <QMetaType>
#include <QString>

#include <compare>
#include <memory>
#include <optional>
#include <vector>

namespace roundsman {

/// Which rider, over all lanes: numbers are a lane's own.
struct RiderRef {
    PartitionNo partition;
    RiderNo rider = noRider;

    constexpr auto operator<=>(const RiderRef&) const = default;
};

/// Which order, over all lanes.
struct OrderRef {
    PartitionNo partition;
    OrderNo order = noOrder;

    constexpr auto operator<=>(const OrderRef&) const = default;
};

/// A list of a frame, or an empty one where the frame has none.
template <typename T>
const std::vector<T>& listOf(const std::shared_ptr<const std::vector<T>>& list) {
    static const std::vector<T> none;
    return list ? *list : none;
}

/// Null when the picture does not have him (yet).
const Frame* laneOf(const Picture& picture, PartitionNo partition);
const RiderDot* dotOf(const Picture& picture, RiderRef ref);
QString riderId(const Picture& picture, RiderRef ref);
QString marketName(const Frame& lane, MarketNo market);
/// Null when the order is closed or unknown.
const OrderView* orderOf(const Frame& lane, OrderNo order);
const MerchantView* merchantOf(const Frame& lane, MerchantNo merchant);
/// By id, exactly.
std::optional<RiderRef> findRider(const Picture& picture, const QString& id);

} // namespace roundsman

Q_DECLARE_METATYPE(roundsman::RiderRef)
