#include "core/measure/surge_meter.h"

#include "core/measure/surge_rule.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace roundsman {
namespace {

bool isDemand(EventKind kind) {
    return kind == EventKind::demandOpened || kind == EventKind::demandSearched || kind == EventKind::demandCheckedFare;
}

constexpr std::uint32_t anonymous = UINT32_MAX;
constexpr std::size_t restingSpotsMax = 100'000; // beyond this many cells those at rest are forgotten

} // namespace

void SurgeMeter::configure(const LaneSettings& settings) {
    if (settings.cellResolution != m_settings.cellResolution) {
        m_spots.clear(); // cells of another size: nothing of the old ones can be carried over
        m_spotOf.clear();
        m_demand.clear();
    }
    m_settings = settings;
}

void SurgeMeter::setBorder(MarketNo market, Border border) {
    m_inside.clear();
    if (border) {
        m_borders[market] = std::move(border);
    } else {
        m_borders.erase(market);
    }
}

void SurgeMeter::heard(MarketNo market, EventTime logTime) {
    if (market == noMarket) {
        return;
    }
    if (market.value() >= m_lastInput.size()) {
        m_lastInput.resize(market.value() + std::size_t{1}, never);
    }
    m_lastInput[market.value()] = logTime;
}

void SurgeMeter::apply(const AcceptedEvent& seen) {
    if (seen.event.kind == EventKind::tick) {
        return; // time passing is no input
    }
    heard(seen.market, seen.logTime);
    const MaybePoint& place = seen.event.position;
    if (isDemand(seen.event.kind) && seen.market != noMarket && place.given && !place.outside) {
        m_demand.push_back({seen.logTime, seen.market, cellOf(place.point, m_settings.cellResolution), seen.customer});
    }
}

std::uint32_t SurgeMeter::spotOf(MarketNo market, CellId cell) {
    const auto [at, fresh] = m_spotOf.try_emplace({market, cell}, static_cast<std::uint32_t>(m_spots.size()));
    if (fresh) {
        Spot& spot = m_spots.emplace_back();
        spot.market = market;
        spot.cell = cell;
    }
    return at->second;
}

void SurgeMeter::resetFigures() {
    for (Spot& spot : m_spots) {
        spot.orders = spot.customers = spot.supply = spot.heard = spot.known = 0;
        spot.wanted = !spot.atRest();
    }
}

void SurgeMeter::countRiders(EventTime minute, const FleetView& fleet) {
    const SurgeSettings& settings = m_settings.surge;
    for (std::uint32_t n = 0; n < fleet.riderCount(); ++n) {
        const RiderState& rider = fleet.rider(RiderNo{n});
        const Millis age = minute - rider.logTime;
        if (!rider.hasFix || rider.market == noMarket || rider.status == RiderStatus::offline ||
            age > settings.coverageWindow) {
            continue;
        }
        Spot& spot = m_spots[spotOf(rider.market, rider.cell.cell)];
        const bool fresh = age <= settings.supplyFreshWithin;
        ++spot.known;
        spot.heard += fresh ? 1 : 0;
        spot.supply += fresh && rider.status == RiderStatus::idle ? 1 : 0;
    }
}

void SurgeMeter::countDemand(EventTime minute, const FleetView& fleet) {
    fleet.forEachOpenOrder([&](const OrderRow& order) {
        if (order.rider == noRider && order.hasPickup && order.market != noMarket) {
            ++m_spots[spotOf(order.market, cellOf(order.pickup, m_settings.cellResolution))].orders;
        }
    });
    while (!m_demand.empty() && m_demand.front().logTime < minute - m_settings.surge.demandWindow) {
        m_demand.pop_front();
    }
    m_customers.clear();
    for (const Demand& demand : m_demand) {
        m_customers.emplace_back(spotOf(demand.market, demand.cell), demand.customer);
    }
    std::ranges::sort(m_customers);
    for (std::size_t i = 0; i < m_customers.size(); ++i) {
        const bool repeated = i > 0 && m_customers[i] == m_customers[i - 1];
        m_spots[m_customers[i].first].customers += !repeated || m_customers[i].second == anonymous ? 1 : 0;
    }
}

/// Cells next to demand are wanted too: their own figure counts the neighbour.
void SurgeMeter::spreadWanted() {
    for (std::size_t i = 0; i < m_spots.size(); ++i) { // by index: spotOf grows the vector
        if (m_spots[i].orders + m_spots[i].customers == 0) {
            continue;
        }
        fillRings(m_spots[i]);
        for (std::size_t ring = 0; ring < ringCount; ++ring) {
            for (std::size_t k = 0; k < m_spots[i].rings[ring].size(); ++k) {
                const MarketNo market = m_spots[i].market;
                const CellId cell = m_spots[i].rings[ring][k];
                if (inside(market, cell)) {
                    m_spots[spotOf(market, cell)].wanted = true;
                }
            }
        }
    }
}

void SurgeMeter::fillRings(Spot& spot) const {
    if (spot.rings[0].empty()) {
        for (std::size_t ring = 0; ring < ringCount; ++ring) {
            spot.rings[ring] = cellRing(spot.cell, static_cast<int>(ring));
        }
    }
}

bool SurgeMeter::inside(MarketNo market, CellId cell) const {
    const auto border = m_borders.find(market);
    if (border == m_borders.end()) {
        return true;
    }
    const auto [at, fresh] = m_inside.try_emplace({market, cell}, false);
    if (fresh) {
        at->second = border->second(cell);
    }
    return at->second;
}

void SurgeMeter::addRing(const Spot& spot, std::size_t ring, double& insideWeight, SurgeInputs& in) const {
    const double weight = m_settings.surge.ringWeights[ring];
    for (const CellId cell : spot.rings[ring]) {
        if (!inside(spot.market, cell)) {
            continue;
        }
        insideWeight += weight;
        const auto at = m_spotOf.find({spot.market, cell});
        if (at != m_spotOf.end()) {
            const Spot& near = m_spots[at->second];
            in.demandAround += weight * (near.orders + near.customers);
            in.supplyAround += weight * near.supply;
            in.heard += near.heard;
            in.known += near.known;
        }
    }
}

SurgeInputs SurgeMeter::inputsOf(const Spot& spot, EventTime minute) const {
    SurgeInputs in;
    in.openOrders = spot.orders;
    in.customers = spot.customers;
    in.supply = spot.supply;
    double insideWeight = 0;
    double weight = 0;
    for (std::size_t ring = 0; ring < ringCount; ++ring) {
        addRing(spot, ring, insideWeight, in);
        weight += m_settings.surge.ringWeights[ring] * static_cast<double>(spot.rings[ring].size());
    }
    if (insideWeight > 0 && insideWeight < weight) {
        in.insideShare = insideWeight / weight;
        in.demandAround /= in.insideShare;
        in.supplyAround /= in.insideShare;
    }
    const std::size_t market = spot.market.value();
    in.marketHeard = market < m_lastInput.size() && minute - m_lastInput[market] <= m_settings.surge.marketSilentAfter;
    in.previousEma = spot.ema;
    in.previousValue = spot.value;
    in.wasActive = spot.active;
    in.minutesBelow = spot.minutesBelow;
    if (m_limits) {
        m_limits(spot.market, spot.cell, in);
    }
    return in;
}

DocumentRef SurgeMeter::windowStart(EventTime minute) const {
    const EventTime since = minute - m_settings.surge.demandWindow;
    const auto first = std::ranges::find_if(m_marks, [&](const Mark& mark) { return mark.minute >= since; });
    return first == m_marks.end() ? DocumentRef{} : first->document;
}

void SurgeMeter::minute(EventTime minute, DocumentRef document, const FleetView& fleet, std::vector<SurgeRow>& out) {
    m_marks.push_back({minute, document});
    if (m_marks.size() > marksMax) {
        m_marks.pop_front();
    }
    if (!m_settings.surge.on) {
        return;
    }
    resetFigures();
    countRiders(minute, fleet);
    countDemand(minute, fleet);
    spreadWanted();

    m_order.resize(m_spots.size());
    std::iota(m_order.begin(), m_order.end(), 0U);
    std::erase_if(m_order, [&](std::uint32_t i) { return !m_spots[i].wanted; });
    std::ranges::sort(m_order, {}, [&](std::uint32_t i) { return std::pair(m_spots[i].market, m_spots[i].cell); });
    auto rows = std::make_shared<std::vector<SurgeRow>>();
    for (const std::uint32_t i : m_order) {
        Spot& spot = m_spots[i];
        fillRings(spot);
        SurgeRow row{spot.market, spot.cell,           minute,  m_settings.version, inputsOf(spot, minute),
                     {},          windowStart(minute), document};
        row.steps = surgeSteps(row.inputs, m_settings.surge);
        const bool wasAtRest = spot.atRest();
        std::tie(spot.ema, spot.value, spot.active, spot.minutesBelow) =
            std::tuple(row.steps.ema, row.steps.value, row.steps.active, row.steps.minutesBelow);
        if (spot.orders + spot.customers > 0 || !wasAtRest || !spot.atRest()) {
            rows->push_back(row);
        }
    }
    out.insert(out.end(), rows->begin(), rows->end());
    m_rows = std::move(rows);
    forgetResting();
}

void SurgeMeter::forgetResting() {
    if (m_spots.size() <= restingSpotsMax) {
        return;
    }
    std::erase_if(m_spots, [](const Spot& spot) { return spot.atRest(); });
    m_spotOf.clear();
    for (std::uint32_t i = 0; i < m_spots.size(); ++i) {
        m_spotOf.emplace(Key{m_spots[i].market, m_spots[i].cell}, i);
    }
}

} // namespace roundsman
