#pragma once

#include "core/log/event_log.h"
#include "core/model/market_map.h"
#include "core/sim/simulation.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace roundsman {

struct SimulatedLogLimits {
    Millis gather{50}; ///< of simulated time: how long a record gathers documents of one partition
    std::size_t recordBytes = std::size_t{128} * 1'024; ///< a record is closed when it has grown to that
    Millis waitForRoom{30'000};                         ///< how long a full log is waited for
};

/// Writes what a simulation sends into an event log: many documents a record, a line each, every market in its
/// partition, the time of sending as the receive time. What goes into a record depends on simulated time alone.
/// Used by one thread.
class SimulatedLog final : public DocumentSink {
public:
    /// `city` and `log` must outlive it.
    SimulatedLog(const City& city, EventLog& log, std::unique_ptr<LogWriter> writer, const MarketMap& markets,
                 SimulatedLogLimits limits = {});
    ~SimulatedLog() override;

    void take(const SimulatedDocument& document) override;
    /// Closes the records that have waited long enough by `now`; to be called after each step of the simulation.
    void settle(EventTime now);
    /// Closes all records and waits for their acknowledgement. False: not all came; see trouble().
    bool finish(Millis wait);

    /// What went wrong first, a sentence; empty: nothing.
    [[nodiscard]] std::string trouble() const;
    [[nodiscard]] std::uint64_t records() const { return m_records; }

private:
    struct Gathering {
        std::string value;
        EventTime first;
        EventTime last;
        std::string key; ///< the market of its first document
    };
    /// Outlives the sink: acknowledgements may come late.
    struct Answers {
        mutable std::mutex mutex;
        std::string trouble;
        std::atomic<bool> failed = false;
    };

    void close(std::size_t partition);
    void append(std::size_t partition);

    const City& m_city;
    std::unique_ptr<LogWriter> m_writer;
    SimulatedLogLimits m_limits;
    std::vector<std::size_t> m_partitionOf; ///< by market
    std::vector<Gathering> m_gathering;     ///< by partition
    std::shared_ptr<Answers> m_answers = std::make_shared<Answers>();
    std::uint64_t m_records = 0;
};

} // namespace roundsman
