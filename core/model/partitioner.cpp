#include "core/model/partitioner.h"

#include "core/base/check.h"

namespace roundsman {
namespace {

/// Little endian, whatever the machine; the rest of a key's end counts as zeros.
std::uint32_t wordOf(std::string_view bytes) {
    std::uint32_t word = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        word |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    }
    return word;
}

} // namespace

std::int32_t kafkaMurmur2(std::string_view key) {
    constexpr std::uint32_t seed = 0x9747b28c;
    constexpr std::uint32_t factor = 0x5bd1e995;
    std::uint32_t hash = seed ^ static_cast<std::uint32_t>(key.size());
    for (; key.size() >= 4; key.remove_prefix(4)) {
        std::uint32_t word = wordOf(key.substr(0, 4)) * factor;
        word = (word ^ (word >> 24)) * factor;
        hash = (hash * factor) ^ word;
    }
    if (!key.empty()) {
        hash = (hash ^ wordOf(key)) * factor;
    }
    hash = (hash ^ (hash >> 13)) * factor;
    return static_cast<std::int32_t>(hash ^ (hash >> 15));
}

std::int32_t kafkaPartitionOf(std::string_view key, std::int32_t partitions) {
    check(partitions > 0, "a topic has partitions");
    return (kafkaMurmur2(key) & 0x7fffffff) % partitions;
}

} // namespace roundsman
