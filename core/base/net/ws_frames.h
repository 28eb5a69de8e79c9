#pragma once

#include "core/base/utf8.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>

namespace roundsman {

enum class WsOpcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

/// Close codes as RFC 6455 and its registry mean them.
namespace ws_close {
inline constexpr std::uint16_t normal = 1000;
inline constexpr std::uint16_t goingAway = 1001;
inline constexpr std::uint16_t protocolError = 1002;
inline constexpr std::uint16_t none = 1005; ///< never sent: a close frame without a code
inline constexpr std::uint16_t notUtf8 = 1007;
inline constexpr std::uint16_t policy = 1008;
inline constexpr std::uint16_t tooLarge = 1009;
inline constexpr std::uint16_t serviceRestart = 1012;
inline constexpr std::uint16_t tryAgainLater = 1013;
} // namespace ws_close

/// What a stream of frames meant. Views are valid during the call.
class WsListener {
public:
    virtual ~WsListener() = default;
    virtual void onMessage(std::string_view payload, bool binary) = 0;
    virtual void onPing(std::string_view payload) = 0;
    virtual void onPong(std::string_view payload) = 0;
    /// `code` is ws_close::none when the frame had none. Nothing is read after it.
    virtual void onClose(std::uint16_t code, std::string_view reason) = 0;
};

struct WsFailure {
    std::uint16_t closeCode = ws_close::protocolError;
    std::string_view sentence;
};

enum class WsRole : std::uint8_t { server, client };

/// Reads RFC 6455 frames from bytes as they come, cut anywhere. A message in one frame that arrived whole is handed on
/// where it lies, unmasked in place; only pieces are gathered. No I/O; one connection's, used by one thread.
class WsFrameReader {
public:
    WsFrameReader(WsRole role, std::size_t messageBytesMax) : m_role(role), m_messageBytesMax(messageBytesMax) {}

    /// Takes all bytes. After a failure, or a close frame, the connection must be ended and nothing more be read.
    std::expected<void, WsFailure> read(std::span<char> bytes, WsListener& listener);

    /// Bytes held for an unfinished message: what a slow sender costs.
    [[nodiscard]] std::size_t held() const { return m_message.capacity(); }

private:
    struct Header {
        WsOpcode opcode = WsOpcode::continuation;
        bool fin = false;
        bool masked = false;
        std::uint64_t length = 0;
        std::array<char, 4> mask{};
    };
    using Result = std::expected<void, WsFailure>;

    bool takeHeader(std::span<char>& bytes);
    [[nodiscard]] std::size_t headerSize() const;
    Result openFrame();
    Result openData();
    Result takePayload(std::span<char>& bytes, WsListener& listener);
    Result endFrame(std::string_view payload, WsListener& listener);
    Result endMessage(std::string_view payload, WsListener& listener);
    Result endClose(std::string_view payload, WsListener& listener);

    WsRole m_role;
    std::size_t m_messageBytesMax;

    std::array<char, 14> m_headerBytes{};
    std::size_t m_headerHas = 0;
    bool m_inFrame = false;
    bool m_closed = false;
    Header m_header;
    std::uint64_t m_taken = 0; ///< of the frame's payload
    std::string m_control;     ///< a control frame's payload that came in pieces
    bool m_inMessage = false;  ///< a data frame without FIN came before
    bool m_binary = false;
    std::string m_message;
    Utf8Checker m_utf8;
};

/// Appends a whole frame. Clients mask with `mask`; servers pass none.
void appendWsFrame(std::string& out, WsOpcode opcode, std::string_view payload, bool fin = true,
                   const std::array<char, 4>* mask = nullptr);
void appendWsClose(std::string& out, std::uint16_t code, std::string_view reason,
                   const std::array<char, 4>* mask = nullptr);

/// The Sec-WebSocket-Accept that answers a Sec-WebSocket-Key.
std::string wsAcceptFor(std::string_view key);

} // namespace roundsman
