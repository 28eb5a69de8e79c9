#pragma once

#include "app/commands/bench_feed.h"
#include "core/lane/lane.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

/// Orders in a feed's city: a lane learns from some that are over, gets a model trained on them, and has others open,
/// each with a rider of the feed, that come and go.
class BenchOrders {
public:
    BenchOrders(BenchFeed& feed, Lane& lane) : m_feed(feed), m_lane(lane) {}

    /// So many orders from placed to delivered, one after the other. The feed's time passes meanwhile.
    void teach(std::uint32_t orders);
    /// Trains on what was taught, and activates the model.
    void activateModel();
    /// One for each of the first riders; every second has been picked up.
    void open(std::uint32_t orders);
    /// Documents of the orders that end now, and of those that take their place: each is open for half an hour. Empty
    /// when none ends.
    [[nodiscard]] std::string changes();

private:
    void send(std::string documents);
    void sendAfter(std::uint32_t secondsMax, std::string_view type, std::string_view order, std::string_view data);
    std::string event(std::string_view type, std::string_view subject, std::string_view data);
    std::string placed();
    std::string opened(std::uint32_t rider);

    BenchFeed& m_feed;
    Lane& m_lane;
    LaneOutput m_out;
    std::vector<LegRow> m_legs;
    std::vector<std::string> m_open; ///< by rider
    std::mt19937_64 m_random{1};
    EventTime m_openedAt;
    std::uint64_t m_ended = 0;
    std::uint64_t m_event = 0;
};

} // namespace roundsman
