#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace roundsman {

/// Puts numbers and texts into bytes: little endian, fixed widths, texts with their length in front.
class ByteWriter {
public:
    template <typename T>
        requires std::is_arithmetic_v<T> || std::is_enum_v<T>
    void put(T value) {
        static_assert(std::endian::native == std::endian::little);
        const std::size_t at = m_bytes.size();
        m_bytes.resize(at + sizeof(T));
        std::memcpy(m_bytes.data() + at, &value, sizeof(T));
    }
    void put(std::string_view text) {
        put(static_cast<std::uint32_t>(text.size()));
        m_bytes += text;
    }
    void reserve(std::size_t bytes) { m_bytes.reserve(bytes); }
    [[nodiscard]] std::string_view bytes() const { return m_bytes; }
    [[nodiscard]] std::string take() { return std::move(m_bytes); }

private:
    std::string m_bytes;
};

/// Takes them out again. Hostile bytes are expected: after the first value that is not there everything reads as zero
/// and ok() is false, so that a reader asks once, at its end.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : m_rest(bytes) {}

    template <typename T>
        requires std::is_arithmetic_v<T> || std::is_enum_v<T>
    T get() {
        if (m_rest.size() < sizeof(T)) {
            fail();
            return T{};
        }
        if constexpr (std::is_same_v<T, bool>) {
            return get<std::uint8_t>() != 0;
        } else {
            T value;
            std::memcpy(&value, m_rest.data(), sizeof(T));
            m_rest.remove_prefix(sizeof(T));
            return value;
        }
    }
    std::string_view getText() {
        const auto size = get<std::uint32_t>();
        if (m_rest.size() < size) {
            fail();
            return {};
        }
        const std::string_view text = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return text;
    }
    /// A count of things that take at least `bytesEach`: never more than the rest can hold, so that a hostile count
    /// cannot make its reader allocate.
    std::size_t getCount(std::size_t bytesEach) {
        const auto count = get<std::uint64_t>();
        if (count > m_rest.size() / bytesEach) {
            fail();
            return 0;
        }
        return static_cast<std::size_t>(count);
    }
    void fail() {
        m_ok = false;
        m_rest = {};
    }
    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
    bool m_ok = true;
};

} // namespace roundsman
