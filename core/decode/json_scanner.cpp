#include "core/decode/json_scanner.h"

namespace roundsman {
namespace {

constexpr int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// Four hex digits at p, or -1.
int hexFour(const char* p, const char* end) {
    if (end - p < 4) {
        return -1;
    }
    int value = 0;
    for (int i = 0; i < 4; ++i) {
        const int digit = hexDigit(p[i]);
        if (digit < 0) {
            return -1;
        }
        value = value * 16 + digit;
    }
    return value;
}

constexpr bool isHighSurrogate(int unit) {
    return unit >= 0xD800 && unit < 0xDC00;
}
constexpr bool isLowSurrogate(int unit) {
    return unit >= 0xDC00 && unit < 0xE000;
}

/// Reads what follows "\u": one unit, or two that make a character. Half a character has no UTF-8 and is refused.
/// Gives one past the end, or nullptr.
const char* readUnicode(const char* p, const char* end, char32_t& character) {
    const int unit = hexFour(p, end);
    if (unit < 0 || isLowSurrogate(unit)) {
        return nullptr;
    }
    p += 4;
    if (!isHighSurrogate(unit)) {
        character = static_cast<char32_t>(unit);
        return p;
    }
    if (end - p < 6 || p[0] != '\\' || p[1] != 'u') {
        return nullptr;
    }
    const int low = hexFour(p + 2, end);
    if (!isLowSurrogate(low)) {
        return nullptr;
    }
    character = static_cast<char32_t>(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
    return p + 6;
}

char* writeUtf8(char32_t c, char* out) {
    const auto byte = [&](char32_t value) {
        *out++ = static_cast<char>(value);
    };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xC0 | (c >> 6));
        byte(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        byte(0xE0 | (c >> 12));
        byte(0x80 | ((c >> 6) & 0x3F));
        byte(0x80 | (c & 0x3F));
    } else {
        byte(0xF0 | (c >> 18));
        byte(0x80 | ((c >> 12) & 0x3F));
        byte(0x80 | ((c >> 6) & 0x3F));
        byte(0x80 | (c & 0x3F));
    }
    return out;
}

/// The character that a one-letter escape means, or 0.
constexpr char plainEscape(char letter) {
    switch (letter) {
    case '"':
    case '\\':
    case '/':
        return letter;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return 0;
    }
}

/// Reads one escape from after its backslash and writes what it means; nullptr when it is none.
const char* readEscape(const char* p, const char* end, char*& out) {
    if (p == end) {
        return nullptr;
    }
    if (*p == 'u') {
        char32_t character = 0;
        p = readUnicode(p + 1, end, character);
        if (p != nullptr) {
            out = writeUtf8(character, out);
        }
        return p;
    }
    const char plain = plainEscape(*p);
    if (plain == 0) {
        return nullptr;
    }
    *out++ = plain;
    return p + 1;
}

} // namespace

/// The slow way for a string with escapes, from its first byte again.
bool JsonScanner::readEscaped(const char* from, std::string_view& out) {
    // What is unescaped is never longer than what was written; a document's strings fit the arena together.
    char* const begin = m_arena->room(static_cast<std::size_t>(m_end - from));
    if (begin == nullptr) {
        return fail("too much escaped text");
    }
    char* to = begin;
    const char* p = from;
    while (p != m_end) {
        const auto c = static_cast<unsigned char>(*p);
        if (c == '"') {
            m_at = p + 1;
            out = m_arena->keep(static_cast<std::size_t>(to - begin));
            return true;
        }
        if (c < 0x20) {
            return fail("a control character stands in a string");
        }
        if (c == '\\') {
            p = readEscape(p + 1, m_end, to);
            if (p == nullptr) {
                return fail("an escape that is none, or half a character");
            }
            continue;
        }
        m_nonAscii |= c >= 0x80;
        *to++ = *p++;
    }
    return fail("a string does not end");
}

/// Over a string whose text nobody wants, with the same checks.
bool JsonScanner::passString() {
    const char* p = m_at + 1;
    while (p != m_end) {
        const auto c = static_cast<unsigned char>(*p);
        if (c == '"') {
            m_at = p + 1;
            return true;
        }
        if (c < 0x20) {
            return fail("a control character stands in a string");
        }
        if (c == '\\') {
            char unwanted[4];
            char* to = unwanted;
            p = readEscape(p + 1, m_end, to);
            if (p == nullptr) {
                return fail("an escape that is none, or half a character");
            }
            continue;
        }
        m_nonAscii |= c >= 0x80;
        ++p;
    }
    return fail("a string does not end");
}

bool JsonScanner::readNumber(JsonValue& out) {
    const char* const begin = m_at;
    const char* const end = readJsonNumber(m_at, m_end, out.number);
    if (end == nullptr) {
        return fail("not a number");
    }
    out.kind = JsonKind::number;
    out.text = {begin, static_cast<std::size_t>(end - begin)};
    m_at = end;
    return true;
}

bool JsonScanner::readWord(std::string_view word) {
    if (static_cast<std::size_t>(m_end - m_at) < word.size() || std::string_view(m_at, word.size()) != word) {
        return fail("neither a value nor true, false or null");
    }
    m_at += word.size();
    return true;
}

bool JsonScanner::value(JsonValue& out) {
    skipSpace();
    if (m_at == m_end) {
        return fail("a value is missing");
    }
    switch (*m_at) {
    case '"':
        out.kind = JsonKind::string;
        return readString(out.text);
    case '{':
    case '[': {
        const char* const begin = m_at;
        out.kind = *m_at == '{' ? JsonKind::object : JsonKind::array;
        if (!passContainer()) {
            return false;
        }
        out.text = {begin, static_cast<std::size_t>(m_at - begin)};
        return true;
    }
    case 't':
    case 'f':
        out.kind = JsonKind::boolean;
        out.boolean = *m_at == 't';
        return readWord(out.boolean ? "true" : "false");
    case 'n':
        out.kind = JsonKind::null;
        return readWord("null");
    default:
        return readNumber(out);
    }
}

bool JsonScanner::passScalar() {
    if (at('"')) {
        return passString();
    }
    JsonValue unwanted;
    return value(unwanted);
}

/// Over an object or array to its end, with all checks; one bit a level says which of the two it is.
bool JsonScanner::passContainer() {
    std::uint64_t isObject = 0;
    int depth = 0;
    bool first = false;
    for (;;) {
        if (at('{') || at('[')) {
            if (depth == depthMax) {
                return fail("nested deeper than 64");
            }
            isObject = (isObject << 1) | (*m_at == '{' ? 1U : 0U);
            ++depth;
            ++m_at;
            first = true;
        } else if (!passScalar()) {
            return false;
        } else {
            first = false;
        }
        // After a value: close what ends here, then stand before the next value.
        for (;;) {
            skipSpace();
            const bool inObject = (isObject & 1) != 0;
            if (take(inObject ? '}' : ']')) {
                isObject >>= 1;
                first = false;
                if (--depth == 0) {
                    return true;
                }
                continue;
            }
            if (!passComma(first)) {
                return false;
            }
            if (inObject && !(at('"') && passString() && (skipSpace(), take(':')))) {
                return fail("a field's name is a string in quotes, followed by ':'");
            }
            skipSpace();
            break;
        }
    }
}

/// Over the comma before an item, where one belongs.
bool JsonScanner::passComma(bool first) {
    if (!first && !take(',')) {
        return fail("items are separated by ','");
    }
    skipSpace();
    return m_at != m_end || fail("an object or array does not end");
}

} // namespace roundsman
