#pragma once

// Numbers in as few bytes and bits as they need. Readers expect hostile bytes: after the first value that is not there
// everything reads as zero and ok() is false, so that a decoder asks once, at its end.

#include "core/base/check.h"
#include "core/history/trail_point.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace roundsman {

using ByteSpan = std::span<const std::uint8_t>;

inline constexpr std::size_t varintBytesMax = 10;

/// Writes at `at`, where varintBytesMax bytes must be free, and gives the place after it.
inline std::uint8_t* putVarint(std::uint8_t* at, std::uint64_t value) {
    while (value >= 0x80) {
        *at++ = static_cast<std::uint8_t>(value | 0x80U);
        value >>= 7U;
    }
    *at++ = static_cast<std::uint8_t>(value);
    return at;
}

inline void appendVarint(std::vector<std::uint8_t>& out, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7U) {
        out.push_back(static_cast<std::uint8_t>(value | 0x80U));
    }
    out.push_back(static_cast<std::uint8_t>(value));
}

/// Bytes that grow at their end. What is not yet written is not filled either.
class ByteTail {
public:
    /// A place to write to, with so many bytes free.
    std::uint8_t* room(std::size_t most) {
        if (m_capacity - m_size < most) [[unlikely]] {
            grow(m_size + most);
        }
        return m_bytes.get() + m_size;
    }
    /// What was written ends here.
    void end(const std::uint8_t* at) { m_size = static_cast<std::uint32_t>(at - m_bytes.get()); }
    void append(ByteSpan bytes) {
        std::uint8_t* const at = room(bytes.size());
        std::memcpy(at, bytes.data(), bytes.size());
        end(at + bytes.size());
    }
    void clear() { m_size = 0; }
    void swap(ByteTail& other) noexcept {
        std::swap(m_bytes, other.m_bytes);
        std::swap(m_size, other.m_size);
        std::swap(m_capacity, other.m_capacity);
    }

    [[nodiscard]] const std::uint8_t* data() const { return m_bytes.get(); }
    [[nodiscard]] std::uint8_t* data() { return m_bytes.get(); }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] ByteSpan bytes() const { return {m_bytes.get(), m_size}; }

private:
    void grow(std::size_t least) {
        const std::size_t capacity = std::max({least, std::size_t{m_capacity} + m_capacity / 2, std::size_t{64}});
        check(capacity <= UINT32_MAX, "an open trail is short");
        auto bytes = std::make_unique_for_overwrite<std::uint8_t[]>(capacity);
        if (m_size > 0) {
            std::memcpy(bytes.get(), m_bytes.get(), m_size);
        }
        m_bytes = std::move(bytes);
        m_capacity = static_cast<std::uint32_t>(capacity);
    }

    std::unique_ptr<std::uint8_t[]> m_bytes;
    std::uint32_t m_size = 0;
    std::uint32_t m_capacity = 0;
};

class VarintReader {
public:
    explicit VarintReader(ByteSpan bytes) : m_at(bytes.data()), m_end(bytes.data() + bytes.size()) {}

    std::uint64_t get() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; m_at != m_end && shift < 64; shift += 7) {
            const std::uint8_t byte = *m_at++;
            value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
            if (byte < 0x80) {
                return value;
            }
        }
        m_ok = false;
        m_at = m_end;
        return 0;
    }
    std::int64_t getSigned() { return unzigzag(get()); }
    std::uint8_t byte() {
        if (m_at == m_end) {
            m_ok = false;
            return 0;
        }
        return *m_at++;
    }
    ByteSpan bytes(std::uint64_t count) {
        if (count > static_cast<std::uint64_t>(m_end - m_at)) {
            m_ok = false;
            m_at = m_end;
            return {};
        }
        const ByteSpan taken(m_at, static_cast<std::size_t>(count));
        m_at += count;
        return taken;
    }
    [[nodiscard]] ByteSpan rest() const { return {m_at, m_end}; }
    [[nodiscard]] bool atEnd() const { return m_at == m_end; }
    [[nodiscard]] bool ok() const { return m_ok; }

private:
    const std::uint8_t* m_at;
    const std::uint8_t* m_end;
    bool m_ok = true;
};

/// Rice codes, least significant bit first: the high part in ones and a zero, then k low bits. Far-off values escape:
/// escapeOnes ones, six bits of width, the value.
inline constexpr unsigned escapeOnes = 20;

class BitWriter {
public:
    /// `out` must have room for `bytesFor(values)`; see there.
    explicit BitWriter(std::uint8_t* at) : m_at(at) {}

    /// REQUIRES: bits <= 32, value < 2^bits
    void put(std::uint64_t value, unsigned bits) {
        m_word |= value << m_filled;
        m_filled += bits;
        if (m_filled >= 32) {
            const auto low = static_cast<std::uint32_t>(m_word);
            std::memcpy(m_at, &low, sizeof low);
            m_at += sizeof low;
            m_word >>= 32U;
            m_filled -= 32;
        }
    }
    void putRice(std::uint64_t value, unsigned k) {
        const std::uint64_t high = value >> k;
        if (high < escapeOnes) {
            const auto ones = static_cast<unsigned>(high);
            const std::uint64_t low = value & ((1ULL << k) - 1);
            if (ones + 1 + k <= 32) {
                put(((1ULL << ones) - 1) | low << (ones + 1), ones + 1 + k);
            } else {
                put((1ULL << ones) - 1, ones + 1);
                put(low, k);
            }
            return;
        }
        const auto width = static_cast<unsigned>(std::bit_width(value));
        put((1ULL << escapeOnes) - 1, escapeOnes);
        put(width - 1, 6);
        put(value & 0xffffffffU, width < 32 ? width : 32);
        if (width > 32) {
            put(value >> 32U, width - 32);
        }
    }
    std::uint8_t* finish() {
        for (; m_filled > 0; m_filled = m_filled > 8 ? m_filled - 8 : 0) {
            *m_at++ = static_cast<std::uint8_t>(m_word);
            m_word >>= 8U;
        }
        return m_at;
    }

private:
    std::uint8_t* m_at;
    std::uint64_t m_word = 0;
    unsigned m_filled = 0;
};

class BitReader {
public:
    explicit BitReader(ByteSpan bytes) : m_at(bytes.data()), m_end(bytes.data() + bytes.size()) {}

    /// REQUIRES: bits <= 32
    std::uint64_t get(unsigned bits) {
        fill();
        return getFilled(bits);
    }
    std::uint64_t getRice(unsigned k) {
        fill();
        const auto ones = static_cast<unsigned>(std::countr_one(m_word));
        if (ones < escapeOnes) {
            skip(ones + 1);
            return (static_cast<std::uint64_t>(ones) << k) | (m_filled >= k ? getFilled(k) : get(k));
        }
        skip(escapeOnes);
        const auto width = static_cast<unsigned>(get(6)) + 1;
        const std::uint64_t low = get(width < 32 ? width : 32);
        return width > 32 ? low | get(width - 32) << 32U : low;
    }
    [[nodiscard]] bool ok() const { return m_borrowed <= m_filled; }

private:
    // At least 32 bits of the word are good afterwards; past the end they are zeros that do not count.
    void fill() {
        if (m_filled >= 32) {
            return;
        }
        if (m_end - m_at >= 4) {
            std::uint32_t next = 0;
            std::memcpy(&next, m_at, sizeof next);
            m_at += sizeof next;
            m_word |= static_cast<std::uint64_t>(next) << m_filled;
            m_filled += 32;
            return;
        }
        while (m_filled < 32) {
            if (m_at != m_end) {
                m_word |= static_cast<std::uint64_t>(*m_at++) << m_filled;
            } else {
                m_borrowed += 8;
            }
            m_filled += 8;
        }
    }
    std::uint64_t getFilled(unsigned bits) {
        const std::uint64_t value = m_word & ((1ULL << bits) - 1);
        skip(bits);
        return value;
    }
    void skip(unsigned bits) {
        m_word >>= bits;
        m_filled -= bits;
    }

    const std::uint8_t* m_at;
    const std::uint8_t* m_end;
    std::uint64_t m_word = 0;
    unsigned m_filled = 0;
    unsigned m_borrowed = 0; // bits in the word that no byte stands behind, and all that were taken of such
};

} // namespace roundsman
