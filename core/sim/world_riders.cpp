#include "core/sim/city_names.h"
#include "core/sim/world.h"

namespace roundsman {
namespace {

constexpr double longestTurnSeconds = 5; ///< riders are looked after at least that often, whether they send or not

constexpr Moment treeEvery = seconds(0.2);
constexpr double arrivalsPerSecond = 20'000; ///< at the start, so that it is no thunderclap

std::string_view vehicleOf(float topSpeed) {
    return topSpeed < 8 ? "bicycle" : topSpeed < 15 ? "scooter" : "car";
}

} // namespace

/// Where people live, which market each corner belongs to, and what its street is called.
void Simulation::World::settleNodes() {
    m_nodeName.assign(m_city->nodes.size(), 0);
    for (const CityRoad& road : m_city->roads) {
        m_nodeName[road.from] = road.name;
        m_nodeName[road.to] = road.name;
    }
    double sum = 0;
    for (std::uint32_t node = 0; node < m_network.nodes(); ++node) {
        std::size_t nearest = 0;
        double best = 1e18;
        for (std::size_t i = 0; i < m_city->districts.size(); ++i) {
            const double away = distance(m_plane.spot(m_city->districts[i].centre), m_network.spotOf(node));
            if (away < best) {
                best = away;
                nearest = i;
            }
        }
        const CityDistrict& district = m_city->districts[nearest];
        const bool far = best > 2'500;
        sum += far ? 0.01 : 0.15 + district.density;
        m_nodeWeight.push_back(sum);
        m_nodeMarket.push_back(static_cast<std::uint8_t>(district.market));
    }
}

std::uint32_t Simulation::World::someNode(Random& random) const {
    const double at = random.uniform() * m_nodeWeight.back();
    const auto found = std::ranges::upper_bound(m_nodeWeight, at);
    return static_cast<std::uint32_t>(std::min<std::ptrdiff_t>(found - m_nodeWeight.begin(), m_network.nodes() - 1));
}

void Simulation::World::setRiders() {
    const double fixSeconds = m_options.riders / m_options.updatesPerSecond;
    m_visitsAFix = static_cast<std::uint32_t>(std::ceil(fixSeconds / longestTurnSeconds));
    m_visitMicros = fixSeconds * 1e6 / m_options.riders / m_visitsAFix;
    constexpr double meanSilence = 210; // 1 to 6 minutes
    const double share = std::min(0.95, m_options.phones.withoutNetwork);
    m_networkLossPerFix = share / (1 - share) * fixSeconds / meanSilence;

    m_riders.resize(m_options.riders);
    m_routes.resize(m_options.riders);
    for (std::uint32_t slot = 0; slot < m_options.riders; ++slot) {
        Rider& rider = m_riders[slot];
        rider.random = Random(m_options.seed, 1'000 + slot);
        rider.id = slot + 1;
        const std::uint32_t node = someNode(rider.random);
        const auto ways = m_network.waysFrom(node);
        m_driver.place(rider, ways[rider.random.below(static_cast<std::uint32_t>(ways.size()))]);
        rider.market = m_nodeMarket[node];
        rider.shiftEnds = seconds(rider.random.between(60, 5 * 3'600));
        newPhone(rider);
    }
    for (std::uint32_t i = 0; i < m_options.riders / 10 + 1; ++i) {
        m_bench.push_back(m_options.riders + 1 + i);
    }
}

void Simulation::World::visit(std::uint32_t slot, bool takesFix) {
    Rider& rider = m_riders[slot];
    if (rider.session == 0 && m_now < seconds(slot / arrivalsPerSecond)) {
        return; // has not come yet
    }
    const auto spare = static_cast<Moment>(m_visitMicros * static_cast<double>(m_riders.size()) / 2);
    const auto jitter =
        static_cast<Moment>(rider.random.below(static_cast<std::uint32_t>(std::clamp<Moment>(spare, 1, 150'000))));
    const Moment taken = m_now - std::min<Moment>(rider.latencyMicros, spare) - jitter;
    if (!rider.onShift) {
        rider.at = taken;
        startShift(slot);
    }
    travel(slot, taken);
    if (taken > rider.shiftEnds && isIdle(rider.errand) && rider.silentUntil == 0) {
        endShift(slot);
        return;
    }
    if (takesFix) {
        takeFix(slot, taken);
    } else if (rider.silentUntil != 0 && m_now >= rider.silentUntil) {
        findNetwork(slot);
    }
}

void Simulation::World::startShift(std::uint32_t slot) {
    Rider& rider = m_riders[slot];
    rider.onShift = true;
    ++rider.session;
    LineWriter id;
    id.number(rider.id);
    m_events.begin(m_now, m_now, "rider.upserted", Writer::dispatch, rider.market, id.line())
        .number("driverId", rider.id)
        .text("name", personName(rider.id))
        .text("phone", "+999 55 " + std::to_string(1'000'000 + rider.id))
        .text("vehicle", vehicleOf(rider.topSpeed))
        .send();
    m_events.begin(m_now, m_now, "rider.connected", Writer::riderApp, rider.market, id.line())
        .number("driverId", rider.id)
        .text("session", SessionText(rider.session).view())
        .send();
    m_events.begin(m_now, m_now, "shift.started", Writer::riderApp, rider.market, id.line())
        .number("driverId", rider.id)
        .send();
    idleAgain(slot, rider.at);
}

void Simulation::World::endShift(std::uint32_t slot) {
    Rider& rider = m_riders[slot];
    LineWriter id;
    id.number(rider.id);
    m_events.begin(m_now, m_now, "shift.ended", Writer::riderApp, rider.market, id.line())
        .number("driverId", rider.id)
        .send();
    m_events.begin(m_now, m_now, "rider.disconnected", Writer::riderApp, rider.market, id.line())
        .number("driverId", rider.id)
        .text("reason", "shift_ended")
        .send();
    m_idle.remove(slot);
    // The one at home the longest takes over; a phone starts its numbers anew with each session.
    std::swap(rider.id, m_bench[m_benchAt]);
    m_benchAt = (m_benchAt + 1) % m_bench.size();
    ++rider.session;
    rider.sequence = 0;
    rider.onShift = false;
    rider.shiftEnds = m_now + seconds(rider.random.between(2.5, 8) * 3'600);
    const std::uint32_t node = someNode(rider.random);
    const auto ways = m_network.waysFrom(node);
    m_driver.place(rider, ways[rider.random.below(static_cast<std::uint32_t>(ways.size()))]);
    rider.market = m_nodeMarket[node];
    newPhone(rider);
}

void Simulation::World::travel(std::uint32_t slot, Moment to) {
    Rider& rider = m_riders[slot];
    if (m_now - m_weatherAt >= oneMinute || m_weatherAt < 0) {
        m_weatherAt = m_now - m_now % oneMinute;
        m_weatherPace = 1 - 0.25 * m_day.rain(m_weatherAt);
    }
    while (rider.at < to) {
        if (rider.hold > rider.at) {
            rider.at = std::min(rider.hold, to);
            rider.speed = 0;
            continue;
        }
        if (!isMoving(rider.errand)) {
            if (rider.errand == Errand::parked || rider.errand == Errand::onBreak) {
                chooseIdleErrand(rider);
                m_driver.redirect(rider, *this);
                continue;
            }
            rider.at = to;
            return;
        }
        const Moment step = std::min(oneSecond, to - rider.at);
        rider.at += step;
        if (m_driver.ride(rider, static_cast<float>(step) * 1e-6F, static_cast<float>(m_weatherPace), *this)) {
            arrived(slot);
        }
    }
}

void Simulation::World::arrived(std::uint32_t slot) {
    Rider& rider = m_riders[slot];
    switch (rider.errand) {
    case Errand::toDoor:
        return riderAtDoor(slot, rider.at);
    case Errand::toCustomer:
        return riderAtCustomer(slot, rider.at);
    default:
        setErrand(slot, Errand::parked, rider.at + seconds(rider.random.between(40, 420)));
    }
}

void Simulation::World::setErrand(std::uint32_t slot, Errand errand, Moment hold) {
    Rider& rider = m_riders[slot];
    rider.errand = errand;
    rider.hold = hold;
    if (!isIdle(errand)) {
        m_idle.remove(slot);
    }
    if (isMoving(errand)) {
        m_driver.redirect(rider, *this);
    } else {
        rider.next = noWay;
    }
}

void Simulation::World::idleAgain(std::uint32_t slot, Moment from) {
    Rider& rider = m_riders[slot];
    rider.order = nobody;
    const bool pause = rider.random.chance(0.02) && m_now > oneMinute;
    const double rest = m_now < oneMinute ? rider.random.between(0, 45)
                        : pause           ? rider.random.between(600, 1'500)
                                          : rider.random.between(15, 240);
    setErrand(slot, pause ? Errand::onBreak : Errand::parked, from + seconds(rest));
    if (isIdle(rider.errand)) {
        m_idle.put(slot, m_driver.positionOf(rider).spot);
    }
}

/// The nearest of a few, so that riders gather where orders come from, without all of them in the centre.
/// False: nobody went there yet, and another route tree was grown a moment ago: they are dear, and come one by one.
bool Simulation::World::chooseSpot(Rider& rider) {
    const Spot here = m_driver.positionOf(rider).spot;
    double best = 1e18;
    for (int i = 0; i < 4; ++i) {
        const auto door = static_cast<std::uint16_t>(rider.random.below(static_cast<std::uint32_t>(m_doors.size())));
        const double away = distance(here, m_network.spotOf(m_doors[door]));
        if (away < best) {
            best = away;
            rider.door = door;
        }
    }
    if (!m_to[rider.door]) {
        if (m_now < m_nextTreeAt) {
            return false;
        }
        m_nextTreeAt = m_now + treeEvery;
    }
    return true;
}

void Simulation::World::chooseIdleErrand(Rider& rider) {
    const double dice = rider.random.uniform();
    if (dice < 0.25) {
        rider.errand = Errand::parked;
        rider.hold = rider.at + seconds(rider.random.between(60, 400));
    } else if (dice < 0.6 && chooseSpot(rider)) {
        rider.errand = Errand::toSpot;
    } else {
        rider.errand = Errand::cruising;
        rider.cruiseLeft = static_cast<std::uint16_t>(3 + rider.random.below(22));
    }
}

std::uint32_t Simulation::World::wayFrom(Rider& rider, std::uint32_t node) {
    switch (rider.errand) {
    case Errand::toSpot:
    case Errand::toDoor:
        return m_network.nextTo(routesTo(rider.door), node);
    case Errand::toCustomer: {
        const auto& route = m_routes[static_cast<std::size_t>(&rider - m_riders.data())];
        return rider.routeAt < route.size() ? route[rider.routeAt++] : noWay;
    }
    case Errand::cruising:
        break;
    default:
        return noWay;
    }
    if (rider.cruiseLeft == 0) {
        return noWay;
    }
    --rider.cruiseLeft;
    const auto ways = m_network.waysFrom(node);
    const std::uint32_t cameFrom = m_network.from(rider.way);
    std::uint32_t chosen = ways.front();
    for (int tries = 0; tries < 4; ++tries) {
        chosen = ways[rider.random.below(static_cast<std::uint32_t>(ways.size()))];
        if (m_network.way(chosen).to != cameFrom && !m_network.way(chosen).path) {
            break;
        }
    }
    return chosen;
}

const RouteTree& Simulation::World::routesTo(std::uint32_t door) {
    if (!m_to[door]) {
        m_to[door] = std::make_unique<RouteTree>(m_network.routesTo(m_doors[door]));
    }
    return *m_to[door];
}

const RouteTree& Simulation::World::routesFrom(std::uint32_t door) {
    if (!m_from[door]) {
        m_from[door] = std::make_unique<RouteTree>(m_network.routesFrom(m_doors[door]));
    }
    return *m_from[door];
}

void Simulation::World::moveHome(std::uint32_t slot, std::uint32_t market) {
    Rider& rider = m_riders[slot];
    LineWriter id;
    id.number(rider.id);
    m_events.begin(m_now, m_now, "rider.left", Writer::dispatch, rider.market, id.line())
        .number("driverId", rider.id)
        .send();
    rider.market = static_cast<std::uint8_t>(market);
    m_events.begin(m_now, m_now, "rider.joined", Writer::dispatch, rider.market, id.line())
        .number("driverId", rider.id)
        .send();
}

} // namespace roundsman
