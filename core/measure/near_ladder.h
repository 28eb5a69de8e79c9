#pragma once

#include "core/base/bytes.h"
#include "core/base/number_table.h"
#include "core/model/accepted.h"
#include "core/model/fence.h"
#include "core/model/fleet_view.h"
#include "core/model/settings.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace roundsman {

/// How near an order's rider is to the merchant and then to the customer: near -> approaching -> arrived -> left, per
/// leg, forward only, each rung once for the life of the order, whoever carries it. Fixes that are too old or too vague
/// tell nobody. One lane's, used by its thread.
class NearLadder {
public:
    /// What is left of the way to a leg's end; none: not known.
    using EtaOf = std::function<std::optional<Millis>(OrderNo, LadderLeg)>;

    void configure(const LaneSettings& settings) { m_settings = settings.ladder; }
    void setEta(EtaOf etaOf) { m_etaOf = std::move(etaOf); }

    void apply(const AcceptedEvent& event);
    void apply(const AcceptedFix& fix, const FleetView& fleet, std::vector<LadderRow>& out);

    /// Lets go of orders that the fleet has forgotten; once a minute is enough.
    void forget(const FleetView& fleet);

    /// The highest rung of a leg so far.
    [[nodiscard]] LadderRung rung(OrderNo order, LadderLeg leg) const;
    /// How many riders are near a merchant's door now, on their way to fetch.
    [[nodiscard]] std::uint32_t ridersNear(MerchantNo merchant) const;

    void save(ByteWriter& out) const;
    bool load(ByteReader& in);

private:
    struct Leg {
        LadderRung rung = LadderRung::none;
        std::uint8_t fixesAtDoor = 0;
        std::uint8_t fixesAway = 0;
    };
    struct Climb {
        RiderNo rider = noRider;
        MerchantNo merchant = noMerchant;
        bool fetching = true;
        Leg legs[2];
    };

    void detach(RiderNo rider, OrderNo order);
    void climb(const OrderRow& order, LadderLeg which, Leg& leg, const AcceptedFix& fix, EventTime laneTime,
               std::vector<LadderRow>& out);
    [[nodiscard]] bool reached(LadderRung next, const Leg& leg, double metres, OrderNo order, LadderLeg which) const;

    LadderSettings m_settings;
    EtaOf m_etaOf;
    NumberTable<OrderNo, Climb> m_climbs;
    std::vector<std::vector<OrderNo>> m_ordersOf; ///< by RiderNo, ascending
};

} // namespace roundsman
