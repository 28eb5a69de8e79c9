#pragma once

#include "core/api/console_api.h"

#include <QMetaType>
#include <QString>

#include <compare>
#include <optional>

namespace roundsman {

/// Which rider, over all lanes: numbers are a lane's own.
struct RiderRef {
    PartitionNo partition;
    RiderNo rider = noRider;

    constexpr auto operator<=>(const RiderRef&) const = default;
};

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
