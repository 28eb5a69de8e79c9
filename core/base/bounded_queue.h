#pragma once

#include "core/base/check.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace roundsman {

/// What a queue has to say in /metrics.
struct QueueCounts {
    std::size_t depth = 0;
    std::size_t deepest = 0;
    std::uint64_t pushed = 0;
    std::uint64_t fullWaits = 0;  ///< a producer found it full: the later stage is the slow one
    std::uint64_t emptyWaits = 0; ///< a consumer found it empty: the earlier stage is the slow one
    std::uint64_t abandoned = 0;  ///< items thrown away by abandon(), never by anything else

    bool operator==(const QueueCounts&) const = default;
};

/// Hands batches from one thread to the next, and waits when it is full: the way that memory never grows with lag.
/// Only the source hears "stop": a later stage ends when its queue is closed and empty. Any thread may call anything.
template <typename T>
class BoundedQueue {
public:
    /// REQUIRES: capacity > 0
    BoundedQueue(std::string name, std::size_t capacity) : m_name(std::move(name)), m_capacity(capacity) {
        check(capacity > 0, "a queue holds at least one item");
    }
    BoundedQueue(const BoundedQueue&) = delete;
    BoundedQueue& operator=(const BoundedQueue&) = delete;

    /// Waits for room. False: the queue is closed, and `item` is still the caller's.
    bool push(T&& item) { return pushUntil(item, std::nullopt); }
    bool tryPush(T& item) { return pushUntil(item, std::chrono::steady_clock::time_point{}); }
    /// Waits for room, at most so long. False: closed or still full; `item` is still the caller's.
    bool pushFor(T& item, std::chrono::nanoseconds wait) {
        return pushUntil(item, std::chrono::steady_clock::now() + wait);
    }

    /// Waits for an item. Nothing: the queue is closed and empty, there will never be another.
    std::optional<T> pop() { return popUntil(std::nullopt); }
    std::optional<T> tryPop() { return popUntil(std::chrono::steady_clock::time_point{}); }
    /// Nothing: none came in time, or none will ever come (then finished() is true).
    std::optional<T> popFor(std::chrono::nanoseconds wait) { return popUntil(std::chrono::steady_clock::now() + wait); }

    /// No more comes in; what is inside can still be taken out. Closing twice is legal.
    void close() {
        {
            const std::lock_guard lock(m_mutex);
            m_closed = true;
        }
        m_room.notify_all();
        m_items.notify_all();
    }

    /// For a consumer that cannot go on: closes, and throws away what is inside, so that no producer waits for it.
    void abandon() {
        std::deque<T> thrownAway; // destroyed outside the lock: items may own much
        {
            const std::lock_guard lock(m_mutex);
            m_closed = true;
            m_counts.abandoned += m_queue.size();
            thrownAway.swap(m_queue);
        }
        m_room.notify_all();
        m_items.notify_all();
    }

    [[nodiscard]] bool closed() const {
        const std::lock_guard lock(m_mutex);
        return m_closed;
    }
    [[nodiscard]] bool finished() const {
        const std::lock_guard lock(m_mutex);
        return m_closed && m_queue.empty();
    }
    [[nodiscard]] bool full() const {
        const std::lock_guard lock(m_mutex);
        return m_queue.size() >= m_capacity;
    }
    [[nodiscard]] QueueCounts counts() const {
        const std::lock_guard lock(m_mutex);
        QueueCounts counts = m_counts;
        counts.depth = m_queue.size();
        return counts;
    }
    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] std::size_t capacity() const { return m_capacity; }

private:
    using Deadline = std::optional<std::chrono::steady_clock::time_point>;

    bool pushUntil(T& item, const Deadline& deadline) {
        std::unique_lock lock(m_mutex);
        const auto mayGoOn = [this] {
            return m_closed || m_queue.size() < m_capacity;
        };
        if (!mayGoOn()) {
            ++m_counts.fullWaits;
            wait(lock, m_room, deadline, mayGoOn);
        }
        if (m_closed || m_queue.size() >= m_capacity) {
            return false;
        }
        m_queue.push_back(std::move(item));
        ++m_counts.pushed;
        m_counts.deepest = std::max(m_counts.deepest, m_queue.size());
        lock.unlock();
        m_items.notify_one();
        return true;
    }

    std::optional<T> popUntil(const Deadline& deadline) {
        std::unique_lock lock(m_mutex);
        const auto mayGoOn = [this] {
            return m_closed || !m_queue.empty();
        };
        if (!mayGoOn()) {
            ++m_counts.emptyWaits;
            wait(lock, m_items, deadline, mayGoOn);
        }
        if (m_queue.empty()) {
            return std::nullopt;
        }
        std::optional<T> item(std::move(m_queue.front()));
        m_queue.pop_front();
        lock.unlock();
        m_room.notify_one();
        return item;
    }

    template <typename Predicate>
    static void wait(std::unique_lock<std::mutex>& lock, std::condition_variable& changed, const Deadline& deadline,
                     Predicate mayGoOn) {
        if (!deadline) {
            changed.wait(lock, mayGoOn);
        } else if (*deadline != std::chrono::steady_clock::time_point{}) { // the epoch stands for "do not wait"
            changed.wait_until(lock, *deadline, mayGoOn);
        }
    }

    const std::string m_name;
    const std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::condition_variable m_room;
    std::condition_variable m_items;
    std::deque<T> m_queue;
    QueueCounts m_counts;
    bool m_closed = false;
};

} // namespace roundsman
