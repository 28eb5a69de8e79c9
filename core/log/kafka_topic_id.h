#pragma once

// Shared by the sources of the Kafka log alone.

#include "core/base/time.h"

#include <expected>
#include <string>

struct rd_kafka_s;

namespace roundsman::kafka {

/// The id by which the cluster tells a topic from one that had its name before; empty: it has none. Else librdkafka's
/// code of what went wrong. Waits for the answer.
std::expected<std::string, int> askTopicId(rd_kafka_s* handle, const std::string& topic, Millis within);

} // namespace roundsman::kafka
