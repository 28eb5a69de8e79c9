#include "core/gateway/ingest_batcher.h"

#include <utility>

namespace roundsman {
namespace {

constexpr std::size_t tracesMax = 16; ///< of one record: a trace is a sample, not an account

} // namespace

IngestBatcher::IngestBatcher(IoLoop& loop, IngestLog& log, const Clock& clock, const GatewayLimits& limits,
                             GatewayCounters& counters)
    : m_loop(loop),
      m_log(log),
      m_clock(clock),
      m_limits(limits),
      m_counters(counters),
      m_ackSeconds(counters.ackSecondsOf(loop.index())) {}

bool IngestBatcher::add(PartitionNo partition, std::string_view document, const std::shared_ptr<AckTarget>& target,
                        std::uint64_t item, std::string_view traceparent) {
    if (m_waitingBytes + document.size() > m_limits.waitingBytesMax) {
        return false;
    }
    Record& record = m_open[partition];
    if (!record.bytes.empty() && record.bytes.size() + document.size() >= m_limits.recordBytesMax) {
        send(partition, record);
    }
    if (record.bytes.empty()) {
        record.received = m_clock.now();
        record.begun = m_loop.now();
    }
    record.bytes.append(document).push_back('\n');
    m_waitingBytes += document.size() + 1;
    if (target) {
        record.waiters.push_back({target, item});
    }
    if (!traceparent.empty() && record.traces.size() < tracesMax &&
        (record.traces.empty() || record.traces.back() != traceparent)) {
        record.traces.emplace_back(traceparent);
    }
    if (!std::exchange(m_timerArmed, true)) {
        m_loop.after(m_limits.gatherFor, [this] { flush(); });
    }
    return true;
}

void IngestBatcher::flush() {
    m_timerArmed = false;
    for (auto& [partition, record] : m_open) {
        if (!record.bytes.empty()) {
            send(partition, record);
        }
    }
}

void IngestBatcher::send(PartitionNo partition, Record& open) {
    const auto record = std::make_shared<Record>(std::exchange(open, {}));
    open.waiters.reserve(record->waiters.size());
    open.bytes.reserve(record->bytes.size());
    const std::string received = std::to_string(millisOf(record->received));
    std::vector<HeaderView> headers{{.name = header::receiveTime, .value = received}};
    for (const std::string& trace : record->traces) {
        headers.push_back({.name = header::traceparent, .value = trace});
    }
    const auto taken = m_log.append({.partition = partition, .key = {}, .value = record->bytes, .headers = headers},
                                    [this, record, &loop = m_loop](const Appended& appended) {
                                        const bool durable = appended.has_value();
                                        loop.post([this, record, durable] { answer(*record, durable); });
                                    });
    if (!taken) { // said at the turn's end: whoever added just now does not expect an answer yet
        m_loop.atTurnsEnd([this, record] { answer(*record, false); });
    }
}

void IngestBatcher::answer(const Record& record, bool durable) {
    m_waitingBytes -= record.bytes.size();
    (durable ? m_counters.records : m_counters.recordsFailed).add();
    m_ackSeconds.observe(std::chrono::duration<double>(IoLoop::Steady::now() - record.begun).count());
    for (std::size_t i = 0; i < record.waiters.size(); ++i) {
        constexpr std::size_t ahead = 4; // each is another connection, and its memory cold
        if (i + ahead < record.waiters.size()) {
            const char* const next = reinterpret_cast<const char*>(record.waiters[i + ahead].target.get());
            __builtin_prefetch(next);
            __builtin_prefetch(next + 64);
            __builtin_prefetch(next + 128);
        }
        record.waiters[i].target->onAnswered(record.waiters[i].item, durable);
    }
    for (const Waiter& waiter : record.waiters) {
        waiter.target->onSettled();
    }
}

} // namespace roundsman
