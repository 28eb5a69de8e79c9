#include "core/node/simulated_log.h"

#include <array>

namespace roundsman {

SimulatedLog::SimulatedLog(const City& city, EventLog& log, std::unique_ptr<LogWriter> writer, const MarketMap& markets,
                           SimulatedLogLimits limits)
    : m_city(city),
      m_writer(std::move(writer)),
      m_limits(limits),
      m_gathering(static_cast<std::size_t>(log.partitions())) {
    for (const CityMarket& market : city.markets) {
        m_partitionOf.push_back(static_cast<std::size_t>(markets.partitionOf(market.id).value()));
    }
}

SimulatedLog::~SimulatedLog() = default;

void SimulatedLog::take(const SimulatedDocument& document) {
    const std::size_t partition = m_partitionOf[document.market];
    Gathering& gathering = m_gathering[partition];
    if (!gathering.value.empty() && (document.time - gathering.first >= m_limits.gather ||
                                     gathering.value.size() + document.bytes.size() > m_limits.recordBytes)) {
        close(partition);
    }
    if (gathering.value.empty()) {
        gathering.first = document.time;
        gathering.key = m_city.markets[document.market].id;
    } else {
        gathering.value.push_back('\n');
    }
    gathering.last = document.time;
    gathering.value.append(document.bytes);
}

void SimulatedLog::settle(EventTime now) {
    for (std::size_t partition = 0; partition < m_gathering.size(); ++partition) {
        if (!m_gathering[partition].value.empty() && now - m_gathering[partition].first >= m_limits.gather) {
            close(partition);
        }
    }
}

void SimulatedLog::close(std::size_t partition) {
    if (!m_answers->failed) {
        append(partition);
        ++m_records;
    }
    m_gathering[partition].value.clear();
}

void SimulatedLog::append(std::size_t partition) {
    const Gathering& gathering = m_gathering[partition];
    const std::string received = std::to_string(millisOf(gathering.last));
    const std::array<HeaderView, 1> headers{HeaderView{header::receiveTime, received}};
    const NewRecord record{PartitionNo{static_cast<std::int32_t>(partition)}, gathering.key, gathering.value, headers};
    const auto failed = [answers = m_answers](const LogError& error) {
        const std::scoped_lock lock(answers->mutex);
        if (!answers->failed.exchange(true)) {
            answers->trouble = error.sentence;
        }
    };
    const auto answered = [failed](const Appended& appended) {
        if (!appended) {
            failed(appended.error());
        }
    };
    std::expected<void, LogError> appended = m_writer->append(record, answered);
    if (!appended && appended.error().trouble == LogTrouble::queueFull && m_writer->flush(m_limits.waitForRoom)) {
        appended = m_writer->append(record, answered);
    }
    if (!appended) {
        failed(appended.error());
    }
}

bool SimulatedLog::finish(Millis wait) {
    for (std::size_t partition = 0; partition < m_gathering.size(); ++partition) {
        if (!m_gathering[partition].value.empty()) {
            close(partition);
        }
    }
    return m_writer->flush(wait) && !m_answers->failed;
}

std::string SimulatedLog::trouble() const {
    const std::scoped_lock lock(m_answers->mutex);
    return m_answers->trouble;
}

} // namespace roundsman
