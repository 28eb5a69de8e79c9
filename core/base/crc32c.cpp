#include "core/base/crc32c.h"

#include <array>
#include <bit>
#include <cstring>

namespace roundsman {
namespace {

// Eight bytes a step: table[k] is the effect of a byte that k more bytes follow.
using Tables = std::array<std::array<std::uint32_t, 256>, 8>;

constexpr Tables makeTables() {
    constexpr std::uint32_t polynomial = 0x82f63b78; // reflected
    Tables tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t sum = byte;
        for (int bit = 0; bit < 8; ++bit) {
            sum = (sum & 1) != 0 ? (sum >> 1) ^ polynomial : sum >> 1;
        }
        tables[0][byte] = sum;
    }
    for (std::size_t k = 1; k < tables.size(); ++k) {
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const std::uint32_t one = tables[k - 1][byte];
            tables[k][byte] = (one >> 8) ^ tables[0][one & 0xff];
        }
    }
    return tables;
}

constexpr Tables tables = makeTables();

std::uint32_t eightBytes(std::uint32_t sum, const std::byte* at) {
    static_assert(std::endian::native == std::endian::little);
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    word ^= sum;
    std::uint32_t next = 0;
    for (std::size_t k = 0; k < 8; ++k) {
        next ^= tables[7 - k][(word >> (8 * k)) & 0xff];
    }
    return next;
}

std::uint32_t byTables(std::span<const std::byte> bytes, std::uint32_t sum) {
    while (bytes.size() >= 8) {
        sum = eightBytes(sum, bytes.data());
        bytes = bytes.subspan(8);
    }
    for (const std::byte byte : bytes) {
        sum = (sum >> 8) ^ tables[0][(sum ^ static_cast<std::uint32_t>(byte)) & 0xff];
    }
    return sum;
}

#if defined(__x86_64__) && defined(__GNUC__)
/// The processor's own instruction for this polynomial: every x86-64 since 2008 has it.
[[gnu::target("sse4.2")]] std::uint32_t byInstruction(std::span<const std::byte> bytes, std::uint32_t sum) {
    std::uint64_t wide = sum;
    for (; bytes.size() >= 8; bytes = bytes.subspan(8)) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), sizeof word);
        wide = __builtin_ia32_crc32di(wide, word);
    }
    sum = static_cast<std::uint32_t>(wide);
    for (const std::byte byte : bytes) {
        sum = __builtin_ia32_crc32qi(sum, static_cast<std::uint8_t>(byte));
    }
    return sum;
}

std::uint32_t sumOf(std::span<const std::byte> bytes, std::uint32_t sum) {
    static const bool has = __builtin_cpu_supports("sse4.2") != 0;
    return has ? byInstruction(bytes, sum) : byTables(bytes, sum);
}
#else
std::uint32_t sumOf(std::span<const std::byte> bytes, std::uint32_t sum) {
    return byTables(bytes, sum);
}
#endif

} // namespace

std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t before) {
    return ~sumOf(bytes, ~before);
}

std::uint32_t crc32cByTables(std::span<const std::byte> bytes, std::uint32_t before) {
    return ~byTables(bytes, ~before);
}

std::uint32_t crc32c(std::string_view bytes, std::uint32_t before) {
    return crc32c(std::as_bytes(std::span(bytes.data(), bytes.size())), before);
}

} // namespace roundsman
