#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace roundsman {

/// Stirs two words into one: the halves of their 128-bit product, folded.
constexpr std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a ^ 0x9E3779B97F4A7C15ULL) * (b ^ 0xD6E8FEB86659FD93ULL);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// The same on every machine of one byte order, so that it may stand in snapshots and digests. Not for secrets.
inline std::uint64_t hash64(std::string_view text, std::uint64_t seed = 0) {
    const char* p = text.data();
    std::size_t left = text.size();
    std::uint64_t h = mixed(seed, text.size());
    for (; left >= 8; left -= 8, p += 8) {
        std::uint64_t word;
        std::memcpy(&word, p, 8);
        h = mixed(h, word);
    }
    std::uint64_t tail = 0;
    if (left >= 4) { // two overlapping loads instead of a copy of variable length
        std::uint32_t low;
        std::uint32_t high;
        std::memcpy(&low, p, 4);
        std::memcpy(&high, p + left - 4, 4);
        tail = low | static_cast<std::uint64_t>(high) << 32;
    } else if (left > 0) {
        tail = static_cast<std::uint64_t>(static_cast<unsigned char>(p[0])) |
               static_cast<std::uint64_t>(static_cast<unsigned char>(p[left / 2])) << 8 |
               static_cast<std::uint64_t>(static_cast<unsigned char>(p[left - 1])) << 16;
    }
    return mixed(h, tail);
}

} // namespace roundsman
