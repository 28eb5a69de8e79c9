#include "ui/models/rider_ref.h"

#include <algorithm>

namespace roundsman {

const Frame* laneOf(const Picture& picture, PartitionNo partition) {
    const auto found =
        std::ranges::find(picture.lanes, partition, [](const FramePtr& lane) { return lane->partition; });
    return found == picture.lanes.end() ? nullptr : found->get();
}

const RiderDot* dotOf(const Picture& picture, RiderRef ref) {
    const Frame* lane = laneOf(picture, ref.partition);
    return lane && ref.rider.value() < lane->riders.size() ? &lane->riders[ref.rider.value()] : nullptr;
}

QString riderId(const Picture& picture, RiderRef ref) {
    const Frame* lane = laneOf(picture, ref.partition);
    if (!lane || !lane->riderIds || ref.rider.value() >= lane->riderIds->size()) {
        return {};
    }
    return QString::fromStdString((*lane->riderIds)[ref.rider.value()]);
}

QString marketName(const Frame& lane, MarketNo market) {
    if (!lane.marketNames || market.value() >= lane.marketNames->size()) {
        return {};
    }
    return QString::fromStdString((*lane.marketNames)[market.value()]);
}

const OrderView* orderOf(const Frame& lane, OrderNo order) {
    if (order == noOrder || !lane.openOrders) {
        return nullptr;
    }
    const auto found = std::ranges::lower_bound(*lane.openOrders, order, {}, &OrderView::order);
    return found != lane.openOrders->end() && found->order == order ? &*found : nullptr;
}

const MerchantView* merchantOf(const Frame& lane, MerchantNo merchant) {
    if (merchant == noMerchant || !lane.merchants || merchant.value() >= lane.merchants->size()) {
        return nullptr;
    }
    return &(*lane.merchants)[merchant.value()];
}

std::optional<RiderRef> findRider(const Picture& picture, const QString& id) {
    const std::string wanted = id.toStdString();
    for (const FramePtr& lane : picture.lanes) {
        const std::size_t known = lane->riderIds ? std::min(lane->riderIds->size(), lane->riders.size()) : 0;
        for (std::size_t n = 0; n < known; ++n) {
            if ((*lane->riderIds)[n] == wanted) {
                return RiderRef{lane->partition, RiderNo{static_cast<std::uint32_t>(n)}};
            }
        }
    }
    return std::nullopt;
}

} // namespace roundsman
