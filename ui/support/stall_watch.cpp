#include "ui/support/stall_watch.h"

#include <algorithm>

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
    while (!stop.stop_requested()) {
        const auto asked = std::chrono::steady_clock::now();
        m_answered.store(false);
        QMetaObject::invokeMethod(this, &StallWatch::answer, Qt::QueuedConnection);
        m_answered.wait(false);
        const auto waited = std::chrono::steady_clock::now() - asked;
        const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(waited).count();
        m_longest.store(std::max(m_longest.load(), micros));
        std::this_thread::sleep_for(pause);
    }
}

} // namespace roundsman
