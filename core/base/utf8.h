#pragma once

#include <cstdint>
#include <string_view>

namespace roundsman {

/// Whether bytes are UTF-8 (RFC 3629: no surrogates, nothing overlong, nothing beyond U+10FFFF), piece by piece: a
/// character may be cut anywhere between two pieces.
class Utf8Checker {
public:
    /// False as soon as no continuation could make it right; stays false.
    bool feed(std::string_view piece);
    /// True when no character is left unfinished.
    [[nodiscard]] bool complete() const { return m_missing == 0 && m_ok; }

private:
    bool next(std::uint8_t byte);

    std::uint8_t m_missing = 0; ///< continuation bytes still to come
    std::uint8_t m_low = 0x80;  ///< what the next of them may be
    std::uint8_t m_high = 0xBF;
    bool m_ok = true;
};

inline bool isUtf8(std::string_view text) {
    Utf8Checker checker;
    return checker.feed(text) && checker.complete();
}

} // namespace roundsman
