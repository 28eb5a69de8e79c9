#pragma once

#include <QObject>

#include <atomic>
#include <chrono>
#include <thread>

namespace roundsman {

/// Measures how long the GUI thread does not answer: a thread of its own asks again and again, and remembers the
/// longest wait, when it began, and how many were long. For tests and benchmarks; it wakes the event loop 200 times a
/// second.
class StallWatch : public QObject {
    Q_OBJECT

public:
    explicit StallWatch(QObject* parent = nullptr);
    ~StallWatch() override;

    [[nodiscard]] std::chrono::microseconds longest() const { return std::chrono::microseconds(m_longest.load()); }
    /// From the watch's beginning to that of the longest wait.
    [[nodiscard]] std::chrono::milliseconds longestBegan() const { return m_longestBegan.load(); }
    [[nodiscard]] std::uint32_t longOnes() const { return m_longOnes; }
    void restart() { m_longest.store(0); }

    static constexpr std::chrono::milliseconds isLong{50};

private:
    void answer();
    void run(const std::stop_token& stop);

    std::atomic<bool> m_answered = false;
    std::atomic<std::int64_t> m_longest = 0; ///< microseconds
    std::atomic<std::chrono::milliseconds> m_longestBegan{};
    std::atomic<std::uint32_t> m_longOnes = 0;
    std::jthread m_thread;
};

} // namespace roundsman
