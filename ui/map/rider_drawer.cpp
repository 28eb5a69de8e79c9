#include "ui/map/rider_drawer.h"

#include <algorithm>

namespace roundsman {

namespace {

constexpr std::chrono::milliseconds frameInterval{16};
constexpr double restShare = 0.35; // of the time a picture took: on two cores, the window needs one of them

} // namespace

RiderDrawer::RiderDrawer(std::function<void()> ready)
    : m_ready(std::move(ready)), m_thread([this](const std::stop_token& stop) { run(stop); }) {}

RiderDrawer::~RiderDrawer() {
    m_thread.request_stop();
}

void RiderDrawer::setFleet(Picture fleet, bool anew) {
    const std::scoped_lock lock(m_mutex);
    m_fleet = std::move(fleet);
    m_fleetIsNew = true;
    m_startsAnew = m_startsAnew || anew;
    m_wake.notify_one();
}

void RiderDrawer::setOrder(RiderPictureOrder order) {
    const std::scoped_lock lock(m_mutex);
    if (order == m_order) {
        return;
    }
    m_order = std::move(order);
    m_orderIsNew = true;
    m_wake.notify_one();
}

std::shared_ptr<const RiderPicture> RiderDrawer::latest() const {
    const std::scoped_lock lock(m_mutex);
    return m_latest;
}

std::uint64_t RiderDrawer::drawn() const {
    const std::scoped_lock lock(m_mutex);
    return m_drawn;
}

bool RiderDrawer::waitForWork(const std::stop_token& stop, std::unique_lock<std::mutex>& lock) {
    m_wake.wait(lock, stop, [this] { return m_fleetIsNew || m_orderIsNew || m_moving; });
    if (stop.stop_requested()) {
        return false;
    }
    m_wake.wait_until(lock, stop, m_notBefore, [] { return false; });
    return !stop.stop_requested();
}

void RiderDrawer::run(const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    while (waitForWork(stop, lock)) {
        const SteadyTime began = std::chrono::steady_clock::now();
        const bool fleetIsNew = std::exchange(m_fleetIsNew, false);
        const bool startsAnew = std::exchange(m_startsAnew, false);
        m_orderIsNew = false;
        const Picture fleet = fleetIsNew ? m_fleet : Picture{};
        const RiderPictureOrder order = m_order;
        lock.unlock();
        if (startsAnew) {
            m_tracks = RiderTracks{};
        }
        if (fleetIsNew) {
            m_tracks.update(fleet, began);
        }
        std::shared_ptr<const RiderPicture> picture;
        if (!order.view.size.isEmpty()) {
            picture = m_painter.paint(m_tracks, order, began);
        }
        const SteadyTime ended = std::chrono::steady_clock::now();
        const auto rest = std::chrono::duration_cast<SteadyTime::duration>((ended - began) * restShare);
        m_notBefore = std::max(began + frameInterval, ended + rest);
        lock.lock();
        if (picture) {
            m_moving = picture->moving;
            m_latest = std::move(picture);
            ++m_drawn;
            lock.unlock();
            m_ready();
            lock.lock();
        }
    }
}

} // namespace roundsman
