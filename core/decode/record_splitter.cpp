#include "core/decode/record_splitter.h"

#include "core/decode/document_decoder.h"

#include <cstring>

namespace roundsman {
namespace {

constexpr bool isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

std::string_view trimFront(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size() && isSpace(text[i])) {
        ++i;
    }
    return text.substr(i);
}

std::string_view trimBack(std::string_view text) {
    while (!text.empty() && isSpace(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

constexpr std::size_t noEnd = std::string_view::npos;

/// How many bytes the value at the front takes, by its brackets and quotes alone: up to the bracket that closes the
/// first one, or, for anything else, up to a comma or closing bracket. noEnd: it does not end.
std::size_t valueSize(std::string_view text) {
    std::size_t depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') {
            for (++i; i < text.size() && text[i] != '"'; ++i) {
                if (text[i] == '\\') {
                    ++i;
                } else if (text[i] == '\n') {
                    return noEnd; // no JSON string holds a line's end: a quote is missing
                }
            }
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            if (depth <= 1) {
                return depth == 0 ? i : i + 1;
            }
            --depth;
        } else if (c == ',' && depth == 0) {
            return i;
        }
    }
    return noEnd;
}

/// Elements of an array are cut out only when the whole is JSON; otherwise it is one document that is none.
bool isArrayOfDocuments(std::string_view record) {
    if (record.empty() || record.front() != '[' || !isJson(record)) {
        return false;
    }
    return !trimFront(record.substr(1)).starts_with(']');
}

} // namespace

RecordSplitter::RecordSplitter(std::string_view record) : m_rest(trimBack(trimFront(record))) {
    if (isArrayOfDocuments(m_rest)) {
        m_array = true;
        m_rest.remove_prefix(1);
    }
}

bool RecordSplitter::next(std::string_view& document) {
    if (m_array) {
        return nextElement(document);
    }
    if (!m_first && m_rest.empty()) {
        return false;
    }
    if (m_first && m_rest.starts_with('[')) {
        m_first = false;
        document = m_rest; // an array that is none, or an empty one
        m_rest = {};
        return true;
    }
    m_first = false;
    return nextLine(document);
}

bool RecordSplitter::nextElement(std::string_view& document) {
    m_rest = trimFront(m_rest);
    if (m_rest.empty() || m_rest.front() == ']') {
        return false;
    }
    const std::size_t size = valueSize(m_rest);
    document = trimBack(m_rest.substr(0, size));
    m_rest = size == noEnd ? std::string_view{} : trimFront(m_rest.substr(size));
    if (m_rest.starts_with(',')) {
        m_rest.remove_prefix(1);
    }
    return true;
}

bool RecordSplitter::nextLine(std::string_view& document) {
    const void* const newline = m_rest.empty() ? nullptr : std::memchr(m_rest.data(), '\n', m_rest.size());
    const std::size_t lineSize = newline == nullptr
                                     ? m_rest.size()
                                     : static_cast<std::size_t>(static_cast<const char*>(newline) - m_rest.data());
    const std::string_view line = trimBack(m_rest.substr(0, lineSize));
    const std::string_view after = trimFront(m_rest.substr(lineSize));

    // A line from brace to brace, followed by another document or nothing, is a document without a closer look.
    const bool plain =
        m_linesOnly || after.empty() || !line.starts_with('{') || (line.ends_with('}') && after.front() == '{');
    if (!plain) {
        const std::size_t size = valueSize(m_rest);
        m_linesOnly = size == noEnd;
        if (size != noEnd && size > lineSize) {
            const std::string_view tail = m_rest.substr(size);
            const std::size_t toLineEnd = tail.find('\n');
            document = trimBack(m_rest.substr(0, toLineEnd == noEnd ? m_rest.size() : size + toLineEnd));
            m_rest = toLineEnd == noEnd ? std::string_view{} : trimFront(tail.substr(toLineEnd));
            return true;
        }
    }
    document = line;
    m_rest = after;
    return true;
}

} // namespace roundsman
