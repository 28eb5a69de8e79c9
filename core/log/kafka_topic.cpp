#include "core/log/kafka_topic.h"

#include "core/log/kafka_owned.h"
#include "core/log/kafka_topic_id.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>

namespace roundsman::kafka {

namespace {

constexpr Millis checkedLately{200};

int millisOf(Millis wait) {
    return static_cast<int>(wait.count());
}

} // namespace

LogError Topic::explain(int code, const std::string& doing) const {
    LogError error = errorOf(code, m_settings, doing);
    const bool noAnswer = error.trouble == LogTrouble::unreachable || error.trouble == LogTrouble::timedOut;
    if (const auto refused = m_health.refused(); refused && noAnswer) {
        error.trouble = LogTrouble::notAuthorised;
        error.sentence = "topic " + m_settings.topic + " at " + m_settings.brokers + ": " + doing +
                         ": the broker refuses us: " + *refused + " (check user, password and certificates)";
    } else if (const auto down = m_health.unreachable(); down && noAnswer) {
        error.sentence += "; last: " + *down;
    }
    return error;
}

std::expected<void, LogError> Topic::open() {
    if (m_settings.brokers.empty()) {
        return std::unexpected(LogError{LogTrouble::other, "Kafka needs at least one broker's address, host:port"});
    }
    auto handle = Handle::make(Role::control, m_settings, m_limits, m_health);
    if (!handle) {
        return std::unexpected(handle.error());
    }
    m_handle = std::move(*handle);
    if (auto found = findPartitions(); !found) {
        return found;
    }
    const OwnedText cluster(rd_kafka_clusterid(m_handle->get(), millisOf(m_limits.connectWithin)));
    m_identity.clusterId = cluster ? cluster.get() : "";
    if (const auto id = askTopicId()) {
        m_identity.topicId = *id;
    } else if (id.error().trouble != LogTrouble::unreachable) {
        return std::unexpected(id.error());
    }
    return {}; // a cluster that answered before and is silent now does not know what an id is
}

std::expected<void, LogError> Topic::findPartitions() {
    const auto until = std::chrono::steady_clock::now() + m_limits.connectWithin;
    const rd_kafka_metadata_t* answer = nullptr;
    rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR__TRANSPORT;
    // in short steps: a refused password or port is told as soon as it is known
    while (std::chrono::steady_clock::now() < until) {
        code = rd_kafka_metadata(m_handle->get(), 0, m_handle->topic(), &answer, 500);
        m_handle->serve(Millis{0});
        const bool hopeless = m_health.refused() || m_handle->down();
        if (code == RD_KAFKA_RESP_ERR_NO_ERROR || troubleOf(code) != LogTrouble::unreachable || hopeless) {
            break;
        }
    }
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return std::unexpected(explain(code, "it does not answer"));
    }
    const OwnedMetadata metadata(answer);
    if (metadata->topic_cnt != 1 || metadata->topics[0].err != RD_KAFKA_RESP_ERR_NO_ERROR) {
        const int topicCode =
            metadata->topic_cnt == 1 ? metadata->topics[0].err : RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART;
        return std::unexpected(explain(topicCode, "it cannot be opened"));
    }
    m_partitions = metadata->topics[0].partition_cnt;
    return {};
}

std::expected<std::string, LogError> Topic::askTopicId() {
    auto id = kafka::askTopicId(m_handle->get(), m_settings.topic, m_limits.identityWithin);
    if (!id) {
        return std::unexpected(explain(id.error(), "it does not say who it is"));
    }
    return std::move(*id);
}

void Topic::checkIdentity() {
    if (m_identity.topicId.empty()) {
        return;
    }
    const std::scoped_lock lock(m_checkMutex);
    const auto now = std::chrono::steady_clock::now();
    if (now - m_checkedAt < checkedLately) {
        return; // a thousand failed records ask once
    }
    const auto id = askTopicId();
    if (id && *id != m_identity.topicId) {
        m_recreated = true;
    }
    if (id) {
        m_gone = false;
    } else if (id.error().trouble == LogTrouble::unknownTopic) {
        m_gone = true;
    }
    m_checkedAt = std::chrono::steady_clock::now();
}

std::optional<LogError> Topic::whatWentWrong() const {
    const std::string who = "topic " + m_settings.topic + " at " + m_settings.brokers + ": ";
    if (m_recreated) {
        return LogError{LogTrouble::recreated, who +
                                                   "it was deleted and made anew, so its offsets mean something else; "
                                                   "rebuild from the new topic, or restore the old one"};
    }
    if (m_gone) {
        return LogError{LogTrouble::unknownTopic, who + "it was deleted (create the topic, or check its name)"};
    }
    return std::nullopt;
}

std::expected<void, LogError> Topic::known(PartitionNo partition) const {
    if (partition.value() < 0 || partition.value() >= m_partitions) {
        return std::unexpected(LogError{LogTrouble::unknownTopic, "topic " + m_settings.topic + " has no partition " +
                                                                      std::to_string(partition.value()) + ", only " +
                                                                      std::to_string(m_partitions)});
    }
    return {};
}

std::expected<OffsetRange, LogError> Topic::offsets(PartitionNo partition) {
    if (auto there = known(partition); !there) {
        return std::unexpected(there.error());
    }
    std::int64_t low = 0;
    std::int64_t high = 0;
    const auto code = rd_kafka_query_watermark_offsets(m_handle->get(), m_settings.topic.c_str(), partition.value(),
                                                       &low, &high, millisOf(m_limits.connectWithin));
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return std::unexpected(explain(code, "its offsets cannot be asked"));
    }
    return OffsetRange{Offset{low}, Offset{high}};
}

std::expected<Offset, LogError> Topic::offsetAt(PartitionNo partition, EventTime time) {
    const auto range = offsets(partition);
    if (!range) {
        return std::unexpected(range.error());
    }
    const OwnedPartitions wanted(rd_kafka_topic_partition_list_new(1));
    auto* each = rd_kafka_topic_partition_list_add(wanted.get(), m_settings.topic.c_str(), partition.value());
    each->offset = std::max<std::int64_t>(roundsman::millisOf(time), 0);
    auto code = rd_kafka_offsets_for_times(m_handle->get(), wanted.get(), millisOf(m_limits.connectWithin));
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
        code = each->err;
    }
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return std::unexpected(explain(code, "an offset cannot be looked up by time"));
    }
    return each->offset < 0 ? range->high : Offset{each->offset};
}

std::optional<std::string> Topic::setting(const std::string& name) {
    const OwnedConfigResource resource(rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, m_settings.topic.c_str()));
    const OwnedQueue queue(rd_kafka_queue_new(m_handle->get()));
    const OwnedAdminOptions options = adminOptions(m_handle->get(), m_limits.connectWithin);
    rd_kafka_ConfigResource_t* asked = resource.get();
    rd_kafka_DescribeConfigs(m_handle->get(), &asked, 1, options.get(), queue.get());
    const OwnedEvent event(rd_kafka_queue_poll(queue.get(), millisOf(m_limits.connectWithin) + 1000));
    if (!event || rd_kafka_event_error(event.get()) != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return std::nullopt;
    }
    std::size_t count = 0;
    const auto** resources =
        rd_kafka_DescribeConfigs_result_resources(rd_kafka_event_DescribeConfigs_result(event.get()), &count);
    if (count != 1) {
        return std::nullopt;
    }
    const auto** entries = rd_kafka_ConfigResource_configs(resources[0], &count);
    const std::span all(entries, count);
    const auto found = std::ranges::find_if(
        all, [&](const rd_kafka_ConfigEntry_t* entry) { return name == rd_kafka_ConfigEntry_name(entry); });
    if (found == all.end() || rd_kafka_ConfigEntry_value(*found) == nullptr) {
        return std::nullopt;
    }
    return rd_kafka_ConfigEntry_value(*found);
}

} // namespace roundsman::kafka
