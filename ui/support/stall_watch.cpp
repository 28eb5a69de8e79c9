#include "ui/support/stall_watch.h"

namespace roundsman {

namespace {

constexpr std::chrono::milliseconds pause{5};

} // namespace

StallWatch::StallWatch(QObject* parent)
    : QObject(parent), m_thread([this](const std::stop_token& stop) { run(stop); }) {}

StallWatch::~StallWatch() {
    m_thread.request_stop();
    answer();
    m_thread.join();
}

void StallWatch::answer() {
    m_answered.store(true);
    m_answered.notify_one();
}

void StallWatch::run(const std::stop_token& stop) {
    using std::chrono::duration_cast;
    const auto began = std::chrono::steady_clock::now();
    while (!stop.stop_requested()) {
        const auto asked = std::chrono::steady_clock::now();
        m_answered.store(false);
        QMetaObject::invokeMethod(this, &StallWatch::answer, Qt::QueuedConnection);
        m_answered.wait(false);
        const auto waited = std::chrono::steady_clock::now() - asked;
        m_longOnes += waited > isLong ? 1 : 0;
        if (waited > longest()) {
            m_longest = duration_cast<std::chrono::microseconds>(waited).count();
            m_longestBegan = duration_cast<std::chrono::milliseconds>(asked - began);
        }
        std::this_thread::sleep_for(pause);
    }
}

} // namespace roundsman
