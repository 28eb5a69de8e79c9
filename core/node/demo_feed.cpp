#include "core/node/demo_feed.h"

#include "core/sim/city.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <utility>

namespace roundsman {
namespace {

constexpr Millis fullLogWait{50};

} // namespace

/// Documents of one partition, gathered into records.
class DemoFeed::Records final : public DocumentSink {
public:
    Records(DemoFeed& feed, LogWriter& writer, const City& city, const std::stop_token& stop)
        : m_feed(feed), m_writer(writer), m_stop(stop) {
        for (const CityMarket& market : city.markets) {
            m_partitionOf.push_back(feed.m_markets.partitionOf(market.id));
        }
        m_bytes.resize(static_cast<std::size_t>(feed.m_markets.partitions()));
        m_counts.resize(m_bytes.size());
    }

    void take(const SimulatedDocument& document) override {
        const PartitionNo partition = m_partitionOf[document.market];
        const auto p = static_cast<std::size_t>(partition.value());
        if (m_bytes[p].size() + document.bytes.size() > m_feed.m_options.recordBytesMax) {
            send(partition);
        }
        m_bytes[p].append(document.bytes).push_back('\n');
        ++m_counts[p];
    }
    void sendAll() {
        for (std::size_t p = 0; p < m_bytes.size(); ++p) {
            send(PartitionNo{static_cast<std::int32_t>(p)});
        }
    }

private:
    void send(PartitionNo partition) {
        std::string& bytes = m_bytes[static_cast<std::size_t>(partition.value())];
        if (bytes.empty()) {
            return;
        }
        const std::string received = std::to_string(millisOf(m_feed.m_clock.now()));
        const std::array headers{HeaderView{.name = header::receiveTime, .value = received}};
        const NewRecord record{.partition = partition, .key = {}, .value = bytes, .headers = headers};
        const auto counted = [&records = m_feed.m_records, &refused = m_feed.m_refused](const Appended& appended) {
            (appended ? records : refused).add();
        };
        while (!m_writer.append(record, counted)) {
            if (m_stop.stop_requested()) {
                return;
            }
            m_writer.flush(fullLogWait); // full, or away: the city waits
        }
        m_feed.m_documents.add(std::exchange(m_counts[static_cast<std::size_t>(partition.value())], 0));
        bytes.clear();
    }

    DemoFeed& m_feed;
    LogWriter& m_writer;
    const std::stop_token& m_stop;
    std::vector<PartitionNo> m_partitionOf; ///< by the city's market
    std::vector<std::string> m_bytes;       ///< by partition
    std::vector<std::uint64_t> m_counts;
};

DemoFeed::DemoFeed(EventLog& log, const MarketMap& markets, const Options& options, Metrics& metrics,
                   const Clock& clock, Worker::Failed failed)
    : m_log(log),
      m_markets(markets),
      m_options(options),
      m_clock(clock),
      m_documents(metrics.counter("roundsman_demo_documents_total", "Documents that the simulated city sent.")),
      m_records(metrics.counter("roundsman_demo_records_total", "Their records that the log acknowledged.")),
      m_refused(metrics.counter("roundsman_demo_refused_total", "Their records that the log refused.")),
      m_behind(metrics.gauge("roundsman_demo_behind_seconds", "How far the city's clock is behind.")),
      m_worker("demo", [this](const std::stop_token& stop) { run(stop); }, std::move(failed)) {}

void DemoFeed::stop() {
    m_worker.requestStop();
    m_worker.join();
}

void DemoFeed::run(const std::stop_token& stop) {
    const auto city = std::make_shared<const City>(makeCity(m_options.citySeed));
    SimulationOptions options = m_options.simulation;
    options.start = m_clock.now();
    Simulation simulation(city, options);
    auto writer = m_log.write();
    if (!writer) {
        throw std::runtime_error(writer.error().sentence);
    }
    Records records(*this, **writer, *city, stop);
    std::mutex mutex;
    std::condition_variable_any rested;
    while (!stop.stop_requested()) {
        const EventTime now = m_clock.now();
        // In steps, so that a city that fell behind still writes in the order things happened, and hears stop.
        simulation.advanceTo(std::min(now, simulation.now() + m_options.step * 4), records);
        records.sendAll();
        const Millis behind = m_clock.now() - simulation.now();
        m_behind.set(std::chrono::duration<double>(behind).count());
        if (behind < m_options.step) {
            std::unique_lock lock(mutex);
            rested.wait_for(lock, stop, m_options.step - behind, [] { return false; });
        }
    }
    (*writer)->flush(Millis(500));
}

} // namespace roundsman
