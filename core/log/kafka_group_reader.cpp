#include "core/log/kafka_group_reader.h"

#include "core/base/check.h"
#include "core/log/kafka_client.h"
#include "core/log/kafka_owned.h"
#include "core/log/kafka_topic_id.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace roundsman {

namespace kafka {

namespace {

using Steady = std::chrono::steady_clock;

/// The messages of a poll, as librdkafka gave them: nothing is copied.
class Batch final : public GroupBatch {
public:
    explicit Batch(std::shared_ptr<Handle> handle) : m_handle(std::move(handle)) {}
    ~Batch() override {
        for (rd_kafka_message_t* message : m_messages) {
            rd_kafka_message_destroy(message);
        }
    }
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;

    [[nodiscard]] std::span<const GroupRecord> records() const override { return m_records; }

    /// Headers of foreign records say nothing to us.
    void add(std::uint32_t source, rd_kafka_message_t* message) {
        m_messages.push_back(message);
        m_records.push_back({source,
                             {PartitionNo{message->partition},
                              Offset{message->offset},
                              eventTimeFromMillis(rd_kafka_message_timestamp(message, nullptr)),
                              {static_cast<const char*>(message->key), message->key_len},
                              {static_cast<const char*>(message->payload), message->len},
                              {}}});
    }

private:
    const std::shared_ptr<Handle> m_handle; // outlives its messages
    std::vector<rd_kafka_message_t*> m_messages;
    std::vector<GroupRecord> m_records;
};

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
    struct Source {
        GroupSource is;
        bool ours = false;
        Offset next{-1}; ///< to be delivered
    };

    void given(rd_kafka_topic_partition_list_t* partitions);
    void taken(const rd_kafka_topic_partition_list_t* partitions, bool stillOurs);
    std::expected<void, LogError> learnTopicIds(const rd_kafka_topic_partition_list_t* partitions);
    std::expected<void, LogError> findStart(rd_kafka_topic_partition_list_t* partitions);
    std::expected<Offset, LogError> endOf(const char* topic, std::int32_t partition) const;
    std::uint32_t numberOf(std::string_view topic, std::int32_t partition);
    std::uint32_t numberOf(const rd_kafka_message_t& message);
    void take(rd_kafka_message_t* message, Batch& batch);
    void noteEvent(const rd_kafka_message_t& message);
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
    const rd_kafka_topic_t* m_lastTopic = nullptr; ///< m_lastNumber's
    std::int32_t m_lastPartition = -1;
    std::uint32_t m_lastNumber = 0;
};

LogError Group::errorOf(int code, const std::string& doing) const {
    LogError error = kafka::errorOf(code, {.brokers = m_settings.brokers, .topic = m_settings.group}, doing);
    error.sentence.replace(0, 6, "consumer group "); // "topic "
    if (const auto refused = m_health.refused()) {
        error.trouble = LogTrouble::notAuthorised;
        error.sentence += "; the broker refuses us: " + *refused + " (check user, password and certificates)";
    }
    return error;
}

std::expected<void, LogError> Group::open() {
    KafkaSettings settings{.brokers = m_settings.brokers, .topic = {}, .options = m_settings.options};
    settings.options["group.id"] = m_settings.group;
    auto handle = Handle::make(Role::group, settings, m_limits, m_health, nullptr, this);
    if (!handle) {
        return std::unexpected(handle.error());
    }
    m_handle = std::move(*handle);
    rd_kafka_poll_set_consumer(m_handle->get());
    m_queue.reset(rd_kafka_queue_get_consumer(m_handle->get()));
    const OwnedPartitions topics(rd_kafka_topic_partition_list_new(static_cast<int>(m_settings.topics.size())));
    for (const std::string& topic : m_settings.topics) {
        rd_kafka_topic_partition_list_add(topics.get(), topic.c_str(), RD_KAFKA_PARTITION_UA);
    }
    const auto code = rd_kafka_subscribe(m_handle->get(), topics.get());
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return std::unexpected(errorOf(code, "its topics cannot be subscribed to"));
    }
    return {};
}

std::uint32_t Group::numberOf(std::string_view topic, std::int32_t partition) {
    const auto& id = m_topicIds[std::string(topic)];
    const auto found = std::ranges::find_if(m_sources, [&](const Source& source) {
        return source.is.topic == topic && source.is.topicId == id && source.is.partition.value() == partition;
    });
    if (found == m_sources.end()) {
        m_sources.push_back({.is = {std::string(topic), id, PartitionNo{partition}}});
        return static_cast<std::uint32_t>(m_sources.size() - 1);
    }
    return static_cast<std::uint32_t>(found - m_sources.begin());
}

/// Messages of a partition come in a row.
std::uint32_t Group::numberOf(const rd_kafka_message_t& message) {
    if (message.rkt != m_lastTopic || message.partition != m_lastPartition) {
        m_lastNumber = numberOf(rd_kafka_topic_name(message.rkt), message.partition);
        m_lastTopic = message.rkt;
        m_lastPartition = message.partition;
    }
    return m_lastNumber;
}

/// The group's word about partitions. Whatever goes wrong here ends this member: it is opened anew.
void Group::rebalanced(int code, rd_kafka_topic_partition_list_t* partitions) {
    ++m_rebalances;
    m_progressAt = Steady::now();
    m_lastTopic = nullptr;
    const bool step = std::string_view(rd_kafka_rebalance_protocol(m_handle->get())) == "COOPERATIVE";
    if (code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
        given(partitions);
    } else {
        const bool lost = rd_kafka_assignment_lost(m_handle->get()) != 0;
        taken(partitions, code == RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS && !lost);
    }
    rd_kafka_error_t* error = nullptr;
    if (step) {
        error = code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS
                    ? rd_kafka_incremental_assign(m_handle->get(), partitions)
                    : rd_kafka_incremental_unassign(m_handle->get(), partitions);
    } else {
        rd_kafka_assign(m_handle->get(), code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS ? partitions : nullptr);
    }
    if (error != nullptr) {
        m_broken = errorOf(rd_kafka_error_code(error), "its partitions cannot be taken over");
        rd_kafka_error_destroy(error);
    }
    if (m_held && code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
        rd_kafka_pause_partitions(m_handle->get(), partitions);
    }
}

void Group::given(rd_kafka_topic_partition_list_t* partitions) {
    auto ready = learnTopicIds(partitions).and_then([&] { return findStart(partitions); });
    if (!ready) {
        m_broken = ready.error();
        for (const auto& each : std::span(partitions->elems, static_cast<std::size_t>(partitions->cnt))) {
            rd_kafka_topic_partition_list_set_offset(partitions, each.topic, each.partition, RD_KAFKA_OFFSET_END);
        }
        return;
    }
    for (const auto& each : std::span(partitions->elems, static_cast<std::size_t>(partitions->cnt))) {
        Source& source = m_sources[numberOf(each.topic, each.partition)];
        source.ours = true;
        source.is.committed = Offset{std::max<std::int64_t>(each.offset, -1)};
        source.next = source.is.committed;
    }
}

std::expected<void, LogError> Group::learnTopicIds(const rd_kafka_topic_partition_list_t* partitions) {
    if (!m_settings.topicIds) {
        return {};
    }
    std::map<std::string, std::string, std::less<>> ids;
    for (const auto& each : std::span(partitions->elems, static_cast<std::size_t>(partitions->cnt))) {
        if (ids.contains(each.topic)) {
            continue;
        }
        auto id = askTopicId(m_handle->get(), each.topic, m_limits.identityWithin);
        if (!id && id.error() != RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE) {
            return std::unexpected(errorOf(id.error(), std::string("topic ") + each.topic + " does not say who it is"));
        }
        ids[each.topic] = id.value_or("");
    }
    m_topicIds.merge(ids);
    for (auto& [topic, id] : ids) {
        m_topicIds[topic] = std::move(id);
    }
    return {};
}

/// Where the group was; librdkafka would ask by itself, but could not tell a new group from an old one.
std::expected<void, LogError> Group::findStart(rd_kafka_topic_partition_list_t* partitions) {
    const auto code = rd_kafka_committed(m_handle->get(), partitions, static_cast<int>(m_limits.connectWithin.count()));
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return std::unexpected(errorOf(code, "its positions cannot be asked"));
    }
    std::vector<GroupPosition> begun;
    for (auto& each : std::span(partitions->elems, static_cast<std::size_t>(partitions->cnt))) {
        if (each.offset >= 0) {
            continue;
        }
        each.offset = RD_KAFKA_OFFSET_BEGINNING;
        if (!m_settings.fromStart) {
            if (auto end = endOf(each.topic, each.partition)) {
                each.offset = end->value();
                begun.push_back({numberOf(each.topic, each.partition), *end});
            } else {
                return std::unexpected(end.error());
            }
        }
    }
    commit(begun); // what comes while nobody reads is not passed over
    return {};
}

std::expected<Offset, LogError> Group::endOf(const char* topic, std::int32_t partition) const {
    std::int64_t low = 0;
    std::int64_t high = 0;
    const auto code = rd_kafka_query_watermark_offsets(m_handle->get(), topic, partition, &low, &high,
                                                       static_cast<int>(m_limits.connectWithin.count()));
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return std::unexpected(errorOf(code, std::string("the end of ") + topic + " cannot be asked"));
    }
    return Offset{high};
}

void Group::taken(const rd_kafka_topic_partition_list_t* partitions, bool stillOurs) {
    std::vector<std::uint32_t> leaving;
    for (const auto& each : std::span(partitions->elems, static_cast<std::size_t>(partitions->cnt))) {
        const std::uint32_t number = numberOf(each.topic, each.partition);
        if (std::exchange(m_sources[number].ours, false)) {
            leaving.push_back(number);
        }
    }
    const auto positions = m_leaving(leaving);
    if (stillOurs && !positions.empty()) {
        const OwnedPartitions list = listOf(positions);
        rd_kafka_commit(m_handle->get(), list.get(), 0); // waits: others go on from there
    }
}

OwnedPartitions Group::listOf(std::span<const GroupPosition> positions) const {
    OwnedPartitions list(rd_kafka_topic_partition_list_new(static_cast<int>(positions.size())));
    for (const GroupPosition& position : positions) {
        const GroupSource& source = m_sources[position.source].is;
        rd_kafka_topic_partition_list_add(list.get(), source.topic.c_str(), source.partition.value())->offset =
            position.next.value();
    }
    return list;
}

void Group::commit(std::span<const GroupPosition> positions) {
    if (!positions.empty() && m_handle) {
        const OwnedPartitions list = listOf(positions);
        rd_kafka_commit(m_handle->get(), list.get(), 1);
    }
}

std::vector<std::uint32_t> Group::assigned() const {
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t number = 0; number < m_sources.size(); ++number) {
        if (m_sources[number].ours) {
            numbers.push_back(number);
        }
    }
    return numbers;
}

Offset Group::end(std::uint32_t source) const {
    const GroupSource& is = m_sources[source].is;
    std::int64_t low = -1;
    std::int64_t high = -1;
    if (m_handle) {
        rd_kafka_get_watermark_offsets(m_handle->get(), is.topic.c_str(), is.partition.value(), &low, &high);
    }
    return Offset{std::max<std::int64_t>(high, -1)};
}

/// What was fetched and not delivered is fetched again afterwards; so only long waits are worth a hold.
void Group::hold(bool held) {
    if (std::exchange(m_held, held) == held || !m_handle) {
        return;
    }
    rd_kafka_topic_partition_list_t* assignment = nullptr;
    if (rd_kafka_assignment(m_handle->get(), &assignment) == RD_KAFKA_RESP_ERR_NO_ERROR) {
        const OwnedPartitions all(assignment);
        if (held) {
            rd_kafka_pause_partitions(m_handle->get(), all.get());
        } else {
            rd_kafka_resume_partitions(m_handle->get(), all.get());
        }
    }
    m_progressAt = Steady::now();
}

void Group::noteEvent(const rd_kafka_message_t& message) {
    const char* topic = message.rkt == nullptr ? "" : rd_kafka_topic_name(message.rkt);
    if (message.err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
        Source& source = m_sources[numberOf(topic, message.partition)];
        source.next = std::max(source.next, Offset{message.offset}); // past markers, too
        return;
    }
    const LogTrouble meaning = troubleOf(message.err);
    if (meaning == LogTrouble::unknownTopic || meaning == LogTrouble::notAuthorised) {
        m_missing[topic] = rd_kafka_message_errstr(&message);
    } else if (message.err == RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED) {
        m_broken = errorOf(message.err, "it was left for too long");
    } else {
        m_health.failed(message.err, rd_kafka_message_errstr(&message)); // it tries again by itself
    }
}

void Group::take(rd_kafka_message_t* message, Batch& batch) {
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
        noteEvent(*message);
        rd_kafka_message_destroy(message);
        return;
    }
    const std::uint32_t number = numberOf(*message);
    if (!m_sources[number].ours || m_broken) { // fetched before it was taken away
        rd_kafka_message_destroy(message);
        return;
    }
    m_sources[number].next = Offset{message->offset + 1};
    batch.add(number, message);
}

std::expected<GroupBatchPtr, LogError> Group::poll(Millis wait) {
    auto batch = std::make_unique<Batch>(m_handle);
    if (rd_kafka_message_t* first = rd_kafka_consumer_poll(m_handle->get(), static_cast<int>(wait.count()))) {
        take(first, *batch);
        std::array<rd_kafka_message_t*, 1024> messages{};
        const std::size_t most = std::min(messages.size(), m_limits.recordsAPoll);
        const ssize_t count = rd_kafka_consume_batch_queue(m_queue.get(), 0, messages.data(), most);
        for (ssize_t i = 0; i < count; ++i) {
            take(messages[static_cast<std::size_t>(i)], *batch);
        }
    }
    if (!batch->records().empty()) {
        m_progressAt = Steady::now();
        m_health.recovered();
        m_missing.clear();
        return batch;
    }
    if (auto wrong = trouble()) {
        return std::unexpected(*wrong);
    }
    return batch;
}

std::optional<LogError> Group::trouble() {
    if (m_broken) {
        return m_broken;
    }
    if (m_handle->down() || m_health.refused()) {
        return errorOf(RD_KAFKA_RESP_ERR__TRANSPORT, "it cannot be read");
    }
    if (!m_missing.empty()) {
        const auto& [topic, why] = *m_missing.begin();
        LogError error{LogTrouble::unknownTopic, "topic " + topic + " of consumer group " + m_settings.group + " at " +
                                                     m_settings.brokers + " cannot be read: " + why};
        m_missing.clear(); // librdkafka says it again
        return error;
    }
    return stalled();
}

/// librdkafka has come to a stand without a word before (its issue tracker has several).
std::optional<LogError> Group::stalled() {
    const auto now = Steady::now();
    if (m_held || now - m_progressAt < m_limits.stalledAfter) {
        return std::nullopt;
    }
    m_progressAt = now;
    for (const Source& source : m_sources) {
        std::int64_t low = 0;
        std::int64_t high = 0;
        if (!source.ours ||
            rd_kafka_query_watermark_offsets(m_handle->get(), source.is.topic.c_str(), source.is.partition.value(),
                                             &low, &high, 2000) != RD_KAFKA_RESP_ERR_NO_ERROR) {
            continue;
        }
        if (std::max(source.next.value(), low) < high) {
            m_broken = LogError{LogTrouble::closed, "consumer group " + m_settings.group +
                                                        " made no progress though there is more to read: it is joined "
                                                        "anew"};
            return m_broken;
        }
    }
    return std::nullopt;
}

void Group::wake() {
    rd_kafka_queue_yield(m_queue.get());
}

void Group::close(Millis within) {
    if (!m_handle) {
        return;
    }
    const OwnedQueue closing(rd_kafka_queue_new(m_handle->get()));
    if (rd_kafka_error_t* error = rd_kafka_consumer_close_queue(m_handle->get(), closing.get())) {
        rd_kafka_error_destroy(error);
    } else {
        const auto until = Steady::now() + within;
        while (rd_kafka_consumer_closed(m_handle->get()) == 0 && Steady::now() < until) {
            if (const OwnedEvent event{rd_kafka_queue_poll(closing.get(), 50)};
                event && rd_kafka_event_type(event.get()) == RD_KAFKA_EVENT_REBALANCE) {
                rebalanced(rd_kafka_event_error(event.get()), rd_kafka_event_topic_partition_list(event.get()));
            }
        }
    }
    m_queue.reset();
    m_handle.reset();
}

} // namespace

} // namespace kafka

std::expected<std::unique_ptr<GroupReader>, LogError>
openKafkaGroup(const KafkaGroupSettings& settings, GroupReader::Leaving leaving, const KafkaLimits& limits) {
    auto group = std::make_unique<kafka::Group>(settings, std::move(leaving), limits);
    if (auto opened = group->open(); !opened) {
        return std::unexpected(opened.error());
    }
    return group;
}

} // namespace roundsman
