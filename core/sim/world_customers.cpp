#include "core/sim/city_names.h"
#include "core/sim/world.h"

#include <cmath>

namespace roundsman {
namespace {

// Of a hundred who open the app …
constexpr double searchShare = 0.75;
constexpr double fareShare = 0.62; ///< … of those who searched
constexpr double orderShare = 0.5; ///< … of those who saw what it costs
constexpr double restaurantOrdersPerHour = 12;
constexpr double riderOrdersPerHour = 0.32;

} // namespace

void Simulation::World::setCustomers() {
    m_customers = std::clamp(m_options.riders * 6, 3'000U, 300'000U);
    m_introduced.assign(m_customers, false);
    const double carried = std::min(m_options.riders * riderOrdersPerHour,
                                    static_cast<double>(m_city->restaurants.size()) * restaurantOrdersPerHour);
    const double perHour = m_options.ordersPerHour > 0 ? m_options.ordersPerHour : carried;
    m_sessionsPerMicro = perHour / (searchShare * fareShare * orderShare) / 3.6e9;
    m_agenda.add(0, Task::nextSession);
}

void Simulation::World::nextSession() {
    // The doors open on a city that is already hungry, so that there is something to see at once.
    const double rush = m_now < 3 * oneMinute ? 4 : 1;
    const double rate = rush * m_sessionsPerMicro * m_day.appetite(m_now) * (1 + 0.6 * m_day.rain(m_now));
    const double wait = -std::log(1 - m_random.uniform()) / rate;
    m_agenda.add(m_now + std::max<Moment>(1, static_cast<Moment>(std::min(wait, 3.6e9))), Task::nextSession);
    if (m_counts.sessions == 0 && m_now == 0) {
        ++m_counts.sessions; // the first call only sets the clock going
        return;
    }
    ++m_counts.sessions;
    if (m_freeSessions.empty()) {
        m_freeSessions.push_back(static_cast<std::uint32_t>(m_sessions.size()));
        m_sessions.emplace_back();
    }
    const std::uint32_t number = m_freeSessions.back();
    m_freeSessions.pop_back();
    AppSession& session = m_sessions[number];
    session.customer = m_random.below(m_customers);
    const std::uint32_t home = homeOf(session.customer);
    session.spot = m_network.spotOf(home) + polar(m_random.between(0, 6.28), m_random.between(6, 22));
    session.market = m_nodeMarket[home];
    introduce(session.customer);
    demandEvent(number, "demand.opened");
    if (m_random.chance(searchShare)) {
        m_agenda.add(m_now + seconds(m_random.between(4, 50)), Task::search, number);
    } else {
        endSession(number);
    }
}

void Simulation::World::search(std::uint32_t number) {
    demandEvent(number, "demand.searched");
    if (m_random.chance(0.2)) { // and once more, for something else
        m_agenda.add(m_now + seconds(m_random.between(5, 40)), Task::search, number);
    } else if (m_random.chance(fareShare)) {
        m_agenda.add(m_now + seconds(m_random.between(10, 120)), Task::checkFare, number);
    } else {
        endSession(number);
    }
}

void Simulation::World::checkFare(std::uint32_t number) {
    demandEvent(number, "demand.checked_fare");
    if (m_random.chance(orderShare)) {
        m_agenda.add(m_now + seconds(m_random.between(5, 90)), Task::place, number);
    } else {
        endSession(number);
    }
}

void Simulation::World::demandEvent(std::uint32_t number, std::string_view type) {
    if (inShort()) {
        return;
    }
    const AppSession& session = m_sessions[number];
    LineWriter id;
    id.text("c-").number(session.customer + 1);
    m_events.begin(m_now, m_now, type, Writer::customerApp, session.market, id.line())
        .text("customerId", id.line())
        .point("position", m_plane.geo(session.spot))
        .send();
}

void Simulation::World::introduce(std::uint32_t customer) {
    if (m_introduced[customer]) {
        return;
    }
    m_introduced[customer] = true;
    const std::uint32_t home = homeOf(customer);
    LineWriter id;
    id.text("c-").number(customer + 1);
    m_events.begin(m_now, m_now, "customer.upserted", Writer::customerApp, m_nodeMarket[home], id.line())
        .text("name", personName(1'000'000'000ULL + customer))
        .text("phone", "+999 66 " + std::to_string(3'000'000 + customer))
        .text("address", addressOf(home, customer))
        .send();
}

std::uint32_t Simulation::World::homeOf(std::uint32_t customer) const {
    Random random(m_options.seed, 500'000'000ULL + customer);
    return someNode(random);
}

std::string Simulation::World::addressOf(std::uint32_t node, std::uint32_t customer) const {
    return std::to_string(mixBits(customer + 5) % 190 + 1) + " " + m_city->streetNames[m_nodeName[node]];
}

/// A well-liked one that is open and not too far.
std::uint32_t Simulation::World::chooseRestaurant(Spot near, std::uint32_t market) {
    std::uint32_t best = nobody;
    double bestAway = 9'000;
    int taken = 0;
    for (int tries = 0; tries < 60 && taken < 9; ++tries) {
        const double at = m_random.uniform() * m_popularity.back();
        const auto found = std::ranges::upper_bound(m_popularity, at) - m_popularity.begin();
        const auto number = static_cast<std::uint32_t>(std::min<std::ptrdiff_t>(found, std::ssize(m_popularity) - 1));
        const Kitchen& kitchen = m_kitchens[number];
        const Restaurant& restaurant = m_city->restaurants[number];
        if (!kitchen.open || kitchen.mood == KitchenMood::paused ||
            (restaurant.market != market && !m_random.chance(0.12))) {
            continue;
        }
        ++taken;
        const double away = distance(near, m_plane.spot(restaurant.position));
        if (away < bestAway) {
            bestAway = away;
            best = number;
        }
    }
    return best;
}

void Simulation::World::place(std::uint32_t number) {
    const AppSession session = m_sessions[number];
    endSession(number);
    const std::uint32_t restaurant = chooseRestaurant(session.spot, session.market);
    if (restaurant != nobody) {
        openOrder(restaurant, session.customer, session.spot);
    }
}

} // namespace roundsman
