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
constexpr Millis stepWait{10'000}; ///< for one step of the past to be on the disk
constexpr Millis shortStep{120'000};
constexpr Millis fullStep{5'000};

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
    /// When what comes now is said to be received; nothing: when it is sent.
    void sentAt(EventTime time) { m_sentAt = time; }
    void flush() { m_writer.flush(stepWait); }
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
        const std::string received =
            std::to_string(millisOf(m_sentAt == EventTime{} ? m_feed.m_clock.now() : m_sentAt));
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
    EventTime m_sentAt{};
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
    const EventTime now = m_clock.now();
    const auto city = m_options.city ? m_options.city : std::make_shared<const City>(demoCity(now));
    SimulationOptions options = m_options.simulation;
    const DemoPast past = m_options.logClock != nullptr ? m_options.past : DemoPast{};
    options.inFullFrom = now - past.inFull;
    options.start = options.inFullFrom - past.inShort;
    Simulation simulation(city, options);
    auto writer = m_log.write();
    if (!writer) {
        throw std::runtime_error(writer.error().sentence);
    }
    Records records(*this, **writer, *city, stop);
    if (m_options.logClock != nullptr) {
        writePast(simulation, options.inFullFrom, records, stop);
        m_options.logClock->runOn();
    }
    live(simulation, records, stop);
    (*writer)->flush(Millis(500));
}

/// A log stamps what is written when it writes it, so each step is waited for before its clock is moved on.
void DemoFeed::writePast(Simulation& simulation, EventTime until, Records& records, const std::stop_token& stop) {
    for (bool arrived = false; !arrived && !stop.stop_requested();) {
        const EventTime now = m_clock.now();
        const Millis step = simulation.now() < until ? shortStep : fullStep;
        const EventTime next = std::min(now, simulation.now() + step);
        arrived = next == now;
        m_options.logClock->standAt(next);
        records.sentAt(next);
        simulation.advanceTo(next, records);
        records.sendAll();
        records.flush();
    }
    records.sentAt({});
}

void DemoFeed::live(Simulation& simulation, Records& records, const std::stop_token& stop) {
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
}

DemoPast pastFor(const SimulationOptions& simulation) {
    constexpr double fixes = 80'000;
    constexpr double riderDays = 60;
    const double fullMinutes = std::min(45.0, fixes / simulation.updatesPerSecond / 60);
    const double shortDays = std::min(15.0, riderDays / simulation.riders);
    DemoPast past;
    if (fullMinutes >= 5) { // a shorter one has no surge yet, and no order that is late
        past.inFull = Millis(static_cast<std::int64_t>(fullMinutes) * 60'000);
        past.inShort = Millis(static_cast<std::int64_t>(shortDays * 24) * 3'600'000);
    }
    return past;
}

City demoCity(EventTime start, std::uint64_t seed) {
    constexpr int dinner = 19;
    const auto hour = static_cast<int>(millisOf(start) / 3'600'000 % 24);
    CityOptions options;
    options.utcOffsetHours = (dinner - hour + 36) % 24 - 12;
    return makeCity(seed, options);
}

} // namespace roundsman
