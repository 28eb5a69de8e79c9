#include "core/history/rollup_plan.h"

#include "core/history/rollup_levels.h"

#include <algorithm>

namespace roundsman {
namespace {

class Planner {
public:
    Planner(const SealedRollups& sealed, const Calendar& clock) : m_sealed(sealed), m_clock(clock) {}

    void cover(Granularity length, EventTime from, EventTime to) {
        const EventTime rest = coverGone(length, from, to);
        if (rest >= to) {
            return;
        }
        if (length == Granularity::minute) {
            m_pieces.push_back({length, rest, to});
            return;
        }
        const Granularity finer = finerThan(length);
        const bool any = m_sealed.through > EventTime{};
        const EventTime end = any ? m_clock.bucketStart(m_sealed.through, length) : EventTime{};
        const EventTime first = any && rest < end ? roundedUp(rest, length) : rest;
        const EventTime last = to > end ? end : m_clock.bucketStart(to, length);
        if (any && first < last) {
            cover(finer, rest, first);
            m_pieces.push_back({length, first, last});
            cover(finer, last, to);
        } else {
            cover(finer, rest, to);
        }
    }
    std::vector<RollupPiece> take() { return std::move(m_pieces); }

private:
    /// Where rows of a length are gone, longer ones answer, as far as they begin in the range. Gives where the rest
    /// begins.
    EventTime coverGone(Granularity length, EventTime from, EventTime to) {
        const EventTime kept = length == Granularity::minute    ? m_sealed.minutesFrom
                               : length == Granularity::quarter ? m_sealed.quartersFrom
                               : length == Granularity::hour    ? m_sealed.hoursFrom
                                                                : EventTime{};
        if (kept <= from || from >= to) {
            return from;
        }
        const auto longer = static_cast<Granularity>(static_cast<std::uint8_t>(length) + 1);
        const EventTime cut = std::min(to, roundedUp(kept, longer));
        const EventTime rest = coverGone(longer, from, cut);
        if (rest < cut) {
            m_pieces.push_back({longer, rest, cut});
        }
        return cut;
    }
    [[nodiscard]] EventTime roundedUp(EventTime time, Granularity length) const {
        return m_clock.bucketStart(time, length) == time ? time : m_clock.bucketEnd(time, length);
    }

    const SealedRollups& m_sealed;
    const Calendar& m_clock;
    std::vector<RollupPiece> m_pieces;
};

/// The longest buckets of one clock that each lie within one bucket of another clock.
Granularity longestFitting(const Calendar& own, const Calendar& asked, EventTime about) {
    if (own == asked) {
        return Granularity::month;
    }
    constexpr std::chrono::hours hour{1};
    const bool sameHours =
        (own.utcOffset(about) - asked.utcOffset(about)) % hour == Millis{0} && asked.dayStart() % hour == Millis{0};
    return sameHours ? Granularity::hour : Granularity::quarter;
}

} // namespace

std::vector<RollupPiece> planRollups(const RollupRange& range, const SealedRollups& sealed, const Calendar& own) {
    Granularity longest = range.longest;
    if (range.clock) {
        longest = std::min(longest, longestFitting(own, *range.clock, sealed.through));
    }
    Planner planner(sealed, own);
    planner.cover(longest, range.from, range.to);
    return planner.take();
}

} // namespace roundsman
