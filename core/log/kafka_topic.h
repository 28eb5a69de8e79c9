#pragma once

// Shared by the sources of the Kafka log alone.

#include "core/log/kafka_client.h"

#include <atomic>
#include <chrono>

namespace roundsman::kafka {

/// The questions a log asks about its topic, by a handle of their own. Any thread; each waits for the broker's answer,
/// at most KafkaLimits::connectWithin.
class Topic {
public:
    Topic(KafkaSettings settings, KafkaLimits limits) : m_settings(std::move(settings)), m_limits(limits) {}

    /// Connects, and finds the topic with its partitions and identity.
    std::expected<void, LogError> open();

    [[nodiscard]] const KafkaSettings& settings() const { return m_settings; }
    [[nodiscard]] const KafkaLimits& limits() const { return m_limits; }
    [[nodiscard]] Health& health() { return m_health; }
    [[nodiscard]] const Health& health() const { return m_health; }
    [[nodiscard]] std::int32_t partitions() const { return m_partitions; }
    [[nodiscard]] const LogIdentity& identity() const { return m_identity; }

    std::expected<OffsetRange, LogError> offsets(PartitionNo partition);
    std::expected<Offset, LogError> offsetAt(PartitionNo partition, EventTime time);
    /// A setting of the topic; nothing when it may not be asked.
    std::optional<std::string> setting(const std::string& name);

    /// Asks who the topic is now. From the first other answer on, whatWentWrong() says so for ever.
    void checkIdentity();
    /// The topic is another one or gone: no offset of ours means anything.
    [[nodiscard]] std::optional<LogError> whatWentWrong() const;
    /// Serves the callbacks of this handle.
    void serve(Millis wait) { m_handle->serve(wait); }

    /// The error of `code`, with what is known about the connection.
    [[nodiscard]] LogError explain(int code, const std::string& doing) const;

private:
    std::expected<void, LogError> findPartitions();
    std::expected<std::string, LogError> askTopicId();
    std::expected<void, LogError> known(PartitionNo partition) const;

    const KafkaSettings m_settings;
    const KafkaLimits m_limits;
    Health m_health; // before the handle, whose threads use it
    std::shared_ptr<Handle> m_handle;
    std::int32_t m_partitions = 0;
    LogIdentity m_identity;
    std::mutex m_checkMutex;
    std::chrono::steady_clock::time_point m_checkedAt;
    std::atomic<bool> m_recreated{false};
    std::atomic<bool> m_gone{false};
};

} // namespace roundsman::kafka
