#pragma once

#include "core/base/bytes.h"
#include "core/base/flat_map.h"
#include "core/base/time.h"

#include <cstdint>
#include <deque>
#include <string_view>
#include <utility>

namespace roundsman {

/// Ids of events that were taken, for some hours of lane time. An id counts together with its source (CloudEvents).
class EventIds {
public:
    [[nodiscard]] bool taken(std::string_view source, std::string_view id) const;
    void take(std::string_view source, std::string_view id, EventTime laneTime);
    void forgetBefore(EventTime time);

    void save(ByteWriter& out) const;
    void load(ByteReader& in);

private:
    FlatMap<std::int64_t> m_takenAt; ///< hash -> lane time
    std::deque<std::pair<EventTime, std::uint64_t>> m_order;
};

} // namespace roundsman
