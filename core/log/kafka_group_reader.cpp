#include "core/log/kafka_group_reader.h"

#include "core/log/kafka_group.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <array>

namespace roundsman {

namespace kafka {

GroupMessages::~GroupMessages() {
    for (rd_kafka_message_t* message : m_messages) {
        rd_kafka_message_destroy(message);
    }
}

void GroupMessages::add(std::uint32_t source, rd_kafka_message_t* message) {
    m_messages.push_back(message);
    rd_kafka_headers_t* headers = nullptr;
    const void* trace = nullptr;
    std::size_t size = 0;
    std::span<const HeaderView> known;
    if (rd_kafka_message_headers(message, &headers) == RD_KAFKA_RESP_ERR_NO_ERROR &&
        rd_kafka_header_get_last(headers, header::traceparent.data(), &trace, &size) == RD_KAFKA_RESP_ERR_NO_ERROR) {
        m_traces.push_back({header::traceparent, {static_cast<const char*>(trace), size}});
        known = {&m_traces.back(), 1};
    }
    m_records.push_back({source,
                         {PartitionNo{message->partition},
                          Offset{message->offset},
                          eventTimeFromMillis(rd_kafka_message_timestamp(message, nullptr)),
                          {static_cast<const char*>(message->key), message->key_len},
                          {static_cast<const char*>(message->payload), message->len},
                          known}});
}

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

void Group::take(rd_kafka_message_t* message, GroupMessages& batch) {
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
    auto batch = std::make_unique<GroupMessages>(m_handle);
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
