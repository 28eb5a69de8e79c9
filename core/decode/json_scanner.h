#pragma once

#include "core/decode/json_number.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace roundsman {

/// Memory for texts that were escaped: one document's worth, used again for the next. Never moves while in use.
class TextArena {
public:
    explicit TextArena(std::size_t bytes) : m_bytes(bytes) {}
    void reset() { m_used = 0; }
    [[nodiscard]] bool used() const { return m_used > 0; }
    /// Where up to `bytes` may be written, or nullptr.
    char* room(std::size_t bytes) { return m_bytes.size() - m_used < bytes ? nullptr : m_bytes.data() + m_used; }
    std::string_view keep(std::size_t bytes) {
        const std::string_view text(m_bytes.data() + m_used, bytes);
        m_used += bytes;
        return text;
    }

private:
    std::vector<char> m_bytes;
    std::size_t m_used = 0;
};

enum class JsonKind : std::uint8_t { null, boolean, number, string, object, array };

struct JsonValue {
    JsonKind kind = JsonKind::null;
    bool boolean = false;
    std::string_view text; ///< string: unescaped; number, object, array: the bytes as written
    JsonNumber number;     ///< digits and exponent, when kind is number
};

/// Reads one JSON text from front to back, strictly (RFC 8259), and skips nothing unread: what it passes over is valid,
/// so that a document is known to be whole before anything of it is used. UTF-8 is the caller's to check when
/// sawNonAscii(). After a failure every call gives false.
class JsonScanner {
public:
    static constexpr int depthMax = 64;

    JsonScanner(std::string_view text, TextArena& arena)
        : m_at(text.data()), m_end(text.data() + text.size()), m_arena(&arena) {}

    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] bool sawNonAscii() const { return m_nonAscii; }
    [[nodiscard]] std::string_view complaint() const { return m_complaint; }

    /// True when the next value is an object; it is entered.
    bool enterObject() { return enter('{'); }
    bool enterArray() { return enter('['); }

    /// The next field's name inside an object; false at its end.
    bool nextField(std::string_view& name) {
        if (!nextItem('}')) {
            return false;
        }
        if (!at('"')) {
            return fail("a field's name is a string in quotes");
        }
        if (!readString(name)) {
            return false;
        }
        skipSpace();
        return take(':') || fail("a field's name is followed by ':'");
    }
    /// The bytes from here to the end.
    [[nodiscard]] std::string_view rest() const { return {m_at, static_cast<std::size_t>(m_end - m_at)}; }
    /// Goes over a field's start. REQUIRES: bytes that nextField() once passed over as the first field, or as a later
    /// one, and this is a first field, or a later one, too.
    void passField(std::size_t bytes) {
        m_at += bytes;
        m_first = false;
    }
    /// True when another element of an array follows; read it with value().
    bool nextElement() { return nextItem(']'); }

    /// Any value. Objects and arrays are read to their end; their bytes can be scanned again.
    bool value(JsonValue& out);

    /// True when nothing but white space follows.
    bool atEnd() {
        skipSpace();
        return !m_failed && m_at == m_end;
    }

    void skipSpace() {
        while (m_at != m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t')) {
            ++m_at;
        }
    }

private:
    bool fail(std::string_view complaint) {
        if (!m_failed) {
            m_failed = true;
            m_complaint = complaint;
        }
        m_at = m_end;
        return false;
    }
    [[nodiscard]] bool at(char c) const { return m_at != m_end && *m_at == c; }
    bool take(char c) {
        if (!at(c)) {
            return false;
        }
        ++m_at;
        return true;
    }
    bool enter(char open) {
        skipSpace();
        m_first = true;
        return take(open);
    }
    bool nextItem(char close) {
        skipSpace();
        if (m_first) {
            m_first = false;
            if (take(close)) {
                return false;
            }
        } else {
            if (take(close)) {
                return false;
            }
            if (!take(',')) {
                return fail("items are separated by ','");
            }
            skipSpace();
        }
        return !m_failed;
    }

    bool readString(std::string_view& out);
    bool readEscaped(const char* from, std::string_view& out);
    bool passString();
    bool readNumber(JsonValue& out);
    bool readWord(std::string_view word);
    bool passContainer();
    bool passScalar();
    bool passComma(bool first);

    const char* m_at;
    const char* m_end;
    TextArena* m_arena;
    std::string_view m_complaint;
    bool m_first = true;
    bool m_failed = false;
    bool m_nonAscii = false;
};

namespace json {

/// A byte of a string that needs a look: a quote, a backslash, a control character, or no ASCII. High bits of the
/// result mark such bytes of eight; below the lowest mark all are plain.
constexpr std::uint64_t specials(std::uint64_t eight) {
    constexpr std::uint64_t ones = 0x0101010101010101ULL;
    constexpr std::uint64_t highs = 0x8080808080808080ULL;
    const std::uint64_t quote = eight ^ (ones * '"');
    const std::uint64_t slash = eight ^ (ones * '\\');
    return (((quote - ones) & ~quote) | ((slash - ones) & ~slash) | (eight - ones * 0x20) | eight) & highs;
}

} // namespace json

inline bool JsonScanner::readString(std::string_view& out) {
    const char* const begin = ++m_at;
    const char* p = begin;
    for (;;) {
        if (m_end - p >= 8) {
            std::uint64_t eight;
            std::memcpy(&eight, p, 8);
            const std::uint64_t marks = json::specials(eight);
            if (marks == 0) {
                p += 8;
                continue;
            }
            p += std::countr_zero(marks) / 8;
        } else if (p == m_end) {
            return fail("a string does not end");
        }
        const auto c = static_cast<unsigned char>(*p);
        if (c == '"') {
            out = {begin, static_cast<std::size_t>(p - begin)};
            m_at = p + 1;
            return true;
        }
        if (c == '\\') {
            return readEscaped(begin, out);
        }
        if (c < 0x20) {
            return fail("a control character stands in a string");
        }
        m_nonAscii |= c >= 0x80;
        ++p;
    }
}

} // namespace roundsman
