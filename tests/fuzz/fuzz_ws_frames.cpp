#include "core/base/check.h"
#include "core/base/net/ws_frames.h"

#include <algorithm>
#include <cstdint>
#include <string>

using namespace roundsman;

namespace {

/// Everything a stream meant, as one text.
struct Ear final : WsListener {
    std::string heard;
    void onMessage(std::string_view payload, bool binary) override { say(binary ? 'b' : 't', payload); }
    void onPing(std::string_view payload) override { say('i', payload); }
    void onPong(std::string_view payload) override { say('o', payload); }
    void onClose(std::uint16_t code, std::string_view reason) override {
        heard += std::to_string(code);
        say('c', reason);
    }
    void say(char kind, std::string_view payload) {
        if (kind == 't') {
            check(isUtf8(payload), "a text message is UTF-8");
        }
        heard += kind;
        heard += std::to_string(payload.size()) + ":";
        heard += payload;
    }
};

std::string read(std::string bytes, std::size_t piece, WsRole role) {
    WsFrameReader reader(role, 1 << 16);
    Ear ear;
    std::span<char> rest(bytes);
    while (!rest.empty()) {
        const std::size_t n = std::min(piece, rest.size());
        if (const auto taken = reader.read(rest.first(n), ear); !taken) {
            return ear.heard + "!" + std::to_string(taken.error().closeCode);
        }
        rest = rest.subspan(n);
    }
    return ear.heard;
}

} // namespace

/// However a stream is cut, it means the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const WsRole role = (data[0] & 1) != 0 ? WsRole::client : WsRole::server;
    const std::string whole = read(bytes, SIZE_MAX, role);
    check(read(bytes, 1, role) == whole, "byte by byte");
    check(read(bytes, static_cast<std::size_t>(data[0] >> 1) + 1, role) == whole, "in pieces");
    return 0;
}
