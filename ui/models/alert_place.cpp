#include "ui/models/alert_place.h"

#include <algorithm>

namespace roundsman {

namespace {

const OrderView* orderOfAlert(const Frame& lane, const AlertRow& alert) {
    const auto& orders = listOf(lane.openOrders);
    const auto found = std::ranges::find(orders, alert.subject, &OrderView::id);
    return found == orders.end() ? nullptr : &*found;
}

std::optional<GeoPoint> orderPlace(const Frame& lane, const AlertRow& alert) {
    const OrderView* order = orderOfAlert(lane, alert);
    if (!order) {
        return std::nullopt;
    }
    return order->hasDropoff ? order->dropoff : order->pickup;
}

std::optional<GeoPoint> merchantPlace(const Frame& lane, const AlertRow& alert) {
    const auto& merchants = listOf(lane.merchants);
    const auto found = std::ranges::find(merchants, alert.subject, &MerchantView::id);
    return found == merchants.end() || found->position == GeoPoint{} ? std::nullopt : std::optional(found->position);
}

/// Its subject is "fence/rider".
std::optional<GeoPoint> fencePlace(const Frame& lane, const AlertRow& alert) {
    for (const Fence& fence : listOf(lane.fences)) {
        if (alert.subject.starts_with(fence.id + '/')) {
            return fence.rings.empty() ? fence.centre : fence.rings.front().front();
        }
    }
    return std::nullopt;
}

/// Where it surges most in the market that it is about.
std::optional<GeoPoint> surgePlace(const Frame& lane, const AlertRow& alert) {
    const SurgeRow* most = nullptr;
    for (const SurgeRow& row : listOf(lane.surge)) {
        if (row.market == alert.market && (!most || row.steps.multiplier > most->steps.multiplier)) {
            most = &row;
        }
    }
    return most ? std::optional(cellCentre(most->cell)) : std::nullopt;
}

QString riderIdIn(const AlertRow& alert) {
    const std::size_t slash = alert.kind == AlertKind::fence ? alert.subject.rfind('/') : std::string::npos;
    return QString::fromStdString(slash == std::string::npos ? alert.subject : alert.subject.substr(slash + 1));
}

} // namespace

std::optional<RiderRef> riderOf(const Picture& fleet, PartitionNo partition, const AlertRow& alert) {
    const Frame* lane = laneOf(fleet, partition);
    switch (alert.kind) {
    case AlertKind::lateOrder:
    case AlertKind::orderAtRisk:
        if (const OrderView* order = lane ? orderOfAlert(*lane, alert) : nullptr; order && order->rider != noRider) {
            return RiderRef{partition, order->rider};
        }
        return std::nullopt;
    case AlertKind::stuckRider:
    case AlertKind::lostRider:
    case AlertKind::fence:
        return findRider(fleet, riderIdIn(alert));
    default:
        return std::nullopt;
    }
}

std::optional<GeoPoint> placeOf(const Picture& fleet, PartitionNo partition, const AlertRow& alert) {
    const Frame* lane = laneOf(fleet, partition);
    if (!lane) {
        return std::nullopt;
    }
    switch (alert.kind) {
    case AlertKind::lateOrder:
    case AlertKind::orderAtRisk:
        return orderPlace(*lane, alert);
    case AlertKind::stuckRider:
    case AlertKind::lostRider: { // while it is open he is where he was
        const auto rider = riderOf(fleet, partition, alert);
        const RiderDot* dot = rider ? dotOf(fleet, *rider) : nullptr;
        return dot && dot->hasFix ? std::optional(dot->position) : std::nullopt;
    }
    case AlertKind::slowMerchant:
        return merchantPlace(*lane, alert);
    case AlertKind::fence:
        return fencePlace(*lane, alert);
    case AlertKind::surgeStarted:
    case AlertKind::surgeEnded:
        return surgePlace(*lane, alert);
    default:
        return std::nullopt;
    }
}

} // namespace roundsman
