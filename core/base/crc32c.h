#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace roundsman {

/// CRC-32C (Castagnoli), as iSCSI and Kafka have it: crc32c("123456789") == 0xe3069283. Going on from an earlier sum
/// gives the sum of both pieces together.
std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t before = 0);
std::uint32_t crc32c(std::string_view bytes, std::uint32_t before = 0);
/// The same without the processor's instruction for it: what machines do that have none.
std::uint32_t crc32cByTables(std::span<const std::byte> bytes, std::uint32_t before = 0);

} // namespace roundsman
