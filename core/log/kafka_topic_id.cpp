#include "core/log/kafka_topic_id.h"

#include "core/log/kafka_owned.h"

#include <librdkafka/rdkafka.h>

namespace roundsman::kafka {

std::expected<std::string, int> askTopicId(rd_kafka_s* handle, const std::string& topic, Millis within) {
    const char* name = topic.c_str();
    const OwnedCollection topics(rd_kafka_TopicCollection_of_topic_names(&name, 1));
    const OwnedQueue queue(rd_kafka_queue_new(handle));
    const OwnedAdminOptions options = adminOptions(handle, within);
    rd_kafka_DescribeTopics(handle, topics.get(), options.get(), queue.get());
    const OwnedEvent event(rd_kafka_queue_poll(queue.get(), static_cast<int>(within.count()) + 500));
    if (!event) {
        return std::unexpected(RD_KAFKA_RESP_ERR__TIMED_OUT);
    }
    if (const auto code = rd_kafka_event_error(event.get()); code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return std::unexpected(code);
    }
    std::size_t count = 0;
    const auto* result = rd_kafka_event_DescribeTopics_result(event.get());
    const auto** described = rd_kafka_DescribeTopics_result_topics(result, &count);
    if (count != 1) {
        return std::unexpected(RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART);
    }
    if (const auto* trouble = rd_kafka_TopicDescription_error(described[0]);
        trouble != nullptr && rd_kafka_error_code(trouble) != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return std::unexpected(rd_kafka_error_code(trouble));
    }
    const rd_kafka_Uuid_t* id = rd_kafka_TopicDescription_topic_id(described[0]);
    const bool known = id != nullptr &&
                       (rd_kafka_Uuid_most_significant_bits(id) != 0 || rd_kafka_Uuid_least_significant_bits(id) != 0);
    return known ? std::string(rd_kafka_Uuid_base64str(id)) : std::string();
}

} // namespace roundsman::kafka
