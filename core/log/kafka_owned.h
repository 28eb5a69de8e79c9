#pragma once

// Included by the sources of the Kafka log alone: librdkafka's objects with their owners.

#include "core/base/time.h"

#include <librdkafka/rdkafka.h>

#include <memory>

namespace roundsman::kafka {

template <auto destroy>
struct Destroyer {
    template <typename T>
    void operator()(T* object) const {
        destroy(object);
    }
};

inline void destroyMetadata(const rd_kafka_metadata_t* metadata) {
    rd_kafka_metadata_destroy(metadata);
}
inline void destroyText(void* text) {
    rd_kafka_mem_free(nullptr, text);
}

using OwnedText = std::unique_ptr<char, Destroyer<destroyText>>;
using OwnedMetadata = std::unique_ptr<const rd_kafka_metadata_t, Destroyer<destroyMetadata>>;
using OwnedQueue = std::unique_ptr<rd_kafka_queue_t, Destroyer<rd_kafka_queue_destroy>>;
using OwnedEvent = std::unique_ptr<rd_kafka_event_t, Destroyer<rd_kafka_event_destroy>>;
using OwnedPartitions =
    std::unique_ptr<rd_kafka_topic_partition_list_t, Destroyer<rd_kafka_topic_partition_list_destroy>>;
using OwnedCollection = std::unique_ptr<rd_kafka_TopicCollection_t, Destroyer<rd_kafka_TopicCollection_destroy>>;
using OwnedAdminOptions = std::unique_ptr<rd_kafka_AdminOptions_t, Destroyer<rd_kafka_AdminOptions_destroy>>;
using OwnedConfigResource = std::unique_ptr<rd_kafka_ConfigResource_t, Destroyer<rd_kafka_ConfigResource_destroy>>;
using OwnedNewTopic = std::unique_ptr<rd_kafka_NewTopic_t, Destroyer<rd_kafka_NewTopic_destroy>>;

inline OwnedAdminOptions adminOptions(rd_kafka_t* handle, Millis within) {
    OwnedAdminOptions options(rd_kafka_AdminOptions_new(handle, RD_KAFKA_ADMIN_OP_ANY));
    char sentence[128];
    rd_kafka_AdminOptions_set_request_timeout(options.get(), static_cast<int>(within.count()), sentence,
                                              sizeof sentence);
    return options;
}

} // namespace roundsman::kafka
