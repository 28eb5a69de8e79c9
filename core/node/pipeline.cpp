#include "core/node/pipeline.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace roundsman {

Pipeline::Pipeline(const NodeLimits& limits, const Surroundings& around)
    : m_limits(limits),
      m_around(around),
      m_outputs("history", limits.queuedOutputsMax),
      m_pool("output-pool", limits.queuedOutputsMax * 2) {}

Pipeline::~Pipeline() {
    stop();
}

std::expected<std::unique_ptr<Pipeline>, std::string> Pipeline::open(const NodeParts& parts, const NodeLimits& limits,
                                                                     const Surroundings& around) {
    std::unique_ptr<Pipeline> pipeline(new Pipeline(limits, around));
    auto history = parts.openHistory();
    if (!history) {
        return std::unexpected(history.error());
    }
    pipeline->m_history = std::move(*history);
    pipeline->m_historyFolder = parts.historyFolder;
    pipeline->m_logFolder = parts.logFolder;
    if (auto opened = pipeline->openLog(parts); !opened) {
        return std::unexpected(opened.error());
    }
    if (auto opened = pipeline->openLanes(parts); !opened) {
        return std::unexpected(opened.error());
    }
    pipeline->wire();
    if (parts.streams) {
        pipeline->m_streams = std::make_unique<Streams>(*parts.streams, pipeline->m_lanes,
                                                        Streams::Surroundings{.log = *pipeline->m_writer,
                                                                              .markets = *pipeline->m_markets,
                                                                              .history = *pipeline->m_historyWorker,
                                                                              .metrics = around.metrics,
                                                                              .lines = around.lines,
                                                                              .clock = around.clock,
                                                                              .audit = around.audit});
    }
    return pipeline;
}

std::expected<void, std::string> Pipeline::openLog(const NodeParts& parts) {
    auto log = parts.openLog();
    if (!log) {
        return std::unexpected(log.error().sentence);
    }
    m_log = std::move(*log);
    auto writer = m_log->write();
    if (!writer) {
        return std::unexpected(writer.error().sentence);
    }
    m_writer = std::move(*writer);
    const auto outside = [&](const auto& market) {
        return market.second >= m_log->partitions();
    };
    if (const auto wrong = std::ranges::find_if(parts.markets, outside); wrong != parts.markets.end()) {
        return std::unexpected("markets." + wrong->first + " is partition " + std::to_string(wrong->second) +
                               ", but the log has " + std::to_string(m_log->partitions()));
    }
    m_markets.emplace(m_log->partitions(), parts.markets);
    for (const std::string& notice : m_log->notices()) {
        m_around.lines.warning("log", notice);
    }
    return {};
}

std::expected<void, std::string> Pipeline::openLanes(const NodeParts& parts) {
    const auto identity = m_log->identity();
    if (!identity) {
        return std::unexpected(identity.error().sentence);
    }
    std::vector<PartitionNo> wanted = parts.partitions;
    for (std::int32_t p = 0; wanted.size() < static_cast<std::size_t>(m_log->partitions()) && parts.partitions.empty();
         ++p) {
        wanted.emplace_back(p);
    }
    const LaneWorker::Wiring wiring{.history = m_outputs,
                                    .pool = m_pool,
                                    .metrics = m_around.metrics,
                                    .framesChanged = m_around.framesChanged,
                                    .snapshots = m_history->keepsSnapshots()};
    for (const PartitionNo partition : wanted) {
        const auto kept = m_log->offsets(partition);
        if (!kept) {
            return std::unexpected(kept.error().sentence);
        }
        if (auto told = tellLastRecord(partition, *kept); !told) {
            return told;
        }
        auto position = m_history->position(partition, *identity, *kept);
        if (!position) {
            return std::unexpected(position.error());
        }
        auto lane = parts.makeLane(partition, position->snapshot);
        m_lanes.push_back(std::make_unique<LaneWorker>(partition, std::move(lane), *position, *kept, m_limits, wiring));
    }
    return {};
}

/// A log that was made anew under its old name has another record there.
std::expected<void, std::string> Pipeline::tellLastRecord(PartitionNo partition, OffsetRange kept) {
    const auto wanted = m_history->lastRecord(partition);
    if (!wanted || *wanted < kept.low || *wanted >= kept.high) {
        return {};
    }
    auto reader = m_log->read(std::vector{ReadFrom{partition, *wanted}});
    if (!reader) {
        return std::unexpected(reader.error().sentence);
    }
    constexpr Millis patience{1'500};
    const auto until = std::chrono::steady_clock::now() + patience;
    while ((*reader)->position(partition) <= *wanted) {
        const auto batch = (*reader)->poll(Millis{100});
        if (!batch) {
            return std::unexpected(batch.error().sentence);
        }
        for (const RecordView& record : (*batch)->records()) {
            if (record.offset == *wanted) {
                m_history->tellRecord(partition, markOf(record));
                return {};
            }
        }
        if (std::chrono::steady_clock::now() > until) {
            return std::unexpected("the log does not give the record at offset " + std::to_string(wanted->value()) +
                                   " of partition " + std::to_string(partition.value()) +
                                   ", by which history knows its log again");
        }
    }
    return {}; // it is gone by compaction
}

void Pipeline::wire() {
    std::vector<LaneWorker*> lanes;
    for (const auto& lane : m_lanes) {
        lanes.push_back(lane.get());
    }
    m_historyWorker = std::make_unique<HistoryWorker>(
        m_outputs, m_pool, *m_history, m_limits,
        HistoryWorker::Surroundings{.metrics = m_around.metrics, .lines = m_around.lines, .clock = m_around.clock});
    m_source = std::make_unique<Source>(*m_log, lanes, m_limits, m_around.metrics, m_around.lines);
    m_watch = std::make_unique<LogWatch>(*m_log, *m_writer, lanes, m_outputs, m_limits, m_around.metrics,
                                         m_around.lines, m_around.clock);
}

void Pipeline::start(const Worker::Failed& failed) {
    m_historyWorker->start(failed);
    for (const auto& lane : m_lanes) {
        lane->start(failed);
    }
    m_source->start(failed);
    m_watch->start(failed);
    if (m_streams) {
        m_streams->start(failed);
    }
}

void Pipeline::stop() {
    if (std::exchange(m_stopped, true) || !m_source) {
        return;
    }
    std::mutex mutex;
    std::condition_variable changed;
    bool drained = false;
    std::jthread guard([&] {
        std::unique_lock lock(mutex);
        if (!changed.wait_for(lock, m_limits.drainMax, [&] { return drained; })) {
            abandon();
        }
    });
    drain();
    {
        const std::lock_guard lock(mutex);
        drained = true;
    }
    changed.notify_all();
}

void Pipeline::drain() {
    if (m_streams) {
        m_streams->requestStop();
    }
    m_watch->requestStop();
    m_source->requestStop();
    m_source->join();
    for (const auto& lane : m_lanes) {
        lane->queue().close();
    }
    for (const auto& lane : m_lanes) {
        lane->join();
    }
    m_outputs.close();
    m_historyWorker->join();
    m_watch->join();
    if (m_streams) {
        m_streams->join();
    }
}

void Pipeline::abandon() {
    m_around.lines.warning("node", "stopping took too long; what is not committed is read again at the next start");
    for (const auto& lane : m_lanes) {
        lane->queue().abandon();
    }
    m_historyWorker->giveUp();
}

LaneWorker* Pipeline::lane(PartitionNo partition) {
    const auto found = std::ranges::find_if(m_lanes, [&](const auto& lane) { return lane->partition() == partition; });
    return found == m_lanes.end() ? nullptr : found->get();
}

std::vector<LaneStatus> Pipeline::laneStatus() const {
    return m_watch->lanes();
}

std::vector<DestinationStatus> Pipeline::outboxStatus() const {
    return m_streams ? m_streams->outboxStatus() : std::vector<DestinationStatus>{};
}

std::string Pipeline::logTrouble() const {
    const std::string reading = m_source->trouble();
    return reading.empty() ? m_watch->trouble() : reading;
}

bool Pipeline::recovered() const {
    return std::ranges::all_of(m_lanes, [](const auto& lane) { return lane->progress().recovered.load(); });
}

} // namespace roundsman
