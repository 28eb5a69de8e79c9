#pragma once

// Shared by the sources of the Kafka log alone: librdkafka's objects with their owners.

#include "core/base/time.h"

#include <memory>

struct rd_kafka_s;
struct rd_kafka_metadata;
struct rd_kafka_queue_s;
struct rd_kafka_op_s;
struct rd_kafka_topic_partition_list_s;
struct rd_kafka_TopicCollection_s;
struct rd_kafka_AdminOptions_s;
struct rd_kafka_ConfigResource_s;
struct rd_kafka_NewTopic_s;

namespace roundsman::kafka {

struct Destroyer {
    void operator()(char* text) const;
    void operator()(const struct rd_kafka_metadata* metadata) const;
    void operator()(rd_kafka_queue_s* queue) const;
    void operator()(rd_kafka_op_s* event) const;
    void operator()(rd_kafka_topic_partition_list_s* partitions) const;
    void operator()(rd_kafka_TopicCollection_s* topics) const;
    void operator()(rd_kafka_AdminOptions_s* options) const;
    void operator()(rd_kafka_ConfigResource_s* resource) const;
    void operator()(rd_kafka_NewTopic_s* topic) const;
};

using OwnedText = std::unique_ptr<char, Destroyer>;
using OwnedMetadata = std::unique_ptr<const struct rd_kafka_metadata, Destroyer>;
using OwnedQueue = std::unique_ptr<rd_kafka_queue_s, Destroyer>;
using OwnedEvent = std::unique_ptr<rd_kafka_op_s, Destroyer>;
using OwnedPartitions = std::unique_ptr<rd_kafka_topic_partition_list_s, Destroyer>;
using OwnedCollection = std::unique_ptr<rd_kafka_TopicCollection_s, Destroyer>;
using OwnedAdminOptions = std::unique_ptr<rd_kafka_AdminOptions_s, Destroyer>;
using OwnedConfigResource = std::unique_ptr<rd_kafka_ConfigResource_s, Destroyer>;
using OwnedNewTopic = std::unique_ptr<rd_kafka_NewTopic_s, Destroyer>;

/// For any question to the cluster.
[[nodiscard]] OwnedAdminOptions adminOptions(rd_kafka_s* handle, Millis within);

} // namespace roundsman::kafka
