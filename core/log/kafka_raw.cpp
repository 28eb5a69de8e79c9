#include "core/log/kafka_raw.h"

#include "core/log/kafka_client.h"
#include "core/log/kafka_owned.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace roundsman {

using namespace kafka;

std::expected<RawConsumption, LogError> consumeRaw(const KafkaSettings& settings, const KafkaLimits& limits,
                                                   std::int32_t partitions, std::int64_t records) {
    using Steady = std::chrono::steady_clock;
    const auto begin = Steady::now();
    Health health;
    const auto handle = Handle::make(Role::consumer, settings, limits, health);
    if (!handle) {
        return std::unexpected(handle.error());
    }
    const OwnedQueue queue(rd_kafka_queue_new((*handle)->get()));
    for (std::int32_t partition = 0; partition < partitions; ++partition) {
        rd_kafka_consume_start_queue((*handle)->topic(), partition, 0, queue.get());
    }
    RawConsumption all;
    std::array<rd_kafka_message_t*, 1024> messages{};
    auto heardAt = Steady::now();
    while (all.records < records && Steady::now() - heardAt < limits.connectWithin) {
        // never more than there are: the call waits for a full batch, and the last one would wait for nothing
        const auto wanted = std::min(messages.size(), static_cast<std::size_t>(records - all.records));
        const ssize_t count = rd_kafka_consume_batch_queue(queue.get(), 1000, messages.data(), wanted);
        if (count > 0) {
            heardAt = Steady::now();
        }
        for (ssize_t at = 0; at < count; ++at) {
            rd_kafka_message_t* message = messages[static_cast<std::size_t>(at)];
            if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
                ++all.records;
                all.bytes += static_cast<std::int64_t>(message->len);
            }
            rd_kafka_message_destroy(message);
        }
    }
    all.seconds = std::chrono::duration<double>(Steady::now() - begin).count();
    for (std::int32_t partition = 0; partition < partitions; ++partition) {
        rd_kafka_consume_stop((*handle)->topic(), partition);
    }
    if (all.records < records) {
        return std::unexpected(errorOf(RD_KAFKA_RESP_ERR__TIMED_OUT, settings, "it cannot be read"));
    }
    return all;
}

std::expected<void, LogError> deleteKafkaTopic(const KafkaSettings& settings, const KafkaLimits& limits) {
    Health health;
    const auto handle = Handle::make(Role::control, settings, limits, health);
    if (!handle) {
        return std::unexpected(handle.error());
    }
    rd_kafka_DeleteTopic_t* topic = rd_kafka_DeleteTopic_new(settings.topic.c_str());
    const OwnedQueue queue(rd_kafka_queue_new((*handle)->get()));
    const OwnedAdminOptions options = adminOptions((*handle)->get(), limits.connectWithin);
    rd_kafka_DeleteTopics((*handle)->get(), &topic, 1, options.get(), queue.get());
    rd_kafka_DeleteTopic_destroy(topic);
    const OwnedEvent event(rd_kafka_queue_poll(queue.get(), static_cast<int>(limits.connectWithin.count()) + 1000));
    const int code = event ? rd_kafka_event_error(event.get()) : RD_KAFKA_RESP_ERR__TIMED_OUT;
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return std::unexpected(errorOf(code, settings, "it cannot be deleted"));
    }
    return {};
}

} // namespace roundsman
