#include "core/base/utf8.h"

#include <cstring>

namespace roundsman {
namespace {

constexpr std::uint64_t highBits = 0x8080808080808080ULL;

/// How many leading bytes are ASCII, counted eight at a time: nearly all text is.
std::size_t asciiPrefix(std::string_view text) {
    std::size_t at = 0;
    for (std::uint64_t word = 0; at + 8 <= text.size(); at += 8) {
        std::memcpy(&word, text.data() + at, 8);
        if ((word & highBits) != 0) {
            break;
        }
    }
    while (at < text.size() && (static_cast<std::uint8_t>(text[at]) & 0x80) == 0) {
        ++at;
    }
    return at;
}

} // namespace

bool Utf8Checker::feed(std::string_view piece) {
    while (m_ok && !piece.empty()) {
        if (m_missing == 0) {
            piece.remove_prefix(asciiPrefix(piece));
            if (piece.empty()) {
                break;
            }
        }
        m_ok = next(static_cast<std::uint8_t>(piece.front()));
        piece.remove_prefix(1);
    }
    return m_ok;
}

bool Utf8Checker::next(std::uint8_t byte) {
    if (m_missing > 0) {
        const bool fits = byte >= m_low && byte <= m_high;
        m_low = 0x80;
        m_high = 0xBF;
        --m_missing;
        return fits;
    }
    if (byte < 0xC2 || byte > 0xF4) { // a lone continuation, an overlong pair, or past the last plane
        return byte < 0x80;
    }
    m_missing = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
    m_low = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;  // shorter forms exist below
    m_high = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF; // surrogates, and past U+10FFFF
    return true;
}

} // namespace roundsman
