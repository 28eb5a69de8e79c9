#pragma once

#include "core/base/metrics.h"
#include "core/base/time.h"
#include "core/base/worker.h"
#include "core/log/event_log.h"
#include "core/model/market_map.h"
#include "core/node/demo_clock.h"
#include "core/sim/city.h"
#include "core/sim/simulation.h"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace roundsman {

/// How long a demo's city has been at work when somebody comes to see it.
struct DemoPast {
    Millis inShort{0}; ///< ... of which orders are known, for figures of days and weeks,
    Millis inFull{0};  ///< and then everything, for surge, trails and open orders
};
/// As long as can be processed in some seconds: the more riders, the shorter.
DemoPast pastFor(const SimulationOptions& simulation);

/// The demo's city. Its clocks are such that it is time for dinner at `start`, wherever on earth that is now: a new
/// city is seen at work, whatever the hour at home.
City demoCity(EventTime start, std::uint64_t seed = 1);

/// The simulated city, live: its riders, restaurants and customers write into the log as the world would, in real time,
/// many documents in one record. Before, its past is written as fast as the log takes it, with the log's clock standing
/// in the past meanwhile. A log that is full is waited for; then the city's clock runs behind and catches up.
class DemoFeed {
public:
    struct Options {
        std::shared_ptr<const City> city; ///< none: demoCity()
        SimulationOptions simulation;     ///< its start is when the feed starts
        Millis step{50};                  ///< how often what happened meanwhile is sent
        DemoPast past;                    ///< what has happened before
        DemoClock* logClock = nullptr;    ///< the log's; without it there is no past
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
    void writePast(Simulation& simulation, EventTime until, Records& records, const std::stop_token& stop);
    void live(Simulation& simulation, Records& records, const std::stop_token& stop);

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
