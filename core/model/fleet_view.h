#pragma once

#include "core/model/ids.h"
#include "core/model/merchant.h"
#include "core/model/order.h"
#include "core/model/rider_state.h"
#include "core/model/settings.h"

#include <functional>
#include <span>
#include <string_view>

namespace roundsman {

/// A lane's state as later stages may read it: after the document that they are handed was applied.
/// References are valid until the next document.
class FleetView {
public:
    virtual ~FleetView() = default;

    [[nodiscard]] virtual EventTime laneTime() const = 0;
    [[nodiscard]] virtual const LaneSettings& settings() const = 0;

    [[nodiscard]] virtual std::size_t riderCount() const = 0; ///< numbers 0 … count-1 exist
    [[nodiscard]] virtual const RiderState& rider(RiderNo rider) const = 0;
    [[nodiscard]] virtual std::string_view riderId(RiderNo rider) const = 0;
    /// "bicycle", "car" …: what the rider's documents call it; empty: nobody said.
    [[nodiscard]] virtual std::string_view vehicleOf(RiderNo rider) const {
        static_cast<void>(rider);
        return {};
    }

    /// Open orders, and closed ones for some hours; nullptr: forgotten.
    [[nodiscard]] virtual const OrderRow* order(OrderNo order) const = 0;
    /// In ascending number.
    virtual void forEachOpenOrder(const std::function<void(const OrderRow&)>& visit) const = 0;

    [[nodiscard]] virtual std::size_t merchantCount() const = 0;
    [[nodiscard]] virtual const MerchantRow& merchant(MerchantNo merchant) const = 0;

    [[nodiscard]] virtual std::size_t marketCount() const = 0;
    [[nodiscard]] virtual std::string_view marketName(MarketNo market) const = 0;
    [[nodiscard]] virtual const MarketSettings& marketSettings(MarketNo market) const = 0;
};

} // namespace roundsman
