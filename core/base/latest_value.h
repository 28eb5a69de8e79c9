#pragma once

#include "core/base/notifier.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace roundsman {

/// Hands the newest value from one thread to any others, and skips: a slow screen costs frames, never memory.
/// Holds one value at most. Any thread may call anything.
template <typename T>
class LatestValue {
public:
    using Ptr = std::shared_ptr<const T>;

    /// Replaces the value and calls the hooks, on this thread.
    void publish(Ptr value) {
        {
            const std::lock_guard lock(m_mutex);
            m_skipped += m_value && !m_seen ? 1 : 0;
            m_value.swap(value); // the old one is let go of outside the lock
            m_seen = false;
            ++m_published;
        }
        value.reset();
        m_changed.notify();
    }

    /// The newest value; null before the first.
    [[nodiscard]] Ptr latest() const {
        const std::lock_guard lock(m_mutex);
        m_seen = true;
        return m_value;
    }

    /// Nobody has looked at the newest value yet: a publisher whose values are dear may wait with the next.
    [[nodiscard]] bool waiting() const {
        const std::lock_guard lock(m_mutex);
        return m_value && !m_seen;
    }

    [[nodiscard]] Notifier::Watch watch(std::function<void()> changed) { return m_changed.watch(std::move(changed)); }

    [[nodiscard]] std::uint64_t published() const {
        const std::lock_guard lock(m_mutex);
        return m_published;
    }
    /// Values that were replaced before anybody looked.
    [[nodiscard]] std::uint64_t skipped() const {
        const std::lock_guard lock(m_mutex);
        return m_skipped;
    }

private:
    mutable std::mutex m_mutex;
    Ptr m_value;
    mutable bool m_seen = false;
    std::uint64_t m_published = 0;
    std::uint64_t m_skipped = 0;
    Notifier m_changed;
};

} // namespace roundsman
