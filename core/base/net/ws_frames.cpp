#include "core/base/net/ws_frames.h"

#include "core/base/check.h"

#include <algorithm>
#include <cstring>

namespace roundsman {
namespace {

constexpr std::size_t controlBytesMax = 125;

bool isControl(WsOpcode opcode) {
    return static_cast<std::uint8_t>(opcode) >= 8;
}

std::unexpected<WsFailure> violated(std::string_view sentence) {
    return std::unexpected(WsFailure{ws_close::protocolError, sentence});
}

/// XORs eight bytes at a time; `at` is the payload's position of the first byte.
void unmask(std::span<char> bytes, const std::array<char, 4>& mask, std::uint64_t at) {
    std::array<char, 8> turned{};
    for (std::size_t i = 0; i < turned.size(); ++i) {
        turned[i] = mask[(at + i) % 4];
    }
    std::uint64_t word = 0;
    std::memcpy(&word, turned.data(), 8);
    std::size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, bytes.data() + i, 8);
        eight ^= word;
        std::memcpy(bytes.data() + i, &eight, 8);
    }
    for (; i < bytes.size(); ++i) {
        bytes[i] = static_cast<char>(bytes[i] ^ turned[i % 8]);
    }
}

bool mayBeSent(std::uint16_t code) {
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

std::uint64_t bigEndian(const char* bytes, std::size_t count) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        value = value << 8 | static_cast<std::uint8_t>(bytes[i]);
    }
    return value;
}

} // namespace

std::size_t WsFrameReader::headerSize() const {
    if (m_headerHas < 2) {
        return 2;
    }
    const auto second = static_cast<std::uint8_t>(m_headerBytes[1]);
    const std::size_t length = (second & 0x7F) == 126 ? 2 : (second & 0x7F) == 127 ? 8 : 0;
    return 2 + length + ((second & 0x80) != 0 ? 4 : 0);
}

/// True when the header is whole.
bool WsFrameReader::takeHeader(std::span<char>& bytes) {
    while (m_headerHas < headerSize()) {
        if (bytes.empty()) {
            return false;
        }
        const std::size_t n = std::min(headerSize() - m_headerHas, bytes.size());
        std::memcpy(m_headerBytes.data() + m_headerHas, bytes.data(), n);
        m_headerHas += n;
        bytes = bytes.subspan(n);
    }
    return true;
}

WsFrameReader::Result WsFrameReader::openFrame() {
    const auto first = static_cast<std::uint8_t>(m_headerBytes[0]);
    const auto second = static_cast<std::uint8_t>(m_headerBytes[1]);
    const std::size_t extra = headerSize() - 2 - ((second & 0x80) != 0 ? 4 : 0);
    m_header.fin = (first & 0x80) != 0;
    m_header.opcode = static_cast<WsOpcode>(first & 0x0F);
    m_header.masked = (second & 0x80) != 0;
    m_header.length = extra == 0 ? second & 0x7FU : bigEndian(m_headerBytes.data() + 2, extra);
    if (m_header.masked) {
        std::memcpy(m_header.mask.data(), m_headerBytes.data() + 2 + extra, 4);
    }
    m_headerHas = 0;
    m_taken = 0;
    m_inFrame = true;

    if ((first & 0x70) != 0) {
        return violated("reserved bits are set and no extension was agreed");
    }
    if (m_header.masked != (m_role == WsRole::server)) {
        return violated(m_role == WsRole::server ? "a client's frame is not masked" : "a server's frame is masked");
    }
    if ((extra == 2 && m_header.length < 126) || (extra == 8 && (m_header.length <= 0xFFFF || m_header.length >> 63))) {
        return violated("a length is not written in its shortest form");
    }
    if (!isControl(m_header.opcode)) {
        return openData();
    }
    if (m_header.opcode > WsOpcode::pong) {
        return violated("an opcode that has no meaning");
    }
    if (!m_header.fin || m_header.length > controlBytesMax) {
        return violated("a control frame is in pieces or over 125 bytes");
    }
    m_control.clear();
    return {};
}

WsFrameReader::Result WsFrameReader::openData() {
    if (m_header.opcode > WsOpcode::binary) {
        return violated("an opcode that has no meaning");
    }
    if ((m_header.opcode == WsOpcode::continuation) != m_inMessage) {
        return violated(m_inMessage ? "a new message inside an unfinished one" : "nothing to continue");
    }
    if (!m_inMessage) {
        m_binary = m_header.opcode == WsOpcode::binary;
        m_message.clear();
        m_utf8 = {};
    }
    if (m_header.length > m_messageBytesMax - m_message.size()) {
        return std::unexpected(WsFailure{ws_close::tooLarge, "the message is over the limit"});
    }
    return {};
}

WsFrameReader::Result WsFrameReader::takePayload(std::span<char>& bytes, WsListener& listener) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(m_header.length - m_taken, bytes.size()));
    const std::span<char> piece = bytes.first(wanted);
    bytes = bytes.subspan(wanted);
    if (m_header.masked) {
        unmask(piece, m_header.mask, m_taken);
    }
    const std::string_view text(piece.data(), piece.size());
    const bool whole = m_taken == 0 && wanted == m_header.length;
    m_taken += wanted;
    const bool ends = m_taken == m_header.length;

    const bool data = !isControl(m_header.opcode);
    if (data && !m_binary && !m_utf8.feed(text)) {
        return std::unexpected(WsFailure{ws_close::notUtf8, "a text message is not UTF-8"});
    }
    const bool inPlace = whole && (!data || (m_header.fin && !m_inMessage));
    std::string& gathered = data ? m_message : m_control;
    if (!inPlace) {
        gathered.append(text);
    }
    return ends ? endFrame(inPlace ? text : std::string_view(gathered), listener) : Result{};
}

WsFrameReader::Result WsFrameReader::endFrame(std::string_view payload, WsListener& listener) {
    m_inFrame = false;
    switch (m_header.opcode) {
    case WsOpcode::ping:
        listener.onPing(payload);
        return {};
    case WsOpcode::pong:
        listener.onPong(payload);
        return {};
    case WsOpcode::close:
        return endClose(payload, listener);
    default:
        m_inMessage = !m_header.fin;
        return m_header.fin ? endMessage(payload, listener) : Result{};
    }
}

WsFrameReader::Result WsFrameReader::endMessage(std::string_view payload, WsListener& listener) {
    if (!m_binary && !m_utf8.complete()) {
        return std::unexpected(WsFailure{ws_close::notUtf8, "a text message ends inside a character"});
    }
    listener.onMessage(payload, m_binary);
    constexpr std::size_t keep = 4096; // idle connections are many: what a large message took goes back
    if (m_message.capacity() > keep) {
        m_message = {};
    }
    return {};
}

WsFrameReader::Result WsFrameReader::endClose(std::string_view payload, WsListener& listener) {
    m_closed = true;
    if (payload.empty()) {
        listener.onClose(ws_close::none, {});
        return {};
    }
    const auto code = payload.size() < 2 ? std::uint16_t{0} : static_cast<std::uint16_t>(bigEndian(payload.data(), 2));
    if (!mayBeSent(code)) {
        return violated("a close frame with a code that may not be sent");
    }
    if (!isUtf8(payload.substr(2))) {
        return std::unexpected(WsFailure{ws_close::notUtf8, "a close reason is not UTF-8"});
    }
    listener.onClose(code, payload.substr(2));
    return {};
}

WsFrameReader::Result WsFrameReader::read(std::span<char> bytes, WsListener& listener) {
    while (!m_closed) {
        if (!m_inFrame) {
            if (bytes.empty() || !takeHeader(bytes)) {
                return {};
            }
            if (const Result opened = openFrame(); !opened) {
                return opened;
            }
        } else if (bytes.empty()) {
            return {};
        }
        if (bytes.empty() && m_header.length > 0) {
            return {};
        }
        if (const Result taken = takePayload(bytes, listener); !taken) {
            return taken;
        }
    }
    return {};
}

void appendWsFrame(std::string& out, WsOpcode opcode, std::string_view payload, bool fin,
                   const std::array<char, 4>* mask) {
    out += static_cast<char>((fin ? 0x80 : 0) | static_cast<int>(opcode));
    const int maskBit = mask != nullptr ? 0x80 : 0;
    const std::size_t width = payload.size() < 126 ? 0 : payload.size() <= 0xFFFF ? 2 : 8;
    out += static_cast<char>(maskBit | (width == 0 ? static_cast<int>(payload.size()) : width == 2 ? 126 : 127));
    for (std::size_t i = width; i > 0; --i) {
        out += static_cast<char>(payload.size() >> (8 * (i - 1)) & 0xFF);
    }
    if (mask != nullptr) {
        out.append(mask->data(), mask->size());
    }
    const std::size_t at = out.size();
    out.append(payload);
    if (mask != nullptr) {
        unmask(std::span(out).subspan(at), *mask, 0);
    }
}

void appendWsClose(std::string& out, std::uint16_t code, std::string_view reason, const std::array<char, 4>* mask) {
    check(reason.size() <= controlBytesMax - 2, "a close reason fits a control frame");
    std::string payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
    payload += reason;
    appendWsFrame(out, WsOpcode::close, payload, true, mask);
}

} // namespace roundsman
