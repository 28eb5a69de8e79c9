#pragma once

#include "core/base/time.h"

#include <atomic>

namespace roundsman {

/// The clock by which a demo's log stamps its records: the wall's, except while the city's past is written, which takes
/// seconds for days. Any thread.
class DemoClock final : public Clock {
public:
    /// `wall` outlives it.
    explicit DemoClock(const Clock& wall) : m_wall(wall) {}

    [[nodiscard]] EventTime now() const override {
        const std::int64_t past = m_past.load();
        return past == 0 ? m_wall.now() : eventTimeFromMillis(past);
    }
    void standAt(EventTime past) { m_past.store(millisOf(past)); }
    void runOn() { m_past.store(0); } ///< with the wall's, from now on

private:
    const Clock& m_wall;
    std::atomic<std::int64_t> m_past = 0; ///< 0: it runs
};

} // namespace roundsman
