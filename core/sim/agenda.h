#pragma once

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <vector>

namespace roundsman {

/// Microseconds of simulated time since the simulation's start.
using Moment = std::int64_t;
inline constexpr Moment oneSecond = 1'000'000;
inline constexpr Moment oneMinute = 60 * oneSecond;
inline constexpr Moment forever = INT64_MAX;

constexpr Moment seconds(double count) {
    return static_cast<Moment>(count * 1e6);
}

enum class Task : std::uint8_t {
    nextSession, ///< a customer opens the app
    search,      ///< who: session
    checkFare,
    place,
    answer, ///< who: order; the restaurant takes it or not
    prepare,
    ready,
    assign,
    decline,
    pickUp,
    deliver,
    cancel,
    kitchenTurn,  ///< who: restaurant; its mood changes
    openOrClose,  ///< who: restaurant
    lateDocument, ///< who: place in the store of documents on their way
};

struct Appointment {
    Moment at = 0;
    std::uint64_t turn = 0; ///< of two at one moment the one made first
    Task task = Task::nextSession;
    std::uint32_t who = 0;
    std::uint32_t version = 0; ///< of `who` when it was made: an order that was closed meanwhile is another one
};

/// What will happen when, except for the riders' fixes, which come round like a clock hand.
class Agenda {
public:
    void add(Moment at, Task task, std::uint32_t who = 0, std::uint32_t version = 0) {
        m_heap.push_back({at, m_turn++, task, who, version});
        std::ranges::push_heap(m_heap, later);
    }
    [[nodiscard]] Moment next() const { return m_heap.empty() ? forever : m_heap.front().at; }
    /// REQUIRES: next() != forever
    Appointment take() {
        std::ranges::pop_heap(m_heap, later);
        const Appointment appointment = m_heap.back();
        m_heap.pop_back();
        return appointment;
    }

private:
    static bool later(const Appointment& a, const Appointment& b) {
        return std::tie(a.at, a.turn) > std::tie(b.at, b.turn);
    }
    std::vector<Appointment> m_heap;
    std::uint64_t m_turn = 0;
};

} // namespace roundsman
