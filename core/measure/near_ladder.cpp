#include "core/measure/near_ladder.h"

#include "core/measure/measure_bytes.h"

#include <algorithm>

namespace roundsman {
namespace {

constexpr LadderRung after(LadderRung rung) {
    return static_cast<LadderRung>(static_cast<std::uint8_t>(rung) + 1);
}

} // namespace

void NearLadder::detach(RiderNo rider, OrderNo order) {
    if (rider.value() < m_ordersOf.size()) {
        std::erase(m_ordersOf[rider.value()], order);
    }
}

void NearLadder::apply(const AcceptedEvent& seen) {
    if (seen.orderAfter == nullptr) {
        return;
    }
    const OrderRow& order = *seen.orderAfter;
    if (m_climbs.find(order.order) == nullptr && order.rider == noRider) {
        return;
    }
    Climb& climb = m_climbs[order.order];
    climb.merchant = order.merchant;
    climb.fetching = !order.times.has(OrderStep::pickedUp) && !order.times.closed();
    if (climb.rider != order.rider) {
        detach(climb.rider, order.order);
        climb.rider = order.rider;
        climb.legs[0].fixesAtDoor = climb.legs[1].fixesAtDoor = 0;
        if (order.rider != noRider) {
            if (order.rider.value() >= m_ordersOf.size()) {
                m_ordersOf.resize(order.rider.value() + std::size_t{1});
            }
            auto& orders = m_ordersOf[order.rider.value()];
            orders.insert(std::ranges::lower_bound(orders, order.order), order.order);
        }
    }
}

void NearLadder::apply(const AcceptedFix& fix, const FleetView& fleet, std::vector<LadderRow>& out) {
    const FixRow& row = fix.row;
    if (row.rider.value() >= m_ordersOf.size() || m_ordersOf[row.rider.value()].empty() || row.late ||
        row.accuracyMetres > m_settings.accuracyMaxMetres) {
        return;
    }
    auto& orders = m_ordersOf[row.rider.value()];
    for (std::size_t i = 0; i < orders.size();) {
        const OrderRow* order = fleet.order(orders[i]);
        Climb* its = m_climbs.find(orders[i]);
        const bool forgotten = order == nullptr || its == nullptr;
        if (!forgotten) {
            climb(*order, LadderLeg::toMerchant, its->legs[0], fix, fleet.laneTime(), out);
            climb(*order, LadderLeg::toCustomer, its->legs[1], fix, fleet.laneTime(), out);
        }
        // A closed order is followed until its rider has gone away from where he last was at the door.
        const bool done = forgotten || (order->times.closed() && its->legs[1].rung != LadderRung::arrived &&
                                        its->legs[0].rung != LadderRung::arrived);
        if (done) {
            if (its != nullptr) {
                its->rider = noRider;
            }
            if (forgotten) {
                m_climbs.erase(orders[i]);
            }
            orders.erase(orders.begin() + static_cast<std::ptrdiff_t>(i));
        } else {
            ++i;
        }
    }
}

bool NearLadder::reached(LadderRung next, const Leg& leg, double metres, OrderNo order, LadderLeg which) const {
    switch (next) {
    case LadderRung::near: {
        const auto eta = m_etaOf ? m_etaOf(order, which) : std::nullopt;
        return metres <= m_settings.nearMetres || (eta && *eta <= m_settings.nearEta);
    }
    case LadderRung::approaching:
        return metres <= m_settings.approachingMetres;
    case LadderRung::arrived:
        return leg.fixesAtDoor >= m_settings.arrivedFixes;
    case LadderRung::left:
        return leg.fixesAway >= m_settings.leftFixes;
    case LadderRung::none:
        break;
    }
    return false;
}

void NearLadder::climb(const OrderRow& order, LadderLeg which, Leg& leg, const AcceptedFix& fix, EventTime laneTime,
                       std::vector<LadderRow>& out) {
    const bool merchant = which == LadderLeg::toMerchant;
    const bool known = merchant ? order.hasPickup : order.hasDropoff;
    // A leg climbs while it is the one being driven; afterwards only "left" can still come.
    const bool pickedUp = order.times.has(OrderStep::pickedUp);
    const bool current = !order.times.closed() && (merchant ? !pickedUp : pickedUp);
    if (!known || leg.rung == LadderRung::left || (!current && leg.rung != LadderRung::arrived)) {
        return;
    }
    const double metres = distanceMetres(fix.row.position, merchant ? order.pickup : order.dropoff);
    const auto more = [](std::uint8_t n) {
        return static_cast<std::uint8_t>(std::min(n + 1, 100));
    };
    leg.fixesAtDoor = metres <= m_settings.arrivedMetres ? more(leg.fixesAtDoor) : std::uint8_t{0};
    leg.fixesAway = metres > m_settings.leftMetres ? more(leg.fixesAway) : std::uint8_t{0};
    while (leg.rung != LadderRung::left && reached(after(leg.rung), leg, metres, order.order, which)) {
        leg.rung = after(leg.rung);
        if (laneTime - fix.row.deviceTime <= m_settings.ageMax) {
            out.push_back({order.order, fix.row.rider, order.market, which, leg.rung, fix.row.deviceTime,
                           fix.row.logTime, metres, fix.row.document});
        }
    }
}

void NearLadder::forget(const FleetView& fleet) {
    m_climbs.eraseIf([&](OrderNo order, const Climb& climb) {
        const bool gone = fleet.order(order) == nullptr;
        if (gone) {
            detach(climb.rider, order);
        }
        return gone;
    });
}

LadderRung NearLadder::rung(OrderNo order, LadderLeg leg) const {
    const Climb* its = m_climbs.find(order);
    return its == nullptr ? LadderRung::none : its->legs[static_cast<std::size_t>(leg)].rung;
}

std::uint32_t NearLadder::ridersNear(MerchantNo merchant) const {
    std::vector<RiderNo> riders;
    m_climbs.forEach([&](OrderNo, const Climb& climb) {
        const LadderRung rung = climb.legs[0].rung;
        if (climb.merchant == merchant && climb.fetching && climb.rider != noRider && rung >= LadderRung::near &&
            rung <= LadderRung::arrived) {
            riders.push_back(climb.rider);
        }
    });
    std::ranges::sort(riders);
    const auto repeats = std::ranges::unique(riders);
    return static_cast<std::uint32_t>(repeats.begin() - riders.begin());
}

void NearLadder::save(ByteWriter& out) const {
    out.put(std::uint64_t{m_climbs.size()});
    m_climbs.forEach([&](OrderNo order, const Climb& climb) {
        out.put(order.value());
        out.put(climb.rider.value());
        out.put(climb.merchant.value());
        out.put(climb.fetching);
        for (const Leg& leg : climb.legs) {
            out.put(leg.rung);
            out.put(leg.fixesAtDoor);
            out.put(leg.fixesAway);
        }
    });
}

bool NearLadder::load(ByteReader& in) {
    m_climbs.clear();
    m_ordersOf.clear();
    for (std::size_t n = in.getCount(19); n > 0; --n) {
        const auto order = getId<OrderNo>(in);
        Climb& climb = m_climbs[order];
        climb.rider = getId<RiderNo>(in);
        climb.merchant = getId<MerchantNo>(in);
        climb.fetching = in.get<bool>();
        for (Leg& leg : climb.legs) {
            leg.rung = in.get<LadderRung>();
            leg.fixesAtDoor = in.get<std::uint8_t>();
            leg.fixesAway = in.get<std::uint8_t>();
        }
        if (climb.rider != noRider && in.ok()) {
            if (climb.rider.value() > 100'000'000) {
                return false;
            }
            if (climb.rider.value() >= m_ordersOf.size()) {
                m_ordersOf.resize(climb.rider.value() + std::size_t{1});
            }
            m_ordersOf[climb.rider.value()].push_back(order); // saved in ascending order
        }
    }
    return in.ok();
}

} // namespace roundsman
