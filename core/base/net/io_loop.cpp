#include "core/base/net/io_loop.h"

#include "core/base/check.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace roundsman {
namespace {

constexpr std::size_t bufferBytes = 64 * 1024;

thread_local const IoLoop* runningHere = nullptr;

std::uint32_t eventsFor(bool readable, bool writable, IoLoop::Told told) {
    const std::uint32_t in = readable ? std::uint32_t{EPOLLIN} | std::uint32_t{EPOLLRDHUP} : 0U;
    const std::uint32_t out = writable ? std::uint32_t{EPOLLOUT} : 0U;
    return in | out | (told == IoLoop::Told::onceWhenNew ? std::uint32_t{EPOLLET} : 0U);
}

} // namespace

IoLoop::IoLoop(std::size_t index)
    : m_index(index),
      m_epoll(::epoll_create1(EPOLL_CLOEXEC)),
      m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      m_events(eventsAtOnce),
      m_buffer(bufferBytes) {
    check(m_epoll >= 0 && m_wake >= 0, "the system gives descriptors for an I/O thread");
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = nullptr; // the waking descriptor itself
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wake, &event);
}

IoLoop::~IoLoop() {
    ::close(m_wake);
    ::close(m_epoll);
}

bool IoLoop::post(std::function<void()> work) {
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_ended) {
            return false;
        }
        first = m_posted.empty();
        m_posted.push_back(std::move(work));
    }
    if (first) {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto woken = ::write(m_wake, &one, sizeof one);
    }
    return true;
}

void IoLoop::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    post([] {});
}

void IoLoop::run() {
    runningHere = this;
    while (true) {
        wait();
        servePosted();
        serveTimers();
        serveTurnsEnd();
        const std::lock_guard lock(m_mutex);
        if (m_stopping && m_posted.empty()) {
            m_ended = true;
            break;
        }
    }
    m_timers.clear();
    m_turnsEnd.clear();
}

void IoLoop::wait() {
    int millis = -1;
    if (!m_timers.empty()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_timers.begin()->first - Steady::now());
        millis = static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 60'000));
    }
    const int count = ::epoll_wait(m_epoll, m_events.data(), static_cast<int>(m_events.size()), millis);
    m_now = Steady::now();
    serveReady(std::max(count, 0));
}

/// Each step is far enough ahead for memory to have answered when the next one, or onReady, comes.
void IoLoop::warmUp() const {
    constexpr std::size_t apart = 4;
    for (int step = 0; step <= warmSteps; ++step) {
        const std::size_t at = m_served + apart * static_cast<std::size_t>(warmSteps + 1 - step);
        if (at >= m_ready || m_events[at].events == 0 || m_events[at].data.ptr == nullptr) {
            continue;
        }
        const auto* const handler = static_cast<const Handler*>(m_events[at].data.ptr);
        if (step == 0) {
            __builtin_prefetch(handler);
            __builtin_prefetch(reinterpret_cast<const char*>(handler) + 64);
        } else {
            handler->warm(step);
        }
    }
}

void IoLoop::serveReady(int count) {
    m_ready = static_cast<std::size_t>(count);
    for (m_served = 0; m_served < m_ready; ++m_served) {
        warmUp();
        const epoll_event event = m_events[m_served];
        if (event.events == 0) {
            continue; // removed in this turn
        }
        if (event.data.ptr == nullptr) {
            std::uint64_t times = 0;
            [[maybe_unused]] const auto drained = ::read(m_wake, &times, sizeof times);
            continue;
        }
        auto* const handler = static_cast<Handler*>(event.data.ptr);
        constexpr std::uint32_t ends = EPOLLERR | EPOLLHUP;
        handler->onReady({.readable = (event.events & (EPOLLIN | EPOLLRDHUP | ends)) != 0,
                          .writable = (event.events & (EPOLLOUT | ends)) != 0,
                          .ended = (event.events & (EPOLLRDHUP | ends)) != 0});
    }
    m_ready = 0;
}

void IoLoop::servePosted() {
    std::vector<std::function<void()>> posted;
    {
        const std::lock_guard lock(m_mutex);
        posted.swap(m_posted);
    }
    for (const auto& work : posted) {
        work();
    }
}

void IoLoop::serveTimers() {
    while (!m_timers.empty() && m_timers.begin()->first <= m_now) {
        const auto work = std::move(m_timers.begin()->second);
        m_timers.erase(m_timers.begin());
        work();
    }
}

void IoLoop::serveTurnsEnd() {
    while (!m_turnsEnd.empty()) {
        const auto all = std::exchange(m_turnsEnd, {});
        for (const auto& work : all) {
            work();
        }
    }
}

bool IoLoop::isHere() const {
    return runningHere == this;
}

void IoLoop::after(std::chrono::milliseconds wait, std::function<void()> work) {
    m_timers.emplace(Steady::now() + wait, std::move(work));
}

void IoLoop::control(int operation, int descriptor, Handler& handler, std::uint32_t events) const {
    epoll_event event{};
    event.events = events;
    event.data.ptr = &handler;
    ::epoll_ctl(m_epoll, operation, descriptor, &event);
}

void IoLoop::add(int descriptor, Handler& handler, bool wantReadable, bool wantWritable, Told told) {
    control(EPOLL_CTL_ADD, descriptor, handler, eventsFor(wantReadable, wantWritable, told));
}

void IoLoop::change(int descriptor, Handler& handler, bool wantReadable, bool wantWritable, Told told) {
    control(EPOLL_CTL_MOD, descriptor, handler, eventsFor(wantReadable, wantWritable, told));
}

void IoLoop::remove(int descriptor, Handler& handler) {
    control(EPOLL_CTL_DEL, descriptor, handler, 0);
    for (std::size_t i = m_served + 1; i < m_ready; ++i) {
        if (m_events[i].data.ptr == &handler) {
            m_events[i].events = 0;
        }
    }
}

} // namespace roundsman
