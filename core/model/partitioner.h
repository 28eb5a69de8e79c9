#pragma once

#include <cstdint>
#include <string_view>

namespace roundsman {

/// The hash of Kafka's own clients for keys (murmur2, 32 bits, seed 0x9747b28c), so that a key that was produced by
/// another program is found in the partition where that program put it.
std::int32_t kafkaMurmur2(std::string_view key);

/// The partition of a key. REQUIRES: partitions > 0
std::int32_t kafkaPartitionOf(std::string_view key, std::int32_t partitions);

} // namespace roundsman
