#pragma once

#include "core/log/event_log.h"

#include <map>
#include <string>

namespace roundsman {

struct KafkaSettings {
    std::string brokers; ///< host:port,host:port
    std::string topic{"fleet-events"};
    /// Passed to librdkafka as they are, after our own: security.protocol, sasl.*, ssl.*, client.id, linger.ms …
    /// Their values appear in no sentence and no log line.
    std::map<std::string, std::string> options{};
    bool wantLogTime = true; ///< a notice when the topic does not stamp LogAppendTime (the bridge's sources need not)
};

struct KafkaLimits {
    Millis connectWithin{10'000}; ///< opening, and every question about the topic
    Millis deliverWithin{30'000}; ///< an append without an acknowledgement until then has timed out
    Millis stalledAfter{30'000};  ///< nothing read for so long, though there is more: the consumer is made anew
    Millis identityWithin{5'000}; ///< a cluster that does not tell a topic's id by then never will
    Millis identityEvery{5'000};  ///< how often it is asked whether the topic is still the same
    std::int64_t recordBytesMax = 1 << 20;
    std::int64_t waitingBytesMax = 64 << 20; ///< appended and not yet acknowledged; more is `queueFull`
    std::int64_t waitingRecordsMax = 500'000;
    std::int64_t prefetchBytes = 64 << 20; ///< a partition: fetched and not yet polled
    std::size_t recordsAPoll = 1024;       ///< small enough that a batch comes from warm memory, not from fresh pages
};

/// Kafka through librdkafka's C API. Reads explicit partitions from explicit offsets, without a consumer group; writes
/// with the idempotent producer, acks=all. A paused partition keeps what was prefetched. When the topic was deleted and
/// made anew every reader and writer says `recreated` from then on: its offsets mean something else.
/// While nobody answers, polls and appends say `unreachable` or `timedOut`, and go on by themselves afterwards.
std::expected<std::unique_ptr<EventLog>, LogError> openKafkaLog(const KafkaSettings& settings,
                                                                const KafkaLimits& limits = {});

struct NewKafkaTopic {
    std::int32_t partitions = 1;
    std::int32_t replication = -1; ///< -1: as the cluster does it
    /// Topic settings by Kafka's names; LogAppendTime is set unless it stands here.
    std::map<std::string, std::string> settings{};
};

/// Makes the topic. False: it is there already, and was left as it is.
std::expected<bool, LogError> createKafkaTopic(const KafkaSettings& settings, const NewKafkaTopic& topic,
                                               const KafkaLimits& limits = {});

} // namespace roundsman
