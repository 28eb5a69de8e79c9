#pragma once

#include <cstdint>
#include <string>
#include <string_view>

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
    explicit CompactReader(std::string_view bytes) : m_rest(bytes) {}

    std::uint64_t number() {
        if (!m_rest.empty() && static_cast<std::uint8_t>(m_rest.front()) < 0x80) [[likely]] {
            const auto small = static_cast<std::uint8_t>(m_rest.front());
            m_rest.remove_prefix(1);
            return small;
        }
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (m_rest.empty()) {
                break;
            }
            const auto byte = static_cast<std::uint8_t>(m_rest.front());
            m_rest.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80) {
                return value;
            }
        }
        return fail();
    }
    std::int64_t signedNumber() {
        const std::uint64_t value = number();
        return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
    }
    std::string_view text() {
        const std::uint64_t size = number();
        if (size > m_rest.size()) {
            fail();
            return {};
        }
        const auto value = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return value;
    }

    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] bool atEnd() const { return m_ok && m_rest.empty(); }

private:
    std::uint64_t fail() {
        m_ok = false;
        m_rest = {};
        return 0;
    }

    std::string_view m_rest;
    bool m_ok = true;
};

} // namespace roundsman
