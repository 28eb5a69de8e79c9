#include "core/log/kafka_group.h"
#include "core/log/kafka_topic_id.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <optional>

namespace roundsman::kafka {

/// The group's word about partitions. Whatever goes wrong here ends this member: it is opened anew.
void Group::rebalanced(int code, rd_kafka_topic_partition_list_t* partitions) {
    ++m_rebalances;
    m_progressAt = Steady::now();
    m_lastTopic = nullptr;
    const bool step = std::string_view(rd_kafka_rebalance_protocol(m_handle->get())) == "COOPERATIVE";
    if (code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
        given(partitions);
    } else {
        part(code, partitions);
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

void Group::part(int code, const rd_kafka_topic_partition_list_t* partitions) {
    const bool lost = rd_kafka_assignment_lost(m_handle->get()) != 0;
    taken(partitions, code == RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS && !lost);
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

/// The group is left in order while there is time, then at once. A word of the group that nobody answers would hold the
/// handle's end for ever: until it is closed each is answered, by giving everything back.
void Group::close(Millis within) {
    if (!m_handle) {
        return;
    }
    {
        const OwnedQueue closing(rd_kafka_queue_new(m_handle->get()));
        if (rd_kafka_error_t* error = rd_kafka_consumer_close_queue(m_handle->get(), closing.get())) {
            rd_kafka_error_destroy(error);
        } else {
            serveClosing(closing.get(), Steady::now() + within, true);
            serveClosing(closing.get(), Steady::now() + m_limits.connectWithin, false);
        }
    } // a queue has to go before its handle
    m_queue.reset();
    m_handle.reset();
}

/// What is taken from us is parted with at once, but the group's word is answered a moment later, and only if it still
/// waits: a group that ends meanwhile does not take the answer, and librdkafka would wait for ever (its issue 4884).
void Group::serveClosing(rd_kafka_queue_t* closing, Steady::time_point until, bool orderly) {
    constexpr Millis moment{100};
    std::optional<Steady::time_point> asked;
    while (rd_kafka_consumer_closed(m_handle->get()) == 0 && Steady::now() < until) {
        const OwnedEvent event{rd_kafka_queue_poll(closing, 20)};
        if (event && rd_kafka_event_type(event.get()) == RD_KAFKA_EVENT_REBALANCE) {
            asked = Steady::now();
            if (orderly && rd_kafka_event_error(event.get()) != RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
                part(rd_kafka_event_error(event.get()), rd_kafka_event_topic_partition_list(event.get()));
                asked = Steady::now();
            }
        } else if (asked && Steady::now() - *asked > moment) {
            rd_kafka_assign(m_handle->get(), nullptr); // of any protocol: who leaves gives everything back
            asked.reset();
        }
    }
}

} // namespace roundsman::kafka
