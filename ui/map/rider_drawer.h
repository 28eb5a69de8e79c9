#pragma once

#include "ui/map/rider_painter.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace roundsman {

/// A thread that paints riders again and again while somebody moves. It takes the newest picture of the fleet and the
/// newest order of the map and skips those in between; the GUI thread never waits for it.
class RiderDrawer {
public:
    /// `ready` is called on the drawer's thread after each new picture.
    explicit RiderDrawer(std::function<void()> ready);
    ~RiderDrawer();

    /// `anew`: another time, not a later one; nobody glides there from where he was.
    void setFleet(Picture fleet, bool anew = false);
    void setOrder(RiderPictureOrder order);
    [[nodiscard]] std::shared_ptr<const RiderPicture> latest() const;
    [[nodiscard]] std::uint64_t drawn() const;

private:
    void run(const std::stop_token& stop);
    bool waitForWork(const std::stop_token& stop, std::unique_lock<std::mutex>& lock);

    std::function<void()> m_ready;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    // guarded by m_mutex
    Picture m_fleet;
    RiderPictureOrder m_order;
    bool m_fleetIsNew = false;
    bool m_startsAnew = false;
    bool m_orderIsNew = false;
    std::shared_ptr<const RiderPicture> m_latest;
    std::uint64_t m_drawn = 0;
    // the drawer's thread alone
    RiderTracks m_tracks;
    RiderPainter m_painter;
    SteadyTime m_notBefore;
    bool m_moving = false;

    std::jthread m_thread; // last: it joins first
};

} // namespace roundsman
