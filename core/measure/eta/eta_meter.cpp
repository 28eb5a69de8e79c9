#include "core/measure/eta/eta_meter.h"

#include "core/base/hash.h"
#include "core/model/cell.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace roundsman {
namespace {

constexpr int legCellResolution = 8; ///< what LegQuery names its cells by

/// Nothing stands for "no text".
std::uint64_t keyOf(std::string_view text) {
    return text.empty() ? 0 : hash64(text);
}

bool sameRound(EventTime a, EventTime b, Millis every) {
    return every > Millis{0} && a.time_since_epoch() / every == b.time_since_epoch() / every;
}

bool isTravel(Leg leg) {
    return leg == Leg::toMerchant || leg == Leg::toCustomer;
}

/// From one fix to the next, on a plane: good to a thousandth, and cheap.
double shortDistanceMetres(GeoPoint a, GeoPoint b) {
    constexpr double metresPerE7 = earthRadiusMetres * std::numbers::pi / 180 / 1e7;
    const double north = b.latitudeE7() - a.latitudeE7();
    const double east = (b.longitudeE7() - a.longitudeE7()) * std::cos(b.latitude() * std::numbers::pi / 180);
    return std::sqrt(north * north + east * east) * metresPerE7;
}

/// Where the order's rider was last seen, when that is good enough to reckon from.
const RiderState* riderOf(const OrderRow& order, const FleetView& fleet) {
    if (order.rider == noRider || order.rider.value() >= fleet.riderCount()) {
        return nullptr;
    }
    const RiderState& rider = fleet.rider(order.rider);
    const bool recent = fleet.laneTime() - rider.logTime <= fleet.settings().staleness.staleAfter;
    return rider.hasFix && recent ? &rider : nullptr;
}

void setPlaces(LegQuery& query, GeoPoint from, GeoPoint to, CellId fromCell, CellId toCell) {
    query.hasPlaces = true;
    query.from = from;
    query.to = to;
    query.fromCell = fromCell;
    query.toCell = toCell;
}

/// On the way, a rider's own pace counts: what he took for the part behind him, beside what had been thought of it. The
/// more of it there is the more it is believed.
LegEstimate paced(const Stretch& stretch, LegEstimate left, EventTime now) {
    constexpr double pseudoSeconds = 300;
    constexpr double fasterMax = 0.5;
    constexpr double slowerMax = 2;
    const double behind = static_cast<double>(stretch.predicted.p50Seconds) - static_cast<double>(left.p50Seconds);
    const double took = std::chrono::duration<double>(now - stretch.startedAt).count();
    if (behind < 30 || took < 30) {
        return left;
    }
    const double believed = behind / (behind + pseudoSeconds);
    const auto factor =
        static_cast<float>(std::clamp(std::exp(believed * std::log(took / behind)), fasterMax, slowerMax));
    left.p50Seconds *= factor;
    left.p90Seconds *= factor;
    return left;
}

} // namespace

CellId EtaMeter::cellAt(GeoPoint place) {
    const std::uint64_t key =
        mixed(static_cast<std::uint32_t>(place.latitudeE7()), static_cast<std::uint32_t>(place.longitudeE7()));
    if (const CellId* known = m_cells.find(key)) {
        return *known;
    }
    constexpr std::size_t cellsMax = 1U << 18U;
    if (m_cells.size() >= cellsMax) {
        m_cells = {};
    }
    const CellId cell = cellOf(place, legCellResolution);
    m_cells.put(key, cell);
    return cell;
}

std::uint16_t EtaMeter::minuteOfWeek(EventTime at, MarketNo market, const FleetView& fleet) {
    using namespace std::chrono;
    const std::string& zone = fleet.marketSettings(market).timeZone;
    if (market.value() >= m_localMinutes.size()) {
        m_localMinutes.resize(market.value() + std::size_t{1});
    }
    LocalMinute& last = m_localMinutes[market.value()];
    if (last.at == at && last.zone == zone) {
        return last.minute;
    }
    auto found = m_calendars.find(zone);
    if (found == m_calendars.end()) {
        found = m_calendars.emplace(zone, Calendar::of(zone, Millis{0}).value_or(Calendar{})).first;
    }
    const auto local = at.time_since_epoch() + found->second.utcOffset(at);
    constexpr minutes mondayBeforeEpoch = days{3}; // 1970-01-01 was a Thursday
    const auto minute = (floor<minutes>(local) + mondayBeforeEpoch) % minutes{weeks{1}};
    last = {at, zone, static_cast<std::uint16_t>((minute + weeks{1}) % minutes{weeks{1}} / minutes{1})};
    return last.minute;
}

LegQuery EtaMeter::query(Leg leg, const OrderWay& way, const OrderRow& order, EventTime at, const FleetView& fleet) {
    LegQuery query;
    query.leg = leg;
    query.localMinuteOfWeek = minuteOfWeek(at, order.market, fleet);
    query.market = way.market;
    query.merchant = way.merchant;
    query.channel = way.channel;
    if (isTravel(leg) && order.rider != noRider) {
        query.vehicle = keyOf(fleet.vehicleOf(order.rider));
    }
    if (leg == Leg::toMerchant) {
        if (way.riderWasSeen && order.hasPickup) {
            setPlaces(query, way.riderWasAt, order.pickup, cellAt(way.riderWasAt), cellAt(order.pickup));
        }
    } else if (order.hasPickup && order.hasDropoff) {
        setPlaces(query, order.pickup, order.dropoff, cellAt(order.pickup), cellAt(order.dropoff));
    }
    return query;
}

/// An order that was not known before: placed now, or a log that begins in the middle of it.
OrderWay& EtaMeter::open(const AcceptedEvent& accepted, const FleetView& fleet) {
    const OrderRow& order = *accepted.orderAfter;
    OrderWay& way = m_ways[order.order];
    way.order = order.order;
    way.market = keyOf(fleet.marketName(order.market));
    way.merchant = order.merchant == noMerchant ? 0 : keyOf(fleet.merchant(order.merchant).id);
    way.channel = keyOf(order.channel);
    m_queries.clear();
    m_estimates.clear();
    for (std::size_t leg = 0; leg < legCount; ++leg) {
        m_queries.push_back(query(static_cast<Leg>(leg), way, order, accepted.time, fleet));
    }
    m_knowledge.estimate(m_queries, accepted.time, m_estimates);
    for (std::size_t leg = 0; leg < legCount; ++leg) {
        way.stretches[leg].expected = m_estimates[leg];
    }
    if (accepted.step() == OrderStep::placed) {
        for (const Leg leg : {Leg::assignment, Leg::preparation, Leg::whole}) {
            begin(way.of(leg), accepted);
        }
    }
    return way;
}

void EtaMeter::begin(Stretch& stretch, const AcceptedEvent& accepted) {
    stretch.phase = Stretch::Phase::running;
    stretch.startedAt = stretch.saidAt = accepted.time;
    stretch.endedAt = {};
    stretch.predicted = stretch.expected;
    stretch.startedBy = accepted.document;
}

void EtaMeter::start(OrderWay& way, Leg leg, const AcceptedEvent& accepted, const FleetView& fleet) {
    Stretch& stretch = way.of(leg);
    if (leg == Leg::toMerchant) {
        const RiderState* rider = riderOf(*accepted.orderAfter, fleet);
        way.riderWasSeen = rider != nullptr;
        way.riderWasAt = rider != nullptr ? rider->position : GeoPoint{};
    }
    const RiderNo rider = accepted.orderAfter->rider;
    if (isTravel(leg) && rider != noRider && rider.value() < m_pathMetres.size()) {
        m_pathMetres[rider.value()] = 0;
    }
    stretch.expected = m_knowledge.estimate(query(leg, way, *accepted.orderAfter, accepted.time, fleet), accepted.time);
    begin(stretch, accepted);
}

void EtaMeter::finish(OrderWay& way, Leg leg, const AcceptedEvent& accepted, const FleetView& fleet, LaneOutput& out) {
    Stretch& stretch = way.of(leg);
    const bool measured = stretch.phase == Stretch::Phase::running && accepted.time >= stretch.startedAt;
    stretch.phase = Stretch::Phase::over;
    if (!measured) {
        return;
    }
    LegRow row;
    row.order = way.order;
    row.rider = accepted.orderAfter->rider != noRider ? accepted.orderAfter->rider : accepted.riderBefore;
    row.query = query(leg, way, *accepted.orderAfter, stretch.startedAt, fleet);
    row.startedAt = stretch.startedAt;
    row.endedAt = stretch.endedAt = accepted.time;
    row.predicted = stretch.predicted;
    row.modelVersion = m_knowledge.modelVersion();
    row.firstDocument = stretch.startedBy;
    row.lastDocument = accepted.document;
    m_knowledge.observe(row.query, std::chrono::duration<double>(row.endedAt - row.startedAt).count(), row.predicted,
                        row.endedAt);
    learnPath(row);
    out.legs.push_back(row);
}

/// Paths that are shorter than a straight line, or far longer, were not seen whole.
void EtaMeter::learnPath(const LegRow& row) {
    constexpr double straightMin = 500;
    constexpr double factorMax = 4;
    if (!isTravel(row.query.leg) || !row.query.hasPlaces || row.rider.value() >= m_pathMetres.size()) {
        return;
    }
    const double path = static_cast<double>(m_pathMetres[row.rider.value()]);
    const double straight = distanceMetres(row.query.from, row.query.to);
    if (straight >= straightMin && path >= straight && path <= straight * factorMax) {
        m_knowledge.observePath(row.query.market, path, straight);
    }
}

void EtaMeter::apply(const AcceptedFix& fix) {
    if (fix.order == noOrder || fix.first || fix.row.late || fix.row.jumped) {
        return;
    }
    const std::uint32_t rider = fix.row.rider.value();
    if (rider >= m_pathMetres.size()) {
        m_pathMetres.resize(rider + std::size_t{1});
    }
    m_pathMetres[rider] += static_cast<float>(shortDistanceMetres(fix.positionBefore, fix.row.position));
}

void EtaMeter::pickedUp(OrderWay& way, const AcceptedEvent& accepted, const FleetView& fleet, LaneOutput& out) {
    finish(way, Leg::wait, accepted, fleet, out);
    // What was not reported cannot be measured; it is over all the same.
    for (const Leg leg : {Leg::assignment, Leg::toMerchant, Leg::preparation}) {
        way.of(leg).phase = Stretch::Phase::over;
    }
    start(way, Leg::toCustomer, accepted, fleet);
}

void EtaMeter::delivered(OrderWay& way, const AcceptedEvent& accepted, const FleetView& fleet, LaneOutput& out) {
    if (way.running(Leg::toCustomer)) {
        // Senders that never say "arrived" have the hand-over inside the ride: learn that it takes nothing more.
        const LegQuery handOver = query(Leg::handOver, way, *accepted.orderAfter, accepted.time, fleet);
        m_knowledge.observe(handOver, 1, way.of(Leg::handOver).expected, accepted.time);
    }
    finish(way, Leg::toCustomer, accepted, fleet, out);
    finish(way, Leg::handOver, accepted, fleet, out);
    finish(way, Leg::whole, accepted, fleet, out);
    if (way.firstP90At != EventTime{}) {
        m_promises.delivered(accepted.orderAfter->market, accepted.time, accepted.time <= way.firstP90At,
                             accepted.document);
    }
}

void EtaMeter::step(OrderWay& way, OrderStep happened, const AcceptedEvent& accepted, const FleetView& fleet,
                    LaneOutput& out) {
    const bool foodThere = way.over(Leg::preparation);
    const bool riderThere = way.over(Leg::toMerchant);
    switch (happened) {
    case OrderStep::ready:
        finish(way, Leg::preparation, accepted, fleet, out);
        if (riderThere && !way.over(Leg::wait)) {
            start(way, Leg::wait, accepted, fleet);
        }
        break;
    case OrderStep::assigned:
        finish(way, Leg::assignment, accepted, fleet, out);
        if (!way.over(Leg::wait)) {
            start(way, Leg::toMerchant, accepted, fleet);
        }
        break;
    case OrderStep::unassigned:
        way.of(Leg::toMerchant).phase = Stretch::Phase::ahead;
        start(way, Leg::assignment, accepted, fleet);
        break;
    case OrderStep::arrivedAtMerchant:
        finish(way, Leg::toMerchant, accepted, fleet, out);
        if (foodThere && !way.over(Leg::wait)) {
            start(way, Leg::wait, accepted, fleet);
        }
        break;
    case OrderStep::pickedUp:
        pickedUp(way, accepted, fleet, out);
        break;
    case OrderStep::arrivedAtCustomer:
        finish(way, Leg::toCustomer, accepted, fleet, out);
        start(way, Leg::handOver, accepted, fleet);
        break;
    case OrderStep::delivered:
        delivered(way, accepted, fleet, out);
        break;
    default: // placed, accepted, preparing, promiseChanged: the way stays as it is; closed ones end below
        break;
    }
}

/// A model goes live with the document that completes it; the answer says so, or why it does not.
void EtaMeter::activate(const AcceptedEvent& accepted, LaneOutput& out) {
    const auto model = m_parts.add(accepted.event);
    if (model && *model == nullptr) {
        return;
    }
    if (model) {
        m_knowledge.activate(*model);
    }
    out.answers.push_back({.commandId = std::string(accepted.event.id),
                           .actor = std::string(accepted.event.actor),
                           .type = std::string(accepted.event.type),
                           .subject = std::string(accepted.event.subject),
                           .accepted = model.has_value(),
                           .reason = model ? std::string{} : model.error(),
                           .document = accepted.document,
                           .logTime = accepted.logTime});
}

void EtaMeter::apply(const AcceptedEvent& accepted, const FleetView& fleet, LaneOutput& out) {
    if (accepted.event.kind == EventKind::modelActivated) {
        activate(accepted, out);
        return;
    }
    const std::optional<OrderStep> happened = accepted.step();
    if (accepted.orderAfter == nullptr || !happened) {
        return;
    }
    const OrderRow& order = *accepted.orderAfter;
    OrderWay* known = m_ways.find(order.order);
    const bool closed = order.times.closed();
    if (known == nullptr && closed) {
        return;
    }
    const bool placed = *happened == OrderStep::placed;
    OrderWay& way = known == nullptr || placed ? open(accepted, fleet) : *known;
    step(way, *happened, accepted, fleet, out);
    if (closed) {
        ++m_changes;
        m_ways.erase(order.order);
        return;
    }
    say(way, std::max(accepted.time, accepted.logTime), accepted.document, true, out);
    if (placed) {
        way.firstP90At = way.p90At;
    }
}

void EtaMeter::apply(const TimeStep& step, const FleetView& fleet, LaneOutput& out) {
    if (m_ways.empty() || sameRound(step.from, step.to, m_settings.every)) {
        return;
    }
    m_promises.forgetBefore(step.to - m_settings.driftWindow - std::chrono::hours{1});
    lookAtRiders(step.to, fleet);
    m_ways.forEach([&](OrderNo, OrderWay& way) { say(way, step.to, step.document, false, out); });
}

void EtaMeter::lookAtRiders(EventTime now, const FleetView& fleet) {
    m_queries.clear();
    m_asked.clear();
    m_estimates.clear();
    m_ways.forEach([&](OrderNo number, OrderWay& way) {
        const bool fetching = way.running(Leg::toMerchant);
        const bool carrying = way.running(Leg::toCustomer);
        const OrderRow* order = fetching || carrying ? fleet.order(number) : nullptr;
        const RiderState* rider = order != nullptr ? riderOf(*order, fleet) : nullptr;
        if (rider == nullptr || (fetching ? !order->hasPickup : !order->hasDropoff)) {
            return;
        }
        LegQuery asked = query(fetching ? Leg::toMerchant : Leg::toCustomer, way, *order, now, fleet);
        const GeoPoint to = fetching ? order->pickup : order->dropoff;
        const bool knowsCell = fleet.settings().cellResolution == legCellResolution && rider->cell.cell != CellId{};
        setPlaces(asked, rider->position, to, knowsCell ? rider->cell.cell : cellOf(rider->position, legCellResolution),
                  cellAt(to));
        m_queries.push_back(asked);
        m_asked.push_back(&way.of(asked.leg));
    });
    m_knowledge.estimate(m_queries, now, m_estimates);
    for (std::size_t i = 0; i < m_asked.size(); ++i) {
        m_asked[i]->expected = paced(*m_asked[i], m_estimates[i], now);
        m_asked[i]->saidAt = now;
    }
}

void EtaMeter::save(ByteWriter& out) const {
    m_knowledge.save(out);
    m_parts.save(out);
    m_promises.save(out);
    out.put(static_cast<std::uint64_t>(m_pathMetres.size()));
    for (const float metres : m_pathMetres) {
        out.put(metres);
    }
    out.put(static_cast<std::uint64_t>(m_ways.size()));
    m_ways.forEach([&](OrderNo, const OrderWay& way) { way.save(out); });
}

bool EtaMeter::load(ByteReader& in) {
    if (!m_knowledge.load(in) || !m_parts.load(in) || !m_promises.load(in)) {
        return false;
    }
    m_pathMetres.assign(in.getCount(sizeof(float)), 0);
    for (float& metres : m_pathMetres) {
        metres = in.get<float>();
    }
    m_ways.clear();
    for (std::size_t left = in.getCount(sizeof(OrderNo)); left > 0 && in.ok(); --left) {
        OrderWay way;
        way.load(in);
        m_ways[way.order] = way;
    }
    return in.ok();
}

} // namespace roundsman
