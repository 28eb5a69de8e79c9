#include "core/sim/world.h"

#include <cmath>

namespace roundsman {

void Simulation::World::setKitchens() {
    double sum = 0;
    for (const Restaurant& restaurant : m_city->restaurants) {
        sum += restaurant.popularity;
        m_popularity.push_back(sum);
        const auto door = std::ranges::find(m_doors, restaurant.node);
        m_doorOf.push_back(static_cast<std::uint16_t>(door - m_doors.begin()));
        if (door == m_doors.end()) {
            m_doors.push_back(restaurant.node);
        }
        Kitchen& kitchen = m_kitchens.emplace_back();
        kitchen.open = openAt(restaurant, 0);
        const auto number = static_cast<std::uint32_t>(m_kitchens.size() - 1);
        m_agenda.add(seconds(m_random.between(60, 3'600)), Task::kitchenTurn, number);
        const std::int32_t minute = m_day.minute(0);
        const std::int32_t change = kitchen.open ? restaurant.closesAtMinute : restaurant.opensAtMinute;
        m_agenda.add(((change - minute + 1'440) % 1'440) * oneMinute, Task::openOrClose, number);
    }
    m_to.resize(m_doors.size());
    m_from.resize(m_doors.size());
}

bool Simulation::World::openAt(const Restaurant& restaurant, Moment moment) const {
    const std::int32_t minute = m_day.minute(moment);
    return minute >= restaurant.opensAtMinute && minute < restaurant.closesAtMinute;
}

void Simulation::World::openOrClose(std::uint32_t number) {
    Kitchen& kitchen = m_kitchens[number];
    const Restaurant& restaurant = m_city->restaurants[number];
    kitchen.open = !kitchen.open;
    kitchen.mood = KitchenMood::normal;
    kitchen.slowness = 1;
    merchantEvent(number, kitchen.open ? "merchant.opened" : "merchant.closed");
    const std::int32_t open = restaurant.closesAtMinute - restaurant.opensAtMinute;
    m_agenda.add(m_now + (kitchen.open ? open : 1'440 - open) * oneMinute, Task::openOrClose, number);
}

/// Kitchens have their hours: some get slow, some stop taking orders for a while.
void Simulation::World::kitchenTurn(std::uint32_t number) {
    Kitchen& kitchen = m_kitchens[number];
    Moment next = seconds(m_random.between(15, 60) * 60);
    if (kitchen.mood == KitchenMood::paused) {
        setMood(number, KitchenMood::normal);
    } else if (kitchen.open) {
        const double dice = m_random.uniform();
        const double rush = 0.5 * m_day.appetite(m_now);
        setMood(number, dice < 0.02 + 0.02 * rush   ? KitchenMood::paused
                        : dice < 0.08 + 0.12 * rush ? KitchenMood::slow
                                                    : KitchenMood::normal);
        next = kitchen.mood == KitchenMood::paused ? seconds(m_random.between(8, 35) * 60) : next;
    }
    m_agenda.add(m_now + next, Task::kitchenTurn, number);
}

void Simulation::World::setMood(std::uint32_t number, KitchenMood mood) {
    Kitchen& kitchen = m_kitchens[number];
    const bool wasPaused = kitchen.mood == KitchenMood::paused;
    kitchen.mood = mood;
    kitchen.slowness = mood == KitchenMood::slow ? m_random.between(1.5, 2.4) : 1;
    if (kitchen.open && wasPaused != (mood == KitchenMood::paused)) {
        merchantEvent(number, wasPaused ? "merchant.opened" : "merchant.paused");
    }
}

void Simulation::World::merchantEvent(std::uint32_t number, std::string_view type) {
    const Restaurant& restaurant = m_city->restaurants[number];
    EventDocuments& event = m_events.begin(m_now, m_now, type, Writer::merchantApp, restaurant.market, restaurant.id);
    if (type == "merchant.upserted") {
        event.text("name", restaurant.name)
            .text("cuisine", restaurant.cuisine)
            .point("position", restaurant.position)
            .text("address", restaurant.address)
            .text("phone", "+999 44 " + std::to_string(200'000 + number))
            .text("timeZone", m_city->timeZone);
    }
    event.send();
}

} // namespace roundsman
