#pragma once

#include <QObject>

#include <atomic>
#include <chrono>
#include <thread>

namespace roundsman {

/// Measures how long the GUI thread does not answer: a thread of its own asks again and again, and remembers the
/// longest wait. For tests and benchmarks; it wakes the event loop 200 times a second.
class StallWatch : public QObject {
    Q_OBJECT

public:
    explicit StallWatch(QObject* parent = nullptr);
    ~StallWatch() override;

    [[nodiscard]] std::chrono::microseconds longest() const { return std::chrono::microseconds(m_longest.load()); }
    void restart() { m_longest.store(0); }

private:
    void answer();
    void run(const std::stop_token& stop);

    std::atomic<bool> m_answered = false;
    std::atomic<std::int64_t> m_longest = 0; ///< microseconds
    std::jthread m_thread;
};

} // namespace roundsman
