#pragma once

#include "core/model/fleet_view.h"

#include <map>
#include <string>
#include <vector>

namespace roundsman::tests {

/// A fleet that a test writes by hand, for the stages that read one.
class FakeFleet final : public FleetView {
public:
    EventTime now{};
    LaneSettings laneSettings;
    std::vector<RiderState> riders;
    std::map<OrderNo, OrderRow> orders;
    std::vector<MerchantRow> merchants;

    RiderNo addRider(MarketNo market, GeoPoint position, RiderStatus status, EventTime logTime) {
        RiderState& rider = riders.emplace_back();
        rider.market = market;
        rider.position = position;
        rider.cell.cell = cellOf(position, laneSettings.cellResolution);
        rider.status = status;
        rider.logTime = logTime;
        rider.deviceTime = logTime;
        rider.hasFix = true;
        return RiderNo{static_cast<std::uint32_t>(riders.size() - 1)};
    }

    [[nodiscard]] EventTime laneTime() const override { return now; }
    [[nodiscard]] const LaneSettings& settings() const override { return laneSettings; }
    [[nodiscard]] std::size_t riderCount() const override { return riders.size(); }
    [[nodiscard]] const RiderState& rider(RiderNo rider) const override { return riders[rider.value()]; }
    [[nodiscard]] std::string_view riderId(RiderNo rider) const override {
        return m_ids.emplace(rider, "r" + std::to_string(rider.value())).first->second;
    }
    [[nodiscard]] const OrderRow* order(OrderNo order) const override {
        const auto at = orders.find(order);
        return at == orders.end() ? nullptr : &at->second;
    }
    void forEachOpenOrder(const std::function<void(const OrderRow&)>& visit) const override {
        for (const auto& [no, order] : orders) {
            if (!order.times.closed()) {
                visit(order);
            }
        }
    }
    [[nodiscard]] std::size_t merchantCount() const override { return merchants.size(); }
    [[nodiscard]] const MerchantRow& merchant(MerchantNo merchant) const override {
        return merchants[merchant.value()];
    }
    [[nodiscard]] std::size_t marketCount() const override { return 1; }
    [[nodiscard]] std::string_view marketName(MarketNo) const override { return "south"; }
    [[nodiscard]] const MarketSettings& marketSettings(MarketNo) const override { return m_market; }

private:
    MarketSettings m_market;
    mutable std::map<RiderNo, std::string> m_ids;
};

} // namespace roundsman::tests
