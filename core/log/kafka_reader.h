#pragma once

// Shared by the sources of the Kafka log alone.

#include "core/log/kafka_topic.h"
#include "core/log/log_counters.h"

#include <chrono>
#include <condition_variable>

namespace roundsman::kafka {

/// Wakes the polling thread when librdkafka has put something into an empty queue, or when somebody asks for it.
class Doorbell {
public:
    void ring();
    /// False: the time is over. The ring is used up.
    bool waitForRing(std::chrono::steady_clock::time_point until);

private:
    std::mutex m_mutex;
    std::condition_variable m_rung;
    bool m_ringing = false;
};

/// One partition of a running consumer, with a queue of its own: pausing is not asking that queue, so that nothing
/// prefetched is thrown away, and its limit stops the fetching.
class Stream {
public:
    Stream(std::shared_ptr<Handle> handle, const std::shared_ptr<Doorbell>& doorbell, ReadFrom from);
    ~Stream();
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    /// librdkafka's code when it cannot be started.
    int start();
    /// Takes what is there, at most `most`. The messages are the caller's.
    std::size_t take(rd_kafka_message_s** messages, std::size_t most);

private:
    const std::shared_ptr<Handle> m_handle;
    const std::shared_ptr<Doorbell> m_doorbell; // librdkafka's threads ring it
    const ReadFrom m_from;
    rd_kafka_queue_s* m_queue = nullptr;
};

class KafkaReader final : public LogReader {
public:
    static std::expected<std::unique_ptr<KafkaReader>, LogError> open(Topic& topic, std::span<const ReadFrom> from,
                                                                      LogCounters& counters);

    std::expected<RecordBatchPtr, LogError> poll(Millis wait) override;
    void pause(PartitionNo partition) override;
    void resume(PartitionNo partition) override;
    [[nodiscard]] Offset position(PartitionNo partition) const override;
    void wake() override;

private:
    using Clock = std::chrono::steady_clock;
    struct Place {
        ReadFrom at;
        bool paused = false;
        std::optional<LogError> trouble; // told from now on: this partition cannot go on
        std::unique_ptr<Stream> stream;
    };
    class Batch;

    KafkaReader(Topic& topic, LogCounters& counters) : m_topic(topic), m_counters(counters) {}
    std::expected<void, LogError> startConsumer();
    std::unique_ptr<Batch> takeAvailable();
    void takeFrom(Place& place, Batch& batch);
    void noteEvent(Place& place, const rd_kafka_message_s& message);
    LogError outOfRange(const Place& place);
    /// What keeps this reader from going on, if anything does.
    std::optional<LogError> trouble();
    std::expected<void, LogError> watchProgress();
    bool isBehind();
    Place& place(PartitionNo partition);

    Topic& m_topic;
    LogCounters& m_counters;
    std::shared_ptr<Doorbell> m_doorbell = std::make_shared<Doorbell>();
    std::shared_ptr<Handle> m_handle;
    std::vector<Place> m_places; // streams go before the handle
    std::size_t m_first = 0;     // whose turn it is
    std::size_t m_lastCount = 0; // the next batch is expected to be like the last one
    Clock::time_point m_progressAt = Clock::now();
    std::atomic<bool> m_woken{false};
};

} // namespace roundsman::kafka
