#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

class RiderSocket;

/// Which socket is a rider's: the newest. Any thread may call.
class RiderRegistry {
public:
    /// The socket that was his before, or null.
    std::shared_ptr<RiderSocket> enter(const std::string& rider, const std::shared_ptr<RiderSocket>& socket);
    /// When it is still his.
    void leave(const std::string& rider, const RiderSocket& socket);
    [[nodiscard]] std::shared_ptr<RiderSocket> of(std::string_view rider) const;
    [[nodiscard]] std::vector<std::shared_ptr<RiderSocket>> all() const;
    [[nodiscard]] std::size_t size() const;

private:
    mutable std::mutex m_mutex;
    std::map<std::string, std::weak_ptr<RiderSocket>, std::less<>> m_sockets; ///< guarded by m_mutex
};

} // namespace roundsman
