#include "core/history/rollup_levels.h"
#include "core/history/row_values.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace roundsman {
namespace {

using sqlite::Done;
using sqlite::Statement;

} // namespace

// What is old enough goes.

/// At an age that counts from completeness, so that nothing goes that a longer bucket still has to be made of.
void RollupLevels::setKept(Step& step) {
    const auto [through, rules] = std::pair(step.now.through, step.now.rules);
    const auto cut = [&](Millis kept) {
        return EventTime{std::chrono::floor<std::chrono::hours>(through - kept)};
    };
    const EventTime minutes{std::chrono::floor<std::chrono::minutes>(through - rules.minutesKept)};
    step.now.minutesFrom = std::max(step.before.minutesFrom, minutes);
    step.now.quartersFrom = std::max(step.before.quartersFrom, cut(rules.quartersKept));
    step.now.hoursFrom = std::max(step.before.hoursFrom, cut(rules.hoursKept));
}

Done RollupLevels::retire(const Step& step, RollupKind kind) {
    const bool areas = kind == RollupKind::areas;
    Statement& minutes = areas ? m_dropAreaMinutes : m_dropMerchantMinutes;
    Done done = minutes.bind(millisOf(step.now.minutesFrom), m_partition, m_generation, number(step.market)).run();
    const std::array<std::tuple<Granularity, EventTime, EventTime>, 2> longer{
        {{Granularity::quarter, step.before.quartersFrom, step.now.quartersFrom},
         {Granularity::hour, step.before.hoursFrom, step.now.hoursFrom}}};
    for (const auto& [level, before, now] : longer) {
        if (!done || now == before) {
            continue;
        }
        done = areas
                   ? m_dropAreas.bind(code(level), millisOf(now), m_partition, m_generation, number(step.market)).run()
                   : retireMerchants(step, level, now);
    }
    return done;
}

Done RollupLevels::retireMerchants(const Step& step, Granularity level, EventTime from) {
    const auto drop = [&](std::int64_t merchant) {
        return m_dropMerchant
            .bind(m_partition, m_generation, merchant, code(level), millisOf(from), number(step.market))
            .run();
    };
    Done done = drop(number(noMerchant));
    for (auto at = m_zones.lower_bound({m_partition, 0}); done && at != m_zones.end(); ++at) {
        if (at->first.first != m_partition) {
            break;
        }
        done = drop(at->first.second);
    }
    return done;
}

} // namespace roundsman
