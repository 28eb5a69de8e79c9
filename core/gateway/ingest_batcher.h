#pragma once

#include "core/base/net/io_loop.h"
#include "core/gateway/counters.h"
#include "core/gateway/gateway_limits.h"
#include "core/gateway/ingest_log.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

/// Somebody who waits for the log's word on documents that he handed over. Told on his loop's thread.
class AckTarget {
public:
    virtual ~AckTarget() = default;
    /// `durable` false: the log did not take it, or nobody knows (it has to be sent again).
    virtual void onAnswered(std::uint64_t item, bool durable) = 0;
    /// After the last item of a record: the time to pass the word on.
    virtual void onSettled() = 0;
};

/// Gathers the documents of many senders into one record a partition, hands it to the log, and tells everybody when it
/// is durable. One a loop, used on its thread alone; the log answers elsewhere, and its answer is carried here.
class IngestBatcher {
public:
    IngestBatcher(IoLoop& loop, IngestLog& log, const Clock& clock, const GatewayLimits& limits,
                  GatewayCounters& counters);

    /// Takes a document along. False: too much waits for the log already. `target` may be null.
    bool add(PartitionNo partition, std::string_view document, const std::shared_ptr<AckTarget>& target,
             std::uint64_t item, std::string_view traceparent = {});
    void flush();

    /// Handed to the log and not answered yet, and what is being gathered.
    [[nodiscard]] std::size_t waitingBytes() const { return m_waitingBytes; }

private:
    struct Waiter {
        std::shared_ptr<AckTarget> target;
        std::uint64_t item = 0;
    };
    struct Record {
        std::string bytes;
        std::vector<Waiter> waiters;
        std::vector<std::string> traces;
        EventTime received;
        IoLoop::Steady::time_point begun;
    };

    void send(PartitionNo partition, Record& record);
    void answer(const Record& record, bool durable);

    IoLoop& m_loop;
    IngestLog& m_log;
    const Clock& m_clock;
    const GatewayLimits& m_limits;
    GatewayCounters& m_counters;
    Histogram& m_ackSeconds;
    std::map<PartitionNo, Record> m_open;
    std::size_t m_waitingBytes = 0;
    bool m_timerArmed = false;
};

} // namespace roundsman
