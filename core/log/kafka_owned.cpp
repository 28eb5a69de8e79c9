#include "core/log/kafka_owned.h"

#include <librdkafka/rdkafka.h>

namespace roundsman::kafka {

void Destroyer::operator()(char* text) const {
    rd_kafka_mem_free(nullptr, text);
}
void Destroyer::operator()(const struct rd_kafka_metadata* metadata) const {
    rd_kafka_metadata_destroy(metadata);
}
void Destroyer::operator()(rd_kafka_queue_t* queue) const {
    rd_kafka_queue_destroy(queue);
}
void Destroyer::operator()(rd_kafka_event_t* event) const {
    rd_kafka_event_destroy(event);
}
void Destroyer::operator()(rd_kafka_topic_partition_list_t* partitions) const {
    rd_kafka_topic_partition_list_destroy(partitions);
}
void Destroyer::operator()(rd_kafka_TopicCollection_t* topics) const {
    rd_kafka_TopicCollection_destroy(topics);
}
void Destroyer::operator()(rd_kafka_AdminOptions_t* options) const {
    rd_kafka_AdminOptions_destroy(options);
}
void Destroyer::operator()(rd_kafka_ConfigResource_t* resource) const {
    rd_kafka_ConfigResource_destroy(resource);
}
void Destroyer::operator()(rd_kafka_NewTopic_t* topic) const {
    rd_kafka_NewTopic_destroy(topic);
}

OwnedAdminOptions adminOptions(rd_kafka_s* handle, Millis within) {
    OwnedAdminOptions options(rd_kafka_AdminOptions_new(handle, RD_KAFKA_ADMIN_OP_ANY));
    char sentence[128];
    rd_kafka_AdminOptions_set_request_timeout(options.get(), static_cast<int>(within.count()), sentence,
                                              sizeof sentence);
    return options;
}

} // namespace roundsman::kafka
