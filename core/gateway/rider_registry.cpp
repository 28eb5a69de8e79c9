#include "core/gateway/rider_registry.h"

#include "core/gateway/rider_socket.h"

#include <utility>

namespace roundsman {

std::shared_ptr<RiderSocket> RiderRegistry::enter(const std::string& rider,
                                                  const std::shared_ptr<RiderSocket>& socket) {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_sockets[rider], socket).lock();
}

void RiderRegistry::leave(const std::string& rider, const RiderSocket& socket) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_sockets.find(rider);
    if (found == m_sockets.end()) {
        return;
    }
    const auto his = found->second.lock();
    if (!his || his.get() == &socket) {
        m_sockets.erase(found);
    }
}

std::shared_ptr<RiderSocket> RiderRegistry::of(std::string_view rider) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_sockets.find(rider);
    return found == m_sockets.end() ? nullptr : found->second.lock();
}

std::vector<std::shared_ptr<RiderSocket>> RiderRegistry::all() const {
    std::vector<std::shared_ptr<RiderSocket>> sockets;
    const std::lock_guard lock(m_mutex);
    for (const auto& [rider, weak] : m_sockets) {
        if (auto socket = weak.lock()) {
            sockets.push_back(std::move(socket));
        }
    }
    return sockets;
}

std::size_t RiderRegistry::size() const {
    const std::lock_guard lock(m_mutex);
    return m_sockets.size();
}

} // namespace roundsman
