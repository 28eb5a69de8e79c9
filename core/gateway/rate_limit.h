#pragma once

#include "core/base/time.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>

namespace roundsman {

/// How fast somebody may send: what he sends takes time off a clock of his own, which may be ahead of ours by `burst`.
/// One number and no lock, so that all connections of an address can share it. Any thread may call.
class RateLimit {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// True: it may pass, and is counted. `perSecond` 0: everything may.
    bool take(double count, double perSecond, Millis burst, Time now) {
        if (perSecond <= 0 || count <= 0) {
            return true;
        }
        const std::int64_t cost = timeOf(count, perSecond);
        std::int64_t until = m_spentUntil.load(std::memory_order_relaxed);
        std::int64_t next = 0;
        do {
            const std::int64_t ahead = std::max<std::int64_t>(0, until - ticksOf(now));
            if (ahead > 0 && ahead + cost > ticksOf(burst)) { // one larger than the burst passes when he is at rest
                return false;
            }
            next = ticksOf(now) + ahead + cost;
        } while (!m_spentUntil.compare_exchange_weak(until, next, std::memory_order_relaxed));
        return true;
    }
    /// Counts it, whether it might pass or not.
    void spend(double count, double perSecond, Millis burst, Time now) {
        if (!take(count, perSecond, burst, now)) {
            m_spentUntil.fetch_add(timeOf(count, perSecond), std::memory_order_relaxed);
        }
    }
    /// What was taken does not pass after all.
    void giveBack(double count, double perSecond) {
        if (perSecond > 0) {
            m_spentUntil.fetch_sub(timeOf(count, perSecond), std::memory_order_relaxed);
        }
    }
    /// Until so much may pass again.
    [[nodiscard]] double secondsUntil(double count, double perSecond, Millis burst, Time now) const {
        if (perSecond <= 0) {
            return 0;
        }
        const std::int64_t until = m_spentUntil.load(std::memory_order_relaxed);
        const std::int64_t needed = std::min(timeOf(count, perSecond), ticksOf(burst));
        return std::max(0.0, static_cast<double>(until - ticksOf(now) + needed - ticksOf(burst)) / 1e9);
    }
    /// All that was sent is paid for: forgetting it changes nothing.
    [[nodiscard]] bool atRest(Time now) const { return m_spentUntil.load(std::memory_order_relaxed) <= ticksOf(now); }

private:
    static std::int64_t ticksOf(Time time) {
        return std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
    }
    static std::int64_t ticksOf(Millis time) { return std::chrono::nanoseconds(time).count(); }
    static std::int64_t timeOf(double count, double perSecond) {
        constexpr double longest = 1e15; // eleven days: whoever set so low a rate meant "nothing"
        return static_cast<std::int64_t>(std::min(count / perSecond * 1e9, longest));
    }

    std::atomic<std::int64_t> m_spentUntil{0}; ///< nanoseconds of the steady clock
};

} // namespace roundsman
