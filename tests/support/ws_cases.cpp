#include "tests/support/ws_cases.h"

#include "core/decode/json_scanner.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <utility>

namespace roundsman::tests {
namespace {

constexpr std::size_t arenaBytes = 64 * 1024;

void fields(std::string_view object, const std::function<void(std::string_view, const JsonValue&)>& take) {
    TextArena arena(arenaBytes);
    JsonScanner in(object, arena);
    std::string_view name;
    JsonValue value;
    if (!in.enterObject()) {
        throw std::runtime_error("no object: " + std::string(object.substr(0, 80)));
    }
    while (in.nextField(name)) {
        if (!in.value(value)) {
            throw std::runtime_error("no JSON: " + std::string(object.substr(0, 80)));
        }
        take(name, value);
    }
}

std::vector<std::string> elements(std::string_view array) {
    TextArena arena(arenaBytes);
    JsonScanner in(array, arena);
    JsonValue value;
    std::vector<std::string> all;
    in.enterArray();
    while (in.nextElement() && in.value(value)) {
        const bool flag = value.kind == JsonKind::boolean;
        all.emplace_back(flag ? (value.boolean ? "true" : "false") : value.text);
    }
    return all;
}

std::size_t number(const JsonValue& value) {
    return static_cast<std::size_t>(value.number.digits);
}

std::string fromHex(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    }
    return bytes;
}

std::string repeated(const std::string& piece, std::size_t length) {
    std::string bytes;
    while (bytes.size() < length && !piece.empty()) {
        bytes += piece;
    }
    bytes.resize(length);
    return bytes;
}

/// {"hex","len"} or {"repeat","len"}
std::string payload(std::string_view object) {
    std::string bytes;
    std::string piece;
    std::size_t length = 0;
    fields(object, [&](std::string_view name, const JsonValue& value) {
        if (name == "hex") {
            bytes = fromHex(value.text);
        } else if (name == "repeat") {
            piece = fromHex(value.text);
        } else if (name == "len") {
            length = number(value);
        }
    });
    return piece.empty() ? bytes : repeated(piece, length);
}

struct Draft {
    std::string what;
    WsCase::Frame frame;
    WsCase::Close close;
    bool repeat = false;
    std::size_t repeatTo = 0;
    bool binary = false;
    std::size_t fragment = 0;
};

Draft draftOf(std::string_view object) {
    Draft draft;
    fields(object, [&](std::string_view name, const JsonValue& value) {
        if (name == "do") {
            draft.what = value.text;
        } else if (name == "opcode") {
            draft.frame.opcode = static_cast<WsOpcode>(number(value));
        } else if (name == "fin") {
            draft.frame.fin = value.boolean;
        } else if (name == "rsv") {
            draft.frame.rsv = static_cast<int>(number(value));
        } else if (name == "payload" && value.kind == JsonKind::object) {
            draft.frame.payload = payload(value.text);
        } else if (name == "tcp_chop" && value.kind == JsonKind::number) {
            draft.frame.chop = number(value);
        } else if (name == "repeat_to_len" && value.kind == JsonKind::number) {
            draft.repeat = true;
            draft.repeatTo = number(value);
        } else if (name == "binary") {
            draft.binary = value.boolean;
        } else if (name == "fragment_size" && value.kind == JsonKind::number) {
            draft.fragment = number(value);
        } else if (name == "code" && value.kind == JsonKind::number) {
            draft.close.code = static_cast<std::uint16_t>(number(value));
        } else if (name == "reason" && value.kind == JsonKind::string) {
            draft.close.reason = value.text;
        }
    });
    return draft;
}

void addMessage(const Draft& draft, std::vector<WsCase::Action>& out) {
    const std::string& whole = draft.frame.payload;
    const std::size_t each = draft.fragment == 0 ? whole.size() : draft.fragment;
    std::size_t at = 0;
    do {
        const std::size_t n = std::min(each, whole.size() - at);
        const WsOpcode first = draft.binary ? WsOpcode::binary : WsOpcode::text;
        out.push_back({.frame = {.opcode = at == 0 ? first : WsOpcode::continuation,
                                 .fin = at + n == whole.size(),
                                 .payload = whole.substr(at, n)}});
        at += n;
    } while (at < whole.size());
}

void addAction(std::string_view object, std::vector<WsCase::Action>& out) {
    Draft draft = draftOf(object);
    if (draft.what == "frame") {
        if (draft.repeat) {
            draft.frame.payload = repeated(draft.frame.payload, draft.repeatTo);
        }
        out.push_back({.frame = std::move(draft.frame)});
    } else if (draft.what == "message") {
        addMessage(draft, out);
    } else if (draft.what == "close") {
        out.push_back({.kind = WsCase::Action::Kind::close, .close = std::move(draft.close)});
    } // waits and time limits are the tester's patience, not the server's
}

std::vector<WsCase::Event> events(std::string_view array) {
    std::vector<WsCase::Event> all;
    for (const std::string& one : elements(array)) {
        const auto parts = elements(one); // ["message", {…}, binary] or ["pong", {…}]
        const bool binary = parts.size() > 2 && parts[2] == "true";
        using Kind = WsCase::Event::Kind;
        all.push_back({parts.at(0) == "pong" ? Kind::pong : binary ? Kind::binary : Kind::text, payload(parts.at(1))});
    }
    return all;
}

WsCase caseOf(std::string_view line) {
    WsCase one;
    fields(line, [&](std::string_view name, const JsonValue& value) {
        if (name == "id") {
            one.id = value.text;
        } else if (name == "actions") {
            for (const std::string& action : elements(value.text)) {
                addAction(action, one.actions);
            }
        } else if (name == "accept") {
            fields(value.text,
                   [&](std::string_view, const JsonValue& list) { one.accepted.push_back(events(list.text)); });
        } else if (name == "expected_close") {
            fields(value.text, [&](std::string_view field, const JsonValue& inner) {
                if (field == "closedByMe") {
                    one.closedByMe = inner.boolean;
                } else if (field == "closeCode" && inner.kind == JsonKind::array) {
                    for (const std::string& code : elements(inner.text)) {
                        one.closeCodes.push_back(static_cast<std::uint16_t>(std::stoi(code)));
                    }
                }
            });
        }
    });
    return one;
}

/// A case that names no outcome speaks of an echo: every data message comes back as it was sent.
void expectEcho(WsCase& one) {
    std::vector<WsCase::Event> echo;
    for (const WsCase::Action& action : one.actions) {
        const WsCase::Frame& frame = action.frame;
        if (action.kind != WsCase::Action::Kind::frame) {
            continue;
        }
        if (frame.opcode == WsOpcode::continuation) {
            echo.back().payload += frame.payload;
        } else {
            using Kind = WsCase::Event::Kind;
            echo.push_back({frame.opcode == WsOpcode::binary ? Kind::binary : Kind::text, frame.payload});
        }
    }
    one.accepted.push_back(std::move(echo));
}

} // namespace

std::vector<WsCase> readWsCases(const std::string& path) {
    std::ifstream in(path);
    if (!in) {
        throw std::runtime_error(path + " cannot be read");
    }
    std::vector<WsCase> cases;
    for (std::string line; std::getline(in, line);) {
        cases.push_back(caseOf(line));
        if (cases.back().accepted.empty()) {
            expectEcho(cases.back());
        }
    }
    return cases;
}

} // namespace roundsman::tests
