#pragma once

#include "core/base/worker.h"
#include "core/gateway/gateway.h"
#include "core/gateway/key_store.h"
#include "core/model/frame.h"
#include "core/node/node.h"

#include <condition_variable>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace roundsman {

/// Looks after what the gateway has to hear from elsewhere: keys that were created or revoked meanwhile, and what the
/// lanes' newest pictures say that connected riders have to do. On a thread of its own, twice a second.
class GatewayWatch {
public:
    GatewayWatch(Gateway& gateway, const Node& node, KeyStore keys, const Clock& clock, const LogLines& lines,
                 Millis lookEvery = Millis(500));

    /// Reads the keys now; an error is a sentence. Empty store: no keys.
    static std::expected<std::shared_ptr<const KeyRing>, std::string> readKeys(const KeyStore& keys, EventTime now,
                                                                               std::uint64_t generation);
    void start();
    void stop();

    /// What a rider has to do for an order.
    struct Duty {
        OrderStep last = OrderStep::placed;
        std::string message;
    };

private:
    struct Told {
        std::weak_ptr<RiderSocket> socket; ///< a new connection is told everything again; one that ended is forgotten
        std::map<std::string, Duty> orders;
    };
    using Duties = std::map<std::string, std::map<std::string, Duty>>;

    void run(const std::stop_token& stop);
    void lookAtKeys();
    void lookAtOrders();
    void collect(const Frame& frame, Duties& duties) const;
    void tell(const std::shared_ptr<RiderSocket>& socket, const std::map<std::string, Duty>& now, bool knowsAll);

    Gateway& m_gateway;
    const Node& m_node;
    const KeyStore m_keys;
    const Clock& m_clock;
    const LogLines& m_lines;
    const Millis m_lookEvery;
    std::filesystem::file_time_type m_keysAt{};
    std::uint64_t m_generation = 1;
    std::string m_trouble;
    std::map<std::string, Told> m_told; ///< by rider
    std::mutex m_mutex;
    std::condition_variable_any m_rested;
    Worker m_worker; // last
};

} // namespace roundsman
