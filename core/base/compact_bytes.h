#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace roundsman {

/// Numbers and texts in few bytes, for what is stored by the million: sketches, sets, columns (snapshots: bytes.h).
/// Whole numbers are variable-length (7 bits a byte, signed ones zigzag), so small counts cost one byte.
class CompactWriter {
public:
    void number(std::uint64_t value) {
        while (value >= 0x80) {
            m_bytes += static_cast<char>(value | 0x80);
            value >>= 7;
        }
        m_bytes += static_cast<char>(value);
    }
    void signedNumber(std::int64_t value) {
        number((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
    }
    void text(std::string_view value) {
        number(value.size());
        m_bytes += value;
    }

    [[nodiscard]] std::string take() { return std::move(m_bytes); }

private:
    std::string m_bytes;
};

/// Reads what CompactWriter wrote. Past the end or on a malformed number it gives zeros and `ok()` turns false for
/// good, so that a reader checks once, at its end.
class CompactReader {
public:
    explicit CompactReader(std::string_view bytes) : m_at(bytes.data()), m_end(m_at + bytes.size()) {}

    std::uint64_t number() {
        if (m_at == m_end) {
            return fail();
        }
        // A byte's mark that more follow counts as one of the next byte's units: it is taken off there.
        std::uint64_t value = byteAt(0);
        if (value < 1U << 7) {
            return taken(1, value);
        }
        if (m_end - m_at < 4) {
            return anyNumber();
        }
        value += (byteAt(1) - 1) << 7;
        if (value < 1U << 14) {
            return taken(2, value);
        }
        value += (byteAt(2) - 1) << 14;
        if (value < 1U << 21) {
            return taken(3, value);
        }
        value += (byteAt(3) - 1) << 21;
        return value < 1U << 28 ? taken(4, value) : anyNumber();
    }
    std::int64_t signedNumber() {
        const std::uint64_t value = number();
        return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
    }
    std::string_view text() {
        const std::uint64_t size = number();
        if (size > static_cast<std::uint64_t>(m_end - m_at)) {
            fail();
            return {};
        }
        return {std::exchange(m_at, m_at + size), size};
    }

    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] bool atEnd() const { return m_ok && m_at == m_end; }

private:
    [[nodiscard]] std::uint64_t byteAt(int at) const { return static_cast<std::uint8_t>(m_at[at]); }
    std::uint64_t taken(int bytes, std::uint64_t value) {
        m_at += bytes;
        return value;
    }
    /// Of any length, and wherever the bytes end.
    std::uint64_t anyNumber() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64 && m_at != m_end; shift += 7) {
            const auto byte = static_cast<std::uint8_t>(*m_at++);
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80) {
                return value;
            }
        }
        return fail();
    }
    std::uint64_t fail() {
        m_ok = false;
        m_at = m_end;
        return 0;
    }

    const char* m_at;
    const char* m_end;
    bool m_ok = true;
};

} // namespace roundsman
