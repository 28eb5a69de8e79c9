#include "core/admit/event_ids.h"

#include "core/base/hash.h"

namespace roundsman {
namespace {

std::uint64_t keyOf(std::string_view source, std::string_view id) {
    return hash64(id, hash64(source));
}

} // namespace

bool EventIds::taken(std::string_view source, std::string_view id) const {
    return m_takenAt.find(keyOf(source, id)) != nullptr;
}

void EventIds::take(std::string_view source, std::string_view id, EventTime laneTime) {
    const std::uint64_t key = keyOf(source, id);
    m_takenAt.put(key, millisOf(laneTime));
    m_order.emplace_back(laneTime, key);
}

void EventIds::forgetBefore(EventTime time) {
    while (!m_order.empty() && m_order.front().first < time) {
        m_takenAt.erase(m_order.front().second);
        m_order.pop_front();
    }
}

void EventIds::save(ByteWriter& out) const {
    out.put(static_cast<std::uint64_t>(m_order.size()));
    for (const auto& [time, key] : m_order) {
        out.put(millisOf(time));
        out.put(key);
    }
}

void EventIds::load(ByteReader& in) {
    const std::size_t count = in.getCount(16);
    for (std::size_t i = 0; i < count; ++i) {
        const EventTime time = eventTimeFromMillis(in.get<std::int64_t>());
        const auto key = in.get<std::uint64_t>();
        m_takenAt.put(key, millisOf(time));
        m_order.emplace_back(time, key);
    }
}

} // namespace roundsman
