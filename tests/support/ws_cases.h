#pragma once

#include "core/base/net/ws_frames.h"

#include <cstdint>
#include <string>
#include <vector>

namespace roundsman::tests {

/// What a recorded WebSocket case sends, and which outcomes it accepts.
struct WsCase {
    struct Frame {
        WsOpcode opcode = WsOpcode::text;
        bool fin = true;
        int rsv = 0;
        std::string payload;
        std::size_t chop = 0; ///< sent in pieces of so many bytes; 0: at once
    };
    struct Close {
        std::uint16_t code = ws_close::none;
        std::string reason;
    };
    struct Action {
        enum class Kind : std::uint8_t { frame, close };
        Kind kind = Kind::frame;
        Frame frame{};
        Close close{};
    };
    struct Event {
        enum class Kind : std::uint8_t { text, binary, pong };
        Kind kind = Kind::text;
        std::string payload;
        bool operator==(const Event&) const = default;
    };
    std::string id;
    std::vector<Action> actions;
    std::vector<std::vector<Event>> accepted; ///< any of these
    bool closedByMe = true;                   ///< the tester closes, once it has heard what it expects
    std::vector<std::uint16_t> closeCodes;    ///< any of these
};

/// Reads cases as Autobahn's suite was recorded, one a line. Throws std::runtime_error when a line is none.
std::vector<WsCase> readWsCases(const std::string& path);

} // namespace roundsman::tests
