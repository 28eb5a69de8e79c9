#pragma once

#include "core/log/kafka_log.h"
#include "core/model/outbox.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

struct KafkaOutboxSettings {
    std::string brokers;
    std::map<std::string, std::string> options{}; ///< of librdkafka
    bool createTopics = true;                     ///< those that are not there
    std::int32_t partitions = 4;                  ///< of topics that are made
};

/// A message to a topic of ours. Its id goes with it as the header "rm-id": who has seen it has seen this content.
struct TopicMessage {
    std::string_view topic;
    std::string_view key;
    std::string_view value;
    std::string_view id;
};

/// Our outgoing topics. The key decides the partition as Kafka's own clients do it. Used by one thread, but for
/// cancel().
class KafkaTopics {
public:
    virtual ~KafkaTopics() = default;

    /// Sends in order, and waits until each has arrived or will not.
    virtual OutboxDelivery send(std::span<const TopicMessage> messages) = 0;
    /// Any thread: whatever waits gives up; nothing can be sent any more.
    virtual void cancel() = 0;
};

std::unique_ptr<KafkaTopics> makeKafkaTopics(const KafkaOutboxSettings& settings, const KafkaLimits& limits = {});

/// The outbox's rows, to the topics that they name.
std::unique_ptr<OutboxSender> makeKafkaOutbox(const KafkaOutboxSettings& settings, const KafkaLimits& limits = {});

} // namespace roundsman
