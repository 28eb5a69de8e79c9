#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace roundsman {

/// Writes one line of JSON into memory of its own, numbers by hand: this is what the simulator does most.
/// REQUIRES: the line stays under `capacity` bytes; texts hold nothing that JSON would escape
class LineWriter {
public:
    static constexpr std::size_t capacity = 2'048;

    void clear() { m_size = 0; }
    [[nodiscard]] std::string_view line() const { return {m_bytes.data(), m_size}; }
    [[nodiscard]] std::size_t size() const { return m_size; }

    LineWriter& text(std::string_view text) {
        std::memcpy(m_bytes.data() + m_size, text.data(), text.size());
        m_size += text.size();
        return *this;
    }
    LineWriter& character(char c) {
        m_bytes[m_size++] = c;
        return *this;
    }
    LineWriter& number(std::uint64_t value) {
        std::array<char, 20> digits{};
        std::size_t first = digits.size();
        while (value >= 100) {
            first -= 2;
            std::memcpy(digits.data() + first, pair(value % 100), 2);
            value /= 100;
        }
        if (value >= 10) {
            first -= 2;
            std::memcpy(digits.data() + first, pair(value), 2);
        } else {
            digits[--first] = static_cast<char>('0' + value);
        }
        return text({digits.data() + first, digits.size() - first});
    }
    LineWriter& number(std::int64_t value) {
        if (value < 0) {
            character('-');
            return number(static_cast<std::uint64_t>(-value));
        }
        return number(static_cast<std::uint64_t>(value));
    }
    LineWriter& number(std::uint32_t value) { return number(std::uint64_t{value}); }
    LineWriter& number(std::int32_t value) { return number(std::int64_t{value}); }

    /// `value` in 1e-6 units: "-45.012345".
    LineWriter& millionths(std::int64_t value) {
        if (value < 0) {
            character('-');
            value = -value;
        }
        const auto whole = static_cast<std::uint64_t>(value) / 1'000'000;
        const auto rest = static_cast<std::uint64_t>(value) % 1'000'000;
        number(whole).character('.');
        return twoDigits(rest / 10'000).twoDigits(rest / 100 % 100).twoDigits(rest % 100);
    }
    /// `value` in tenths: "5.5".
    LineWriter& tenths(std::uint32_t value) { return number(value / 10).character('.').number(value % 10); }

    LineWriter& twoDigits(std::uint64_t value) { return text({pair(value), 2}); }

private:
    static const char* pair(std::uint64_t value) {
        static constexpr auto table = [] {
            std::array<char, 200> digits{};
            for (std::size_t i = 0; i < 100; ++i) {
                digits[2 * i] = static_cast<char>('0' + i / 10);
                digits[2 * i + 1] = static_cast<char>('0' + i % 10);
            }
            return digits;
        }();
        return table.data() + 2 * value;
    }

    std::array<char, capacity> m_bytes;
    std::size_t m_size = 0;
};

} // namespace roundsman
