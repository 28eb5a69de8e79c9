#pragma once

// Shared by the sources of the Kafka log alone.

#include "core/base/worker.h"
#include "core/log/kafka_topic.h"
#include "core/log/log_counters.h"

#include <condition_variable>

namespace roundsman::kafka {

/// The idempotent producer, acks=all. Acknowledgements come on a thread of its own.
class KafkaWriter final : public LogWriter {
public:
    static std::expected<std::unique_ptr<KafkaWriter>, LogError> open(Topic& topic, LogCounters& counters);
    /// Waits for what is outstanding, at most the delivery time: every append is answered.
    ~KafkaWriter() override;

    std::expected<void, LogError> append(const NewRecord& record, std::function<void(Appended)> acknowledged) override;
    bool flush(Millis wait) override;

private:
    struct Pending;

    KafkaWriter(Topic& topic, LogCounters& counters) : m_topic(topic), m_counters(counters) {}
    std::expected<void, LogError> refuse(const NewRecord& record) const;
    int produce(const NewRecord& record, Pending* pending);
    static void onDelivered(void* appended, const rd_kafka_message_s& message);
    void answer(std::unique_ptr<Pending> pending, Appended appended);
    void serve(const std::stop_token& stop);
    void replaceBroken();

    Topic& m_topic;
    LogCounters& m_counters;
    std::mutex m_handleMutex; // while a broken producer is replaced nobody appends
    std::shared_ptr<Handle> m_handle;
    std::atomic<bool> m_broken{false}; // librdkafka's "fatal": this producer will never send again
    std::mutex m_mutex;
    std::condition_variable m_answered;
    std::int64_t m_outstanding = 0;
    Worker m_thread;
};

} // namespace roundsman::kafka
