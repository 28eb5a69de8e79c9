#include "core/sim/world.h"

#include <cmath>

namespace roundsman {
namespace {

double reachOf(const City& city) {
    const Plane plane(city.centre);
    const Spot low = plane.spot(city.box.southWest);
    const Spot high = plane.spot(city.box.northEast);
    return std::max({-low.x, -low.y, high.x, high.y});
}

} // namespace

Simulation::World::World(std::shared_ptr<const City> city, const SimulationOptions& options)
    : m_city(std::move(city)),
      m_options(options),
      m_plane(m_city->centre),
      m_network(*m_city),
      m_driver(m_network),
      m_day(options.start, m_city->utcOffsetHours, options.seed),
      m_random(options.seed, 21),
      m_post(*m_city, options.start, m_agenda, m_counts),
      m_events(*m_city, m_post, m_counts, options.phones.duplicated, options.seed, options.firstNumber),
      m_inFullFrom((options.inFullFrom - options.start).count() * 1'000),
      m_idle(m_riders, reachOf(*m_city)),
      m_orderNumber(options.firstNumber - 1) {
    settleNodes();
    setRiders();
    setKitchens();
    setCustomers();
}

void Simulation::World::advanceTo(Moment until, DocumentSink& documents, TruthSink* truth) {
    m_post.connect(documents);
    m_truth = truth;
    if (!m_begun && until >= 0) {
        m_begun = true;
        for (std::uint32_t i = 0; i < m_kitchens.size(); ++i) {
            merchantEvent(i, "merchant.upserted");
            merchantEvent(i, m_kitchens[i].open ? "merchant.opened" : "merchant.closed");
        }
    }
    while (true) {
        const auto visitAt = static_cast<Moment>(static_cast<double>(m_visit) * m_visitMicros);
        const Moment next = std::min(visitAt, m_agenda.next());
        if (next > until) {
            break;
        }
        m_now = next;
        if (m_agenda.next() <= visitAt) {
            keep(m_agenda.take());
            continue;
        }
        const auto slot = static_cast<std::uint32_t>(m_visit % m_riders.size());
        const std::uint64_t turn = m_visit / m_riders.size();
        ++m_visit;
        visit(slot, (turn + slot) % m_visitsAFix == 0);
    }
    m_now = std::max(m_now, until);
}

void Simulation::World::keep(const Appointment& appointment) {
    const std::uint32_t who = appointment.who;
    const bool stale = appointment.task >= Task::answer && appointment.task <= Task::cancel &&
                       (m_orders[who].version != appointment.version || !m_orders[who].open);
    if (stale) {
        return;
    }
    switch (appointment.task) {
    case Task::nextSession:
        return nextSession();
    case Task::search:
        return search(who);
    case Task::checkFare:
        return checkFare(who);
    case Task::place:
        return place(who);
    case Task::answer:
        return answer(who);
    case Task::prepare:
        return prepare(who);
    case Task::ready:
        return becomeReady(who);
    case Task::assign:
        return assign(who);
    case Task::decline:
        return decline(who);
    case Task::pickUp:
        return pickUp(who);
    case Task::deliver:
        return deliver(who);
    case Task::cancel:
        return cancel(who, "customer", m_random.chance(0.6) ? "changed_mind" : "too_slow");
    case Task::kitchenTurn:
        return kitchenTurn(who);
    case Task::openOrClose:
        return openOrClose(who);
    case Task::lateDocument:
        return m_post.deliverLate(m_now, who);
    }
}

} // namespace roundsman
