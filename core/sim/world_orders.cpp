#include "core/sim/world.h"

#include <cmath>

namespace roundsman {
namespace {

constexpr double assignReachMetres = 7'000;
constexpr std::uint8_t triesMax = 60; ///< half a minute each

Moment wholeMinute(Moment moment) {
    return (moment + oneMinute - 1) / oneMinute * oneMinute;
}

class OrderText {
public:
    explicit OrderText(std::uint64_t number) { m_line.text("o-").number(number); }
    [[nodiscard]] std::string_view view() const { return m_line.line(); }

private:
    LineWriter m_line;
};

} // namespace

EventDocuments& Simulation::World::orderEvent(const LiveOrder& order, std::string_view type, Writer writer,
                                              Moment happened) {
    return m_events.begin(happened, m_now, type, writer, m_city->restaurants[order.restaurant].market,
                          OrderText(order.number).view());
}

std::uint32_t Simulation::World::openOrder(std::uint32_t restaurantNo, std::uint32_t customer, Spot dropoff) {
    if (m_freeOrders.empty()) {
        m_freeOrders.push_back(static_cast<std::uint32_t>(m_orders.size()));
        m_orders.emplace_back();
    }
    const std::uint32_t number = m_freeOrders.back();
    m_freeOrders.pop_back();
    const Restaurant& restaurant = m_city->restaurants[restaurantNo];
    LiveOrder& order = m_orders[number];
    const std::uint32_t version = order.version + 1;
    order = LiveOrder{};
    order.number = ++m_orderNumber;
    order.version = version;
    order.restaurant = restaurantNo;
    order.customer = customer;
    order.open = true;
    order.placed = m_now;
    order.dropoff = m_plane.geo(dropoff);
    ++m_counts.placed;
    ++m_counts.openOrders;
    ++m_kitchens[restaurantNo].openOrders;

    const double metres = distance(dropoff, m_plane.spot(restaurant.position));
    const double minutes = restaurant.preparationMinutes[m_day.hour(m_now)] + metres * 1.35 / 380 + 9;
    order.promised = wholeMinute(m_now + seconds(minutes * 60));
    std::int64_t amount = 0;
    const std::uint32_t items = 1 + m_random.below(3) + m_random.below(3);
    for (std::uint32_t i = 0; i < items; ++i) {
        amount += restaurant.menu[m_random.below(static_cast<std::uint32_t>(restaurant.menu.size()))].priceMinor;
    }
    LineWriter customerId;
    customerId.text("c-").number(customer + 1);
    orderEvent(order, "order.placed", Writer::customerApp)
        .text("merchantId", restaurant.id)
        .text("customerId", customerId.line())
        .point("pickup", restaurant.position)
        .point("dropoff", order.dropoff, addressOf(homeOf(customer), customer))
        .number("items", items)
        .number("amountMinor", static_cast<std::uint64_t>(amount))
        .text("currency", m_city->currency)
        .time("promisedAt", order.promised)
        .text("channel", m_random.chance(0.72)  ? "app"
                         : m_random.chance(0.8) ? "web"
                                                : "phone")
        .send();
    m_agenda.add(m_now + seconds(m_random.between(6, 80)), Task::answer, number, order.version);
    if (m_random.chance(0.03)) {
        m_agenda.add(m_now + seconds(m_random.between(30, 1'500)), Task::cancel, number, order.version);
    }
    return number;
}

void Simulation::World::answer(std::uint32_t number) {
    LiveOrder& order = m_orders[number];
    const Kitchen& kitchen = m_kitchens[order.restaurant];
    const double tooMuch = 0.02 * std::max(0.0, static_cast<double>(kitchen.openOrders) - 14);
    const bool closed = !kitchen.open || kitchen.mood == KitchenMood::paused;
    if (!closed && !m_random.chance(std::min(0.6, 0.012 + tooMuch))) {
        return accept(order, number);
    }
    orderEvent(order, "order.rejected", Writer::merchantApp)
        .text("reason", closed                 ? "closed"
                        : m_random.chance(0.5) ? "too_busy"
                                               : "out_of_stock")
        .send();
    ++m_counts.rejected;
    close(number, 1);
}

void Simulation::World::accept(LiveOrder& order, std::uint32_t number) {
    const Restaurant& restaurant = m_city->restaurants[order.restaurant];
    const Kitchen& kitchen = m_kitchens[order.restaurant];
    const double usual = restaurant.preparationMinutes[m_day.hour(m_now)];
    const double queue = 1 + 0.03 * std::max(0.0, static_cast<double>(kitchen.openOrders) - 4);
    const double real = usual * kitchen.slowness * std::min(queue, 2.0) * std::exp(0.25 * m_random.normal());
    order.accepted = m_now;
    order.promisedReady = wholeMinute(m_now + seconds(60 * usual * std::min(1.5, 0.5 + 0.5 * queue)));
    order.willBeReady = m_now + seconds(60 * std::max(2.0, real));
    orderEvent(order, "order.accepted", Writer::merchantApp).time("readyAt", order.promisedReady).send();
    const Moment lead = seconds(m_random.between(3.5, 7.5) * 60);
    m_agenda.add(m_now + seconds(m_random.between(5, 150)), Task::prepare, number, order.version);
    m_agenda.add(order.willBeReady, Task::ready, number, order.version);
    m_agenda.add(std::max(m_now + seconds(m_random.between(4, 25)), order.promisedReady - lead), Task::assign, number,
                 order.version);
}

void Simulation::World::prepare(std::uint32_t number) {
    LiveOrder& order = m_orders[number];
    if (order.ready >= 0) {
        return;
    }
    orderEvent(order, "order.preparing", Writer::merchantApp).send();
    const Moment late = order.willBeReady - order.promisedReady;
    if (late > 6 * oneMinute && m_random.chance(0.7)) { // some say so, some do not
        tellPromise(order, order.promised + late);
    }
}

void Simulation::World::tellPromise(LiveOrder& order, Moment promised) {
    order.told = true;
    order.promised = wholeMinute(promised);
    orderEvent(order, "order.promise_changed", Writer::dispatch).time("promisedAt", order.promised).send();
}

void Simulation::World::becomeReady(std::uint32_t number) {
    LiveOrder& order = m_orders[number];
    order.ready = m_now;
    orderEvent(order, "order.ready", Writer::merchantApp).send();
    if (order.waited) {
        m_agenda.add(m_now + seconds(m_random.between(20, 100)), Task::pickUp, number, order.version);
    }
}

void Simulation::World::assign(std::uint32_t number) {
    LiveOrder& order = m_orders[number];
    const Restaurant& restaurant = m_city->restaurants[order.restaurant];
    const Spot door = m_network.spotOf(restaurant.node);
    const bool anyMarket = order.tries > 3;
    const std::uint32_t slot = m_idle.nearest(
        door, assignReachMetres,
        [&](std::uint32_t who) { return distance(door, m_driver.positionOf(m_riders[who]).spot); },
        [&](std::uint32_t who) {
            const Rider& rider = m_riders[who];
            return rider.silentUntil == 0 && (anyMarket || rider.market == restaurant.market);
        });
    if (slot == nobody) {
        if (++order.tries > triesMax) {
            return cancel(number, "system", "no_rider");
        }
        m_agenda.add(m_now + 30 * oneSecond, Task::assign, number, order.version);
        return;
    }
    Rider& rider = m_riders[slot];
    order.rider = slot;
    order.assigned = m_now;
    rider.order = number;
    rider.door = m_doorOf[order.restaurant];
    setErrand(slot, Errand::toDoor, std::max(rider.at, m_now));
    order.metresToMerchant = metresToDoor(rider);
    orderEvent(order, "order.assigned", Writer::dispatch).number("driverId", rider.id).send();
    if (m_random.chance(0.05)) {
        m_agenda.add(m_now + seconds(m_random.between(5, 35)), Task::decline, number, order.version);
    }
}

float Simulation::World::metresToDoor(const Rider& rider) {
    const RouteTree& tree = routesTo(rider.door);
    float metres = m_network.way(rider.way).length - rider.along;
    std::uint32_t way = m_network.nextTo(tree, m_network.way(rider.way).to);
    while (way != noWay) {
        metres += m_network.way(way).length;
        way = m_network.nextTo(tree, m_network.way(way).to);
    }
    return metres;
}

void Simulation::World::decline(std::uint32_t number) {
    LiveOrder& order = m_orders[number];
    if (order.rider == nobody || order.waited || order.carried) {
        return;
    }
    orderEvent(order, "order.unassigned", Writer::riderApp)
        .number("driverId", m_riders[order.rider].id)
        .text("reason", "declined")
        .send();
    idleAgain(order.rider, std::max(m_riders[order.rider].at, m_now));
    m_idle.remove(order.rider); // not the same one again at once
    order.rider = nobody;
    m_agenda.add(m_now + 2 * oneSecond, Task::assign, number, order.version);
}

void Simulation::World::riderAtDoor(std::uint32_t slot, Moment at) {
    LiveOrder& order = m_orders[m_riders[slot].order];
    order.waited = true;
    order.atMerchant = at;
    setErrand(slot, Errand::atDoor, forever);
    orderEvent(order, "order.arrived_at_merchant", Writer::riderApp, at)
        .number("driverId", m_riders[slot].id)
        .sendAt(m_riders[slot].silentUntil);
    if (order.ready >= 0) {
        const Moment handed = at + seconds(m_random.between(25, 110));
        m_agenda.add(std::max(m_now, handed), Task::pickUp, m_riders[slot].order, order.version);
    }
}

void Simulation::World::pickUp(std::uint32_t number) {
    LiveOrder& order = m_orders[number];
    Rider& rider = m_riders[order.rider];
    order.carried = true;
    order.pickedUp = m_now;
    orderEvent(order, "order.picked_up", Writer::riderApp).number("driverId", rider.id).sendAt(rider.silentUntil);
    const std::uint32_t node = homeOf(order.customer);
    order.metresToCustomer = m_network.routeTo(routesFrom(m_doorOf[order.restaurant]), node, m_routes[order.rider]);
    rider.routeAt = 0;
    setErrand(order.rider, Errand::toCustomer, m_now);
    const Moment expected = m_now + seconds(order.metresToCustomer / 6.5) + 3 * oneMinute;
    if (!order.told && expected > order.promised + 10 * oneMinute && m_random.chance(0.8)) {
        tellPromise(order, expected);
    }
}

void Simulation::World::riderAtCustomer(std::uint32_t slot, Moment at) {
    const std::uint32_t number = m_riders[slot].order;
    LiveOrder& order = m_orders[number];
    order.atCustomer = at;
    const Moment handed = at + seconds(m_random.between(40, 200));
    setErrand(slot, Errand::atCustomer, forever);
    orderEvent(order, "order.arrived_at_customer", Writer::riderApp, at)
        .number("driverId", m_riders[slot].id)
        .sendAt(m_riders[slot].silentUntil);
    m_agenda.add(std::max(m_now, handed), Task::deliver, number, order.version);
}

void Simulation::World::deliver(std::uint32_t number) {
    LiveOrder& order = m_orders[number];
    const std::uint32_t slot = order.rider;
    Rider& rider = m_riders[slot];
    order.delivered = m_now;
    orderEvent(order, "order.delivered", Writer::riderApp).number("driverId", rider.id).sendAt(rider.silentUntil);
    ++m_counts.delivered;
    m_counts.deliveredLate += m_now > order.promised ? 1 : 0;
    close(number, 0);
    const std::uint32_t here = m_nodeMarket[m_network.way(rider.way).to];
    if (here != rider.market && rider.silentUntil == 0 && rider.random.chance(0.3)) {
        moveHome(slot, here);
    }
}

void Simulation::World::cancel(std::uint32_t number, std::string_view by, std::string_view reason) {
    LiveOrder& order = m_orders[number];
    if (order.carried) {
        return; // too late for that
    }
    const bool kitchens = by == "customer" && m_random.chance(0.2);
    orderEvent(order, "order.cancelled", kitchens ? Writer::merchantApp : Writer::customerApp)
        .text("by", kitchens ? "merchant" : by)
        .text("reason", kitchens ? "out_of_stock" : reason)
        .send();
    ++m_counts.cancelled;
    close(number, 2);
}

void Simulation::World::close(std::uint32_t number, std::uint8_t outcome) {
    LiveOrder& order = m_orders[number];
    order.open = false;
    --m_counts.openOrders;
    --m_kitchens[order.restaurant].openOrders;
    const std::uint32_t driver = order.rider == nobody ? 0 : m_riders[order.rider].id;
    if (m_truth != nullptr) {
        const auto time = [&](Moment moment) {
            return moment < 0 ? EventTime{} : m_post.timeOf(moment);
        };
        m_truth->take(TrueOrder{order.number, order.restaurant, m_city->restaurants[order.restaurant].market, driver,
                                order.dropoff, time(order.placed), time(order.accepted), time(order.ready),
                                time(order.assigned), time(order.atMerchant), time(order.pickedUp),
                                time(order.atCustomer), time(order.delivered), m_post.timeOf(m_now),
                                time(order.promised), order.metresToMerchant, order.metresToCustomer, outcome});
    }
    if (order.rider != nobody) {
        idleAgain(order.rider, std::max(m_riders[order.rider].at, m_now));
    }
    m_freeOrders.push_back(number);
}

} // namespace roundsman
