#include "core/state/fleet.h"

namespace roundsman {
namespace {

/// A session may go on over several connections; who names no connection has one a session.
std::string_view connectionOf(const Event& event) {
    return event.connection.empty() ? event.session : event.connection;
}

} // namespace

AcceptedEvent Fleet::take(const Event& event, const DocumentPlace& at, LaneOutput& out, std::string_view objection) {
    AcceptedEvent taken{.event = event,
                        .time = at.time,
                        .logTime = at.logTime,
                        .document = at.document,
                        .market = at.market,
                        .orderTimesBefore = {}};
    switch (event.kind) {
    case EventKind::order:
        takeOrder(event, event.step, at, taken, out);
        break;
    case EventKind::demandOpened:
    case EventKind::demandSearched:
    case EventKind::demandCheckedFare:
        taken.customer = customerOf(event.customerId);
        break;
    case EventKind::customerUpserted:
        taken.customer = customerOf(event.customerId);
        tellPerson(PersonKind::customer, event.customerId, event, event.address, at, out);
        break;
    case EventKind::merchantUpserted:
    case EventKind::merchantOpened:
    case EventKind::merchantPaused:
    case EventKind::merchantClosed:
        takeMerchant(event, at, taken, out);
        break;
    case EventKind::riderUpserted:
    case EventKind::riderConnected:
    case EventKind::riderDisconnected:
    case EventKind::riderJoined:
    case EventKind::riderLeft:
    case EventKind::shiftStarted:
    case EventKind::shiftEnded:
        takeRider(event, at, taken, out);
        break;
    case EventKind::command:
        takeCommand(event, at, objection, taken, out);
        break;
    case EventKind::settingsChanged:
    case EventKind::fenceChanged:
    case EventKind::fenceRemoved:
    case EventKind::modelActivated:
    case EventKind::retry:
    case EventKind::tick:
        break;
    }
    return taken;
}

MarketNo Fleet::marketOfSubject(const Event& event) const {
    if (!event.merchantId.empty()) {
        if (const auto known = m_merchantsById.find(event.merchantId); known != m_merchantsById.end()) {
            return m_merchants[known->second].market;
        }
    }
    if (!event.orderId.empty()) {
        if (const OrderRow* order = m_orders.get(m_orders.find(event.orderId))) {
            return order->market;
        }
    }
    if (!event.riderId.empty()) {
        const RiderNo rider = m_riders.find(event.riderId, RiderTable::hashOf(event.riderId));
        return rider == noRider ? noMarket : m_riders[rider].market;
    }
    return noMarket;
}

MerchantNo Fleet::merchantOf(std::string_view id, const DocumentPlace& at, LaneOutput& out) {
    if (const auto known = m_merchantsById.find(id); known != m_merchantsById.end()) {
        return MerchantNo{known->second};
    }
    const MerchantNo merchant{static_cast<std::uint32_t>(m_merchants.size())};
    m_merchantsById.emplace(id, merchant.value());
    MerchantRow row;
    row.merchant = merchant;
    row.id = id;
    row.market = at.market;
    row.lastDocument = at.document;
    out.merchants.push_back(row);
    m_merchants.push_back(std::move(row));
    ++m_merchantChanges;
    return merchant;
}

bool Fleet::isMerchantOfAnotherMarket(const Event& event) const {
    const auto known = event.market.empty() ? m_merchantsById.end() : m_merchantsById.find(event.merchantId);
    if (known == m_merchantsById.end() || m_merchants[known->second].market == noMarket) {
        return false;
    }
    const std::string_view market = marketName(m_merchants[known->second].market);
    return market != event.market && market != m_settings.defaultMarket;
}

void Fleet::takeMerchant(const Event& event, const DocumentPlace& at, AcceptedEvent& taken, LaneOutput& out) {
    taken.merchant = merchantOf(event.merchantId, at, out);
    MerchantRow& row = m_merchants[taken.merchant.value()];
    if (event.kind == EventKind::merchantUpserted) {
        row.market = at.market;
        if (!event.name.empty()) {
            row.name = event.name;
        }
        if (event.position.given) {
            row.position = event.position.point;
            row.hasPosition = true;
        }
        if (!event.timeZone.empty()) {
            row.timeZone = event.timeZone;
        }
        if (!event.phone.empty() || !event.address.empty()) {
            tellPerson(PersonKind::merchant, event.merchantId, event, event.address, at, out);
        }
    } else {
        row.intake = event.kind == EventKind::merchantOpened   ? Intake::open
                     : event.kind == EventKind::merchantPaused ? Intake::paused
                                                               : Intake::closed;
    }
    row.version += 1;
    row.lastDocument = at.document;
    out.merchants.push_back(row);
    ++m_merchantChanges;
}

void Fleet::takeRider(const Event& event, const DocumentPlace& at, AcceptedEvent& taken, LaneOutput& out) {
    taken.rider = riderOf(event.riderId, at, out);
    RiderState& state = m_riders[taken.rider];
    noteVehicle(state, event.vehicle);
    switch (event.kind) {
    case EventKind::riderUpserted:
        tellPerson(PersonKind::rider, event.riderId, event, event.address, at, out);
        break;
    case EventKind::riderConnected:
        m_connections.begin(taken.rider, connectionOf(event), at.time);
        break;
    case EventKind::riderDisconnected:
        m_connections.end(taken.rider, connectionOf(event));
        break;
    case EventKind::riderJoined:
        state.market = at.market;
        state.offSince = {};
        if (!event.connection.empty()) { // it goes on in this market; else nobody says that he is connected
            m_connections.begin(taken.rider, event.connection, at.time);
        }
        break;
    case EventKind::riderLeft:
        if (state.market == at.market) { // else he joined another market before this one heard that he left
            m_connections.end(taken.rider, event.connection);
            state.offSince = at.time;
        }
        break;
    default:
        state.onShift = event.kind == EventKind::shiftStarted;
        state.offSince = state.onShift ? EventTime{} : at.time;
        break;
    }
    workOutRider(taken.rider);
    if (state.wentOffAfter(state.deviceTime)) {
        state.givesStatus = false;
        state.status = state.impliedStatus;
    }
    tellRider(taken.rider, at.document, out);
}

/// What a document does not say stays; beyond 255 kinds somebody writes something else into the field.
void Fleet::noteVehicle(RiderState& state, std::string_view vehicle) {
    if (vehicle.empty()) {
        return;
    }
    auto known = m_vehiclesByName.find(vehicle);
    if (known == m_vehiclesByName.end()) {
        if (m_vehicles.size() >= UINT8_MAX) {
            return;
        }
        known = m_vehiclesByName.emplace(vehicle, static_cast<std::uint32_t>(m_vehicles.size())).first;
        m_vehicles.append(vehicle);
    }
    state.vehicle = static_cast<std::uint8_t>(known->second + 1);
}

std::string_view Fleet::vehicleOf(RiderNo rider) const {
    const std::uint8_t vehicle = m_riders[rider].vehicle;
    return vehicle == 0 ? std::string_view{} : std::string_view(m_vehicles[vehicle - 1U]);
}

std::uint32_t Fleet::customerOf(std::string_view id) {
    if (const auto known = m_customersById.find(id); known != m_customersById.end()) {
        return known->second;
    }
    const auto number = static_cast<std::uint32_t>(m_customers.size());
    m_customers.append(id);
    m_customersById.emplace(id, number);
    return number;
}

/// Brings a person's fields up to date; what the document leaves out stays.
void Fleet::tellPerson(PersonKind kind, std::string_view id, const Event& event, std::string_view address,
                       const DocumentPlace& at, LaneOutput& out) {
    PersonRow& person = m_people[{kind, std::string(id)}];
    person.kind = kind;
    person.id = id;
    const auto keep = [](std::string& text, std::string_view given) {
        if (!given.empty()) {
            text = given;
        }
    };
    keep(person.name, event.name);
    keep(person.phone, event.phone);
    keep(person.address, address);
    person.lastDocument = at.document;
    out.people.push_back(person);
}

} // namespace roundsman
