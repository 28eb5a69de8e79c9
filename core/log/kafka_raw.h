#pragma once

#include "core/log/kafka_log.h"

#include <span>

namespace roundsman {

/// What a bare loop over librdkafka took: the yardstick that `roundsman bench log` holds KafkaLog against.
struct RawConsumption {
    std::int64_t records = 0;
    std::int64_t bytes = 0;
    double seconds = 0; ///< from opening to the last record
};

/// Reads `records` records in all from the beginning of every partition: rd_kafka_consume_batch_queue, count, destroy,
/// with the same settings as KafkaLog. Nothing else is done with them.
std::expected<RawConsumption, LogError> consumeRaw(const KafkaSettings& settings, const KafkaLimits& limits,
                                                   std::int32_t partitions, std::int64_t records);

/// Deletes a topic that a measurement has made.
std::expected<void, LogError> deleteKafkaTopic(const KafkaSettings& settings, const KafkaLimits& limits = {});

} // namespace roundsman
