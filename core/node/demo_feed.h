#pragma once

#include "core/base/metrics.h"
#include "core/base/time.h"
#include "core/base/worker.h"
#include "core/log/event_log.h"
#include "core/model/market_map.h"
#include "core/sim/simulation.h"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace roundsman {

/// The simulated city, live: its riders, restaurants and customers write into the log as the world would, in real time,
/// many documents in one record. A log that is full is waited for; then the city's clock runs behind and catches up.
class DemoFeed {
public:
    struct Options {
        std::uint64_t citySeed = 1;
        SimulationOptions simulation; ///< its start is when the feed starts
        Millis step{50};              ///< how often what happened meanwhile is sent
        std::size_t recordBytesMax = 64 * 1024;
    };

    /// `log`, `metrics` and `clock` outlive it. Starts at once; `failed` hears one sentence when it cannot go on.
    DemoFeed(EventLog& log, const MarketMap& markets, const Options& options, Metrics& metrics, const Clock& clock,
             Worker::Failed failed);
    void stop(); ///< returns when its thread is over

    [[nodiscard]] std::uint64_t documentsSent() const { return m_documents.value(); }

private:
    class Records;

    void run(const std::stop_token& stop);

    EventLog& m_log;
    const MarketMap m_markets;
    const Options m_options;
    const Clock& m_clock;
    Counter& m_documents;
    Counter& m_records;
    Counter& m_refused;
    Gauge& m_behind;
    Worker m_worker; // last
};

} // namespace roundsman
