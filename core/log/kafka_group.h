#pragma once

// Shared by the sources of the Kafka group reader alone.

#include "core/log/kafka_client.h"
#include "core/log/kafka_group_reader.h"
#include "core/log/kafka_owned.h"

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace roundsman::kafka {

/// The messages of a poll, as librdkafka gave them: nothing is copied.
class GroupMessages final : public GroupBatch {
public:
    explicit GroupMessages(std::shared_ptr<Handle> handle) : m_handle(std::move(handle)) {}
    ~GroupMessages() override;
    GroupMessages(const GroupMessages&) = delete;
    GroupMessages& operator=(const GroupMessages&) = delete;

    [[nodiscard]] std::span<const GroupRecord> records() const override { return m_records; }

    /// Of a foreign record's headers we know one: where it belongs in a trace.
    void add(std::uint32_t source, rd_kafka_message_s* message);

private:
    const std::shared_ptr<Handle> m_handle; // outlives its messages
    std::vector<rd_kafka_message_s*> m_messages;
    std::vector<GroupRecord> m_records;
    std::deque<HeaderView> m_traces; ///< they stay where they are while more come
};

/// What openKafkaGroup() gives.
class Group final : public GroupReader, public GroupMember {
public:
    Group(KafkaGroupSettings settings, Leaving leaving, const KafkaLimits& limits)
        : m_settings(std::move(settings)), m_leaving(std::move(leaving)), m_limits(limits) {}
    ~Group() override { close(Millis{2000}); }

    std::expected<void, LogError> open();

    std::expected<GroupBatchPtr, LogError> poll(Millis wait) override;
    [[nodiscard]] const GroupSource& source(std::uint32_t number) const override { return m_sources[number].is; }
    [[nodiscard]] std::vector<std::uint32_t> assigned() const override;
    [[nodiscard]] Offset end(std::uint32_t source) const override;
    void hold(bool held) override;
    void commit(std::span<const GroupPosition> positions) override;
    void close(Millis within) override;
    void wake() override;
    [[nodiscard]] std::int64_t rebalances() const override { return m_rebalances; }

    void rebalanced(int code, rd_kafka_topic_partition_list_s* partitions) override;

private:
    using Steady = std::chrono::steady_clock;
    struct Source {
        GroupSource is;
        bool ours = false;
        Offset next{-1}; ///< to be delivered
    };

    void serveClosing(rd_kafka_queue_s* closing, Steady::time_point until, bool orderly);
    void given(rd_kafka_topic_partition_list_s* partitions);
    void part(int code, const rd_kafka_topic_partition_list_s* partitions);
    void taken(const rd_kafka_topic_partition_list_s* partitions, bool stillOurs);
    std::expected<void, LogError> learnTopicIds(const rd_kafka_topic_partition_list_s* partitions);
    std::expected<void, LogError> findStart(rd_kafka_topic_partition_list_s* partitions);
    std::expected<Offset, LogError> endOf(const char* topic, std::int32_t partition) const;
    std::uint32_t numberOf(std::string_view topic, std::int32_t partition);
    std::uint32_t numberOf(const rd_kafka_message_s& message);
    void take(rd_kafka_message_s* message, GroupMessages& batch);
    void noteEvent(const rd_kafka_message_s& message);
    std::optional<LogError> trouble();
    std::optional<LogError> stalled();
    [[nodiscard]] OwnedPartitions listOf(std::span<const GroupPosition> positions) const;
    [[nodiscard]] LogError errorOf(int code, const std::string& doing) const;

    const KafkaGroupSettings m_settings;
    const Leaving m_leaving;
    const KafkaLimits m_limits;
    Health m_health;
    std::shared_ptr<Handle> m_handle;
    OwnedQueue m_queue;
    std::vector<Source> m_sources;
    std::map<std::string, std::string, std::less<>> m_topicIds;
    std::optional<LogError> m_broken;                          ///< this member is of no more use
    std::map<std::string, std::string, std::less<>> m_missing; ///< topics that cannot be read now, and why
    std::int64_t m_rebalances = 0;
    Steady::time_point m_progressAt = Steady::now();
    bool m_held = false;
    const rd_kafka_topic_s* m_lastTopic = nullptr; ///< m_lastNumber's
    std::int32_t m_lastPartition = -1;
    std::uint32_t m_lastNumber = 0;
};

} // namespace roundsman::kafka
