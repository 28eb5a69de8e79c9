#include "core/measure/eta/eta_meter.h"

#include "core/base/hash.h"
#include "core/model/cell.h"

#include <algorithm>

namespace roundsman {
namespace {

constexpr int cellResolution = 8; ///< what LegQuery names its cells by

/// Nothing stands for "no text".
std::uint64_t keyOf(std::string_view text) {
    return text.empty() ? 0 : hash64(text);
}

Millis toMillis(float seconds) {
    return Millis{static_cast<std::int64_t>(seconds * 1000.0F)};
}

bool sameRound(EventTime a, EventTime b, Millis every) {
    return every > Millis{0} && a.time_since_epoch() / every == b.time_since_epoch() / every;
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

void setPlaces(LegQuery& query, GeoPoint from, GeoPoint to) {
    query.hasPlaces = true;
    query.from = from;
    query.to = to;
    query.fromCell = cellOf(from, cellResolution);
    query.toCell = cellOf(to, cellResolution);
}

} // namespace

std::uint16_t EtaMeter::minuteOfWeek(EventTime at, MarketNo market, const FleetView& fleet) {
    using namespace std::chrono;
    const std::string& zone = fleet.marketSettings(market).timeZone;
    auto found = m_calendars.find(zone);
    if (found == m_calendars.end()) {
        found = m_calendars.emplace(zone, Calendar::of(zone, Millis{0}).value_or(Calendar{})).first;
    }
    const auto local = at.time_since_epoch() + found->second.utcOffset(at);
    constexpr minutes mondayBeforeEpoch = days{3}; // 1970-01-01 was a Thursday
    const auto minute = (floor<minutes>(local) + mondayBeforeEpoch) % minutes{weeks{1}};
    return static_cast<std::uint16_t>((minute + weeks{1}) % minutes{weeks{1}} / minutes{1});
}

LegQuery EtaMeter::query(Leg leg, const OrderWay& way, const OrderRow& order, EventTime at, const FleetView& fleet) {
    LegQuery query;
    query.leg = leg;
    query.localMinuteOfWeek = minuteOfWeek(at, order.market, fleet);
    query.market = way.market;
    query.merchant = way.merchant;
    query.channel = way.channel;
    if ((leg == Leg::toMerchant || leg == Leg::toCustomer) && order.rider != noRider) {
        query.vehicle = keyOf(fleet.vehicleOf(order.rider));
    }
    if (leg == Leg::toMerchant) {
        if (way.riderWasSeen && order.hasPickup) {
            setPlaces(query, way.riderWasAt, order.pickup);
        }
    } else if (order.hasPickup && order.hasDropoff) {
        setPlaces(query, order.pickup, order.dropoff);
    }
    return query;
}

void EtaMeter::open(const AcceptedEvent& accepted, const FleetView& fleet) {
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
    for (const Leg leg : {Leg::assignment, Leg::preparation, Leg::whole}) {
        start(way, leg, accepted, fleet);
    }
}

void EtaMeter::start(OrderWay& way, Leg leg, const AcceptedEvent& accepted, const FleetView& fleet) {
    Stretch& stretch = way.of(leg);
    if (leg == Leg::toMerchant) {
        const RiderState* rider = riderOf(*accepted.orderAfter, fleet);
        way.riderWasSeen = rider != nullptr;
        way.riderWasAt = rider != nullptr ? rider->position : GeoPoint{};
    }
    stretch.expected = m_knowledge.estimate(query(leg, way, *accepted.orderAfter, accepted.time, fleet), accepted.time);
    stretch.phase = Stretch::Phase::running;
    stretch.startedAt = stretch.saidAt = accepted.time;
    stretch.endedAt = {};
    stretch.predicted = stretch.expected;
    stretch.startedBy = accepted.document;
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
    m_knowledge.observe(row.query, std::chrono::duration<double>(row.endedAt - row.startedAt).count(), row.endedAt);
    out.legs.push_back(row);
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
        LegQuery handOver = query(Leg::handOver, way, *accepted.orderAfter, accepted.time, fleet);
        m_knowledge.observe(handOver, 1, accepted.time);
    }
    finish(way, Leg::toCustomer, accepted, fleet, out);
    finish(way, Leg::handOver, accepted, fleet, out);
    finish(way, Leg::whole, accepted, fleet, out);
}

void EtaMeter::step(OrderWay& way, const AcceptedEvent& accepted, const FleetView& fleet, LaneOutput& out) {
    const bool foodThere = way.over(Leg::preparation);
    const bool riderThere = way.over(Leg::toMerchant);
    switch (accepted.event.step) {
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
                           .document = accepted.document});
}

void EtaMeter::apply(const AcceptedEvent& accepted, const FleetView& fleet, LaneOutput& out) {
    if (accepted.event.kind == EventKind::modelActivated) {
        activate(accepted, out);
        return;
    }
    if (accepted.orderAfter == nullptr || accepted.event.kind != EventKind::order) {
        return;
    }
    const OrderRow& order = *accepted.orderAfter;
    if (accepted.event.step == OrderStep::placed) {
        open(accepted, fleet);
    }
    const auto found = m_ways.find(order.order);
    if (found == m_ways.end()) {
        return;
    }
    step(found->second, accepted, fleet, out);
    if (order.times.closed()) {
        m_ways.erase(found);
        return;
    }
    say(found->second, std::max(accepted.time, accepted.logTime), accepted.document, true, out);
}

void EtaMeter::apply(const TimeStep& step, const FleetView& fleet, LaneOutput& out) {
    if (m_ways.empty() || sameRound(step.from, step.to, m_settings.every)) {
        return;
    }
    lookAtRiders(step.to, fleet);
    for (auto& [order, way] : m_ways) {
        say(way, step.to, step.document, false, out);
    }
}

void EtaMeter::lookAtRiders(EventTime now, const FleetView& fleet) {
    m_queries.clear();
    m_asked.clear();
    m_estimates.clear();
    for (auto& [number, way] : m_ways) {
        const bool fetching = way.running(Leg::toMerchant);
        const bool carrying = way.running(Leg::toCustomer);
        const OrderRow* order = fetching || carrying ? fleet.order(number) : nullptr;
        const RiderState* rider = order != nullptr ? riderOf(*order, fleet) : nullptr;
        if (rider == nullptr || (fetching ? !order->hasPickup : !order->hasDropoff)) {
            continue;
        }
        LegQuery asked = query(fetching ? Leg::toMerchant : Leg::toCustomer, way, *order, now, fleet);
        setPlaces(asked, rider->position, fetching ? order->pickup : order->dropoff);
        m_queries.push_back(asked);
        m_asked.push_back(&way.of(asked.leg));
    }
    m_knowledge.estimate(m_queries, now, m_estimates);
    for (std::size_t i = 0; i < m_asked.size(); ++i) {
        m_asked[i]->expected = m_estimates[i];
        m_asked[i]->saidAt = now;
    }
}

void EtaMeter::say(OrderWay& way, EventTime now, DocumentRef document, bool always, LaneOutput& out) {
    const LegEstimate left = way.left(now);
    const EventTime p50At = now + toMillis(left.p50Seconds);
    if (!always && std::chrono::abs(p50At - way.p50At) < m_settings.revisionMin) {
        return;
    }
    ++m_changes;
    way.p50At = p50At;
    way.madeAt = now;
    way.level = left.level;
    way.p90At = now + toMillis(left.p90Seconds);
    EtaRow row;
    row.order = way.order;
    row.revision = ++way.revision;
    row.madeAt = now;
    row.p50At = way.p50At;
    row.p90At = way.p90At;
    for (std::size_t leg = 0; leg < legCount; ++leg) {
        row.legs[leg] = way.stretches[leg].left(now);
    }
    row.level = left.level;
    row.modelVersion = m_knowledge.modelVersion();
    row.document = document;
    out.etas.push_back(row);
}

const OrderWay* EtaMeter::way(OrderNo order) const {
    const auto found = m_ways.find(order);
    return found == m_ways.end() ? nullptr : &found->second;
}

OrderEta EtaMeter::eta(OrderNo order, EventTime now) const {
    const OrderWay* const found = way(order);
    if (found == nullptr) {
        return {};
    }
    OrderEta eta{.p50At = found->p50At,
                 .p90At = found->p90At,
                 .madeAt = found->madeAt,
                 .level = found->level,
                 .revision = found->revision};
    for (std::size_t leg = 0; leg < legCount; ++leg) {
        const float late = static_cast<Leg>(leg) == Leg::whole ? 0 : found->stretches[leg].late(now);
        if (late > eta.lateSeconds) {
            eta.lateSeconds = late;
            eta.lateLeg = static_cast<Leg>(leg);
        }
    }
    return eta;
}

void EtaMeter::save(ByteWriter& out) const {
    m_knowledge.save(out);
    m_parts.save(out);
    out.put(static_cast<std::uint64_t>(m_ways.size()));
    for (const auto& [order, way] : m_ways) {
        way.save(out);
    }
}

bool EtaMeter::load(ByteReader& in) {
    if (!m_knowledge.load(in) || !m_parts.load(in)) {
        return false;
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
